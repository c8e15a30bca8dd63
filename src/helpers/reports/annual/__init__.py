"""The year in review: the nation, its 31 provinces, the seven regions.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``parameters`` says what is
allowed, ``content`` and ``nation_figures`` compute, ``nation``, ``members`` and ``quoted`` show the nation,
``ranking`` and ``regions`` the provinces; ``report`` puts them together.
"""

from helpers.reports.annual.report import load

__all__ = ["load"]
