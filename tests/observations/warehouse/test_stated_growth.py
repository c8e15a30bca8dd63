"""Growth that another dataset states of a figure whose own source states none."""

from math import isnan

import pytest
from builders import observation, observations, raw_file

from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store

NAN = float("nan")


def answered(*rows, **query):
    files = {
        "table": raw_file("table", dataset="location", released="2025-04-18"),
        "press": raw_file("press", released="2025-04-14"),
        "again": raw_file("again", released="2025-04-16"),
        "early": raw_file("early", dataset="location", released="2025-04-10"),
    }
    given = [dict(row, released=files[row["source"]].known_from) for row in rows]
    store = Store.of(observations(*given), files.values())
    (row,) = store.query(Query("2025-03", "USD", **query)).rows.to_dict("records")
    return row["value"], row["growth"], row["sources"]


def value(number, source, growth=NAN, step=NAN, **keys):
    month = {"period": "2025-03", "span": "month", "region": "_T"} | keys
    return observation(number, source=source, growth=growth, step=step, **month)


# The table has 2,251,491 and 31 provinces' worth of detail; the press 2,251,000, to the thousand.
TABLE = value(2_251_491, "table", step=1)


@pytest.mark.parametrize(
    ("stated", "growth"),
    [
        (2_251_000, 13.5),
        # 2,251,491 is at most 500.5 from what is rounded to it.
        (2_252_000, NAN),
        (2_252_000 - 8, NAN),
        (2_251_991, 13.5),
    ],
)
def test_growth_is_taken_where_the_values_agree_but_for_rounding(stated, growth):
    found = answered(TABLE, value(stated, "press", 13.5, 1000))
    assert found[0] == 2_251_491
    assert found[1] == pytest.approx(growth, nan_ok=True)
    assert found[2] == ("table" if isnan(growth) else "press;table")


def test_a_growth_of_its_own_stays():
    own = value(2_251_491, "table", 12.0, 1)
    assert answered(own, value(2_251_491, "press", 13.5))[1:] == (12.0, "table")


def test_of_two_that_state_it_the_latest_release_counts():
    rows = [TABLE, value(2_251_491, "press", 13.5), value(2_251_491, "again", 13.6)]
    assert answered(*rows)[1:] == (13.6, "again;table")


def test_what_was_not_out_on_the_day_is_not_taken():
    early = value(2_251_491, "early", step=1)
    assert answered(early, TABLE, value(2_251_491, "press", 13.5), as_of="2025-04-12")[2] == "early"


def test_growth_of_another_cell_is_not_taken():
    assert answered(TABLE, value(2_251_491, "press", 13.5, region="11"))[1:] == (
        pytest.approx(NAN, nan_ok=True),
        "table",
    )


def of_january(*rows, period="2025-01"):
    files = [raw_file("table", dataset="location", released="2025-04-18")]
    given = [dict(row, released=files[0].known_from) for row in rows]
    found = Store.of(observations(*given), files).query(Query(period, "USD")).rows
    return dict(zip(found["span"], found["growth"], strict=True))


@pytest.mark.parametrize(
    ("period", "to_it", "growth"),
    [
        ("2025-01", 100, 7.5),
        # Another value is another figure, and so is another month.
        ("2025-01", 101, NAN),
        ("2025-02", 100, NAN),
    ],
)
def test_january_grows_as_january_to_january(period, to_it, growth):
    spans = [
        value(100, "table", period=period, span="month"),
        value(to_it, "table", 7.5, period=period, span="ytd"),
    ]
    assert of_january(*spans, period=period) == pytest.approx(
        {"month": growth, "ytd": 7.5}, nan_ok=True
    )


def test_january_to_january_grows_as_january():
    spans = [
        value(100, "table", 7.5, period="2025-01", span="month"),
        value(100, "table", period="2025-01", span="ytd"),
    ]
    assert of_january(*spans) == {"month": 7.5, "ytd": 7.5}
