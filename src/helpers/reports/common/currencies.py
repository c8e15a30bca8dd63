"""Which currency a monthly report is in: the one that has all that it needs, the customs' own first."""

from __future__ import annotations

from helpers.core.dimensions import EXPORT, IMPORT
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.reports.common.data import ReportData, is_full
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
    """Return in which currencies a report can be run, the best first, by month, the oldest first."""
    data, keep = _data(store, parameters, ""), parameters.SECTIONS[0]
    months = sorted({month for each in data.in_currencies() for month in each.months(*keep)})
    every = {month: offers(data.change(period=month), parameters) for month in months}
    return {month: found for month, found in every.items() if found}


def offers(data: ReportData, parameters: MonthlyParameters) -> tuple[Offer, ...]:
    """Return in which currencies a report can be run for the data's month, the best first.

    The one that has most of what the report shows; of those that have as much, one that the customs
    state themselves goes before one that is transcribed, and that before one that is reconstructed;
    then the preferred one. Where the parameters name a currency, no other.
    """
    passing = [
        each
        for each in data.in_currencies()
        if parameters.currency in (None, each.query.unit) and _can_be_run(each, parameters)
    ]
    found = [
        Offer(
            each.query.unit,
            _parts(each, parameters) if len(passing) > 1 else 0,
            each.origin(*parameters.SECTIONS[0]),
        )
        for each in passing
    ]
    return tuple(sorted(found, key=lambda one: (-one.parts, one.origin)))


def _data(store: Store, parameters: MonthlyParameters, period: str) -> ReportData:
    return ReportData(store, Query(period, "", fixed=parameters.fixed, as_of=parameters.day))


def _can_be_run(data: ReportData, parameters: MonthlyParameters) -> bool:
    if parameters.ALL_PROVINCES:
        return is_full(data)
    return not data.answer(*parameters.SECTIONS[0]).rows.empty


def _parts(data: ReportData, parameters: MonthlyParameters) -> int:
    """Count the sections, by span and flow, that the data has values for.

    A total that a source prints is no more than its two directions, which give it.
    """
    answers = (data.answer(*keep).rows.dropna(subset="value") for keep in parameters.SECTIONS)
    directed = (rows[rows["flow"].isin((EXPORT, IMPORT))] for rows in answers)
    return sum(len(rows[["span", "flow"]].drop_duplicates()) for rows in directed)
