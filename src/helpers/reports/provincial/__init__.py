"""The provincial report: all 31 provinces in one month and from January to it.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``content`` computes the
figures, ``section`` and ``pictures`` show those of one span, ``report`` puts them together.
"""

from helpers.reports.provincial.report import load

__all__ = ["load"]
