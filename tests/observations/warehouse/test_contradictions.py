import pytest
from builders import observation, observations, raw_file

from helpers.observations.warehouse.store import Store


def found(*rows, **files):
    """Return what contradicts: check, files, value and the other, how many."""
    sources = sorted({row["source"] for row in rows})
    described = [raw_file(name, **files.get(name, {})) for name in sources]
    store = Store.of(observations(*rows), described)
    facts = ("value", "other_value", "count")
    return [
        (each.check, each.severity, each.source, each.other, *(each.values[name] for name in facts))
        for each in store.contradictions()
    ]


def test_what_agrees_is_not_found():
    rows = [
        observation(100),
        observation(60, partner="110"),
        observation(40, partner="116"),
        observation(100, source="b"),
        observation(40, partner="116", product="85"),
        observation(40, partner="116", product="8507"),
        observation(3, partner="116", product="8507", measure="quantity", unit="piece"),
    ]
    assert found(*rows) == []


def test_a_part_above_its_whole():
    rows = [observation(100, region="11"), observation(900, region="11", partner="110")]
    assert found(*rows) == [
        ("part_above_whole", "error", "a", "", 900, 100, 1),
        ("members_make_whole", "error", "a", "", 900, 100, 1),
    ]


def test_a_later_part_above_an_earlier_whole_names_both_files():
    rows = [observation(100), observation(101, partner="110", source="b", released="2026-02-01")]
    same = {"a": {"dataset": "d"}, "b": {"dataset": "d", "released": "2026-02-01"}}
    assert found(*rows, **same)[0][:4] == ("part_above_whole", "error", "b", "a")
    # Of two datasets one may have been revised.
    assert found(*rows) == []


@pytest.mark.parametrize("step", [1e4])
def test_what_rounding_makes_of_a_sum_is_no_contradiction(step):
    rows = [
        observation(30_000, step=step),
        observation(20_000, partner="110", step=step),
        observation(20_000, partner="116", step=step),
    ]
    assert found(*rows) == []


def test_parts_that_add_up_to_more_than_the_whole():
    rows = [observation(10), *(observation(9, region=code) for code in ("11", "12"))]
    assert found(*rows) == [("members_make_whole", "error", "a", "", 18, 10, 1)]


@pytest.mark.parametrize(("unassigned", "checks"), [(700_000, 0), (3_000_000, 1)])
def test_a_table_may_leave_a_millionth_of_a_total_unassigned(unassigned, checks):
    members = [observation(1.2e12, partner="110"), observation(1.2e12, partner="116")]
    rows = [observation(2.4e12 + unassigned), *members]
    assert len(found(*rows, a={"complete": ("partner",)})) == checks


def test_a_longer_code_above_a_shorter_one():
    rows = [observation(10, product="8507"), observation(11, product="85076000")]
    assert found(*rows) == [("part_above_whole", "error", "a", "", 11, 10, 1)]


@pytest.mark.parametrize(
    ("value", "check", "severity"),
    [
        (102, "sources_agree", "warning"),
        (119, "sources_agree", "warning"),
        (126, "sources_contradict", "error"),
        (300, "sources_contradict", "error"),
    ],
)
def test_two_datasets_that_differ_in_any_figure(value, check, severity):
    rows = [
        observation(100e6, partner="110"),
        observation(value * 1e6, partner="110", source="b"),
    ]
    assert found(*rows) == [(check, severity, "a", "b", 100e6, value * 1e6, 1)]


def test_an_ordinary_revision_is_no_disagreement():
    assert found(observation(100e6), observation(100.9e6, source="b")) == []


@pytest.mark.parametrize(
    ("table", "day", "found_to_be"),
    [
        # 45.47 trillion is said of 45.4651 and of 45.4749 trillion, and not of 45.4600: that was revised.
        (45.4651e12, "2026-02-03", []),
        (45.4749e12, "2026-02-03", []),
        (45.4600e12, "2026-02-03", [("sources_agree", "warning")]),
        (45.0e12, "2026-02-03", [("sources_agree", "warning")]),
        (30e12, "2026-02-03", [("sources_contradict", "error")]),
        # An older statement is what the table has revised since.
        (45.4600e12, "2025-02-03", []),
    ],
)
def test_a_later_statement_that_is_no_rounding_of_a_table(table, day, found_to_be):
    rows = [
        observation(table, released="2026-01-16"),
        observation(45.47e12, source="said", step=1e10, released=day),
    ]
    files = {"a": {"released": "2026-01-16"}, "said": {"released": day}}
    assert [each[:2] for each in found(*rows, **files)] == found_to_be


def test_a_trifle_may_be_revised_by_any_factor():
    # 2 of 1,001 is more than a thousandth of the largest, 2 of 2,001 is less.
    rows = [observation(1e6, partner="110"), observation(3e6, partner="110", source="b")]
    assert found(*rows, observation(1999e6))[0][0] == "sources_contradict"
    assert found(*rows, observation(2001e6))[0][:2] == ("sources_agree", "warning")


def test_others_are_compared_with_the_latest_of_a_dataset():
    def against(value):
        rows = [
            observation(40, region="11", released="2025-12-18"),
            observation(43, region="11", source="b"),
            observation(value, region="11", source="c"),
        ]
        files = {"a": {"dataset": "d", "released": "2025-12-18"}, "b": {"dataset": "d"}}
        return [each[:4] for each in found(*rows, **files)]

    assert against(43) == []
    assert against(40) == [("sources_agree", "warning", "b", "c")]


def test_members_that_a_file_has_all_of_make_the_whole():
    rows = [observation(9, region="11"), observation(9, region="12"), observation(40, source="b")]
    assert found(*rows) == []
    complete = {"a": {"complete": ("region",)}}
    assert found(*rows, **complete) == [("members_make_whole", "error", "a", "b", 18, 40, 1)]
    # A fifth or less may have been revised between two datasets, a hundredth within one.
    rows[-1]["value"] = 21.0
    assert found(*rows, **complete) == [("members_agree", "warning", "a", "b", 18, 21, 1)]
    same = {name: {"dataset": "d", "complete": ("region",)} for name in "ab"}
    assert found(*rows, **same)[0][:4] == ("members_make_whole", "error", "a", "b")
    of_some = {"a": {"complete": ("region",), "told": {"only": {"region": "11-12"}}}}
    assert found(*rows, **of_some) == []


def test_a_month_above_january_to_it_and_exports_above_the_total():
    rows = [observation(500), observation(400, span="ytd"), observation(450, flow="total")]
    assert found(*rows) == [
        ("part_above_whole", "error", "a", "", 500, 450, 1),
        ("month_within_ytd", "error", "a", "", 500, 400, 1),
    ]


def test_two_values_of_one_figure_and_day_in_a_dataset():
    rows = [observation(1000, partner="110"), observation(2000, partner="110", source="b")]
    same = {name: {"dataset": "d"} for name in "ab"}
    assert found(*rows, **same) == [("two_values", "error", "a", "b", 1000, 2000, 1)]
    # A later value is a revision.
    rows[1]["released"] = "2026-02-01"
    assert found(*rows, **{**same, "b": {"dataset": "d", "released": "2026-02-01"}}) == []


def test_of_many_contradictions_the_worst_is_shown_with_their_number():
    rows = [
        observation(10, region="11"),
        observation(20, region="11", partner="110"),
        observation(10, region="12"),
        observation(40, region="12", partner="110"),
    ]
    assert ("part_above_whole", "error", "a", "", 40, 10, 2) in found(*rows)


DETAILED = [
    observation(60, region="11", partner="110", product="85", source="b"),
    observation(40, region="11", partner="116", product="84", source="c"),
]
PART = {"dataset": "d", "complete": ("partner", "product")}


def test_members_of_two_dimensions_make_their_whole():
    rows = [observation(1000, region="11"), *DETAILED]
    assert ("members_make_whole", "error", "b", "a", 100, 1000, 1) in found(*rows, b=PART, c=PART)
    # Where nobody says that they are all there, they only may not be more.
    assert found(*rows, b={"dataset": "d"}, c={"dataset": "d"}) == []
    less = [observation(50, region="11"), *DETAILED]
    checks = {each[0] for each in found(*less, b={"dataset": "d"}, c={"dataset": "d"})}
    assert checks == {"members_make_whole"}


def test_parts_of_one_query_make_the_whole_together():
    rows = [observation(100, region="11"), *DETAILED]
    assert found(*rows, b=PART, c=PART) == []
