"""The provincial report: all 31 provinces in one month and from January to it.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``provincial_figures`` computes the
figures, ``section`` and ``pictures`` show those of one span, ``provincial_report`` puts them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def load(values: Mapping[str, Any]) -> Any:
    """Load the report, as its notebook does with ``globals()``: see ``provincial_report.load``."""
    # What needs the parameters only, such as the table of contents, imports no charts.
    from helpers.reports.provincial import provincial_report  # noqa: PLC0415

    return provincial_report.load(values)
