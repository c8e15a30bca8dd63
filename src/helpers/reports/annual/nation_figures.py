"""The figures of the nation in one currency: totals, members, and its years."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pandas as pd

from helpers.core.dimensions import BALANCE, is_part
from helpers.core.periods import MONTH, YTD, Month
from helpers.indicators import bases, changes, counts, history, shares, surplus
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
_LARGEST: Final = 10


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
        changes.level(own),
        changes.base(own),
        changes.change(own),
        changes.growth(own),
        bases.growth_against_stored(own),
        surplus.surplus_growth(year),
        surplus.surplus_growth_error(year),
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
    pulls = shares.contribution(parts, whole)
    frames = [
        changes.level(parts),
        changes.change(parts),
        changes.growth(parts),
        bases.growth_against_stored(parts),
        shares.share(parts, whole),
        shares.share_change(parts, whole),
        pulls,
    ]
    if dimension == "enterprise":
        frames.append(shares.contribution_rest(pulls, changes.growth(whole), dimension))
    if dimension == "partner" and _all_there(store, parts):
        single = parts[parts["partner"].map(lambda code: is_part("partner", code))]
        frames.append(shares.concentration(parts, whole, "partner", _LARGEST))
        trade = single[single["flow"] != BALANCE]
        frames.append(counts.partners_above(changes.level(trade), THRESHOLDS))
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
    levels, growths = changes.level(panels), changes.growth(panels)
    plan, base = history.plan_of(year), history.plan_base(last)
    told = [
        history.record(levels),
        history.run(growths, lag=12),
        history.growth_since(levels, base),
        history.cagr(levels, base),
        history.plan_sum(levels, range(plan[0], year + 1))
        if last == f"{plan[-1]}-12"
        else levels[:0],
    ]
    return [levels, *_of(told, last)]


def _months(series: pd.DataFrame, last: str) -> list[pd.DataFrame]:
    """Compute the records and runs of single months."""
    panels = series[series["span"] == MONTH]
    told = [
        history.record(changes.level(panels)),
        history.run(changes.growth(panels), lag=1),
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
