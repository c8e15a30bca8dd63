"""Every check is silent on a good table and speaks of the one thing that was spoilt in it."""

import pytest
from builders import observation, observations, raw_file
from testbed import run_checks, said

from helpers.observations.validation.check_registry import CHECKS

# The country is the sum of two provinces in each span and flow; the month lies within the year.
# fmt: off
GOOD = (
    observation(40, region="11"), observation(50, region="12"), observation(90),
    observation(30, region="11", flow="import"), observation(20, region="12", flow="import"),
    observation(50, flow="import"),
    observation(400, region="11", span="ytd"), observation(500, region="12", span="ytd"),
    observation(900, span="ytd"),
    observation(300, region="11", span="ytd", flow="import"),
    observation(200, region="12", span="ytd", flow="import"),
    observation(500, span="ytd", flow="import"),
)
# fmt: on


def spoilt(place, **cells):
    rows = [dict(row) for row in GOOD]
    rows[place] |= cells
    return rows


def findings(rows, *, complete=("region",)):
    return run_checks(observations(*rows), [raw_file("a", complete=complete)])


def the_one(found, check, severity="error"):
    assert [(one.check, one.severity, one.source) for one in found] == [(check, severity, "a")]
    return said(found[0])


def test_a_good_table_has_no_findings():
    assert findings(GOOD) == []


@pytest.mark.parametrize("code", ["00", "16", "66", "99", "1", "9901", "CN"])
def test_known_regions_reports_a_region_of_no_province(code):
    rows = [*GOOD, observation(1, region=code), observation(1, region=code, flow="import")]
    message = the_one(findings(rows, complete=()), "known_regions")
    assert f"region '{code}'" in message


def test_known_regions_lets_parts_of_provinces_pass():
    rows = [*GOOD, observation(1, region="1101"), observation(1, region="65013", flow="import")]
    assert findings(rows) == []


def test_month_within_ytd_reports_a_month_larger_than_the_year_to_it():
    # Without the claim of completeness no other check has a say.
    rows = [dict(row) for row in GOOD if row["region"] != "_T"]
    rows[0]["value"] = 402.0
    message = the_one(findings(rows, complete=()), "month_within_ytd")
    assert message.startswith("November 2025, Beijing, exports: US$402 is more than January to ")
    assert "US$400" in message


def test_month_within_ytd_lets_january_be_the_whole_year():
    rows = [dict(row) for row in GOOD if row["region"] != "_T"]
    rows[0]["value"] = 400.0
    assert findings(rows, complete=()) == []


def test_month_within_ytd_does_not_compare_other_cells():
    rows = [
        observation(500, flow="export"),
        observation(1, flow="import"),
        observation(400, flow="export", span="ytd", period="2025-10"),
        observation(400, flow="export", span="ytd", product="85"),
        observation(400, flow="export", span="ytd", measure="quantity", unit="piece"),
        observation(400, flow="export", span="ytd", unit="CNY"),
        observation(400, flow="import", span="ytd", period="2025-10"),
        observation(400, flow="import", span="ytd", product="85"),
        observation(400, flow="import", span="ytd", unit="CNY"),
    ]
    assert findings(rows, complete=()) == []


@pytest.mark.parametrize(("place", "value"), [(2, 95), (2, 87), (0, 43)])
def test_members_make_whole_reports_a_sum_that_differs(place, value):
    found = findings(spoilt(place, value=float(value)))
    message = the_one(found, "members_make_whole")
    assert message.startswith("November 2025, China, exports: members by province add up to ")
    members, whole = (90, value) if place == 2 else (value + 50, 90)
    assert str(members) in message
    assert str(whole) in message


@pytest.mark.parametrize("value", [88, 92, 90.5])
def test_members_make_whole_allows_one_unit_a_member(value):
    assert findings(spoilt(2, value=float(value))) == []


def test_members_make_whole_asks_only_what_is_declared_complete():
    assert findings(spoilt(2, value=99.0), complete=("partner",)) == []


def test_members_make_whole_counts_neither_groups_nor_parts_of_members():
    rows = [
        *GOOD,
        observation(7, region="1101"),
        observation(7, region="1101", flow="import"),
        observation(60, partner="502"),
        observation(30, partner="304"),
        observation(30, partner="EU"),
        observation(20, partner="ASEAN"),
    ]
    assert findings(rows, complete=("region", "partner")) == []


def test_members_make_whole_looks_within_each_member_of_other_dimensions():
    # Products of the whole country agree, those of one province do not: 30 + 5 is not 40.
    rows = [
        *GOOD,
        observation(60, product="85"),
        observation(30, product="86"),
        observation(30, product="85", region="11"),
        observation(5, product="86", region="11"),
    ]
    message = the_one(findings(rows, complete=("product",)), "members_make_whole")
    assert "members by product add up to US$35, the whole is US$40" in message


TRILLION = 10**12
STEP = 10**10


def of_enterprises(whole, *, step=STEP):
    """Return exports of three kinds of enterprise in trillions, 26.99 in all; imports of 3."""
    parts = {"private": 18.04, "foreign": 6.35, "state": 2.60}
    rows = [
        observation(value * TRILLION, enterprise=name, step=step) for name, value in parts.items()
    ]
    rows.append(observation(whole * TRILLION, step=step))
    imports = [observation(1 * TRILLION, enterprise=name, flow="import") for name in parts]
    return [*rows, *imports, observation(3 * TRILLION, flow="import")]


@pytest.mark.parametrize("whole", [26.99, 27.00, 26.97])
def test_members_make_whole_allows_what_their_source_rounded(whole):
    # A last digit of 0.01 a number: three members and the whole.
    assert findings(of_enterprises(whole), complete=("enterprise",)) == []


@pytest.mark.parametrize("whole", [27.04, 26.94, 30.0])
def test_members_make_whole_finds_a_difference_beyond_rounding(whole):
    found = findings(of_enterprises(whole), complete=("enterprise",))
    message = the_one(found, "members_make_whole")
    assert "members by type of enterprise add up to US$26,990 billion, the whole is" in message


def test_members_make_whole_does_not_forgive_where_nothing_was_rounded():
    found = findings(of_enterprises(27.00, step=float("nan")), complete=("enterprise",))
    the_one(found, "members_make_whole")


def test_members_make_whole_allows_what_the_whole_was_rounded_to():
    # The provinces to the yuan, 26.9912 trillion; the country as announced, 26.99 trillion.
    rows = [
        observation(13.4956 * TRILLION, region="11"),
        observation(13.4956 * TRILLION, region="12"),
        observation(26.99 * TRILLION, step=STEP),
    ]
    assert findings([*rows, *(dict(row, flow="import") for row in rows)]) == []


def test_month_within_ytd_allows_what_the_source_rounded():
    rows = [
        observation(4.264 * TRILLION, period="2026-01"),
        observation(4.26 * TRILLION, period="2026-01", span="ytd", step=STEP),
    ]
    assert findings([*rows, *(dict(row, flow="import") for row in rows)]) == []


@pytest.mark.parametrize(
    ("flow", "span", "said"),
    [
        ("export", "month", "November 2025 (month) has exports only"),
        ("import", "month", "November 2025 (month) has imports only"),
        ("import", "ytd", "November 2025 (year to date) has imports only"),
    ],
)
def test_both_directions_warns_of_one_direction_only(flow, span, said):
    kept = [row for row in GOOD if (row["flow"], row["span"]) == (flow, span)]
    found = findings(kept)
    message = the_one(found, "both_directions", "warning")
    assert message == said


def test_both_directions_lets_a_printed_total_pass():
    assert findings([observation(90, flow="total")]) == []


def test_both_directions_lets_quantities_pass():
    assert findings([observation(90, measure="quantity", unit="piece")]) == []


def test_both_directions_lets_a_list_of_chosen_goods_pass():
    goods = [observation(90, product="STEEL"), observation(9, product="某种货物")]
    assert {one.check for one in findings(goods)} == {"known_codes"}
    coded = [*goods, observation(9, product="7208")]
    assert {one.check for one in findings(coded)} == {"known_codes", "both_directions"}


def test_findings_are_told_file_by_file_errors_first():
    rows = [
        observation(9, source="a"),
        observation(9, source="b", region="99"),
        observation(9, source="b", region="99", flow="import"),
        observation(9, source="c"),
    ]
    found = run_checks(observations(*rows), [raw_file(name) for name in "abc"])
    assert [(one.severity, one.source) for one in found] == [
        ("error", "b"),
        ("warning", "a"),
        ("warning", "c"),
    ]


def test_the_month_of_one_file_is_held_against_the_year_of_another():
    def of_two(year):
        rows = [
            observation(500),
            observation(1, flow="import"),
            observation(year, span="ytd", source="b"),
            observation(year, span="ytd", source="b", flow="import"),
        ]
        return run_checks(observations(*rows), [raw_file("a"), raw_file("b")])

    assert [(one.check, one.source, one.other) for one in of_two(400)] == [
        ("month_within_ytd", "a", "b")
    ]
    # Of two datasets one may have been revised by up to a fifth.
    assert of_two(420) == []


def test_every_check_is_run():
    names = {"known_regions", "month_within_ytd", "members_make_whole", "both_directions"}
    assert {check.name for check in CHECKS} >= names


def of_two(first, second, *, complete=((), ())):
    rows = [dict(row, source="a") for row in first] + [dict(row, source="b") for row in second]
    files = [
        raw_file(name, complete=dimensions) for name, dimensions in zip("ab", complete, strict=True)
    ]
    return run_checks(observations(*rows), files)


@pytest.mark.parametrize("other", [40, 40.8, 39.2])
def test_two_files_that_agree_within_rounding_are_left_alone(other):
    # Each value may be off by half a unit, and by a hundredth where it was revised.
    both = [observation(30, region="11", flow="import")]
    assert (
        of_two([observation(40, region="11"), *both], [observation(other, region="11"), *both])
        == []
    )


def test_two_files_that_state_a_total_differently_are_told_and_which():
    both = [observation(30, region="11", flow="import")]
    found = of_two([observation(40, region="11"), *both], [observation(43, region="11"), *both])
    assert [(one.check, one.severity, one.source) for one in found] == [
        ("sources_agree", "warning", "a")
    ]
    assert said(found[0]) == (
        "November 2025, Beijing, exports: US$40 in the first, US$43 in the second, 7.0% apart"
    )


def test_provinces_that_add_up_are_held_against_anothers_national_row():
    parts = [
        observation(value, region=region, flow=flow)
        for region in ("11", "12")
        for flow, value in (("export", 40), ("import", 10))
    ]
    nation = [observation(90), observation(20, flow="import")]
    found = of_two(parts, nation, complete=(("region",), ()))
    # 40 + 40 = 80 is not 90.
    assert [said(one) for one in found] == [
        "November 2025, China, exports: members by province in the first add up to US$80, the second has "
        "US$90, 11.1% apart"
    ]
    assert of_two(parts, nation) == []


@pytest.mark.parametrize("other", [4.26, 4.264, 4.2549, 4.27])
def test_two_files_that_agree_within_their_steps_are_left_alone(other):
    # 4.26 trillion yuan as announced, and the same in full.
    announced = observation(4.26 * TRILLION, flow="total", step=STEP)
    full = observation(other * TRILLION, flow="total")
    assert of_two([announced], [full]) == of_two([full], [announced]) == []


@pytest.mark.parametrize("other", [4.21, 4.31, 5.0])
def test_two_files_that_differ_by_more_than_their_steps_and_a_hundredth_are_told(other):
    announced = observation(4.26 * TRILLION, flow="total", step=STEP)
    (found,) = of_two([announced], [observation(other * TRILLION, flow="total")])
    assert (found.check, found.severity) == ("sources_agree", "warning")


def test_groups_that_sources_state_are_known_regions_and_in_no_sum():
    rows = [
        *GOOD,
        observation(70, region="YRD"),
        observation(45, region="YRD", flow="import"),
        observation(33, region="MAJOR7"),
        observation(33, region="BORDER9", flow="import"),
    ]
    assert findings(rows) == []


@pytest.mark.parametrize("code", ["HITECH", "EU", "private"])
def test_what_is_stated_of_another_dimension_is_no_region(code):
    rows = [*GOOD, observation(1, region=code), observation(1, region=code, flow="import")]
    assert f"region '{code}'" in the_one(findings(rows), "known_regions")


def test_lists_of_products_are_in_no_sum():
    rows = [
        *GOOD,
        observation(60, product="85"),
        observation(30, product="86"),
        observation(55, product="HITECH"),
    ]
    assert findings(rows, complete=("product",)) == []
