"""The one place where worlds meet the program: files into its store, its figures out of it."""

from contextlib import contextmanager
from unittest import mock

import pandas as pd
from builders import observation, observations, raw_file
from worlds.files import DIMENSIONS

from helpers.core.errors import NoDataError, SourceError
from helpers.indicators.panel import PANEL_COLUMNS
from helpers.observations.warehouse.store import Store
from helpers.reports.annual import AnnualParameters, annual_figures, nation_figures
from helpers.reports.city import CityParameters, city_report
from helpers.reports.common import data, trend_figures
from helpers.reports.common.data import plain_text
from helpers.reports.product import ProductParameters, product_figures
from helpers.reports.provincial import ProvincialParameters, provincial_report

OF_MONTHS = ("rolling_year", "rolling_year_growth", "first_level")
"""The metrics of several months."""
NO_DATA, CONTRADICTION = NoDataError, SourceError


@contextmanager
def only_judged():
    """Compute no months before, no first releases, and of the nation's year totals alone: none is judged."""
    panel = pd.DataFrame(columns=list(PANEL_COLUMNS))
    with (
        mock.patch.object(data.ReportData, "over_time", lambda *_, **__: panel),
        mock.patch.object(data.ReportData, "first_released", lambda *_, **__: {}),
        mock.patch.object(data, "first_released", lambda *_, **__: {}),
        mock.patch.object(trend_figures, "trend_frames", lambda *_: []),
        mock.patch.object(annual_figures, "trend_frames", lambda *_: []),
        mock.patch.object(nation_figures, "MEMBERS", ()),
        mock.patch.object(nation_figures, "_years", lambda *_: []),
        mock.patch.object(nation_figures, "_months", lambda *_: []),
    ):
        yield


def store_of(files):
    """Return the store of files."""
    rows = [
        observation(
            row.value,
            period=row.month,
            span=row.span,
            flow=file.flow,
            **dict(zip(DIMENSIONS, row.members, strict=True)),
            measure=row.measure,
            unit=row.unit,
            source=file.name,
            released=file.known_from,
        )
        for file in files
        for row in file.rows
    ]
    return Store.of(observations(*rows), [_described(file) for file in files])


def _described(file):
    return raw_file(
        file.name,
        complete=file.complete,
        largest=file.largest,
        released=file.released,
        dataset=file.dataset,
        told={"only": file.only},
    )


@plain_text
def city(store, period, as_of, region):
    """Return the figures of the report on a province, and their currency."""
    parameters = CityParameters(period=period, as_of=as_of, region=region)
    return _plain(*city_report.compute(store, parameters)[:2], period)


@plain_text
def product(store, period, as_of, hs):
    """Return the figures of the report on a product, and their currency."""
    parameters = ProductParameters(period=period, as_of=as_of, hs=hs)
    computed = product_figures.compute(store, parameters)
    return _plain(computed.figures, computed.currency, period)


@plain_text
def provincial(store, period, as_of):
    """Return the figures of the report on all provinces, and their currency."""
    parameters = ProvincialParameters(period=period, as_of=as_of)
    figures, unit, *_ = provincial_report.compute(store, parameters)
    return _plain(figures, unit, period)


@plain_text
def annual(store, period, as_of):
    """Return the figures of a year in review up to a month, and the currency of the provinces."""
    parameters = AnnualParameters(year=int(period[:4]), through=period, as_of=as_of)
    computed = annual_figures.compute(store, parameters)
    scopes = {computed.provinces.measure, *(one.measure for one in computed.nation)}
    leading = [one for one in computed.figures if one.measure == computed.provinces.measure]
    return _plain(leading, computed.provinces.currency, period, *scopes)


def _plain(figures, unit, period, *measures):
    """Return value, reason and unit of each figure of a month by what names it; and the currency.

    What a report shows of the months before is tested with its trends, and so are sums over them.

    Of a report that names a currency in its measures the name of the measure is left out.
    """
    found = {
        (
            one.metric,
            "value" if one.measure in measures else one.measure,
            one.span,
            one.flow,
            one.region,
            one.partner,
            one.product,
        ): (one.value, one.reason, one.unit)
        for one in figures
        if one.period == period and one.metric not in OF_MONTHS
    }
    return found, unit
