"""The figures of a year in review: the provinces, the nation, and what sources state of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from helpers.core.dimensions import TOTAL, VALUE
from helpers.core.periods import YTD
from helpers.indicators import bases, changes, counts, history, ranks, shares
from helpers.indicators.figures import COLUMNS, Figures
from helpers.observations.schema import IMPLIED, KEYS, QUOTED
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.reference.provinces import provinces
from helpers.reports.annual import TYPE, AnnualParameters
from helpers.reports.annual.nation_figures import nation_frames
from helpers.reports.common.all_provinces import full_months, is_full, refuse_gaps
from helpers.reports.common.data import ReportData, levels_and_changes
from helpers.reports.common.reshape import by_macro_region
from helpers.reports.common.sound_data import sound_releases, without_faults
from helpers.reports.common.trend_figures import months_needed, months_shown, trend_frames

CONCENTRATIONS: Final = (5, 10)
LONG: Final = 3
"""The years it takes to draw a line, or to state a multiple."""


@dataclass(frozen=True)
class Scope:
    """Which figures a part of the report shows.

    Attributes
    ----------
    period : str
        The month up to which the year is shown, from January on.
    currency : str
        Of the values.
    measure : str
        ``value`` in the nation's first currency, which the report leads with; ``value_USD`` or
        ``value_CNY`` in another.
    """

    period: str
    currency: str
    measure: str


@dataclass(frozen=True)
class AnnualFigures:
    """What was computed.

    Attributes
    ----------
    figures : Figures
        Of the nation, the provinces (region codes) and the seven regions.
    provinces : Scope
        That of the provinces.
    nation : tuple of Scope
        One a currency, the leading one first.
    statements : pandas.DataFrame
        What sources state, columns ``quoted.STATEMENT_COLUMNS``; those that are figures here.
    first : str
        The first period with all provinces, of the same months as the last.
    implied : bool
        Whether the provinces' bases are implied by printed growth.
    complete : bool
        Whether the data has all provinces for the whole year.
    """

    figures: Figures
    provinces: Scope
    nation: tuple[Scope, ...]
    statements: pd.DataFrame
    first: str
    implied: bool
    complete: bool


def compute(store: Store, parameters: AnnualParameters) -> AnnualFigures:
    """Compute every figure of the report.

    Raises
    ------
    NoDataError
        When the year has no provincial data through the month asked for, or not that of all 31
        provinces in both directions.
    """
    data = _provincial_data(store, parameters)
    period, currency = data.query.period, data.query.unit
    parts, whole = _provinces(data.panel("region")), _year(data.panel())
    if parts.empty:
        _refuse_year(data, parameters)
    refuse_gaps(TYPE.name, data, parts, whole)
    whole = bases.summed_bases(whole, parts)
    scopes = _nation_scopes(data, parameters)
    provincial = Scope(period, currency, _measure(currency, scopes[0].currency))
    first, history = _history(data)
    frames = [_as(provincial.measure, [*_provincial_frames(parts, whole), *history])]
    for scope in scopes:
        nation = data.change(period=scope.period, unit=scope.currency)
        frames.append(_as(scope.measure, [*nation_frames(nation), *_months_of(nation)]))
    computed = pd.concat(frames, ignore_index=True).drop_duplicates(list(KEYS), ignore_index=True)
    statements = _unknown(store.statements(scopes[0].period, parameters.day), computed)
    quoted = statements.assign(basis=QUOTED, reason="", sources=statements["source"])[list(COLUMNS)]
    stacked = pd.concat([quoted, computed], ignore_index=True) if len(quoted) else computed
    # What is stated takes the place of a figure that has no number here.
    stacked = stacked.drop_duplicates(list(KEYS), ignore_index=True)
    implied = bool((parts["basis_base"] == IMPLIED).any())
    december = data.change(period=f"{parameters.year}-12").in_currencies()
    complete = any(is_full(one, YTD) for one in december)
    figures = Figures(stacked)
    return AnnualFigures(figures, provincial, scopes, statements, first, implied, complete)


def _months_of(nation: ReportData) -> list[pd.DataFrame]:
    """Return the figures of the nation's months up to the year's last."""
    period, months = nation.query.period, months_needed(nation.query.period)
    released = sound_releases(nation.store, nation.first_released(months=months))
    panel = without_faults(nation.store, nation.over_time(months=months))
    return trend_frames(panel, period, released, months_shown(period))


def _provincial_frames(parts: pd.DataFrame, whole: pd.DataFrame) -> list[pd.DataFrame]:
    regions = by_macro_region(parts)
    cells = pd.concat([parts, whole, regions], ignore_index=True)
    members = pd.concat([parts, regions], ignore_index=True)
    pulls = shares.contribution(members, whole)
    seven = pulls[pulls["region"].isin(regions["region"])]
    return [
        *levels_and_changes(cells),
        changes.base(cells),
        shares.share(members, whole),
        shares.share_change(members, whole),
        pulls,
        shares.contribution_rest(seven, changes.growth(whole), "region"),
        ranks.rank(parts),
        ranks.rank_change(parts),
        ranks.gap(parts),
        counts.directions(changes.growth(parts)),
        *(shares.concentration(parts, whole, "region", n) for n in CONCENTRATIONS),
    ]


def _history(data: ReportData) -> tuple[str, list[pd.DataFrame]]:
    """Return the first year of the data; the provinces' values of all, and their multiples of it."""
    last = data.query.period
    months = [one for one in data.months("region") if one[4:] == last[4:] and one <= last]
    years = [one for one in months if is_full(data.change(period=one), YTD)]
    if len(years) < LONG:
        return years[0], []
    cells = _provinces(pd.concat([data.change(period=one).panel("region") for one in years]))
    cells = cells[cells["flow"] == TOTAL]
    levels = changes.level(cells)
    return years[0], [levels, history.multiple(levels, years[0])]


def _provincial_data(store: Store, parameters: AnnualParameters) -> ReportData:
    """Choose the currency of the provinces: one that has all of the month, or some, or the year."""
    data = ReportData(store, Query(parameters.last_month, "", as_of=parameters.day))
    return data.in_currency(
        parameters.currency,
        ("region",),
        lambda one: is_full(one, YTD),
        lambda one: not _provinces(one.answer("region").rows).empty,
        lambda one: any(month[:4] == str(parameters.year) for month in full_months(one, YTD)),
        lambda _: True,
    )


def _refuse_year(data: ReportData, parameters: AnnualParameters) -> None:
    """Refuse a year without provincial data through the month, and say through which there is."""

    def months_of(one: ReportData) -> list[str]:
        months = full_months(one, YTD)
        year = [month for month in months if month[:4] == str(parameters.year)]
        wanted = data.query.period
        named = (each if each == wanted else f"{each} (give through={each})" for each in year)
        return [*named] or months

    data.refuse(TYPE.name, months_of, "the provinces")


def _nation_scopes(data: ReportData, parameters: AnnualParameters) -> tuple[Scope, ...]:
    """Choose the nation's period, December if there is one, and its currencies."""
    period, currency = data.query.period, data.query.unit
    for month in (f"{parameters.year}-12", period):
        units = [
            one.query.unit
            for one in data.change(period=month).in_currencies()
            if not _year(one.answer().rows).empty
        ]
        if units:
            units.sort(key=lambda unit: unit != currency)
            return tuple(Scope(month, unit, _measure(unit, units[0])) for unit in units)
    return (Scope(period, currency, VALUE),)


def _measure(currency: str, leading: str) -> str:
    return VALUE if currency == leading else f"{VALUE}_{currency}"


def _year(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of January to a month."""
    return rows[rows["span"] == YTD]


def _provinces(rows: pd.DataFrame) -> pd.DataFrame:
    """Return those of them that are a province's."""
    return _year(rows[rows["region"].isin(provinces().index)])


def _as(measure: str, frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Stack figures under a measure."""
    full = [frame for frame in frames if not frame.empty]
    return pd.concat(full, ignore_index=True).assign(measure=measure)


def _unknown(statements: pd.DataFrame, computed: pd.DataFrame) -> pd.DataFrame:
    """Leave out the statements of what is computed here: a quotation is not needed for those."""
    known = computed.dropna(subset="value")
    there = set(known[list(KEYS)].itertuples(index=False, name=None))
    keys = statements[list(KEYS)].itertuples(index=False, name=None)
    return statements[pd.Series([key not in there for key in keys], statements.index, dtype=bool)]
