"""The checks of one file: its codes, its rows, its groups of partners."""

import pandas as pd
import pytest
from builders import observation, observations, raw_file
from testbed import said

from helpers.observations.coded_rows import CodedRows
from helpers.observations.validation.check_registry import check_file


def both(value, **cells):
    """Return exports and imports of the same value."""
    return [observation(value, flow=flow, **cells) for flow in ("export", "import")]


def found(rows, **keys):
    return [
        (one.check, one.severity, said(one))
        for one in check_file(CodedRows.of(observations(*rows)), raw_file(**keys))
    ]


# Codes.


@pytest.mark.parametrize(
    "cells",
    [
        {"partner": "502"},
        {"partner": "EU"},
        {"partner": "AFRICA"},
        {"product": "85"},
        {"product": "8507600010"},
        {"product": "electronics"},
        {"product": "HITECH"},
        {"regime": "10"},
        {"enterprise": "private"},
    ],
)
def test_what_a_reference_table_or_its_shape_tells_is_known(cells):
    assert found(both(5, **cells)) == []


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"partner": "888"}, "partners in no reference table: 888;"),
        ({"regime": "98"}, "regimes in no reference table: 98;"),
        ({"enterprise": "guild"}, "kinds of enterprise in no reference table: guild;"),
        ({"product": "850"}, "nor in a reference table: 850;"),
        ({"product": "123456789012"}, "nor in a reference table: 123456789012;"),
        ({"product": "８５"}, "nor in a reference table: ８５;"),
        ({"product": "ROCKETS"}, "nor in a reference table: ROCKETS;"),
        # What is stated of one dimension is unknown to another.
        ({"partner": "YRD"}, "partners in no reference table: YRD;"),
    ],
)
def test_an_unknown_code_is_told(cells, said):
    ((check, severity, message),) = found(both(5, **cells))
    assert (check, severity) == ("known_codes", "warning")
    assert said in message


def test_an_unknown_code_is_told_with_the_name_the_file_gives_it():
    names = {"partner": {"888": "某地"}}
    ((_, _, message),) = found(both(5, partner="888"), names=names)
    assert message.startswith("partners in no reference table: 888 某地; pages show the code")


def test_of_many_unknown_codes_five_are_named():
    codes = ["801", "802", "803", "804", "805", "806", "807"]
    ((_, _, message),) = found([row for code in codes for row in both(5, partner=code)])
    assert ": 801, 802, 803, 804, 805 and 2 more;" in message


# Rows.


def test_a_cell_that_stands_there_twice_is_an_error():
    rows = [*both(5, partner="502"), observation(6, partner="502"), observation(7, partner="502")]
    ((check, severity, message),) = found(rows)
    assert (check, severity) == ("duplicates", "error")
    assert message == (
        "November 2025, United States, exports: stands there more than once; keep one row (2 such "
        "numbers, the worst is shown)"
    )


@pytest.mark.parametrize(
    "cells",
    [
        {"period": "2025-10"},
        {"span": "ytd"},
        {"flow": "import"},
        {"region": "11"},
        {"partner": "304"},
        {"product": "85"},
        {"regime": "10"},
        {"enterprise": "state"},
        {"unit": "CNY"},
        {"measure": "quantity", "unit": "kg"},
    ],
)
def test_a_row_that_differs_in_one_column_is_no_duplicate(cells):
    assert (
        found([observation(5, partner="502"), observation(5, **{"partner": "502"} | cells)]) == []
    )


def test_categories_are_checked_as_texts_are():
    rows = observations(*both(5, partner="502"), observation(6, partner="502"))
    texts = {name: "category" for name in rows if rows[name].dtype != "float64"}
    ((one,),) = [check_file(CodedRows.of(rows.astype(texts)), raw_file())]
    assert one.check == "duplicates"


def of_rows(count, **cells):
    row = observations(observation(5, region="11"))
    rows = row.loc[row.index.repeat(count)].reset_index(drop=True)
    # Every cell a number of its own: six digits of an HS code.
    return rows.assign(product=[f"{number:06d}" for number in range(count)], **cells)


@pytest.mark.parametrize(("count", "told"), [(9999, 0), (10000, 1), (10001, 0)])
def test_a_download_of_just_10000_rows_is_suspect(count, told):
    findings = check_file(CodedRows.of(of_rows(count)), raw_file(format="platform"))
    assert [(one.check, one.severity) for one in findings] == [
        ("cut_at_10000_rows", "warning")
    ] * told


def test_quantities_are_no_rows_of_a_download():
    quantities = of_rows(10_000, measure="quantity", unit="kg")
    rows = pd.concat([of_rows(10_000), quantities], ignore_index=True)
    (one,) = check_file(CodedRows.of(rows), raw_file(format="platform"))
    assert one.check == "cut_at_10000_rows"
    half = pd.concat([of_rows(5000), quantities[:5000]], ignore_index=True)
    assert check_file(CodedRows.of(half), raw_file(format="platform")) == []


def test_a_table_of_10000_rows_of_another_format_is_not_suspect():
    assert check_file(CodedRows.of(of_rows(10_000)), raw_file()) == []


# Groups of partners: in 2010 BRICS were Brazil, India, Russia (South Africa came in 2011).

BRICS = {"410": 30, "111": 20, "344": 10}


def brics(whole, period="2010-11", leave_out="", **cells):
    parts = {code: value for code, value in BRICS.items() if code != leave_out}
    return [
        observation(value, partner=code, period=period, **cells)
        for code, value in (*parts.items(), ("BRICS", whole))
    ]


@pytest.mark.parametrize("whole", [60, 57, 63])
def test_a_group_of_partners_that_its_members_make_is_left_alone(whole):
    # Three members, a unit each.
    assert found(brics(whole)) == []


@pytest.mark.parametrize("whole", [56, 64, 90])
def test_a_group_of_partners_that_its_members_do_not_make_is_told(whole):
    ((check, severity, message),) = found(brics(whole))
    assert (check, severity) == ("members_make_groups", "warning")
    assert message == (
        f"November 2010, BRICS, exports: US${whole}, but its 3 members add up to US$60; "
        "compare them with the original"
    )


def test_of_several_cells_of_a_group_the_worst_is_told():
    rows = [*brics(70, product="85"), *brics(90, product="86"), *brics(60, product="87")]
    ((_, _, message),) = found(rows)
    assert message.startswith("November 2010, BRICS, Railway or tramway locomotives")
    assert message.endswith(" (2 such numbers, the worst is shown)")


def test_a_group_is_not_added_up_where_a_member_is_not_there():
    assert found(brics(90, leave_out="111")) == []
    # South Africa is a member by 2011.
    assert found(brics(90, period="2011-11")) == []
    # All are in the file, but not all of one product.
    rows = [*brics(60), *brics(90, leave_out="111", product="85")]
    assert found(rows) == []


def test_a_group_of_partners_may_be_rounded_by_its_source():
    # Three members and the group to 10 each may make 20 of difference.
    assert found(brics(80, step=10)) == []
    assert len(found(brics(81, step=10))) == 1


@pytest.mark.parametrize(
    ("span", "whole", "told"),
    # The three of January make 60, with South Africa, a member from April 2011 on, 70.
    [("month", 70, 0), ("month", 60, 1), ("ytd", 60, 0), ("ytd", 70, 0), ("ytd", 90, 1)],
)
def test_a_group_whose_members_changed_since_january_may_be_of_either_day(span, whole, told):
    rows = [*brics(whole, period="2011-05", span=span)]
    rows.append(observation(10, partner="244", period="2011-05", span=span))
    assert [check for check, *_ in found(rows)] == ["members_make_groups"] * told
