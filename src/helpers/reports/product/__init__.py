"""The report on one product's trade, by default lithium-ion batteries.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``product_parameters``
says what is allowed, ``product_figures`` computes the figures, ``price_section`` shows unit values and
what prices and quantities add,
``product_report`` puts them together with the parts that are shared with the report on a province.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def load(values: Mapping[str, Any]) -> Any:
    """Load the report, as its notebook does with ``globals()``: see ``product_report.load``."""
    # What needs the parameters only, such as the table of contents, imports no charts.
    from helpers.reports.product import product_report  # noqa: PLC0415

    return product_report.load(values)
