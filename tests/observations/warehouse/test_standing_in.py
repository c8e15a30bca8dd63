"""What others publish of the customs' figures stands in where nothing else answers."""

import pytest
from builders import observation, observations, raw_file
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store

CUSTOMS = {"dataset": "platform-USD"}
UN = {"dataset": "comtrade-CHN-USD", "status": "republished", "released": "2026-05-01"}
FILES = {"customs": CUSTOMS, "un": UN}


def store_of(*rows, **files):
    described = [raw_file(name, **keys) for name, keys in (files or FILES).items()]
    return Store.of(observations(*rows), described)


def asked(*keep, period="2025-11", **fixed):
    return Query(period, "USD", "value", keep, fixed)


def values(answer):
    rows = answer.rows
    return {
        (row.period, row.span, row.partner): (row.value, row.sources)
        for row in rows.itertuples(index=False)
    }


def un(value, **keys):
    return observation(value, source="un", released="2026-05-01", **keys)


def customs(value, **keys):
    return observation(value, source="customs", **keys)


def test_the_customs_own_figure_goes_first_though_the_other_is_later():
    answer = store_of(customs(10), un(11)).query(asked())
    assert values(answer) == {("2025-11", "month", "_T"): (10, "customs")}
    assert {each.sources for each in answer.extents} == {("customs",)}


def test_it_stands_in_where_the_customs_have_nothing():
    store = store_of(customs(10), un(11), un(7, period="2025-10"))
    answer = store.query(asked(period="2025-10"))
    assert values(answer)["2025-10", "month", "_T"] == (7, "un")
    every = store.series(Query("", "USD"))
    assert {key[0]: value for key, value in values(every).items() if key[1] == "month"} == {
        "2025-10": (7, "un"),
        "2025-11": (10, "customs"),
    }


def test_a_table_is_of_one_kind_of_files():
    rows = [customs(4, partner="116"), un(5, partner="116"), un(6, partner="133")]
    answer = store_of(*rows).query(asked("partner"))
    assert values(answer) == {("2025-11", "month", "116"): (4, "customs")}


def test_single_members_are_filled_in():
    rows = [customs(4, partner="116"), un(5, partner="116"), un(6, partner="133")]
    query = Query("2025-11", "USD", "value", ("partner",), {}, None, ("116", "133"))
    assert values(store_of(*rows).query(query)) == {
        ("2025-11", "month", "116"): (4, "customs"),
        ("2025-11", "month", "133"): (6, "un"),
    }


def test_a_sum_of_parts_of_the_customs_goes_before_a_figure_that_is_stated():
    rows = [customs(4, partner="116"), customs(5, partner="133"), un(10)]
    store = store_of(*rows, customs=CUSTOMS | {"complete": ("partner",)}, un=UN)
    assert values(store.query(asked())) == {("2025-11", "month", "_T"): (9, "customs")}


def test_months_of_the_customs_go_before_a_year_that_is_stated():
    months = [customs(1, period=f"2025-{month:02d}") for month in range(1, 13)]
    year = un(13, period="2025-12", span="ytd")
    assert values(store_of(*months, year).query(asked(period="2025-12"))) == {
        ("2025-12", "month", "_T"): (1, "customs"),
        ("2025-12", "ytd", "_T"): (12, "customs"),
    }
    answer = store_of(*months[:3], *months[4:], year).query(asked(period="2025-12"))
    assert values(answer)["2025-12", "ytd", "_T"] == (13, "un")
    (extent,) = [each for each in answer.extents if each.span == "ytd"]
    assert (extent.sources, extent.missing) == (("un",), ())


def test_no_year_is_summed_of_months_of_both():
    rows = [customs(1, period="2025-01"), un(2, period="2025-02"), customs(3, period="2025-03")]
    answer = store_of(*rows).query(asked(period="2025-03"))
    assert values(answer) == {("2025-03", "month", "_T"): (3, "customs")}


def test_nothing_stands_in_for_no_trade():
    whole = CUSTOMS | {"complete": ("partner", "product")}
    rows = [
        customs(3, partner="116", product="84", period="2025-10"),
        customs(4, partner="116", product="85"),
        un(9, partner="116", product="84"),
    ]
    store = store_of(*rows, customs=whole, un=UN)
    answer = store.series(Query("", "USD", keep=("partner",), fixed={"product": "84"}))
    assert values(answer) == {("2025-10", "month", "116"): (3, "customs")}


WHOLE = CUSTOMS | {"complete": ("partner", "product")}
NO_TRADE = [
    customs(4, partner="116", product="85"),
    *(un(9, partner="116", product=code) for code in ("84", "85", "8471")),
    un(2, partner="133", product="85"),
]
"""The customs' table of all partners and chapters has one row: there was no other trade."""


@pytest.mark.parametrize(
    ("keep", "fixed", "found"),
    [
        ((), {"partner": "116", "product": "85"}, [(4, "customs")]),
        ((), {"partner": "116", "product": "84"}, []),
        ((), {"partner": "133", "product": "85"}, []),
        (("partner",), {"product": "84"}, []),
        # Of a code longer than its own, of a group of partners, and of another region the table says nothing.
        ((), {"partner": "116", "product": "8471"}, [(9, "un")]),
        ((), {"partner": "RCEP", "product": "84"}, [(7, "un")]),
    ],
)
def test_in_one_month_too_nothing_stands_in_for_no_trade(keep, fixed, found):
    store = store_of(*NO_TRADE, un(7, partner="RCEP", product="84"), customs=WHOLE, un=UN)
    assert [*values(store.query(asked(*keep, **fixed))).values()] == found
    # Where the table is not all there is, it is not known.
    part = store_of(*NO_TRADE, un(7, partner="RCEP", product="84"))
    assert values(part.query(asked(*keep, **fixed)))


def test_rows_that_do_not_add_up_are_trade_all_the_same():
    # Sections and chapters overlap: the sum of the first is no answer, and no proof of nothing either.
    rows = [customs(4, partner="116", product="S16"), un(9, partner="116")]
    store = store_of(*rows, customs=WHOLE, un=UN)
    assert [*values(store.query(asked(partner="116"))).values()] == [(9, "un")]


def test_a_quantity_in_another_unit_is_not_taken_for_none():
    same = {"measure": "quantity", "partner": "116", "product": "85"}
    rows = [customs(4, unit="piece", **same), un(5, unit="kg", **same)]
    fixed = {"partner": "116", "product": "85"}
    query = Query("2025-11", "kg", "quantity", (), fixed)
    store = store_of(*rows, customs=WHOLE, un=UN)
    assert [*values(store.query(query)).values()] == [(5, "un")]


def test_nor_does_it_for_a_single_member():
    query = Query("2025-11", "USD", "value", ("product",), {"partner": "116"}, None, ("84", "85"))
    store = store_of(*NO_TRADE, customs=WHOLE, un=UN)
    rows = store.query(query).rows
    assert rows[["product", "value", "sources"]].to_numpy().tolist() == [["85", 4, "customs"]]
    rows = store_of(*NO_TRADE).query(query).rows
    assert rows[["product", "sources"]].to_numpy().tolist() == [["85", "customs"], ["84", "un"]]


def test_a_row_that_a_table_need_not_print_is_not_taken_for_no_trade():
    rows = [
        customs(3, partner="RCEP", period="2025-10"),
        customs(5, partner="116", period="2025-10"),
        customs(4, partner="116"),
        un(9, partner="RCEP"),
    ]
    store = store_of(*rows, customs=CUSTOMS | {"complete": ("partner",)}, un=UN)
    answer = store.series(Query("", "USD", fixed={"partner": "RCEP"}))
    months = [key for key in values(answer).items() if key[0][1] == "month"]
    assert months == [
        (("2025-10", "month", "RCEP"), (3, "customs")),
        (("2025-11", "month", "RCEP"), (9, "un")),
    ]


def test_units_are_the_customs_own_where_they_have_some():
    same = {"measure": "quantity", "product": "850760"}
    rows = [customs(4, unit="vehicle", **same), un(4, unit="piece", **same)]
    query = Query("2025-11", "", "quantity", (), {"product": "850760"})
    assert store_of(*rows).quantity_units(query) == ["vehicle"]
    assert store_of(*rows[1:]).quantity_units(query) == ["piece"]


def test_what_another_country_reports_is_no_figure_of_china():
    rows = [un(9, region="DEU"), un(9, region="DEU", partner="116")]
    store = store_of(*rows, un=UN | {"dataset": "comtrade-DEU-USD", "complete": ("partner",)})
    assert store.query(asked()).rows.empty
    assert store.query(asked("partner")).rows.empty
    assert store.query(asked(region="DEU")).rows["value"].tolist() == [9]


def test_a_dataset_with_one_republished_file_stands_in_as_a_whole():
    rows = [customs(10), observation(11, source="other"), un(12, period="2025-10")]
    files = FILES | {"other": UN | {"status": "official"}}
    assert values(store_of(*rows, **files).query(asked())) == {
        ("2025-11", "month", "_T"): (10, "customs")
    }


CODES = st.sampled_from(["_T", "116", "133"])
MONTHS = st.sampled_from(["2025-01", "2025-02", "2025-03"])
KEYS = st.tuples(MONTHS, st.sampled_from(["month", "ytd"]), CODES, st.sampled_from(["_T", "85"]))
TABLES = st.dictionaries(KEYS, st.integers(1, 99), max_size=12)
QUERIES = [
    asked(*keep, period=month, **fixed)
    for month in ("2025-01", "2025-02", "2025-03")
    for keep, fixed in (((), {}), (("partner",), {}), ((), {"product": "85"}))
]


def rows_of(make, table):
    return [
        make(value, period=period, span=span, partner=partner, product=product)
        for (period, span, partner, product), value in table.items()
    ]


@settings(max_examples=12, deadline=None)
@given(complete=st.sampled_from([(), ("partner",)]), own=TABLES.filter(bool), other=TABLES)
def test_no_answer_of_the_customs_becomes_another(complete, own, other):
    described = {"customs": CUSTOMS | {"complete": complete}, "un": UN}
    alone = store_of(*rows_of(customs, own), customs=described["customs"])
    both = store_of(*rows_of(customs, own), *rows_of(un, other), **described)
    only = store_of(*rows_of(un, other), un=UN) if other else None
    for query in QUERIES:
        found, before = values(both.query(query)), values(alone.query(query))
        assert before.items() <= found.items()
        more = {key: value for key, value in found.items() if key not in before}
        assert {value[1] for value in more.values()} <= {"un"}
        there = values(only.query(query)) if only else {}
        assert more.items() <= there.items()
        answered = {key[:2] for key in before}
        assert {key for key in there if key[:2] not in answered} == more.keys()
