"""The figures of the nation in one currency: totals, members, and its years."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pandas as pd

from helpers import indicators
from helpers.core.dimensions import BALANCE, is_part
from helpers.core.periods import MONTH, YTD, Month
from helpers.indicators.panel import PANEL_COLUMNS
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.reference.partners import GROUPS
from helpers.reference.stated import stated_names
from helpers.reports.common.data import joined, panel_of

MEMBERS: Final = ("partner", "product", "enterprise", "region")
"""What the nation's trade is told apart by."""

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


def nation_frames(store: Store, query: Query) -> list[pd.DataFrame]:
    """Compute the nation's figures in the currency of a query.

    Parameters
    ----------
    store : Store
        The data.
    query : Query
        Of the last month, with no dimension kept.
    """
    own = panel_of(store, query)
    year = own[own["span"] == YTD]
    series = _series(store, query)
    frames = [
        indicators.level(own),
        indicators.base(own),
        indicators.change(own),
        indicators.growth(own),
        indicators.growth_against_stored(own),
        indicators.surplus_growth(year),
        indicators.surplus_growth_error(year),
        *_years(series, query.period),
        *_months(series, query.period),
    ]
    for dimension in MEMBERS:
        frames += _members(store, query, dimension, year)
    return frames


def _members(store: Store, query: Query, dimension: str, whole: pd.DataFrame) -> list[pd.DataFrame]:
    """Compute the figures of the members and groups of one dimension."""
    parts = _member_panel(store, query, dimension)
    if parts.empty:
        return []
    pulls = indicators.contribution(parts, whole)
    frames = [
        indicators.level(parts),
        indicators.change(parts),
        indicators.growth(parts),
        indicators.growth_against_stored(parts),
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


def _member_panel(store: Store, query: Query, dimension: str) -> pd.DataFrame:
    """Ask for the members of a dimension, and for each group or list that a source may state."""
    groups = {*stated_names(dimension), *(GROUPS if dimension == "partner" else ())}
    stated = store.members(dimension, among=sorted(groups))
    queries = [replace(query, fixed={dimension: code}) for code in stated]
    if dimension != "region":
        # The provinces themselves are told in their own part of the report.
        queries.insert(0, replace(query, keep=(dimension,)))
    if not queries:
        return pd.DataFrame(columns=list(PANEL_COLUMNS))
    now, before = (
        pd.concat([store.query(replace(one, period=period)) for one in queries], ignore_index=True)
        .drop_duplicates([dimension, "span", "flow"])
        .query("span == @YTD")
        for period in (query.period, str(Month.parse(query.period).year_before()))
    )
    return joined([(now, before)])


def _all_there(store: Store, parts: pd.DataFrame) -> bool:
    """Tell whether the partners come from files that have all of them."""
    single = parts[parts["partner"].map(lambda code: is_part("partner", code)).astype(bool)]
    files = {one for text in single["sources"] for one in text.split(";")}
    return bool(files) and all("partner" in store.file(one).complete for one in files)


def _years(series: pd.DataFrame, last: str) -> list[pd.DataFrame]:
    """Compute what takes several years: records, runs, and growth over the five-year plan."""
    month, year = last[4:], int(last[:4])
    panels = series[(series["span"] == YTD) & series["period"].str.endswith(month)]
    levels, growths = indicators.level(panels), indicators.growth(panels)
    plan = plan_of(year)
    base = f"{plan[0] - 1}{month}"
    told = [
        indicators.record(levels),
        indicators.run(growths, lag=12),
        indicators.growth_since(levels, base),
        indicators.cagr(levels, base),
        indicators.plan_sum(levels, range(plan[0], year + 1))
        if last == f"{plan[-1]}-12"
        else levels[:0],
    ]
    return [levels, *_of(told, last)]


def _months(series: pd.DataFrame, last: str) -> list[pd.DataFrame]:
    """Compute the records and runs of single months."""
    panels = series[series["span"] == MONTH]
    told = [
        indicators.record(indicators.level(panels)),
        indicators.run(indicators.growth(panels), lag=1),
    ]
    return _of(told, last)


def _of(frames: list[pd.DataFrame], period: str) -> list[pd.DataFrame]:
    """Keep the figures of a period: a series that ends before it tells nothing of it."""
    return [frame[frame["period"] == period] for frame in frames]


def _series(store: Store, query: Query) -> pd.DataFrame:
    """Give the nation's panels of all months up to the last, both spans."""
    months = store.months(until=query.period)
    answers = {month: store.query(replace(query, period=month)) for month in months}
    empty = next(iter(answers.values()))[:0]
    return joined(
        (answer, answers.get(str(Month.parse(month).year_before()), empty))
        for month, answer in answers.items()
        if not answer.empty
    )
