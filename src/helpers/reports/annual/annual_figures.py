"""The figures of a year in review: the provinces, the nation, and what sources state of it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
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
from helpers.reports.annual import AnnualParameters
from helpers.reports.annual.nation_figures import nation_frames
from helpers.reports.common.all_provinces import (
    full_months,
    months_with_all,
    refuse_gaps,
    refuse_no_whole,
)
from helpers.reports.common.data import ReportData, levels_and_changes, panel_of
from helpers.reports.common.reshape import by_macro_region

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
    parts, whole = (_year(data.panel(*keep)) for keep in (("region",), ()))
    parts = parts[parts["region"].isin(provinces().index)]
    if parts.empty:
        _refuse_year(data, parameters)
    refuse_gaps("annual_review", parts, period)
    refuse_no_whole("annual_review", parts, whole, period)
    whole = bases.summed_bases(whole, parts)
    scopes = _nation_scopes(data, parameters)
    provincial = Scope(period, currency, _measure(currency, scopes[0].currency))
    first, history = _history(data)
    frames = [_as(provincial.measure, [*_provincial_frames(parts, whole), *history])]
    for scope in scopes:
        nation = data.change(period=scope.period, unit=scope.currency)
        frames.append(_as(scope.measure, nation_frames(nation)))
    computed = pd.concat(frames, ignore_index=True).drop_duplicates(list(KEYS), ignore_index=True)
    statements = _unknown(store.statements(scopes[0].period, parameters.day), computed)
    quoted = statements.assign(basis=QUOTED, sources=statements["source"])[list(COLUMNS)]
    stacked = pd.concat([quoted, computed], ignore_index=True) if len(quoted) else computed
    # What is stated takes the place of a figure that has no number here.
    stacked = stacked.drop_duplicates(list(KEYS), ignore_index=True)
    implied = bool((parts["basis_base"] == IMPLIED).any())
    complete = f"{parameters.year}-12" in months_with_all(store, YTD)
    figures, sums = Figures(stacked), _sums(computed)
    return AnnualFigures(figures, provincial, scopes, statements, first, implied, complete, sums)


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
    years = [one for one in full_months(data, YTD) if one[4:] == last[4:] and one <= last]
    if len(years) < LONG:
        return years[0], []
    answers = data.series("region")
    cells = _year(panel_of(answers[answers["period"].isin(years)], answers))
    cells = cells[cells["region"].isin(provinces().index) & (cells["flow"] == TOTAL)]
    levels = changes.level(cells)
    return years[0], [levels, history.multiple(levels, years[0])]


def _provincial_data(store: Store, parameters: AnnualParameters) -> ReportData:
    """Choose the currency of the provinces: one that has the month, else one that has the year."""
    data = ReportData(store, Query(parameters.last_month, "", as_of=parameters.day))
    if parameters.currency is not None:
        return data.change(unit=parameters.currency)
    found = [data.change(unit=unit) for unit in data.currencies()]
    of_month = (one for one in found if _has_provinces(one))
    of_year = (one for one in found if _months_of_year(one))
    return next(chain(of_month, of_year, found), data.change(unit=CURRENCIES[0]))


def _has_provinces(data: ReportData) -> bool:
    """Return whether there is any province in a month, from January on."""
    return bool(_year(data.answer("region"))["region"].isin(provinces().index).any())


def _months_of_year(data: ReportData) -> list[str]:
    """List the months of the data's year that have all provinces."""
    return [month for month in full_months(data, YTD) if month[:4] == data.query.period[:4]]


def _refuse_year(data: ReportData, parameters: AnnualParameters) -> None:
    """Refuse a year without provincial data through the month, and say through which there is."""
    units = [parameters.currency] if parameters.currency else data.currencies()
    found = [full_months(data.change(unit=unit), YTD) for unit in units]
    months = sorted({month for each in found for month in each})
    year = [f"{one} (give through={one})" for one in months if one[:4] == str(parameters.year)]
    data.refuse("annual_review", year or months, "the provinces")


def _nation_scopes(data: ReportData, parameters: AnnualParameters) -> tuple[Scope, ...]:
    """Choose the nation's period, December if there is one, and its currencies."""
    period, currency = data.query.period, data.query.unit
    for month in (f"{parameters.year}-12", period):
        units = [
            unit
            for unit in data.currencies()
            if not _year(data.change(period=month, unit=unit).answer()).empty
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


def _as(measure: str, frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Stack figures under a measure."""
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
