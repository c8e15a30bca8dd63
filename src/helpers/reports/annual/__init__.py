"""The year in review: the nation, its 31 provinces, the seven regions.

In: the parameters of a notebook. Out: the report whose parts the notebook shows.
``annual_parameters`` says what is allowed, ``annual_figures`` and ``nation_figures`` compute,
``nation``, ``members`` and ``quoted_statements`` show the nation,
``province_ranking`` and ``macro_regions`` the provinces; ``annual_report`` puts them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def load(values: Mapping[str, Any]) -> Any:
    """Load the report, as its notebook does with ``globals()``: see ``annual_report.load``."""
    # What needs the parameters only, such as the table of contents, imports no charts.
    from helpers.reports.annual import annual_report  # noqa: PLC0415

    return annual_report.load(values)
