"""The year in review: the nation, its 31 provinces, the seven regions.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``parameters`` says what is
allowed, ``content`` and ``nation_figures`` compute, ``nation``, ``members`` and ``quoted`` show the nation,
``ranking`` and ``regions`` the provinces; ``report`` puts them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def load(values: Mapping[str, Any]) -> Any:
    """Load the report, as its notebook does with ``globals()``: see ``report.load``."""
    # What needs the parameters only, such as the table of contents, imports no charts.
    from helpers.reports.annual import report  # noqa: PLC0415

    return report.load(values)
