"""Figures of many months laid out as series: one a metric, measure, span, flow and subject."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import pandas as pd

from helpers.core.dimensions import WHOLE
from helpers.indicators.over_time import months_between
from helpers.observations.schema import ABSENT, NO_DATA
from helpers.reports.timelines.subjects import Family, Subject
from helpers.reports.timelines.timelines import NATION

SeriesName = tuple[str, str, str, str]
"""Metric, measure, flow and unit."""

_NAMES: Final = ("metric", "measure", "flow", "unit")
_POINT: Final = ("value", "basis", "reason", "sources", "step")


@dataclass(frozen=True)
class Point:
    """The figure of a month.

    Attributes
    ----------
    value : float or None
        Unrounded; None where it is absent.
    basis, reason : str
        As of ``figures.Figure``.
    sources : tuple of str
        Ids of the raw files behind it.
    step : float or None
        What its source rounded it to; None where it gives all digits.
    """

    value: float | None
    basis: str
    reason: str
    sources: tuple[str, ...] = ()
    step: float | None = None


NOTHING: Final = Point(None, ABSENT, NO_DATA)
"""The point of a month that there is no data of."""


@dataclass(frozen=True)
class TimeSeries:
    """The figures of one metric of a subject, by month."""

    metric: str
    measure: str
    flow: str
    unit: str
    points: dict[str, Point] = field(default_factory=dict)

    @property
    def name(self) -> SeriesName:
        """Return what tells it from others of its subject and span."""
        return self.metric, self.measure, self.flow, self.unit


@dataclass(frozen=True)
class SubjectSeries:
    """All series of a subject in a currency and span.

    Attributes
    ----------
    subject, currency, span : Subject, str, str
        What they are of.
    series : tuple of TimeSeries
        In the order of their names.
    """

    subject: Subject
    currency: str
    span: str
    series: tuple[TimeSeries, ...]

    @property
    def key(self) -> str:
        """Return its name in addresses, such as ``region/44.CNY.month``."""
        return f"{self.subject.key}.{self.currency}.{self.span}"

    @cached_property
    def months(self) -> list[str]:
        """Return the months from the first to the last that any of its series has, none left out."""
        known = {month for one in self.series for month in one.points}
        return months_between(min(known), max(known))


def series_of(figures: pd.DataFrame, family: Family) -> list[SubjectSeries]:
    """Lay out figures of the members of a dimension as series, by subject and span."""
    found: dict[tuple[str, str], dict[SeriesName, dict[str, Point]]] = {}
    sources: dict[str, tuple[str, ...]] = {}
    for row in _rows(figures, family.dimension):
        code, span, period, metric, measure, flow, unit, value, basis, reason, text, step = row
        known = sources.setdefault(text, tuple(text.split(";")) if text else ())
        of_subject = found.setdefault((code, span), {})
        points = of_subject.setdefault((metric, measure, flow, unit), {})
        points[period] = Point(_number(value), basis, reason, known, _number(step))
    return [
        SubjectSeries(
            family.subject(code),
            family.currency,
            span,
            tuple(TimeSeries(*names, points) for names, points in sorted(of_names.items())),
        )
        for (code, span), of_names in sorted(found.items())
    ]


def _number(value: float) -> float | None:
    return None if math.isnan(value) else value


def _rows(figures: pd.DataFrame, dimension: str) -> Iterable[Sequence[Any]]:
    columns = (dimension, "span", "period", *_NAMES, *_POINT)
    if dimension == NATION:
        whole = [WHOLE] * len(figures)
        return zip(whole, *(figures[name].tolist() for name in columns[1:]), strict=True)
    return zip(*(figures[name].tolist() for name in columns), strict=True)
