"""The report on one province's trade, by default Beijing: overview, products, partners.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``parameters`` says what is
allowed, ``content`` computes the figures, ``structure`` shows the groups of products, ``report`` puts them
together with the parts that are shared with the report on a product.
"""

from helpers.reports.city.report import load

__all__ = ["load"]
