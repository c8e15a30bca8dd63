"""What is named of many contributions: those furthest above zero and below it, as a reader sees them."""

import pytest
from sample_editions import WORDS

from helpers.indicators.figures import POINTS, Figure
from helpers.reports.common.extremes import extremes_of


def pull(value):
    place = ("value", "2025-11", "month", "export", "_T", "502", "_T", "_T", "_T")
    return Figure("contribution", *place, value, POINTS, None, "computed", "", "a")


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], {}),
        ([2.0, -3.0, 1.0], {"up": 2.0, "down": -3.0}),
        ([2.0, 1.0], {"up": 2.0}),
        ([-2.0, -0.05], {"down": -2.0}),
        # Printed as 0.0: nobody can see that it moved anything.
        ([3.7, -0.0499], {"up": 3.7}),
        ([0.0499, -0.02], {}),
        ([0.05, -0.05], {"up": 0.05, "down": -0.05}),
    ],
)
def test_what_prints_as_zero_is_not_named(values, expected):
    found = extremes_of(WORDS, [pull(value) for value in values])
    assert {end: one.value for end, one in found.items()} == expected
