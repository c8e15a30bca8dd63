"""January to a month: as a source states it, or as the sum of its months where it states a part only."""

import pytest
from builders import observation, observations, raw_file

from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store

JANUARY, FEBRUARY, MARCH = "2025-01", "2025-02", "2025-03"
MONTHS = (JANUARY, FEBRUARY, MARCH)
CELLS = "85076000"
VIETNAM, THAILAND, JAPAN = "141", "136", "116"


def store_of(*rows, **files):
    """Return a store; files that are not described have all partners and products."""
    described = {"months": {}, "years": {}, **files}
    whole = {"complete": ("partner", "product")}
    raws = [raw_file(name, **{**whole, **keys}) for name, keys in described.items()]
    return Store.of(observations(*rows), raws)


def asked(*keep, period=MARCH, measure="value", unit="USD", having="", **fixed):
    return Query(period, unit, measure, keep, fixed, having=having)


def monthly(values, source="months", **keys):
    """Return a row for each of the three months."""
    return [
        observation(value, period=month, source=source, **keys)
        for month, value in zip(MONTHS, values, strict=True)
    ]


def to_march(value, source="years", **keys):
    return observation(value, period=MARCH, span="ytd", source=source, **keys)


def cumulated(store, query, *names):
    """Return value and basis of January to the month, by what names a row; the same of a series."""
    found = store.query(query).rows
    series = store.series(query).rows
    series = series[series["period"] == query.period]
    both = []
    for every in (found, series):
        rows = every[every["span"] == "ytd"]
        keys = [tuple(row) for row in rows[["flow", *names]].itertuples(index=False, name=None)]
        both.append(dict(zip(keys, zip(rows["value"], rows["basis"], strict=True), strict=True)))
    assert both[0] == both[1]
    return both[0]


PARTNERS = [
    *monthly((1, 2, 4), partner=VIETNAM),
    *monthly((10, 20, 40), partner=THAILAND),
]
SOME = {"complete": ()}


def test_what_is_stated_of_some_members_does_not_stand_in_the_way_of_the_sum_of_all():
    store = store_of(*PARTNERS, to_march(77, partner=THAILAND), years=SOME)
    assert cumulated(store, asked()) == {("export",): (77, "summed")}


def test_a_list_of_some_members_gives_way_to_that_of_all():
    # Thailand was revised since: 71 stands in no list that has Vietnam as a sum of months.
    store = store_of(*PARTNERS, to_march(71, partner=THAILAND), years=SOME)
    assert cumulated(store, asked("partner"), "partner") == {
        ("export", VIETNAM): (7, "summed"),
        ("export", THAILAND): (70, "summed"),
    }
    extent = store.query(asked("partner")).extent(MARCH, "ytd", "export")
    assert (extent.whole, extent.sources) == (True, ("months",))
    # By itself it is as printed.
    one = cumulated(store, asked(partner=THAILAND))
    assert one == {("export",): (71, "observed")}


@pytest.mark.parametrize(("stated", "step"), [(70, float("nan")), (71, 2.0)])
def test_what_is_stated_stays_where_it_is_the_sum_as_it_is_rounded(stated, step):
    printed = to_march(stated, partner=THAILAND, growth=3.0, step=step)
    store = store_of(*PARTNERS, printed, years=SOME)
    rows = store.query(asked("partner")).rows
    rows = rows[(rows["span"] == "ytd") & (rows["partner"] == THAILAND)]
    assert rows[["value", "growth", "basis"]].to_numpy().tolist() == [[stated, 3.0, "observed"]]


def test_what_is_stated_of_a_group_stays_beside_the_sums_of_its_members():
    store = store_of(*PARTNERS, to_march(80, partner="ASEAN"), years=SOME)
    assert cumulated(store, asked("partner"), "partner") == {
        ("export", VIETNAM): (7, "summed"),
        ("export", THAILAND): (70, "summed"),
        ("export", "ASEAN"): (80, "observed"),
    }


def test_a_list_of_some_members_stays_where_the_months_have_not_all():
    stated = to_march(71, partner=THAILAND)
    expected = {("export", THAILAND): (71, "observed")}
    store = store_of(*PARTNERS, stated, years=SOME, months=SOME)
    assert cumulated(store, asked("partner"), "partner") == expected
    without = [row for row in PARTNERS if row["period"] != FEBRUARY]
    store = store_of(*without, stated, years=SOME)
    assert cumulated(store, asked("partner"), "partner") == expected


def test_a_complete_list_goes_before_the_sum_of_months():
    store = store_of(*PARTNERS, to_march(71, partner=THAILAND), to_march(8, partner=VIETNAM))
    assert cumulated(store, asked()) == {("export",): (79, "computed")}
    assert cumulated(store, asked("partner"), "partner") == {
        ("export", VIETNAM): (8, "observed"),
        ("export", THAILAND): (71, "observed"),
    }


def test_a_list_by_shorter_codes_is_not_mixed_with_one_by_longer():
    store = store_of(
        *monthly((1, 2, 4), product="85076000"),
        *monthly((10, 20, 40), product="01012100"),
        to_march(7, product="85"),
        years=SOME,
    )
    assert cumulated(store, asked("product"), "product") == {
        ("export", "85076000"): (7, "summed"),
        ("export", "01012100"): (70, "summed"),
    }


def test_flows_that_are_not_stated_are_sums_beside_those_that_are():
    imports = [{**row, "flow": "import"} for row in PARTNERS]
    store = store_of(*PARTNERS, *imports, to_march(79, partner=THAILAND))
    assert cumulated(store, asked()) == {("export",): (79, "computed"), ("import",): (77, "summed")}


def goods(partner, values, amounts):
    """Return the months of a good traded with a partner, with quantities; None where none is given."""
    keys = {"partner": partner, "product": CELLS}
    given = [
        observation(amount, period=month, source="months", measure="quantity", unit="kg", **keys)
        for month, amount in zip(MONTHS, amounts, strict=True)
        if amount is not None
    ]
    return [*monthly(values, **keys), *given]


def stated_goods(partner, value, amount):
    """Return January to March of that good, as stated."""
    keys = {"partner": partner, "product": CELLS}
    given = [to_march(amount, measure="quantity", unit="kg", **keys)] if amount is not None else []
    return [to_march(value, **keys), *given]


GOODS = [*goods(JAPAN, (1, 2, 4), (5, 6, 7)), *goods(VIETNAM, (10, 20, 40), (50, 60, 70))]
AMOUNT = {"measure": "quantity", "unit": "kg", "product": CELLS}
VALUED = {"having": "kg", "product": CELLS}


def test_quantities_of_months_are_added_where_years_state_none():
    years = [row for row in stated_goods(JAPAN, 7, 18) if row["measure"] == "value"]
    store = store_of(*GOODS, *years, to_march(70, partner=VIETNAM, product=CELLS))
    assert cumulated(store, asked(**AMOUNT)) == {("export",): (198, "summed")}
    assert cumulated(store, asked(**VALUED)) == {("export",): (77, "summed")}
    assert cumulated(store, asked(product=CELLS)) == {("export",): (77, "computed")}


def test_quantities_stated_of_all_goods_go_before_the_sum_of_months():
    years = [*stated_goods(JAPAN, 7, 19), *stated_goods(VIETNAM, 70, 181)]
    store = store_of(*GOODS, *years)
    assert cumulated(store, asked(**AMOUNT)) == {("export",): (200, "computed")}


def test_february_is_no_difference_of_quantities_which_may_be_of_other_goods():
    # January's quantity of Vietnam is not given: 26 less 5 kg would be February's and its January's.
    january = [
        *goods(JAPAN, (1, 2, 4), (5, None, None)),
        *goods(VIETNAM, (10, 20, 40), (None,) * 3),
    ]
    january = [row for row in january if row["period"] == JANUARY]
    both = [
        {**row, "period": FEBRUARY}
        for row in (*stated_goods(JAPAN, 3, 11), *stated_goods(VIETNAM, 30, 15))
    ]
    store = store_of(*january, *both)
    for keys in (AMOUNT, VALUED):
        assert store.query(asked(period=FEBRUARY, **keys)).rows["span"].tolist() == ["ytd"]
    rows = store.query(asked(period=FEBRUARY, product=CELLS)).rows
    assert dict(zip(rows["span"], rows["value"], strict=True)) == {"ytd": 33, "month": 22}


def test_of_a_member_whose_february_would_be_negative_nothing_is_known():
    january = monthly((9, 0, 0), partner=JAPAN)[:1] + monthly((1, 0, 0), partner=VIETNAM)[:1]
    both = [
        observation(value, period=FEBRUARY, span="ytd", partner=partner, source="years")
        for partner, value in ((JAPAN, 8), (VIETNAM, 3))
    ]
    answer = store_of(*january, *both).query(asked("partner", period=FEBRUARY))
    rows = answer.rows[answer.rows["span"] == "month"]
    assert dict(zip(rows["partner"], rows["value"], strict=True)) == {VIETNAM: 2}
    extent = answer.extent(FEBRUARY, "month", "export")
    assert not extent.whole
    assert not extent.has("partner", JAPAN)


def test_a_part_of_january_does_not_stand_in_the_way_of_january_to_january():
    both = [
        observation(value, period=period, span="ytd", partner=partner, source="years")
        for period, partner, value in (
            (JANUARY, JAPAN, 1),
            (JANUARY, VIETNAM, 10),
            (FEBRUARY, JAPAN, 3),
            (FEBRUARY, VIETNAM, 30),
        )
    ]
    some = [observation(1, period=month, partner=JAPAN, source="months") for month in MONTHS[:2]]
    rows = store_of(*some, *both, months=SOME).query(asked(period=FEBRUARY)).rows
    assert dict(zip(rows["span"], rows["value"], strict=True)) == {"ytd": 33, "month": 22}


def by_chapter(*codes, period, span="month", source="months"):
    return [
        observation(value, period=period, span=span, product=code, source=source)
        for code, value in codes
    ]


SHORT = {"dataset": "short"}
LONG = {"dataset": "long"}


def test_february_is_no_difference_of_codes_of_two_lengths():
    # In January chapter 85 is 1 + 2, in both months 10; chapter 01 was traded in January alone.
    january = by_chapter(
        ("85076000", 1), ("85079090", 2), ("01012100", 4), period=JANUARY, source="long"
    )
    both = by_chapter(("85", 10), ("01", 4), period=FEBRUARY, span="ytd", source="short")
    answer = store_of(*january, *both, short=SHORT, long=LONG).query(
        asked("product", period=FEBRUARY)
    )
    rows = answer.rows[answer.rows["span"] == "month"]
    assert dict(zip(rows["product"], rows["value"], strict=True)) == {"85": 7, "01": 0}
    assert answer.extent(FEBRUARY, "month", "export").whole


def test_a_sum_of_months_is_of_codes_of_the_shortest_length():
    january = by_chapter(("85", 10), ("01", 4), period=JANUARY, source="short")
    february = by_chapter(("85076000", 1), ("85079090", 2), period=FEBRUARY, source="long")
    store = store_of(*january, *february, short=SHORT, long=LONG)
    assert cumulated(store, asked("product", period=FEBRUARY), "product") == {
        ("export", "85"): (13, "summed"),
        ("export", "01"): (4, "summed"),
    }
    # Of chapter 85 the longer list may lack some.
    store = store_of(*january, *february, short=SHORT, long={**LONG, **SOME})
    assert cumulated(store, asked("product", period=FEBRUARY), "product") == {}


def test_what_was_traded_in_january_alone_is_known_to_have_no_february_if_it_is_in_both():
    january = by_chapter(("85", 5), ("01", 4), period=JANUARY)
    both = by_chapter(("85", 10), period=FEBRUARY, span="ytd", source="years")
    answer = store_of(*january, *both).query(asked("product", period=FEBRUARY))
    extent = answer.extent(FEBRUARY, "month", "export")
    assert (extent.whole, extent.has("product", "01")) == (False, False)
