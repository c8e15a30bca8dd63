"""Scripts stay small with ten years of many members: made-up figures of every series there can be."""

import random
from itertools import product

import pytest

from helpers.indicators.over_time import months_between
from helpers.publishing.open_data.encoding import LARGEST, script
from helpers.publishing.open_data.revised_points import NONE_EARLIER
from helpers.publishing.open_data.shards import month_shards, subject_shard
from helpers.reports.timelines.subjects import Subject
from helpers.reports.timelines.time_series import Point, SubjectSeries, TimeSeries

MONTHS = months_between("2016-01", "2025-12")
OF_ALL_FLOWS = ("level", "rolling_year")
OF_SIDES = ("growth", "share", "rank", "contribution", "rolling_year_growth")
SIDES = ("export", "import", "total")
OF_QUANTITIES = ("level", "growth")
OF_PRICES = ("unit_value", "unit_value_growth")


def names(dimension):
    """Yield metric, measure, flow and unit of all series of a member."""
    yield from ((one, "value", flow, "CNY") for one, flow in product(OF_ALL_FLOWS, SIDES))
    yield from ((one, "value", "balance", "CNY") for one in (*OF_ALL_FLOWS, "change"))
    yield from ((one, "value", flow, "percent") for one, flow in product(OF_SIDES, SIDES))
    if dimension == "product":
        for flow in SIDES[:2]:
            yield from ((one, "quantity", flow, "ton") for one in OF_QUANTITIES)
            yield from ((one, "value", flow, "CNY/ton") for one in OF_PRICES)


def member(dimension, code, months, seed):
    """Return all series of a member, each month with a value of its own to the last digit."""
    draw = random.Random(seed)

    def point(metric, unit, month):
        value = float(draw.randrange(10**6, 10**12)) if unit == "CNY" else draw.gauss(5, 20)
        value = float(draw.randrange(1, 250)) if metric == "rank" else value
        return Point(value, "computed", "", (f"table-{month}", f"table-{int(month[:4]) - 1}"))

    series = tuple(
        TimeSeries(*name, {month: point(name[0], name[3], month) for month in months})
        for name in names(dimension)
    )
    return SubjectSeries(Subject(((dimension, code),)), "CNY", "month", series)


@pytest.mark.parametrize("dimension", ["region", "partner", "product"])
def test_ten_years_of_a_member_are_a_small_script(dimension):
    one = member(dimension, "44", MONTHS, 1)
    shard = subject_shard(one, NONE_EARLIER, lambda name, month: "2026-01-18")
    assert len(shard["months"]) == 120
    assert len(script(one.key, shard)) <= LARGEST


@pytest.mark.parametrize(
    ("dimension", "count"), [("region", 31), ("partner", 250), ("product", 200)]
)
def test_a_month_of_all_members_is_a_small_script(dimension, count):
    members = [member(dimension, f"{code:03d}", MONTHS[-1:], code) for code in range(count)]
    shards = month_shards(members)
    assert len(shards) == 4
    for key, shard in shards.items():
        assert len(shard["members"]) == count
        assert len(script(key, shard)) <= LARGEST, key
