"""Which currency a monthly report is in: the one that has all that it needs, the customs' own first."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.core.dimensions import EXPORT, IMPORT
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.reports.common.all_provinces import full_months, is_full
from helpers.reports.common.data import ReportData
from helpers.reports.common.parameters import MonthlyParameters, Offer


def data_of_month(store: Store, parameters: MonthlyParameters) -> ReportData:
    """Return the data of a monthly report, in the currency it names or the one that suits it best.

    Where it can be run in none, in one that has some of the month, else in one that has any month.
    """
    data = _data(store, parameters, parameters.period)
    if parameters.currency is None and (found := offers(data, parameters)):
        return data.change(unit=found[0].currency)
    keep = parameters.SECTIONS[0]
    return data.in_currency(
        parameters.currency,
        keep,
        lambda each: not each.answer(*keep).rows.empty,
        lambda each: bool(each.months(*keep)),
    )


def months_offered(store: Store, parameters: MonthlyParameters) -> dict[str, tuple[Offer, ...]]:
    """Return what ``offers`` says of each month, the oldest first, of those it can be run for."""
    found: dict[str, list[tuple[ReportData, int]]] = {}
    for data in _in_currencies(_data(store, parameters, ""), parameters):
        rows = data.series(*parameters.SECTIONS[0]).rows
        able = set(full_months(data) if parameters.ALL_PROVINCES else rows["period"])
        for month, of_month in rows[rows["period"].isin(able)].groupby("period"):
            place = (data.change(period=str(month)), data.origin(of_month))
            found.setdefault(str(month), []).append(place)
    return {month: _ranked(found[month], parameters) for month in sorted(found)}


def offers(data: ReportData, parameters: MonthlyParameters) -> tuple[Offer, ...]:
    """Return in which currencies a report can be run for the data's month, the best first.

    The one that has most of what the report shows; of those that have as much, one that the customs
    state themselves goes before one that is transcribed, and that before one that is reconstructed;
    then the preferred one. Where the parameters name a currency, no other.
    """
    keep = parameters.SECTIONS[0]
    found = [
        (each, each.origin(rows))
        for each in _in_currencies(data, parameters)
        if not (rows := each.answer(*keep).rows).empty
        and (not parameters.ALL_PROVINCES or is_full(each))
    ]
    return _ranked(found, parameters)


def _ranked(
    found: Sequence[tuple[ReportData, int]], parameters: MonthlyParameters
) -> tuple[Offer, ...]:
    """Return the offers of a month's data in currencies, each with its origin, the best first."""
    several = len(found) > 1
    offered = [
        Offer(data.query.unit, _parts(data, parameters) if several else 0, origin)
        for data, origin in found
    ]
    return tuple(sorted(offered, key=lambda one: (-one.parts, one.origin)))


def _in_currencies(data: ReportData, parameters: MonthlyParameters) -> list[ReportData]:
    named = parameters.currency
    return [each for each in data.in_currencies() if named in (None, each.query.unit)]


def _data(store: Store, parameters: MonthlyParameters, period: str) -> ReportData:
    return ReportData(store, Query(period, "", fixed=parameters.fixed, as_of=parameters.day))


def _parts(data: ReportData, parameters: MonthlyParameters) -> int:
    """Count the sections, by span and flow, that the data has values for.

    A total that a source prints is no more than its two directions, which give it.
    """
    answers = (data.answer(*keep).rows.dropna(subset="value") for keep in parameters.SECTIONS)
    directed = (rows[rows["flow"].isin((EXPORT, IMPORT))] for rows in answers)
    return sum(len(rows[["span", "flow"]].drop_duplicates()) for rows in directed)
