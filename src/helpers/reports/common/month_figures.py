"""What a monthly report computes, before any of it is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from helpers.indicators.figures import Figures


@dataclass(frozen=True)
class MonthFigures:
    """The figures of one month, and what there is of the lists behind them.

    Attributes
    ----------
    figures : Figures
        Of the report's subject and its members, each under its code.
    currency : str
        Of all values.
    lists : mapping
        See ``extents_of``.
    missing : mapping
        See ``ReportData.missing_months``.
    """

    figures: Figures
    currency: str
    lists: Mapping[tuple[str, str, str], str]
    missing: Mapping[tuple[str, tuple[str, ...]], Sequence[str]]
