"""Scripts stay small with ten years of many members: made-up figures of every series there can be."""

import pytest
from made_series import made_member

from helpers.indicators.over_time import months_between
from helpers.publishing.open_data.encoding import LARGEST, script
from helpers.publishing.open_data.revised_points import NONE_EARLIER
from helpers.publishing.open_data.shards import month_shards, subject_shard

MONTHS = months_between("2016-01", "2025-12")


@pytest.mark.parametrize("dimension", ["region", "partner", "product"])
def test_ten_years_of_a_member_are_a_small_script(dimension):
    one = made_member(dimension, "44", MONTHS, 1)
    shard = subject_shard(one, NONE_EARLIER, lambda name, month: "2026-01-18")
    assert len(shard["months"]) == 120
    assert len(shard["series"]) == (32 if dimension == "product" else 24)
    assert len(script(one.key, shard)) <= LARGEST


@pytest.mark.parametrize(
    ("dimension", "shape", "count"),
    [
        ("region", "{:03d}", 31),
        ("region", "44-第{:03d}经济技术开发区", 400),
        ("partner", "{:03d}", 250),
        ("product", "{:03d}", 200),
    ],
)
def test_a_month_of_all_members_is_a_small_script(dimension, shape, count):
    members = [
        made_member(dimension, shape.format(code), MONTHS[-1:], code) for code in range(count)
    ]
    shards = month_shards(members)
    assert len(shards) == 4
    for key, shard in shards.items():
        assert len(shard["members"]) == count
        assert len(script(key, shard)) <= LARGEST, key
