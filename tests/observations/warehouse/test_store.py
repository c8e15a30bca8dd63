import pandas as pd
import pytest
from builders import NAN, observation, observations, raw_file, statement, values_by

from helpers.observations.readers.quoted import STATEMENT_COLUMNS
from helpers.observations.warehouse.query import ANSWER_COLUMNS, Query
from helpers.observations.warehouse.store import Store


def store_of(*rows, **files):
    """Return a store; a source is described by what it declares complete and the day of its rows."""
    days = {row["source"]: row["released"] for row in rows}
    described = [
        raw_file(name, complete=tuple(files.get(name, ())), released=day)
        for name, day in days.items()
    ]
    return Store.of(observations(*rows), described)


def asked(*keep, as_of=None, unit="USD", measure="value", period="2025-11", **fixed):
    return Query(period, unit, measure, keep, fixed, as_of)


WHOLE = observation(100, growth=7.5)
JAPAN = observation(40, partner="116", growth=1.5)
KOREA = observation(50, partner="133", growth=2.5)


def test_the_smallest_slice_wins_over_a_sum():
    # The provinces add up to 90, the file states 100 for the country.
    found = store_of(WHOLE, JAPAN, KOREA, a=["partner"]).query(asked()).rows
    assert found["value"].tolist() == [100]
    assert found[["basis", "sources", "growth"]].iloc[0].tolist() == ["observed", "a", 7.5]


def test_members_are_told_apart_without_the_whole():
    found = store_of(WHOLE, JAPAN, KOREA).query(asked("partner")).rows
    assert values_by(found, "partner") == {"116": 40, "133": 50}
    assert found["growth"].tolist() == [1.5, 2.5]
    assert list(found.columns) == list(ANSWER_COLUMNS)


def test_a_complete_dimension_is_summed():
    found = store_of(JAPAN, KOREA, a=["partner"]).query(asked()).rows
    assert found["value"].tolist() == [90]
    assert found[["region", "basis", "sources"]].iloc[0].tolist() == ["_T", "computed", "a"]


def test_growth_rates_do_not_add_up():
    found = store_of(JAPAN, KOREA, a=["partner"]).query(asked()).rows
    assert found["growth"].isna().all()


def test_no_sum_over_a_dimension_that_is_not_declared_complete():
    assert store_of(JAPAN, KOREA, a=["product"]).query(asked()).rows.empty


def test_of_two_sums_the_one_over_fewer_dimensions_wins():
    rows = [
        JAPAN,
        KOREA,
        observation(41, partner="116", product="85"),
        observation(54, partner="133", product="85"),
    ]
    found = store_of(*rows, a=["partner", "product"]).query(asked()).rows
    assert found["value"].tolist() == [90]


def test_a_sum_over_two_complete_dimensions():
    rows = [
        observation(1, partner="116", product="85"),
        observation(2, partner="116", product="86"),
        observation(4, partner="133", product="85"),
    ]
    store = store_of(*rows, a=["partner", "product"])
    assert store.query(asked()).rows["value"].tolist() == [7]
    assert values_by(store.query(asked("partner")).rows, "partner") == {"116": 3, "133": 4}
    assert values_by(store.query(asked("product")).rows, "product") == {"85": 5, "86": 2}
    assert store.query(asked(product="85")).rows["value"].tolist() == [5]
    assert store_of(*rows, a=["partner"]).query(asked()).rows.empty


def test_groups_of_partners_are_never_summed():
    rows = [
        observation(10, partner="502"),
        observation(5, partner="304"),
        observation(60, partner="EU"),
        observation(30, partner="ASEAN"),
    ]
    store = store_of(*rows, a=["partner"])
    assert store.query(asked()).rows["value"].tolist() == [15]
    assert store.query(asked(partner="EU")).rows["value"].tolist() == [60]
    assert set(store.query(asked("partner")).rows["partner"]) == {"502", "304", "EU", "ASEAN"}


def test_parts_of_provinces_are_never_summed():
    rows = [JAPAN, KOREA, observation(9, region="1101"), observation(8, region="12013")]
    assert store_of(*rows, a=["partner"]).query(asked()).rows["value"].tolist() == [90]


def test_a_member_held_fixed_is_not_the_sum_of_all():
    found = store_of(WHOLE, JAPAN, KOREA, a=["partner"]).query(asked(partner="133")).rows
    assert found[["partner", "value"]].to_numpy().tolist() == [["133", 50]]


def test_spans_and_flows_are_answered_apart():
    rows = [
        observation(1),
        observation(2, flow="import"),
        observation(3, span="ytd"),
        observation(4, flow="import", span="ytd", source="b"),
    ]
    found = store_of(*rows).query(asked()).rows
    assert values_by(found, "span", "flow") == {
        ("month", "export"): 1,
        ("month", "import"): 2,
        ("ytd", "export"): 3,
        ("ytd", "import"): 4,
    }


def test_what_a_quantity_is_rounded_to_converts_with_it():
    row = observation(12, measure="quantity", unit="ten_thousand_tons", step=1)
    found = store_of(row).query(asked(measure="quantity", unit="kg")).rows
    assert found[["value", "step"]].to_numpy().tolist() == [[12e7, 1e7]]


# Names run against the days, so that only the day can decide.
OLD = observation(100, source="z", released="2025-12-20")
REVISED = observation(103, source="a", released="2026-01-18")
OLDER_NAMED_FIRST = (
    observation(100, source="a", released="2025-12-20"),
    observation(103, source="z", released="2026-01-18"),
)


@pytest.mark.parametrize("rows", [(OLD, REVISED), (REVISED, OLD), OLDER_NAMED_FIRST])
def test_the_later_release_wins(rows):
    found = store_of(*rows).query(asked()).rows
    assert found["value"].tolist() == [103]


@pytest.mark.parametrize(
    ("day", "values"),
    [
        ("2025-12-19", []),
        ("2025-12-20", [100]),
        ("2026-01-17", [100]),
        ("2026-01-18", [103]),
        ("2031-01-01", [103]),
        (None, [103]),
    ],
)
def test_as_of_a_day_only_what_was_released_by_it_is_seen(day, values):
    assert store_of(OLD, REVISED).query(asked(as_of=day)).rows["value"].tolist() == values


def test_as_of_a_day_a_sum_is_made_from_the_vintage_of_that_day():
    rows = [
        observation(value, partner=partner, source=source, released=released)
        for source, released, pair in (
            ("old", "2025-12-20", (40, 50)),
            ("new", "2026-01-18", (41, 52)),
        )
        for partner, value in zip(("116", "133"), pair, strict=True)
    ]
    store = store_of(*rows, old=["partner"], new=["partner"])
    assert store.query(asked()).rows["value"].tolist() == [93]
    assert store.query(asked(as_of="2025-12-31")).rows["value"].tolist() == [90]


def test_a_source_without_a_day_is_older_than_one_with_a_day():
    rows = [observation(1, source="a", released="2026-03-01"), observation(2, source="b")]
    files = [raw_file("a", released=None), raw_file("b", released="2026-01-16")]
    assert Store.of(observations(*rows), files).query(asked()).rows["value"].tolist() == [2]


def test_sources_are_never_mixed():
    rows = [
        observation(40, partner="116", source="a"),
        observation(50, partner="133", source="a"),
        observation(60, partner="304", source="b", released="2026-01-20"),
        observation(41, partner="116", source="b", released="2026-01-20"),
    ]
    found = store_of(*rows).query(asked("partner")).rows
    assert values_by(found, "partner") == {"116": 41, "304": 60}
    assert set(found["sources"]) == {"b"}


def test_sums_never_take_members_from_two_sources():
    rows = [
        observation(40, partner="116", source="a"),
        observation(50, partner="133", source="b", released="2026-01-20"),
    ]
    found = store_of(*rows, a=["partner"], b=["partner"]).query(asked()).rows
    assert found["value"].tolist() == [50]


def test_all_provinces_win_over_a_later_file_with_one():
    rows = [JAPAN, KOREA, observation(41, partner="116", source="b", released="2026-02-20")]
    found = store_of(*rows, a=["partner"]).query(asked("partner")).rows
    assert values_by(found, "partner") == {"116": 40, "133": 50}


# A city's own report revises the city's total after the report of all provinces. Whether a file has
# all provinces says nothing about the one that is asked for.
def test_for_one_member_the_later_release_wins_whatever_else_a_file_holds():
    rows = [JAPAN, KOREA, observation(41, partner="116", source="b", released="2026-02-20")]
    found = store_of(*rows, a=["partner"]).query(asked(partner="116")).rows
    assert found["value"].tolist() == [41]


@pytest.mark.parametrize(
    "query",
    [
        asked("region"),
        asked("partner", "product"),
        asked(partner="304"),
        asked(unit="CNY"),
        asked(measure="quantity"),
        asked(period="2025-10"),
        asked(as_of="2025-12-31"),
    ],
)
def test_no_answer_is_empty_with_its_columns(query):
    found = store_of(WHOLE, JAPAN, KOREA, a=["partner"]).query(query).rows
    assert found.empty
    assert list(found.columns) == list(ANSWER_COLUMNS)


def test_measures_and_units_are_kept_apart():
    rows = [
        observation(1),
        observation(7, unit="CNY"),
        observation(3, measure="quantity", unit="piece"),
    ]
    store = store_of(*rows)
    assert store.query(asked()).rows["value"].tolist() == [1]
    assert store.query(asked(unit="CNY")).rows["value"].tolist() == [7]
    assert store.query(asked(measure="quantity", unit="piece")).rows["value"].tolist() == [3]
    assert store.units("value", ["CNY", "EUR", "USD"]) == ["CNY", "USD"]
    assert store.units("quantity", ["piece", "USD"]) == ["piece"]


def test_a_series_answers_month_by_month_up_to_the_one_it_names():
    rows = [
        observation(5, period="2025-11"),
        observation(1, period="2025-02", partner="116"),
        observation(2, period="2025-02", partner="133"),
        observation(3, period="2024-11", partner="116"),
        observation(4, period="2024-11"),
        observation(9, period="2025-03", unit="CNY"),
    ]
    store = store_of(*rows, a=["partner"])
    whole = store.series(asked(period="2025-11")).rows
    # Of February there are partners only, which add up; of other months the whole is printed.
    assert values_by(whole, "period") == {"2024-11": 4, "2025-02": 3, "2025-11": 5}
    assert whole["basis"].tolist() == ["observed", "computed", "observed"]
    assert store.series(asked(period="2025-10")).rows["period"].tolist() == ["2024-11", "2025-02"]
    regions = store.series(asked("partner", period="")).rows
    assert values_by(regions, "period", "partner") == {
        ("2024-11", "116"): 3,
        ("2025-02", "116"): 1,
        ("2025-02", "133"): 2,
    }
    assert store.series(asked(as_of="2020-01-01")).rows.empty
    assert Store.of(observations(), []).series(asked(period="")).rows.empty


def test_a_series_has_the_latest_of_each_month_and_each_its_own_slice():
    rows = [
        observation(1, period="2025-10", source="old", released="2025-11-20"),
        observation(2, period="2025-10", source="new", released="2025-12-20"),
        observation(3, period="2025-11", source="new", released="2025-12-20"),
    ]
    described = [raw_file(name, complete=(), dataset="one") for name in ("old", "new")]
    store = Store.of(observations(*rows), described)
    assert values_by(store.series(asked()).rows, "period") == {"2025-10": 2, "2025-11": 3}
    before = store.series(asked(as_of="2025-12-01")).rows
    assert values_by(before, "period") == {"2025-10": 1}


def test_members_that_are_named_come_each_from_the_slice_that_fits_it():
    rows = [
        observation(10, partner="502"),
        observation(60, partner="EU"),
        # Another file states groups only; of the EU it is the later one.
        observation(61, partner="EU", source="b", released="2026-02-01"),
        observation(7, partner="AFRICA", source="b", released="2026-02-01"),
        observation(8, partner="AFRICA", source="b", released="2026-02-01", flow="import"),
    ]
    store = store_of(*rows, a=["partner"])
    query = Query("2025-11", "USD", keep=("partner",), members=("AFRICA", "ASEAN", "EU"))
    found = store.query(query).rows
    assert values_by(found, "partner", "flow") == {
        ("AFRICA", "export"): 7,
        ("AFRICA", "import"): 8,
        ("EU", "export"): 61,
    }
    for member in ("AFRICA", "EU"):
        alone = store.query(asked(partner=member)).rows
        assert alone["value"].tolist() == found.loc[found["partner"] == member, "value"].tolist()


def test_extent_tells_what_a_file_holds():
    rows = [
        observation(1, period="2025-11"),
        observation(1, period="2024-11"),
        observation(2, period="2025-11", flow="import"),
        observation(1, period="2023-11", source="b"),
    ]
    assert store_of(*rows).extent("a") == {"months": ["2024-11", "2025-11"], "rows": 3}


def test_a_query_leaves_the_store_as_it_was():
    store = store_of(JAPAN, KOREA, a=["partner"])
    found = store.query(asked("partner")).rows
    found.loc[:, "value"] = NAN
    assert store.query(asked()).rows["value"].tolist() == [90]
    assert values_by(store.query(asked("partner")).rows, "partner") == {"116": 40, "133": 50}


@pytest.mark.parametrize(("step", "expected"), [((1e10, 1e8), 1e10), ((1e10, NAN), 1e10)])
def test_a_sum_is_known_to_the_coarsest_step_of_its_members(step, expected):
    rows = [
        observation(40, partner="116", step=step[0]),
        observation(50, partner="133", step=step[1]),
    ]
    store = store_of(*rows, a=["partner"])
    assert store.query(asked()).rows["step"].tolist() == [expected]
    assert store.query(asked("partner")).rows["step"].tolist() == pytest.approx(step, nan_ok=True)


def test_lists_of_products_are_never_summed():
    rows = [
        observation(40, product="85"),
        observation(50, product="86"),
        observation(90, product="HITECH"),
    ]
    store = store_of(*rows, a=["product"])
    assert store.query(asked()).rows["value"].tolist() == [90]
    assert store.query(asked(product="HITECH")).rows["value"].tolist() == [90]


# What sources state.


def stating(*statements, files=()):
    frame = pd.DataFrame(list(statements), columns=list(STATEMENT_COLUMNS))
    return Store.of(observations(), files, frame)


OLD_WORD = statement(249, source="z", released="2026-01-14")
NEW_WORD = statement(250, source="a", released="2026-02-03", qualifier="above", label="revised")


def test_statements_are_those_of_the_month_asked_for():
    store = stating(
        statement(4.4, metric="growth", span="month"),
        statement(249),
        statement(14, metric="partners_above_1t"),
        statement(240, period="2024-12"),
    )
    found = store.statements("2025-12")
    assert list(found.columns) == list(STATEMENT_COLUMNS)
    # In the order of their files.
    assert found["value"].tolist() == [4.4, 249, 14]
    assert store.statements("2024-12")["value"].tolist() == [240]
    assert store.statements("2025-11").empty


@pytest.mark.parametrize("statements", [(OLD_WORD, NEW_WORD), (NEW_WORD, OLD_WORD)])
def test_of_what_is_stated_twice_the_latest_release_wins(statements):
    found = stating(*statements).statements("2025-12")
    assert found["value"].tolist() == [250]
    assert found[["source", "qualifier", "label"]].iloc[0].tolist() == ["a", "above", "revised"]


@pytest.mark.parametrize(
    ("day", "values"),
    [
        ("2026-01-13", []),
        ("2026-01-14", [249]),
        ("2026-02-02", [249]),
        ("2026-02-03", [250]),
        (None, [250]),
    ],
)
def test_as_of_a_day_only_what_was_stated_by_it_is_seen(day, values):
    assert stating(OLD_WORD, NEW_WORD).statements("2025-12", day)["value"].tolist() == values


@pytest.mark.parametrize(
    "other", [{"flow": "import"}, {"partner": "EU"}, {"enterprise": "private"}, {"span": "month"}]
)
def test_statements_of_other_keys_stand_beside_one_another(other):
    store = stating(OLD_WORD, statement(7, released="2026-02-03", **other))
    assert sorted(store.statements("2025-12")["value"]) == [7, 249]


def test_a_store_without_statements_has_none():
    found = Store.of(observations(), []).statements("2025-12")
    assert found.empty
    assert list(found.columns) == list(STATEMENT_COLUMNS)


def test_statements_are_no_answer_to_a_query():
    store = stating(statement(5e12, metric="level", unit="USD", period="2025-11"))
    assert store.query(asked()).rows.empty
    assert store.series(asked(period="")).rows.empty


def test_extent_tells_of_statements_too():
    store = stating(statement(249), statement(240, period="2024-12"), statement(1, source="b"))
    assert store.extent("a") == {"months": ["2024-12", "2025-12"], "rows": 2}
