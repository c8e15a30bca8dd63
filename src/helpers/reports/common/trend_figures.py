"""The figures of the months before: levels, growth, sums of twelve months, what was first released."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

import pandas as pd

from helpers.core.periods import MONTH, MONTHS_OF_YEAR
from helpers.indicators import changes, over_time
from helpers.reports.common.base_vintages import Cells
from helpers.reports.common.data import ReportData
from helpers.reports.common.sound_data import sound_releases, without_faults

LENGTH: Final = MONTHS_OF_YEAR + 1
"""How many months are shown, the report's own the last."""


def months_needed(period: str) -> list[str]:
    """Return the months whose values a trend is made of: two years, for sums of twelve months and their growth."""
    return over_time.months_through(period, 2 * MONTHS_OF_YEAR)


def months_shown(period: str) -> list[str]:
    """Return the months that a trend shows."""
    return over_time.months_through(period, LENGTH)


def trend_frames(
    panel: pd.DataFrame, period: str, released: Cells, shown: Collection[str]
) -> list[pd.DataFrame]:
    """Compute the figures of the months up to a report's own.

    Parameters
    ----------
    panel : pandas.DataFrame
        The subject in the months of ``months_needed``, columns ``PANEL_COLUMNS``.
    period : str
        The report's month.
    released : mapping
        What was first released of them, see ``ReportData.first_released``.
    shown : collection of str
        The months whose levels and growth are wanted: of its own month a report may have them already.
    """
    cells = panel[panel["span"] == MONTH]
    levels = changes.level(cells)
    rolling = over_time.rolling_year(levels)
    grown = over_time.rolling_year_growth(rolling)
    wanted = cells[cells["period"].isin(shown)]
    window = months_shown(period)
    # Without all its months a sum is no figure of the page.
    grown = grown[grown["period"] == period].dropna(subset="value")
    sums = {period, window[0]} if len(grown) else {period}
    frames = [
        changes.level(wanted),
        changes.base(wanted).dropna(subset="value"),
        changes.growth(wanted),
        rolling[rolling["period"].isin(sums)].dropna(subset="value"),
        grown,
        over_time.first_levels(levels[levels["period"].isin(window)], released),
    ]
    return [frame for frame in frames if len(frame)]


def trend_of(data: ReportData, panel: pd.DataFrame | None = None) -> list[pd.DataFrame]:
    """Compute the figures of the months before a report's own, of a subject that its query fixes.

    ``panel`` is that of the subject in ``months_needed``, where the report has its own way to it.
    """
    period, months = data.query.period, months_needed(data.query.period)
    whole = data.over_time(months=months) if panel is None else panel
    before = months_shown(period)[:-1]
    released = sound_releases(data.store, data.first_released(months=months))
    return trend_frames(without_faults(data.store, whole), period, released, before)
