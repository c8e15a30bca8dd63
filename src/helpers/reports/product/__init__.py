"""The report on one product's trade, by default lithium-ion batteries.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``parameters`` says what is
allowed, ``content`` computes the figures, ``prices`` shows unit values and what prices and quantities add,
``report`` puts them together with the parts that are shared with the report on a province.
"""

from helpers.reports.product.report import load

__all__ = ["load"]
