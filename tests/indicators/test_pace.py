"""How the month differs from January to it."""

import math

import pytest
from builders import figure_frame, figure_row

from helpers.indicators import pace


def shifts(*rows):
    found = pace.contribution_shift(figure_frame(*rows))
    return found[["span", "value", "unit", "basis", "reason"]].to_dict("records")


def pull(value, span, period="2025-12", **keys):
    keys = {"basis": "computed", **keys}
    return figure_row(value, metric="contribution", span=span, period=period, unit="points", **keys)


def test_the_difference_is_that_of_the_month():
    (found,) = shifts(pull(1.5, "month"), pull(-0.5, "ytd"))
    expected = {"span": "month", "value": 2.0, "unit": "points", "basis": "computed", "reason": ""}
    assert found == expected


def test_a_difference_without_one_of_its_sides_is_absent_for_its_reason():
    (found,) = shifts(pull(1.5, "month"), pull(math.nan, "ytd", basis="absent", reason="base_zero"))
    assert math.isnan(found["value"])
    assert (found["basis"], found["reason"]) == ("absent", "base_zero")


@pytest.mark.parametrize(
    ("month", "to_date", "basis"),
    [
        ("computed", "implied", "implied"),
        ("superseded", "implied", "superseded"),
        ("computed", "superseded", "superseded"),
    ],
)
def test_a_difference_is_as_good_as_the_weaker_of_its_sides(month, to_date, basis):
    (found,) = shifts(pull(1, "month", basis=month), pull(1, "ytd", basis=to_date))
    assert found["basis"] == basis


def test_january_differs_from_nothing():
    assert shifts(pull(1, "month", "2025-01"), pull(1, "ytd", "2025-01")) == []


def test_growth_differs_in_points():
    rows = [
        figure_row(value, metric="growth", span=span, period="2025-12", unit="percent")
        for value, span in ((4.9, "month"), (3.8, "ytd"))
    ]
    (found,) = pace.growth_shift(figure_frame(*rows)).to_dict("records")
    assert (found["metric"], found["unit"]) == ("growth_shift", "points")
    assert found["value"] == pytest.approx(1.1)
