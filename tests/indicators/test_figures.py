import dataclasses

import pandas as pd
import pytest
from builders import NAN, figure, figure_frame, figure_row, figures

from helpers.core.errors import NoDataError
from helpers.indicators.figures import COLUMNS, Figures

THREE = (
    figure_row(7.0, metric="level", region="44"),
    figure_row(NAN, metric="growth", region="44", unit="percent", basis="absent"),
    figure_row(5.0, metric="level", region="11", sources="a;b"),
)


def test_id_names_every_key():
    one = figure(1.5, metric="growth", span="ytd", flow="import", region="44", partner="502")
    assert one.id == "growth.value.2025-11.ytd.import.44.502._T"


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ({}, "level.value.2025-12.ytd.total._T._T._T"),
        ({"enterprise": "private"}, "level.value.2025-12.ytd.total._T._T._T.private"),
        (
            {"enterprise": "state", "partner": "EU", "product": "HITECH"},
            "level.value.2025-12.ytd.total._T.EU.HITECH.state",
        ),
    ],
)
def test_id_names_the_kind_of_enterprise_where_it_is_told_apart(keys, name):
    one = figure(1.5, metric="level", period="2025-12", span="ytd", flow="total", **keys)
    assert one.id == name


def test_no_two_ids_are_alike():
    kinds = ("_T", "private", "foreign", "state")
    found = figures(*(figure_row(1.0, enterprise=kind) for kind in kinds))
    assert len({one.id for one in found}) == 4


def test_a_figure_is_found_by_its_kind_of_enterprise_and_else_the_whole_is_meant():
    found = figures(figure_row(45.0), figure_row(26.0, enterprise="private"))
    keys = {"period": "2025-11", "span": "month", "flow": "export"}
    assert found.one("level", **keys).value == 45
    assert found.one("level", **keys, enterprise="private").value == 26
    assert found.find("level", **keys, enterprise="state") is None
    with pytest.raises(NoDataError, match="state"):
        found.one("level", **keys, enterprise="state")


def test_what_the_source_rounded_to_goes_with_the_figure():
    found = figures(figure_row(45.47e12, unit="CNY", step=1e10), figure_row(7.0, region="44"))
    rounded, exact = sorted(found, key=lambda one: one.region, reverse=True)
    assert (rounded.step, exact.step) == (1e10, None)
    assert type(rounded.step) is float
    frame = found.frame().set_index("region")
    assert frame.at["_T", "step"] == 1e10
    assert pd.isna(frame.at["44", "step"])
    assert frame["step"].dtype == "float64"


def test_figures_can_be_made_again_of_their_own_table():
    found = figures(*THREE, figure_row(45.47e12, step=1e10, enterprise="private"))
    assert list(Figures(found.frame())) == list(found)


def test_a_figure_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        figure(1.0).value = 2.0


def test_order_does_not_depend_on_where_figures_come_from():
    forwards, backwards = figures(*THREE), figures(*reversed(THREE))
    expected = [("growth", "44"), ("level", "11"), ("level", "44")]
    for found in (forwards, backwards):
        assert [(one.metric, one.region) for one in found] == expected
    pd.testing.assert_frame_equal(forwards.frame(), backwards.frame())


def test_columns_beyond_those_of_figures_are_dropped():
    assert list(Figures(figure_frame(*THREE).assign(extra=1)).frame().columns) == list(COLUMNS)


def test_a_missing_number_is_none():
    missing = figures(*THREE).one(
        "growth", period="2025-11", span="month", flow="export", region="44"
    )
    assert (missing.value, missing.basis) == (None, "absent")


def test_a_number_is_a_plain_float():
    first = next(iter(figures(figure_row(5))))
    assert type(first.value) is float
    assert repr(first.value) == "5.0"


def test_one_takes_the_whole_of_dimensions_not_named():
    both = figures(*THREE, figure_row(12.0, region="_T"), figure_row(3.0, measure="quantity"))
    keys = {"period": "2025-11", "span": "month", "flow": "export"}
    assert both.one("level", **keys).value == 12
    assert both.one("level", **keys, region="11").sources == "a;b"
    assert both.one("level", **keys, measure="quantity").value == 3


@pytest.mark.parametrize(
    "other",
    [
        {"region": "12"},
        {"span": "ytd"},
        {"flow": "import"},
        {"period": "2025-10"},
        {"partner": "502"},
        {"product": "85"},
        {"measure": "quantity"},
        {"enterprise": "private"},
    ],
)
def test_one_refuses_what_is_not_there(other):
    keys = {"period": "2025-11", "span": "month", "flow": "export", "region": "11"} | other
    with pytest.raises(NoDataError, match="no figure 'level'") as caught:
        figures(*THREE).one("level", **keys)
    assert all(value in str(caught.value) for value in other.values())


def test_where_keeps_what_matches_all_keys():
    found = figures(*THREE)
    assert [one.value for one in found.where(metric="level")] == [5, 7]
    assert [one.value for one in found.where(metric="level", region="44")] == [7]
    assert len(found.where(metric="growth", region="11")) == 0
    assert len(found.where(basis="absent")) == 1
    assert len(found) == 3


def test_a_copy_of_the_table_can_be_changed_without_harm():
    found = figures(*THREE)
    copy = found.frame()
    copy.loc[:, "value"] = 0.0
    assert [one.value for one in found] == [None, 5, 7]


def test_the_frame_it_was_made_from_can_be_changed_without_harm():
    frame = figure_frame(*THREE)
    found = Figures(frame)
    frame.loc[:, "value"] = 0.0
    assert [one.value for one in found] == [None, 5, 7]


def test_there_may_be_none():
    empty = figures()
    assert (len(empty), list(empty)) == (0, [])


@pytest.mark.parametrize("name", COLUMNS)
def test_a_missing_column_is_refused(name):
    with pytest.raises(ValueError, match=name):
        Figures(figure_frame(*THREE).drop(columns=name))


def test_a_figure_defined_twice_is_refused_even_with_another_value():
    with pytest.raises(ValueError, match=r"defined twice.*'11'"):
        figures(*THREE, figure_row(6.0, region="11", unit="CNY", sources="c"))


@pytest.mark.parametrize("value", [float("inf"), float("-inf")])
def test_an_infinite_figure_is_refused(value):
    with pytest.raises(ValueError, match="infinite"):
        figures(figure_row(value, metric="growth"))


@pytest.mark.parametrize(
    ("value", "unit", "extreme"),
    [
        (99_900.0, "percent", False),  # from 1 to 1000
        (99_900.1, "percent", True),
        (1_851_385.1, "percent", True),
        (-99_900.1, "points", True),
        (None, "percent", False),
        (99_900.1, "USD", False),
        (99_900.1, "count", False),
    ],
)
def test_a_change_to_more_than_a_thousandfold_says_nothing(value, unit, extreme):
    assert figure(value, unit=unit).is_extreme is extreme
