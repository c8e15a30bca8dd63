"""Files that are parts or vintages of one dataset, and HS codes within a shorter one."""

import pytest
from builders import observation, observations, raw_file

from helpers.core.errors import SourceError
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
    observation(40, partner="116", source="one"),
    observation(50, partner="133", source="two"),
]


def test_the_parts_of_a_dataset_are_one_table():
    store = store_of(PARTS, one={"dataset": "d"}, two={"dataset": "d"})
    answer = store.query(asked("partner")).rows
    assert by(answer, "partner") == {"116": 40, "133": 50}
    assert answer["sources"].tolist() == ["one", "two"]


def test_files_that_stand_alone_are_never_mixed():
    assert len(store_of(PARTS, one={}, two={}).query(asked("partner")).rows) == 1


def test_a_dataset_adds_up_where_each_of_its_files_says_so():
    whole = {"dataset": "d", "complete": ("partner",)}
    answer = store_of(PARTS, one=whole, two=whole).query(asked()).rows
    assert answer[["value", "basis", "sources"]].to_numpy().tolist() == [
        [90, "computed", "one;two"]
    ]
    assert store_of(PARTS, one=whole, two={"dataset": "d"}).query(asked()).rows.empty


REVISED = [
    observation(40, partner="116", source="one", released=DAY),
    observation(50, partner="133", source="one", released=DAY),
    observation(44, partner="116", source="two", released=LATER),
]
VINTAGES = {
    "one": {"dataset": "d", "complete": ("partner",)},
    "two": {"dataset": "d", "complete": ("partner",)},
}


@pytest.mark.parametrize(
    ("as_of", "japan", "source"),
    [(None, 44, "two"), (LATER, 44, "two"), ("2026-02-15", 40, "one"), (DAY, 40, "one")],
)
def test_of_a_figure_released_twice_the_latest_known_on_the_day_counts(as_of, japan, source):
    store = store_of(REVISED, **VINTAGES)
    answer = store.query(asked("partner", as_of=as_of)).rows
    assert by(answer, "partner") == {"116": japan, "133": 50}
    sources = dict(zip(answer["partner"], answer["sources"], strict=True))
    assert sources == {"116": source, "133": "one"}
    assert store.query(asked(as_of=as_of)).rows["value"].tolist() == [japan + 50]


def test_two_values_of_one_figure_and_day_are_refused():
    rows = [observation(1, partner="116", source=name, released=DAY) for name in ("two", "one")]
    rows[1]["value"] = 9.0
    with pytest.raises(SourceError, match=r"two and one give two values .* 1 and 9, both released"):
        store_of(rows, **VINTAGES).query(asked("partner"))


def test_one_value_of_one_figure_given_twice_is_one_figure():
    rows = [observation(1, partner="116", source=name, released=DAY) for name in ("two", "one")]
    assert store_of(rows, **VINTAGES).query(asked()).rows["value"].tolist() == [1]


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
    answer = store.query(asked(product=product)).rows
    assert answer[["product", "value"]].to_numpy().tolist() == [[product, total]]


def test_codes_add_up_by_partner():
    answer = store_of(SOYA, a=WHOLE_SOYA).query(asked("partner", product="1201")).rows
    assert by(answer, "partner") == {"410": 35, "502": 10}


@pytest.mark.parametrize("fixed", [{}, {"product": "12"}, {"product": "1202"}])
def test_what_is_whole_for_soya_is_not_for_more(fixed):
    assert store_of(SOYA, a=WHOLE_SOYA).query(asked(**fixed)).rows.empty


def test_codes_do_not_add_up_where_the_file_does_not_say_so():
    store = store_of(SOYA, a={"complete": ("partner",)})
    assert store.query(asked(product="1201")).rows.empty
    assert store.query(asked(product="12019011")).rows["value"].tolist() == [40]


def test_a_code_that_is_stated_is_not_added_up_from_longer_ones():
    rows = [*SOYA, observation(46, product="1201"), observation(6, partner="502", product="1201")]
    answer = store_of(rows, a=WHOLE_SOYA).query(asked(product="1201")).rows
    assert answer[["value", "basis"]].to_numpy().tolist() == [[46, "observed"]]


def test_lists_of_products_are_no_part_of_a_code():
    rows = [*SOYA, observation(99, product="HITECH")]
    assert store_of(rows, a=WHOLE_SOYA).query(asked(product="1201")).rows["value"].tolist() == [45]
