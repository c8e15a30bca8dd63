"""How far an answer is all there is, and what a later release replaces."""

import pytest
from builders import observation, observations, raw_file
from testbed import CODES

from helpers.core.errors import SourceError
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store

DAY, LATER = "2025-12-18", "2026-01-18"


def store_of(rows, **files):
    """Return a store; the rows of a file are released when it is."""
    described = {name: raw_file(name, **keys) for name, keys in files.items()}
    dated = [{**row, "released": described[row["source"]].known_from} for row in rows]
    return Store.of(observations(*dated), described.values())


def asked(*keep, period="2025-11", unit="USD", measure="value", having="", as_of=None, **fixed):
    return Query(period, unit, measure, keep, fixed, as_of, having=having)


def part(chapters, *, released=DAY, complete=("partner", "product"), **only):
    told = {"only": {"region": "11", **only, **({"product": chapters} if chapters else {})}}
    return {"dataset": "d", "complete": complete, "released": released, "told": told}


def of_beijing(value, partner, product, source, **keys):
    return observation(value, region="11", partner=partner, product=product, source=source, **keys)


SPLIT = [
    of_beijing(100, "132", "84713000", "a"),
    of_beijing(200, "141", "84713000", "a"),
    of_beijing(700, "141", "85076000", "b"),
]


@pytest.mark.parametrize("chapters", [("01-84", "85-97"), ("", "")])
def test_parts_of_a_query_add_up(chapters):
    store = store_of(SPLIT, a=part(chapters[0]), b=part(chapters[1]))
    assert store.query(asked(region="11")).rows["value"].tolist() == [1000]
    found = store.query(asked("partner", region="11"))
    assert dict(zip(found.rows["partner"], found.rows["value"], strict=True)) == {
        "132": 100,
        "141": 900,
    }
    extent = found.extent("2025-11", "month", "export")
    assert extent.whole
    assert extent.has("partner", "304")


def test_a_part_without_a_row_for_what_is_asked_tells_that_there_was_no_trade():
    split = [{**row, "region": "12"} if row["source"] == "b" else row for row in SPLIT]
    whole = {"dataset": "d", "complete": ("region", "partner", "product"), "released": DAY}
    told = [{"only": {"product": chapters}} for chapters in ("01-84", "85-97")]
    store = store_of(split, a={**whole, "told": told[0]}, b={**whole, "told": told[1]})
    assert store.query(asked(region="11")).rows["value"].tolist() == [300]
    assert store.query(asked("partner", region="11")).extent("2025-11", "month", "export").whole


def test_a_file_all_of_whose_rows_were_revised_still_tells_what_there_is_beside_them():
    rows = [
        *SPLIT[:2],
        of_beijing(90, "132", "84713000", "b"),
        of_beijing(210, "141", "84713000", "b"),
    ]
    store = store_of(rows, a=part(""), b=part("", released=LATER, complete=()))
    assert store.query(asked(region="11")).rows["value"].tolist() == [300]
    early = store.query(asked(region="11", as_of=DAY)).rows
    assert early["value"].tolist() == [300]


def test_a_part_of_a_query_is_no_whole():
    store = store_of(SPLIT[:2], a=part("01-84"))
    assert store.query(asked(region="11")).rows.empty
    assert store.query(asked("partner", region="11")).rows.empty
    goods = store.query(asked("product", region="11"))
    assert goods.rows["value"].tolist() == [300]
    extent = goods.extent("2025-11", "month", "export")
    assert not extent.whole
    assert (extent.has("product", "27"), extent.has("product", "8507")) == (True, False)


def test_partners_in_parts_are_right_each_and_no_whole():
    only = [{"told": {"only": {"partner": text}}} for text in ("110,132", "141")]
    files = [{"dataset": "d", "complete": ("partner", "product"), **each} for each in only]
    rows = [
        observation(value, partner=partner, product="8507", source=source)
        for value, partner, source in ((1, "110", "a"), (2, "132", "a"), (4, "141", "b"))
    ]
    store = store_of(rows, a=files[0], b=files[1])
    found = store.query(asked("partner", product="8507"))
    assert found.rows["value"].tolist() == [1, 2, 4]
    assert not found.extent("2025-11", "month", "export").whole
    assert store.query(asked(product="8507")).rows.empty


@pytest.mark.parametrize(
    ("gaps", "known"),
    [
        # All partners of Beijing's half are there, of Guangdong's some: of that nothing is known.
        ({"region": "44"}, {"11": 3}),
        # A file that may have rows of Beijing says that there may be more of them.
        ({}, {}),
    ],
)
def test_what_one_part_alone_lacks_leaves_the_other_whole(gaps, known):
    rows = [
        observation(1, region="11", partner="110", source="a"),
        observation(2, region="11", partner="132", source="a"),
        observation(4, region="44", partner="141", source="b"),
    ]
    files = {
        "a": {"complete": ("partner",), "told": {"only": {"region": "11"}}},
        "b": {"complete": (), "told": {"only": gaps}},
    }
    store = store_of(rows, **{name: {"dataset": "d", **keys} for name, keys in files.items()})
    found = store.query(asked("region")).rows
    assert dict(zip(found["region"], found["value"], strict=True)) == known
    assert store.query(asked()).rows.empty
    # Asked of Beijing alone, the other file has no row, and leaves nothing in doubt.
    assert store.query(asked(region="11")).rows["value"].tolist() == [3]
    assert store.query(asked(region="44")).rows.empty


def test_all_provinces_or_no_sum():
    rows = [observation(1, region=str(code)) for code in CODES]
    whole = {"complete": ("region",)}
    assert store_of(rows, a=whole).query(asked()).rows["value"].tolist() == [31]
    answer = store_of(rows[:-1], a=whole).query(asked())
    assert answer.rows.empty
    assert answer.extent("2025-11", "month", "export").whole is False


REVISED = [
    observation(40, partner="110", product="85076000", source="old"),
    observation(60, partner="502", product="85076000", source="old"),
    observation(40, partner="110", product="85076000", source="new"),
    observation(60, partner="501", product="85076000", source="new"),
]


def release(day, only="85076000", complete=("partner",)):
    told = {"only": {"product": only}} if only else {}
    return {"dataset": "d", "complete": complete, "released": day, "told": told}


@pytest.mark.parametrize(
    ("files", "total"),
    [
        ((release(DAY), release(LATER)), 100),
        # The day decides, and not the name; one without a day is older than any with one.
        ((release(LATER), release(DAY)), 100),
        ((release(None), release(DAY)), 100),
        # Where the later one is not complete, what it does not have stays.
        ((release(DAY), release(LATER, complete=())), 160),
        # What it was not asked for stays as well.
        ((release(DAY), release(LATER, only="84")), 160),
    ],
)
def test_a_later_release_replaces_what_it_covers(files, total):
    store = store_of(REVISED, old=files[0], new=files[1])
    assert store.query(asked(product="85076000")).rows["value"].sum() == total


def test_what_was_withdrawn_later_was_known_before():
    store = store_of(REVISED, old=release(DAY), new=release(LATER))
    found = store.query(asked("partner", product="85076000", as_of="2026-01-17")).rows
    assert dict(zip(found["partner"], found["value"], strict=True)) == {"110": 40, "502": 60}


@pytest.mark.parametrize("day", [DAY, None])
def test_two_values_of_one_day_are_refused(day):
    rows = [observation(1, partner="110", source="a"), observation(2, partner="110", source="b")]
    store = store_of(rows, a={"dataset": "d", "released": day}, b={"dataset": "d", "released": day})
    with pytest.raises(
        SourceError, match=r"^a and b give two values .*partner 110.*: 1 and 2, both"
    ):
        store.query(asked("partner"))


MONTHS = [f"2025-{number:02d}" for number in range(1, 12)]


def monthly(months, **keys):
    return [observation(10, period=month, partner="116", **keys) for month in months]


def test_january_to_a_month_is_the_sum_of_its_months():
    # Germany has no trade in March.
    rows = monthly(MONTHS) + [
        observation(5, period=month, partner="304") for month in MONTHS if month != "2025-03"
    ]
    store = store_of(rows, a={"complete": ("partner",)})
    found = store.query(asked("partner")).rows
    years = found[found["span"] == "ytd"]
    assert dict(zip(years["partner"], years["value"], strict=True)) == {"116": 110, "304": 50}
    assert set(years["basis"]) == {"summed"}
    whole = store.query(asked()).rows
    assert whole.loc[whole["span"] == "ytd", "value"].tolist() == [160]


def test_without_one_of_its_months_there_is_no_sum():
    store = store_of(
        monthly([one for one in MONTHS if one != "2025-03"]), a={"complete": ("partner",)}
    )
    answer = store.query(asked())
    assert answer.rows["span"].tolist() == ["month"]
    extent = store.query(asked("partner")).extent("2025-11", "ytd", "export")
    assert extent.missing == answer.extent("2025-11", "ytd", "export").missing == ("2025-03",)
    assert not extent.has("partner", "304")


SOYA, MAIZE = "12019020", "10059000"


def without_soya_in_march(complete):
    """Return a store of soya from Japan each month but March, and maize from there in each."""
    rows = [
        observation(value, period=month, partner="116", product=code)
        for month in MONTHS
        for code, value in ((SOYA, 10), (MAIZE, 7))
        if (month, code) != ("2025-03", SOYA)
    ]
    return store_of(rows, a={"complete": complete})


def test_a_month_of_which_a_complete_file_has_no_row_had_no_trade():
    answer = without_soya_in_march(("partner", "product")).query(asked(product=SOYA))
    assert dict(zip(answer.rows["span"], answer.rows["value"], strict=True)) == {
        "month": 10,
        "ytd": 100,
    }
    found = without_soya_in_march(("partner", "product")).series(asked(product=SOYA)).rows
    sums = found[found["span"] == "ytd"].set_index("period")["value"]
    assert (sums["2025-02"], sums["2025-03"], sums["2025-04"]) == (20, 20, 30)


def test_a_month_of_which_a_partial_list_has_no_row_is_missing():
    # The file has all partners of the products that it lists, and does not list all products.
    answer = without_soya_in_march(("partner",)).query(asked(product=SOYA))
    assert answer.rows["span"].tolist() == ["month"]
    assert answer.extent("2025-11", "ytd", "export").missing == ("2025-03",)


def test_a_partial_list_of_products_says_nothing_of_those_it_lacks():
    rows = [
        observation(10, partner="116", product=SOYA, source="asia"),
        observation(7, partner="304", product=MAIZE, source="other"),
    ]
    asia = {"complete": ("partner", "product"), "told": {"only": {"partner": "100-150"}}}
    keys = {"dataset": "d", "released": DAY}
    files = {"asia": {**keys, **asia}, "other": {**keys, "complete": ("partner",)}}
    assert store_of(rows, **files).query(asked(product=SOYA)).rows.empty


def test_what_a_source_states_of_the_year_is_not_added_up():
    rows = [*monthly(MONTHS), observation(999, partner="116", span="ytd")]
    found = store_of(rows, a={"complete": ("partner",)}).query(asked()).rows
    assert dict(zip(found["span"], found["value"], strict=True)) == {"month": 10, "ytd": 999}


def test_february_is_what_the_two_months_have_more_than_january():
    rows = [
        observation(30, period="2025-02", span="ytd", partner="116"),
        observation(7, period="2025-02", span="ytd", partner="304"),
        observation(12, period="2025-01", partner="116"),
    ]
    store = store_of(rows, a={"complete": ("partner",)})
    found = store.query(asked("partner", period="2025-02")).rows
    months = found[found["span"] == "month"]
    assert dict(zip(months["partner"], months["value"], strict=True)) == {"116": 18, "304": 7}
    assert set(months["basis"]) == {"difference"}


AMOUNTS = [
    observation(100, partner="110", product="8507"),
    observation(300, partner="116", product="8507"),
    observation(5, partner="110", product="8507", measure="quantity", unit="ten_thousand_pieces"),
    observation(20_000, partner="110", product="8507", measure="quantity", unit="kg"),
    observation(0, partner="116", product="8507", measure="quantity", unit="piece"),
    observation(30_000, partner="116", product="8507", measure="quantity", unit="kg"),
]


def test_quantities_convert_and_zero_is_none_given():
    store = store_of(AMOUNTS, a={"complete": ("partner",)})
    pieces = store.query(asked("partner", unit="piece", measure="quantity", product="8507")).rows
    assert pieces[["partner", "unit", "value"]].to_numpy().tolist() == [["110", "piece", 50_000]]


def test_values_having_a_quantity_are_those_of_the_same_goods():
    store = store_of(AMOUNTS, a={"complete": ("partner",)})
    for unit, value in (("piece", 100), ("kg", 400)):
        assert store.query(asked(product="8507", having=unit)).rows["value"].tolist() == [value]


def test_quantities_having_a_value_are_those_of_the_same_table():
    later = [
        {**row, "source": "b", "unit": row["unit"].replace("USD", "CNY")}
        for row in AMOUNTS[:1] + AMOUNTS[3:4]
    ]
    whole = {"complete": ("partner",)}
    keys = {"a": {**whole, "released": "2025-12-20"}, "b": {**whole, "released": "2026-01-20"}}
    store = store_of(AMOUNTS + later, **keys)
    weight = {"unit": "kg", "measure": "quantity", "product": "8507"}
    for currency, value in (("", 20_000), ("CNY", 20_000), ("USD", 50_000)):
        assert store.query(asked(**weight, having=currency)).rows["value"].tolist() == [value]


def test_the_first_unit_of_the_customs_is_listed_first():
    store = store_of(AMOUNTS, a={"complete": ("partner",)})
    assert store.quantity_units(asked(product="8507")) == ["piece", "kg"]


def test_a_sum_of_months_is_known_of_the_parts_that_all_months_have():
    whole = {"dataset": "d", "complete": ("partner",), "released": DAY}
    told = [{"only": {"partner": codes}} for codes in ("100-199", "200-999")]
    rows = [observation(10, period=month, partner="116", source="a") for month in MONTHS]
    rows += [observation(5, period=MONTHS[-1], partner="304", source="b")]
    store = store_of(rows, a={**whole, "told": told[0]}, b={**whole, "told": told[1]})
    extent = store.query(asked("partner")).extent("2025-11", "ytd", "export")
    assert (extent.has("partner", "132"), extent.has("partner", "305")) == (True, False)


def test_of_two_dimensions_kept_a_sum_lacks_no_part_either():
    # Of partner 132 both halves of the chapters are there, of 141 one.
    files = {
        "a": part("01-84", partner="132,141"),
        "b": part("85-97", partner="132"),
    }
    rows = [
        of_beijing(1, "132", "84713000", "a"),
        of_beijing(2, "141", "84713000", "a"),
        of_beijing(4, "132", "85076000", "b"),
    ]
    found = store_of(rows, **files).query(asked("region", "partner")).rows
    assert dict(zip(found["partner"], found["value"], strict=True)) == {"132": 5}


def test_the_largest_of_a_part_are_not_the_largest_of_all():
    keys = {"dataset": "d", "largest": ("partner",), "released": DAY}
    told = [{"only": {"partner": codes}} for codes in ("100-199", "200-999")]
    rows = [
        observation(90, partner="116", source="a"),
        observation(80, partner="132", source="a"),
        observation(5, partner="304", source="b"),
    ]
    apart = store_of(rows, a={**keys, "told": told[0]}, b={**keys, "told": told[1]})
    assert not apart.query(asked("partner")).extent("2025-11", "month", "export").largest
    whole = store_of(rows, a=keys, b=keys)
    assert whole.query(asked("partner")).extent("2025-11", "month", "export").largest
