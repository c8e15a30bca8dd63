"""What a document states against what its figures give: every kind of difference, made up."""

import builders
import pandas as pd
import pytest

from helpers.core.errors import NoDataError
from helpers.presentation.locale.words import chinese
from helpers.reports.about.differences import Comparison, Difference, differences

PERIOD = "2025-11"
COLUMNS = [
    "place",
    "quote",
    "metric",
    "measure",
    "span",
    "flow",
    "region",
    "partner",
    "product",
    "enterprise",
    "printed",
    "unit",
    "sign",
]


def statement(printed, unit, metric="level", **keys):
    """Return a transcribed statement; name the cells that differ."""
    row = {
        "place": "一",
        "quote": "words",
        "metric": metric,
        "measure": "value",
        "span": "month",
        "flow": "export",
        "region": "44",
        "partner": "_T",
        "product": "_T",
        "enterprise": "_T",
        "printed": printed,
        "unit": unit,
        "sign": "1",
    }
    assert keys.keys() <= row.keys()
    return row | keys


FIGURES = [
    builders.figure_row(767_470_000_000.0, region="44"),
    builders.figure_row(1.449, metric="growth", unit="percent", region="44"),
    builders.figure_row(-4.16, metric="growth", unit="percent", region="32"),
    builders.figure_row(-312_640_000_000.0, flow="balance", region="44"),
    builders.figure_row(-1_630_000_000.0, metric="change", flow="balance", region="44"),
    builders.figure_row(25.04, metric="share", unit="percent", region="44"),
    builders.figure_row(19.9, metric="weight", unit="percent", region="_T", partner="304"),
    builders.figure_row(272_919_000.0, measure="quantity", unit="piece", region="44"),
    builders.figure_row(4_100_000.0, region="46"),
]


def compared(*rows, figures=FIGURES):
    frame = pd.DataFrame(list(rows), columns=COLUMNS)
    return list(differences(frame, builders.figures(*figures), PERIOD, chinese()))


@pytest.mark.parametrize(
    "row",
    [
        statement("7674.7", "亿美元"),
        statement("1.4", "%", "growth"),
        statement("4.2", "%", "growth", region="32", sign="-1"),
        statement("-4.2", "%", "growth", region="32"),
        statement("3126.4", "亿美元", flow="balance", sign="-1"),
        statement("25.0", "%", "share"),
        statement("25", "%", "share"),
        statement("7674.70", "亿美元"),
        statement("0.767", "万亿美元"),
        statement("19.9", "%", "share", region="_T", partner="304"),
        statement("-16.3", "亿美元", "growth", flow="balance"),
        statement("27291.9", "万个", measure="quantity"),
        statement("0.04", "亿美元", region="46"),
        statement("", "", "wording", quote="出口分别为7674.7亿美元"),
    ],
)
def test_what_agrees_is_no_difference(row):
    assert compared(row) == []


@pytest.mark.parametrize(
    ("row", "stated", "computed"),
    [
        (statement("7674.8", "亿美元"), "7674.8亿美元", "7674.7亿美元"),
        (statement("1.5", "%", "growth"), "1.5%", "1.4%"),
        # At the digits printed: 25.04 is 25 and 25.0, and is not 26 or 25.1.
        (statement("26", "%", "share"), "26%", "25%"),
        (statement("25.1", "%", "share"), "25.1%", "25.0%"),
        (statement("0.05", "亿美元", region="46"), "0.05亿美元", "0.04亿美元"),
        (statement("0.768", "万亿美元"), "0.768万亿美元", "0.767万亿美元"),
        # A rise told as a fall, a fall told as a rise.
        (statement("1.4", "%", "growth", sign="-1"), "-1.4%", "1.4%"),
        (statement("4.2", "%", "growth", region="32"), "4.2%", "-4.2%"),
        (statement("3126.4", "亿美元", flow="balance"), "3126.4亿美元", "-3126.4亿美元"),
        (statement("27291.8", "万个", measure="quantity"), "27291.8万个", "27291.9万个"),
    ],
)
def test_a_number_that_differs_is_told_with_both(row, stated, computed):
    assert compared(row) == [Difference("number", "一", "words", stated, computed)]


@pytest.mark.parametrize("unit", ["美元", "亿元", "万美元"])
def test_a_unit_that_differs_is_told_with_both(unit):
    assert compared(statement("7674.7", unit)) == [
        Difference("unit", "一", "words", f"7674.7{unit}", "7674.7亿美元")
    ]


def test_points_told_as_percent_are_a_difference_of_unit():
    figures = [builders.figure_row(1.2, metric="contribution", unit="points", region="44")]
    (found,) = compared(statement("1.2", "%", "contribution"), figures=figures)
    assert (found.kind, found.stated, found.computed) == ("unit", "1.2%", "1.2个百分点")


def test_a_number_that_differs_keeps_the_unit_it_is_printed_with():
    (found,) = compared(statement("7674.8", "美元"))
    assert (found.stated, found.computed) == ("7674.8美元", "7674.7亿美元")


def test_differences_come_in_the_order_of_the_document():
    rows = (
        statement("1", "亿美元", place="一"),
        statement("7674.7", "亿美元", place="二"),
        statement("", "", "wording", place="三", quote="出口分别为为"),
        statement("7674.7", "美元", place="四"),
    )
    assert [(one.place, one.kind) for one in compared(*rows)] == [
        ("一", "number"),
        ("三", "wording"),
        ("四", "unit"),
    ]


def test_a_statement_of_what_is_no_figure_is_refused():
    with pytest.raises(NoDataError, match="growth"):
        compared(statement("1.4", "%", "growth", region="51"))


# Lists of names: Guangdong +9, Shanghai +5, Jiangsu +1, Beijing -2, Fujian -7, a zone -90.
CHANGES = {"44": 9.0, "31": 5.0, "32": 1.0, "11": -2.0, "35": -7.0, "4403": -90.0, "_T": 6.0}
MOVES = [
    builders.figure_row(value * 1e8, metric="change", region=code)
    for code, value in CHANGES.items()
]


def names(printed, metric="named_rising"):
    return statement(printed, "", metric, region="_T")


@pytest.mark.parametrize(
    ("row", "computed"),
    [
        (names("广东、上海、江苏"), None),
        (names("广东、上海"), None),
        (names("广东"), None),
        (names("上海、广东"), "广东、上海"),
        (names("广东、江苏、上海"), "广东、上海、江苏"),
        (names("浙江"), "广东"),
        (names("福建、北京", "named_falling"), None),
        (names("北京、福建", "named_falling"), "福建、北京"),
        (names("北京", "named_falling"), "福建"),
    ],
)
def test_named_provinces_are_held_against_the_largest_changes(row, computed):
    found = compared(row, figures=MOVES)
    if computed is None:
        assert found == []
    else:
        assert found == [Difference("named", "一", "words", row["printed"], computed)]


def test_names_are_held_against_the_changes_of_their_own_flow():
    imports = [
        builders.figure_row(value * -1e8, metric="change", flow="import", region=code)
        for code, value in CHANGES.items()
    ]
    assert compared(names("广东、上海"), figures=[*MOVES, *imports]) == []


@pytest.mark.parametrize(("printed", "differs"), [("3", False), ("4", True)])
def test_members_are_counted_without_the_nation_and_its_zones(printed, differs):
    figures = [builders.figure_row(1e8, region=code) for code in ("_T", "44", "4403", "32", "11")]
    found = compared(statement(printed, "个", "members", region="_T"), figures=figures)
    assert [(one.kind, one.stated, one.computed) for one in found] == (
        [("number", "4个", "3个")] if differs else []
    )


@pytest.mark.parametrize(
    ("quote", "mended"),
    [
        ("出口分别为为", "出口分别为"),
        ("出口的的增长", "出口的增长"),
        ("上升了了3.0%", "上升了3.0%"),
        ("出口和和进口", "出口和进口"),
    ],
)
def test_a_doubled_word_is_found(quote, mended):
    (found,) = compared(statement("", "", "wording", quote=quote))
    assert found == Difference("wording", "一", quote, quote, mended)


@pytest.mark.parametrize("quote", ["分别为", "3.33亿", "常常增长", "出口分别为7.7亿美元、为3"])
def test_what_is_no_slip_is_left(quote):
    assert compared(statement("", "", "wording", quote=quote)) == []


def test_only_numbers_and_units_count_against_equality():
    kinds = ("number", "unit", "unit", "named", "wording")
    found = tuple(Difference(kind, "一", "words", "a", "b") for kind in kinds)
    assert Comparison("title", "page.html", 10, found, {}, {}).equal == 7
    assert Comparison("title", "page.html", 86, (), {}, {}).equal == 86
