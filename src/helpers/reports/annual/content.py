"""The figures of a year in review: the provinces, the nation, and what sources state of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from helpers.core.dimensions import CURRENCIES, EXPORT, TOTAL, VALUE, WHOLE
from helpers.core.periods import YTD
from helpers.indicators import bases, changes, counts, history, ranks, shares
from helpers.indicators.figures import COLUMNS, Figures
from helpers.observations.schema import IMPLIED, KEYS, OBSERVED, QUOTED
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.reference.provinces import provinces
from helpers.reports.annual.nation_figures import nation_frames
from helpers.reports.annual.parameters import AnnualParameters
from helpers.reports.common.data import panel_of, refuse_empty
from helpers.reports.common.provinces import (
    full_months,
    months_with_all,
    refuse_gaps,
    refuse_no_whole,
)
from helpers.reports.common.reshape import by_macro_region

CONCENTRATIONS: Final = (5, 10)
LONG: Final = 3
"""The years it takes to draw a line, or to tell a multiple."""


@dataclass(frozen=True)
class Scope:
    """Which figures a part of the report shows.

    Attributes
    ----------
    period : str
        The month up to which the year is told, from January on.
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
class Computed:
    """What was computed.

    Attributes
    ----------
    figures : Figures
        Of the nation, the provinces (region codes) and the seven regions.
    provinces : Scope
        What the provinces are told in.
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
    sums : frozenset of (str, str)
        The measures and periods whose whole is the sum of the provinces, for want of a national
        total.
    """

    figures: Figures
    provinces: Scope
    nation: tuple[Scope, ...]
    statements: pd.DataFrame
    first: str
    implied: bool
    complete: bool
    sums: frozenset[tuple[str, str]]


def compute(store: Store, parameters: AnnualParameters) -> Computed:
    """Compute every figure of the report.

    Raises
    ------
    NoDataError
        When the year has no provincial data through the month asked for, or not that of all 31
        provinces in both directions.
    """
    day = parameters.as_of.isoformat() if parameters.as_of else None
    query = _provincial_query(store, parameters, day)
    parts, whole = (_year_panel(store, replace(query, keep=keep)) for keep in (("region",), ()))
    parts = parts[parts["region"].isin(provinces().index)]
    if parts.empty:
        _refuse_year(store, query, parameters.currency)
    refuse_gaps("annual_review", parts, query.period)
    refuse_no_whole("annual_review", parts, whole, query.period)
    whole = bases.summed_bases(whole, parts)
    scopes = _nation_scopes(store, parameters, query)
    own = Scope(query.period, query.unit, _measure(query.unit, scopes[0].currency))
    first, history = _history(store, query)
    frames = [_as(own.measure, [*_provincial_frames(parts, whole), *history])]
    for scope in scopes:
        nation = Query(scope.period, scope.currency, as_of=day)
        frames.append(_as(scope.measure, nation_frames(store, nation)))
    computed = pd.concat(frames, ignore_index=True).drop_duplicates(list(KEYS), ignore_index=True)
    statements = _unknown(store.statements(scopes[0].period, day), computed)
    quoted = statements.assign(basis=QUOTED, sources=statements["source"])[list(COLUMNS)]
    stacked = pd.concat([quoted, computed], ignore_index=True) if len(quoted) else computed
    # What is stated takes the place of a figure that has no number here.
    stacked = stacked.drop_duplicates(list(KEYS), ignore_index=True)
    implied = bool((parts["basis_base"] == IMPLIED).any())
    complete = f"{parameters.year}-12" in months_with_all(store, YTD)
    return Computed(
        Figures(stacked), own, scopes, statements, first, implied, complete, _sums(computed)
    )


def _provincial_frames(parts: pd.DataFrame, whole: pd.DataFrame) -> list[pd.DataFrame]:
    regions = by_macro_region(parts)
    cells = pd.concat([parts, whole, regions], ignore_index=True)
    members = pd.concat([parts, regions], ignore_index=True)
    growth = changes.growth(parts)
    pulls = shares.contribution(members, whole)
    seven = pulls[pulls["region"].isin(regions["region"])]
    return [
        changes.level(cells),
        changes.base(cells),
        changes.change(cells),
        changes.growth(cells),
        bases.growth_against_stored(cells),
        shares.share(members, whole),
        shares.share_change(members, whole),
        pulls,
        shares.contribution_rest(seven, changes.growth(whole), "region"),
        ranks.rank(parts),
        ranks.rank_change(parts),
        ranks.gap(parts),
        counts.directions(growth),
        *(shares.concentration(parts, whole, "region", n) for n in CONCENTRATIONS),
    ]


def _history(store: Store, query: Query) -> tuple[str, list[pd.DataFrame]]:
    """Give the provinces' values of all years with data, and the multiples since the first."""
    month = query.period[4:]
    months = full_months(store, replace(query, keep=("region",)), YTD)
    years = [one for one in months if one.endswith(month) and one <= query.period]
    if len(years) < LONG:
        return years[0], []
    panels = [_year_panel(store, replace(query, period=one, keep=("region",))) for one in years]
    cells = pd.concat(panels, ignore_index=True)
    cells = cells[cells["region"].isin(provinces().index) & (cells["flow"] == TOTAL)]
    levels = changes.level(cells)
    return years[0], [levels, history.multiple(levels, years[0])]


def _provincial_query(store: Store, parameters: AnnualParameters, day: str | None) -> Query:
    query = Query(parameters.last_month, "", keep=("region",), as_of=day)
    if parameters.currency is not None:
        return replace(query, unit=parameters.currency)
    queries = [replace(query, unit=unit) for unit in store.units(VALUE, CURRENCIES)]
    some = [one for one in queries if _has_provinces(store, one)]
    year = [one for one in queries if _months_of_year(store, one)]
    return next(iter([*some, *year, *queries]), replace(query, unit=CURRENCIES[0]))


def _has_provinces(store: Store, query: Query) -> bool:
    """Tell whether there is any province in a month, from January on."""
    answer = store.query(query)
    return bool((answer["region"].isin(provinces().index) & (answer["span"] == YTD)).any())


def _months_of_year(store: Store, query: Query) -> list[str]:
    """List the months of the query's year that have all provinces."""
    months = full_months(store, query, YTD)
    return [month for month in months if month[:4] == query.period[:4]]


def _refuse_year(store: Store, query: Query, currency: str | None) -> None:
    """Refuse a year without provincial data through the month, and say through which there is."""
    units = [currency] if currency else store.units(VALUE, CURRENCIES)
    months = sorted(
        {month for unit in units for month in full_months(store, replace(query, unit=unit), YTD)}
    )
    year = [month for month in months if month[:4] == query.period[:4]]
    told = [f"{month} (give through={month})" for month in year]
    refuse_empty(query, "annual_review", told or months, "the provinces")


def _nation_scopes(store: Store, parameters: AnnualParameters, query: Query) -> tuple[Scope, ...]:
    """Choose the nation's period, December if there is one, and its currencies."""
    for period in (f"{parameters.year}-12", query.period):
        asked = replace(query, period=period, keep=())
        units = [
            unit
            for unit in store.units(VALUE, CURRENCIES)
            if _has_year(store, replace(asked, unit=unit))
        ]
        if units:
            units.sort(key=lambda unit: unit != query.unit)
            return tuple(Scope(period, unit, _measure(unit, units[0])) for unit in units)
    return (Scope(query.period, query.unit, VALUE),)


def _measure(currency: str, leading: str) -> str:
    return VALUE if currency == leading else f"{VALUE}_{currency}"


def _has_year(store: Store, query: Query) -> bool:
    return bool((store.query(query)["span"] == YTD).any())


def _year_panel(store: Store, query: Query) -> pd.DataFrame:
    panel = panel_of(store, query)
    return panel[panel["span"] == YTD]


def _as(measure: str, frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Stack figures under the measure they are told in."""
    full = [frame for frame in frames if not frame.empty]
    return pd.concat(full, ignore_index=True).assign(measure=measure)


def _sums(computed: pd.DataFrame) -> frozenset[tuple[str, str]]:
    """Return where the whole country's exports are a sum, and stated by no source."""
    cells = computed[(computed["metric"] == "level") & (computed["flow"] == EXPORT)]
    wholes = cells[(cells[["region", "partner", "product", "enterprise"]] == WHOLE).all(axis=1)]
    summed = wholes.loc[wholes["basis"] != OBSERVED, ["measure", "period"]]
    return frozenset(summed.itertuples(index=False, name=None))


def _unknown(statements: pd.DataFrame, computed: pd.DataFrame) -> pd.DataFrame:
    """Leave out the statements of what is computed here: a quotation is not needed for those."""
    known = computed.dropna(subset="value")
    there = set(known[list(KEYS)].itertuples(index=False, name=None))
    keys = statements[list(KEYS)].itertuples(index=False, name=None)
    return statements[pd.Series([key not in there for key in keys], statements.index, dtype=bool)]
