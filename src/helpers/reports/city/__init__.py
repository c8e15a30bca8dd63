"""The report on one province's trade, by default Beijing: overview, products, partners.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``city_parameters`` says what is
allowed, ``city_figures`` computes the figures, ``structure`` shows the groups of products, ``city_report`` puts them
together with the parts that are shared with the report on a product.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def load(values: Mapping[str, Any]) -> Any:
    """Load the report, as its notebook does with ``globals()``: see ``city_report.load``."""
    # What needs the parameters only, such as the table of contents, imports no charts.
    from helpers.reports.city import city_report  # noqa: PLC0415

    return city_report.load(values)
