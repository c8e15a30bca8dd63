"""Made-up series: every metric of a member in some months, each number with all its digits."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from helpers.reports.timelines.subjects import Subject
from helpers.reports.timelines.time_series import Point, SeriesName, SubjectSeries, TimeSeries

_AMOUNTS: Final = ("level", "rolling_year")
_RATIOS: Final = ("growth", "share", "rank", "contribution", "rolling_year_growth")
_SIDES: Final = ("export", "import", "total")


def names(dimension: str) -> Iterator[SeriesName]:
    """Yield metric, measure, flow and unit of all series that a member of a dimension may have."""
    yield from ((one, "value", flow, "CNY") for one, flow in product(_AMOUNTS, _SIDES))
    yield from ((one, "value", "balance", "CNY") for one in (*_AMOUNTS, "change"))
    yield from ((one, "value", flow, "percent") for one, flow in product(_RATIOS, _SIDES))
    if dimension == "product":
        for flow in _SIDES[:2]:
            yield from ((one, "quantity", flow, "ton") for one in ("level", "growth"))
            prices = ("unit_value", "unit_value_growth")
            yield from ((one, "value", flow, "CNY/ton") for one in prices)


def made_member(dimension: str, code: str, months: Sequence[str], seed: int) -> SubjectSeries:
    """Return all series of a member."""
    draw = random.Random(seed)

    def point(metric: str, unit: str, month: str) -> Point:
        amount = float(draw.randrange(10**6, 10**12)) if unit == "CNY" else draw.gauss(5, 20)
        value = float(draw.randrange(1, 250)) if metric == "rank" else amount
        return Point(value, "computed", "", (f"table-{month}", f"table-{int(month[:4]) - 1}"))

    series = tuple(
        TimeSeries(*name, {month: point(name[0], name[3], month) for month in months})
        for name in names(dimension)
    )
    return SubjectSeries(Subject(((dimension, code),)), "CNY", "month", series)
