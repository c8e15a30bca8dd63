"""Files that are parts or vintages of one dataset, and HS codes within a shorter one."""

import pytest
from builders import observation, observations, raw_file

from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store

DAY, LATER = "2026-01-16", "2026-02-16"


def store_of(rows, **files):
    described = [raw_file(name, **keys) for name, keys in files.items()]
    return Store.of(observations(*rows), described)


def asked(*keep, as_of=None, **fixed):
    return Query("2025-11", "USD", "value", keep, fixed, as_of)


def by(answer, dimension):
    return dict(zip(answer[dimension], answer["value"], strict=True))


PARTS = [
    observation(40, region="11", source="one"),
    observation(50, region="12", source="two"),
]


def test_the_parts_of_a_dataset_are_one_table():
    store = store_of(PARTS, one={"dataset": "d"}, two={"dataset": "d"})
    answer = store.query(asked("region"))
    assert by(answer, "region") == {"11": 40, "12": 50}
    assert answer["sources"].tolist() == ["one", "two"]


def test_files_that_stand_alone_are_never_mixed():
    assert len(store_of(PARTS, one={}, two={}).query(asked("region"))) == 1


def test_a_dataset_adds_up_where_each_of_its_files_says_so():
    whole = {"dataset": "d", "complete": ("region",)}
    answer = store_of(PARTS, one=whole, two=whole).query(asked())
    assert answer[["value", "basis", "sources"]].to_numpy().tolist() == [
        [90, "computed", "one;two"]
    ]
    assert store_of(PARTS, one=whole, two={"dataset": "d"}).query(asked()).empty


REVISED = [
    observation(40, region="11", source="one", released=DAY),
    observation(50, region="12", source="one", released=DAY),
    observation(44, region="11", source="two", released=LATER),
]
VINTAGES = {
    "one": {"dataset": "d", "complete": ("region",)},
    "two": {"dataset": "d", "complete": ("region",)},
}


@pytest.mark.parametrize(
    ("as_of", "beijing", "source"),
    [(None, 44, "two"), (LATER, 44, "two"), ("2026-02-15", 40, "one"), (DAY, 40, "one")],
)
def test_of_a_figure_released_twice_the_latest_known_on_the_day_counts(as_of, beijing, source):
    store = store_of(REVISED, **VINTAGES)
    answer = store.query(asked("region", as_of=as_of))
    assert by(answer, "region") == {"11": beijing, "12": 50}
    sources = dict(zip(answer["region"], answer["sources"], strict=True))
    assert sources == {"11": source, "12": "one"}
    assert store.query(asked(as_of=as_of))["value"].tolist() == [beijing + 50]


def test_of_two_releases_of_a_day_the_last_by_name_counts():
    rows = [observation(1, region="11", source=name, released=DAY) for name in ("two", "one")]
    rows[1]["value"] = 9.0
    assert store_of(rows, **VINTAGES).query(asked("region"))["value"].tolist() == [1]


SOYA = [
    observation(30, partner="410", product="12019011"),
    observation(10, partner="502", product="12019011"),
    observation(5, partner="410", product="12011000"),
]
WHOLE_SOYA = {"complete": ("partner", "product"), "told": {"only": {"product": "1201"}}}


@pytest.mark.parametrize(
    ("product", "total"), [("1201", 45), ("120190", 40), ("12019011", 40), ("12011000", 5)]
)
def test_codes_add_up_to_a_shorter_one_where_the_file_is_whole_for_it(product, total):
    store = store_of(SOYA, a=WHOLE_SOYA)
    answer = store.query(asked(product=product))
    assert answer[["product", "value"]].to_numpy().tolist() == [[product, total]]


def test_codes_add_up_by_partner():
    answer = store_of(SOYA, a=WHOLE_SOYA).query(asked("partner", product="1201"))
    assert by(answer, "partner") == {"410": 35, "502": 10}


@pytest.mark.parametrize("fixed", [{}, {"product": "12"}, {"product": "1202"}])
def test_what_is_whole_for_soya_is_not_for_more(fixed):
    assert store_of(SOYA, a=WHOLE_SOYA).query(asked(**fixed)).empty


def test_codes_do_not_add_up_where_the_file_does_not_say_so():
    store = store_of(SOYA, a={"complete": ("partner",)})
    assert store.query(asked(product="1201")).empty
    assert store.query(asked(product="12019011"))["value"].tolist() == [40]


def test_a_code_that_is_stated_is_not_added_up_from_longer_ones():
    rows = [*SOYA, observation(46, product="1201"), observation(6, partner="502", product="1201")]
    answer = store_of(rows, a=WHOLE_SOYA).query(asked(product="1201"))
    assert answer[["value", "basis"]].to_numpy().tolist() == [[46, "observed"]]


def test_lists_of_products_are_no_part_of_a_code():
    rows = [*SOYA, observation(99, product="HITECH")]
    assert store_of(rows, a=WHOLE_SOYA).query(asked(product="1201"))["value"].tolist() == [45]
