"""The figures of the nation in one currency: totals, members, and its years."""

from __future__ import annotations

from typing import Final

import pandas as pd

from helpers.core.dimensions import BALANCE, WHOLE
from helpers.core.periods import MONTH, YTD
from helpers.indicators import changes, counts, history, shares, surplus
from helpers.indicators.cells import ALL
from helpers.indicators.panel import is_rival
from helpers.observations.warehouse.answer import Answer
from helpers.reference.partners import GROUPS
from helpers.reference.reference_table import stated_names
from helpers.reports.common.data import ReportData, levels_and_changes, panel_of
from helpers.reports.common.reshape import with_partner_groups

MEMBERS: Final = ("partner", "product", "enterprise", "region")
"""The dimensions the nation's trade is shown by."""
_LARGEST: Final = 10


def nation_frames(data: ReportData) -> list[pd.DataFrame]:
    """Compute the nation's figures of a year, in one currency, up to the month of the data."""
    last = data.query.period
    answers = data.series()
    series = panel_of(answers, answers)
    whole = series[series["period"] == last]
    year = whole[whole["span"] == YTD]
    frames = [
        *levels_and_changes(whole),
        changes.base(whole),
        surplus.surplus_growth(year),
        surplus.surplus_growth_error(year),
        *_years(series, last),
        *_months(series, last),
    ]
    for dimension in MEMBERS:
        parts = _year_panel(data, dimension)
        if not parts.empty:
            frames += _shares(parts, dimension, year)
    return frames


def _shares(parts: pd.DataFrame, dimension: str, whole: pd.DataFrame) -> list[pd.DataFrame]:
    """Compute the figures of the members and groups of one dimension."""
    pulls = shares.contribution(parts, whole)
    frames = [
        *levels_and_changes(parts),
        shares.share(parts, whole),
        shares.share_change(parts, whole),
        pulls,
    ]
    if dimension == "enterprise":
        frames.append(shares.contribution_rest(pulls, changes.growth(whole), dimension))
    if dimension == "partner":
        single = parts[[is_rival("partner", code) for code in parts["partner"]]]
        if single["extent"].eq(ALL).all():
            trade = single[single["flow"] != BALANCE]
            frames.append(shares.concentration(parts, whole, "partner", _LARGEST))
            frames.append(counts.partners_above(changes.level(trade), counts.THRESHOLDS))
    return frames


def _year_panel(data: ReportData, dimension: str) -> pd.DataFrame:
    """Return January to the month by the members of a dimension, with the same members a year before."""
    now, before = _year_by(data, dimension), _year_by(data.year_before(), dimension)
    if dimension == "partner":
        stated = tuple(group for group in GROUPS if group in set(now.rows[dimension]))
        before = with_partner_groups(before, stated, data.query.period)
    return panel_of(now, before)


def _year_by(month: ReportData, dimension: str) -> Answer:
    """Return January to a month by the members of a dimension, and by the groups a source may state."""
    answers = [month.answer(dimension, members=_groups(dimension))]
    # The provinces themselves stand in their own part of the report.
    answers += [month.answer(dimension)] if dimension != "region" else []
    rows = pd.concat([answer.rows for answer in answers[::-1]], ignore_index=True)
    rows = rows[(rows["span"] == YTD) & (rows[dimension] != WHOLE)]
    return Answer(rows.drop_duplicates([dimension, "flow"]), answers[-1].extents)


def _groups(dimension: str) -> tuple[str, ...]:
    """Return the groups and lists of members that a source may state."""
    return tuple(sorted({*stated_names(dimension), *(GROUPS if dimension == "partner" else ())}))


def _years(series: pd.DataFrame, last: str) -> list[pd.DataFrame]:
    """Compute what takes several years: records, runs, and growth over the five-year plan."""
    month, year = last[4:], int(last[:4])
    panels = series[(series["span"] == YTD) & series["period"].str.endswith(month)]
    levels, growths = changes.level(panels), changes.growth(panels)
    plan, base = history.plan_of(year), history.plan_base(last)
    found = [
        history.record(levels),
        history.run(growths, lag=12),
        history.growth_since(levels, base),
        history.cagr(levels, base),
        history.plan_sum(levels, range(plan[0], year + 1))
        if last == f"{plan[-1]}-12"
        else levels[:0],
    ]
    return [levels, *_of(found, last)]


def _months(series: pd.DataFrame, last: str) -> list[pd.DataFrame]:
    """Compute the records and runs of single months."""
    panels = series[series["span"] == MONTH]
    found = [
        history.record(changes.level(panels), lag=1),
        history.run(changes.growth(panels), lag=1),
    ]
    return _of(found, last)


def _of(frames: list[pd.DataFrame], period: str) -> list[pd.DataFrame]:
    """Keep the figures of a period: a series that ends before it has none of it."""
    return [frame[frame["period"] == period] for frame in frames]
