"""The figures of the members of a dimension, month by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

import pandas as pd

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT
from helpers.indicators import changes, over_time, ranks, shares
from helpers.indicators.figures import COLUMNS
from helpers.indicators.panel import is_rival
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.reference.commodities import commodity_names
from helpers.reference.partners import GROUPS, members
from helpers.reference.provinces import provinces
from helpers.reports.common.data import ReportData, plain_text
from helpers.reports.common.reshape import with_both_sides, with_partner_groups
from helpers.reports.timelines.product_timelines import as_in_editions, quantity_timelines

NATION: Final = ""
"""Stands for the dimension of which there is one member, the nation itself."""
DIMENSIONS: Final = (NATION, "region", "partner", "product")


@plain_text
def timelines(
    store: Store,
    dimension: str,
    currency: str,
    *,
    fixed: Mapping[str, str] | None = None,
    as_of: str | None = None,
) -> pd.DataFrame:
    """Return the figures of all members of a dimension in all months the store has.

    Metrics ``level``, ``growth`` (of a balance ``change``), ``share`` (``weight`` where something is
    fixed), ``rank``, ``contribution``, ``rolling_year`` and ``rolling_year_growth``; of products also
    their quantities, ``unit_value`` and its growth. A month without data of a member has no row: whoever
    lays months out says so (``schema.NO_DATA``).

    Parameters
    ----------
    store : Store
        The data.
    dimension : str
        One of ``DIMENSIONS``.
    currency : str
        Of the values.
    fixed : mapping of str to str, optional
        Whose members: ``{"region": "11"}`` for the partners of Beijing; the nation's where there is none.
    as_of : str, optional
        A day; only what was known on it is seen.

    Returns
    -------
    pandas.DataFrame
        Columns ``figures.COLUMNS``.
    """
    data = ReportData(store, Query("", currency, fixed=fixed or {}, as_of=as_of))
    months = data.months(*_kept(dimension))
    if not months:
        return pd.DataFrame(columns=list(COLUMNS))
    data = data.change(period=months[-1])
    whole, parts = data.over_time(months=months), panel_of_members(data, dimension, months)
    single = dimension == "product" and not fixed
    if single:
        parts = as_in_editions(data, parts)
    frames = [*_own(whole if dimension == NATION else parts)]
    if dimension != NATION:
        frames += _places(parts, whole, dimension)
        # Of the nation's trade it is a share; of that of a subject, a weight.
        frames.append((shares.weight if fixed else shares.share)(parts, whole))
    if single:
        frames += quantity_timelines(data, parts, months)
    return pd.concat([one for one in frames if len(one)], ignore_index=True)


def panel_of_members(data: ReportData, dimension: str, months: Sequence[str]) -> pd.DataFrame:
    """Return the panel of all members of a dimension in some months, with the groups of partners."""
    if dimension == NATION:
        return data.over_time(months=months)
    if dimension != "partner":
        return _known(data.over_time(dimension, months=months), dimension)
    runs = (_with_groups(data, run) for run in _of_same_members(months))
    return pd.concat(runs, ignore_index=True)


def _kept(dimension: str) -> tuple[str, ...]:
    return (dimension,) if dimension else ()


def _of_same_members(months: Sequence[str]) -> Iterator[list[str]]:
    """Split months into runs in which each group of partners has the same members."""
    for _, run in groupby(months, lambda month: [members(group, month) for group in GROUPS]):
        yield [*run]


def _with_groups(data: ReportData, months: Sequence[str]) -> pd.DataFrame:
    """Return the panel of all partners and their groups, which have the same members in these months."""
    period = months[-1]
    return data.over_time(
        "partner",
        months=months,
        reshape=lambda answer: with_partner_groups(
            with_both_sides(answer, "partner"), tuple(GROUPS), period
        ),
    )


def _known(panel: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """Leave out regions that are no provinces, and the totals of goods that the two lists only name alike."""
    if dimension == "region":
        return panel[panel["region"].isin(provinces().index)]
    directed = panel["flow"].isin((EXPORT, IMPORT))
    return panel[directed | ~panel["product"].isin({*commodity_names()})]


def _own(panel: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Compute what a member's own months say."""
    levels = changes.level(panel)
    rolling = over_time.rolling_year(levels)
    yield from (levels, rolling, over_time.rolling_year_growth(rolling))
    yield changes.growth(panel)
    yield changes.change(panel[panel["flow"] == BALANCE])


def _places(parts: pd.DataFrame, whole: pd.DataFrame, dimension: str) -> Iterator[pd.DataFrame]:
    """Compute what a member is among the others: its rank, and its part in growth."""
    yield shares.contribution(parts, whole)
    rivals = parts[[is_rival(dimension, code) for code in parts[dimension]]]
    if dimension != "product":
        yield ranks.rank(rivals)
