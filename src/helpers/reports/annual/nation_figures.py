"""The figures of the nation in one currency: totals, members, and its years."""

from __future__ import annotations

from typing import Final

import pandas as pd

from helpers import indicators
from helpers.core.dimensions import BALANCE, WHOLE, is_part
from helpers.core.periods import MONTH, YTD
from helpers.observations.warehouse.store import Store
from helpers.reference.partners import GROUPS
from helpers.reference.stated import stated_names
from helpers.reports.common.data import ReportData, levels_and_changes, with_bases

MEMBERS: Final = ("partner", "product", "enterprise", "region")
"""The dimensions the nation's trade is shown by."""

THRESHOLDS: Final = {
    "partners_above_1t": 1e12,
    "partners_above_100b": 1e11,
    "partners_above_10b": 1e10,
}
_PLAN: Final = 5
_LARGEST: Final = 10


def plan_of(year: int) -> range:
    """Return the years of the five-year plan a year belongs to: 2021 to 2025 for 2024."""
    first = (year - 1) // _PLAN * _PLAN + 1
    return range(first, first + _PLAN)


def nation_frames(data: ReportData) -> list[pd.DataFrame]:
    """Compute the nation's figures of a year, in one currency, up to the month of the data."""
    last = data.query.period
    answers = data.series()
    series = with_bases(answers, answers)
    whole = series[series["period"] == last]
    year = whole[whole["span"] == YTD]
    members = _members(data)
    frames = [
        *levels_and_changes(whole),
        indicators.base(whole),
        indicators.surplus_growth(year),
        indicators.surplus_growth_error(year),
        *_years(series, last),
        *_months(series, last),
    ]
    for dimension in MEMBERS:
        parts = members[members[dimension] != WHOLE]
        if not parts.empty:
            frames += _shares(data.store, parts, dimension, year)
    return frames


def _shares(
    store: Store, parts: pd.DataFrame, dimension: str, whole: pd.DataFrame
) -> list[pd.DataFrame]:
    """Compute the figures of the members and groups of one dimension."""
    pulls = indicators.contribution(parts, whole)
    frames = [
        *levels_and_changes(parts),
        indicators.share(parts, whole),
        indicators.share_change(parts, whole),
        pulls,
    ]
    if dimension == "enterprise":
        frames.append(indicators.contribution_rest(pulls, indicators.growth(whole), dimension))
    if dimension == "partner" and _all_there(store, parts):
        single = parts[parts["partner"].map(lambda code: is_part("partner", code))]
        frames.append(indicators.concentration(parts, whole, "partner", _LARGEST))
        trade = single[single["flow"] != BALANCE]
        frames.append(indicators.partners_above(indicators.level(trade), THRESHOLDS))
    return frames


def _members(data: ReportData) -> pd.DataFrame:
    """Return the panel of the members of each dimension, and of the groups a source may state."""
    queried = [
        # The provinces themselves stand in their own part of the report.
        (dimension, members)
        for dimension in MEMBERS
        for members in ((), _groups(dimension))
        if members or dimension != "region"
    ]
    now, before = (
        pd.concat(
            [month.answer(dimension, members=members) for dimension, members in queried],
            ignore_index=True,
        )
        .drop_duplicates([*MEMBERS, "span", "flow"])
        .query("span == @YTD")
        for month in (data, data.year_before())
    )
    return with_bases(now, before)


def _groups(dimension: str) -> tuple[str, ...]:
    """Return the groups and lists of members that a source may state."""
    return tuple(sorted({*stated_names(dimension), *(GROUPS if dimension == "partner" else ())}))


def _all_there(store: Store, parts: pd.DataFrame) -> bool:
    """Return whether the partners come from files that have all of them."""
    single = parts[parts["partner"].map(lambda code: is_part("partner", code)).astype(bool)]
    files = {name for text in single["sources"] for name in text.split(";")}
    return bool(files) and all("partner" in store.file(name).complete for name in files)


def _years(series: pd.DataFrame, last: str) -> list[pd.DataFrame]:
    """Compute what takes several years: records, runs, and growth over the five-year plan."""
    month, year = last[4:], int(last[:4])
    panels = series[(series["span"] == YTD) & series["period"].str.endswith(month)]
    levels, growths = indicators.level(panels), indicators.growth(panels)
    plan = plan_of(year)
    base = f"{plan[0] - 1}{month}"
    found = [
        indicators.record(levels),
        indicators.run(growths, lag=12),
        indicators.growth_since(levels, base),
        indicators.cagr(levels, base),
        indicators.plan_sum(levels, range(plan[0], year + 1))
        if last == f"{plan[-1]}-12"
        else levels[:0],
    ]
    return [levels, *_of(found, last)]


def _months(series: pd.DataFrame, last: str) -> list[pd.DataFrame]:
    """Compute the records and runs of single months."""
    panels = series[series["span"] == MONTH]
    found = [
        indicators.record(indicators.level(panels)),
        indicators.run(indicators.growth(panels), lag=1),
    ]
    return _of(found, last)


def _of(frames: list[pd.DataFrame], period: str) -> list[pd.DataFrame]:
    """Keep the figures of a period: a series that ends before it has none of it."""
    return [frame[frame["period"] == period] for frame in frames]
