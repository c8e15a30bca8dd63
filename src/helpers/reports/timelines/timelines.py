"""The figures of the members of a dimension, month by month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import pandas as pd

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT
from helpers.indicators import changes, over_time, ranks, shares
from helpers.indicators.figures import COLUMNS
from helpers.indicators.panel import is_rival
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.reference.commodities import commodity_names
from helpers.reference.provinces import is_place, provinces
from helpers.reports.common.all_provinces import whole_over_time
from helpers.reports.common.data import ReportData, plain_text
from helpers.reports.common.reshape import every_partner_over_time
from helpers.reports.common.sound_data import without_faults
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

    Metrics ``level``, ``growth`` (of a balance ``change``), ``share`` (``weight`` where something is fixed), ``rank``,
    ``contribution``, ``rolling_year`` and ``rolling_year_growth``; of products also their quantities, ``unit_value``
    and its growth. Cities and zones are with the provinces, without rank and contribution: zones lie within cities.
    A month without data of a member has no row; one whose data a check found an error in is absent.

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
    every = ReportData(store, Query("", currency, fixed=fixed or {}, as_of=as_of))
    months = every.months(*_kept(dimension))
    if not months:
        return pd.DataFrame(columns=list(COLUMNS))
    data = every.change(period=months[-1])
    panels = _whole(data, dimension, months), panel_of_members(data, dimension, months)
    whole, parts = (without_faults(store, panel) for panel in panels)
    single = dimension == "product" and not fixed
    parts = as_in_editions(data, parts) if single else parts
    frames = [*_own(whole if dimension == NATION else parts)]
    if dimension != NATION:
        frames += _as_parts(data, parts, whole, dimension)
    if single:
        frames += quantity_timelines(data, parts, months)
    if dimension == "region" and not fixed:
        frames += _of_places(data, whole, months)
    return pd.concat([one for one in frames if len(one)], ignore_index=True)


def _whole(data: ReportData, dimension: str, months: Sequence[str]) -> pd.DataFrame:
    """Return the panel of what members are parts of; of the provinces as their edition has it."""
    of_provinces = dimension == "region" and not data.query.fixed
    return whole_over_time(data, months) if of_provinces else data.over_time(months=months)


def panel_of_members(data: ReportData, dimension: str, months: Sequence[str]) -> pd.DataFrame:
    """Return the panel of all members of a dimension in some months, with the groups of partners."""
    if dimension == NATION:
        return data.over_time(months=months)
    if dimension != "partner":
        return _known(data.over_time(dimension, months=months), dimension)
    return every_partner_over_time(data, months)


def _of_places(
    data: ReportData, whole: pd.DataFrame, months: Sequence[str]
) -> Iterator[pd.DataFrame]:
    """Compute what is said of cities and zones, each by the table that has it: they make up no whole."""
    if codes := tuple(filter(is_place, data.store.members("region"))):
        panel = data.over_time("region", months=months, members=codes)
        places = without_faults(data.store, panel)
        yield from _own(places)
        yield shares.share(places, whole)


def _kept(dimension: str) -> tuple[str, ...]:
    return (dimension,) if dimension else ()


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


def _as_parts(
    data: ReportData, parts: pd.DataFrame, whole: pd.DataFrame, dimension: str
) -> Iterator[pd.DataFrame]:
    """Compute what a member is of the whole, and among the others: its part in growth and in trade, its rank."""
    yield shares.contribution(parts, whole)
    if dimension != "product":
        rivals = parts[dimension].map(lambda code: is_rival(dimension, code)).astype(bool)
        yield ranks.rank(parts[rivals])
    # Of the nation's trade it is a share; of that of a subject, a weight.
    yield (shares.weight if data.query.fixed else shares.share)(parts, whole)
