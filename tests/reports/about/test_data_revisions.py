"""What releases of data files changed, as the page of revisions tells it: amounts worked out by hand."""

from builders import observation, observations, raw_file

from helpers.observations.warehouse.store import Store
from helpers.presentation.locale.words import chinese
from helpers.reports.about.data_revisions import data_revisions
from helpers.reports.about.page_context import triangles

DAYS = {"one": "2026-01-16", "two": "2026-02-16", "three": "2026-03-16"}
ZONE, GONE = "11-新区", "11-旧区"


def store_of(*rows, unit="CNY"):
    """Return a store of complete releases; a row is its file, region, flow and value."""
    files = [
        raw_file(name, released=day, dataset="d", complete=("region",))
        for name, day in DAYS.items()
    ]
    given = [
        observation(
            value, region=region, flow=flow, source=source, unit=unit, released=DAYS[source]
        )
        for source, region, flow, value in rows
    ]
    return Store.of(observations(*given), files)


def told(store):
    names = {"region": {ZONE: "新区", GONE: "旧区"}}
    return data_revisions(store, chinese().with_names(names))


TWICE = [
    ("one", "_T", "export", 200e8),
    ("one", "_T", "import", 100e8),
    ("one", "11", "export", 50e8),
    ("one", "12", "export", 150e8),
    ("one", GONE, "export", 2e8),
    ("two", "_T", "export", 205e8),
    ("two", "_T", "import", 100.1e8),
    ("two", "11", "export", 60e8),
    ("two", "12", "export", 145e8),
    ("two", ZONE, "export", 3e8),
]


def test_totals_come_first_in_the_unit_of_tables_with_file_and_day():
    (one,) = told(store_of(*TWICE))
    assert (one["released"], one["file"], one["months"]) == ("2026-02-16", "two", "2025 年 11 月")
    assert one["counts"] == "修订 4 个数字，新增 1 个数字，撤下 1 个数字"
    shown = [(row["what"], row["before"], row["now"]) for row in one["revised"]]
    assert shown == [
        ("2025 年 11 月全国出口", "200.0 亿元", "205.0 亿元"),
        ("2025 年 11 月全国进口", "100.0 亿元", "100.1 亿元"),
        ("2025 年 11 月北京出口", "50.0 亿元", "60.0 亿元"),
        ("2025 年 11 月天津出口", "150.0 亿元", "145.0 亿元"),
    ]
    assert {(row["file"], row["day"]) for row in one["revised"]} == {("one", "2026-01-16")}


def test_zones_that_one_release_knows_are_named_as_new_and_as_withdrawn():
    (one,) = told(store_of(*TWICE))
    assert [other["examples"] for other in one["others"]] == [
        ["2025 年 11 月新区出口 3.0 亿元"],
        ["2025 年 11 月旧区出口，原为 2.0 亿元，新数据没有此项"],
    ]


def test_two_revisions_in_a_row_are_told_each_with_what_it_changed():
    thrice = [*TWICE[:1], *TWICE[5:6], ("three", "_T", "export", 204e8)]
    found = told(store_of(*thrice))
    assert [
        (one["file"], one["revised"][0]["before"], one["revised"][0]["now"]) for one in found
    ] == [
        ("three", "205.0 亿元", "204.0 亿元"),
        ("two", "200.0 亿元", "205.0 亿元"),
    ]


def test_what_prints_alike_is_told_to_the_last_digit():
    (one,) = told(store_of(("one", "_T", "export", 200e8), ("two", "_T", "export", 200e8 + 1)))
    assert one["revised"][0]["before"] == "200.00000000 亿元"
    assert one["revised"][0]["now"] == "200.00000001 亿元"


def test_what_was_released_again_as_it_was_is_not_told():
    store = store_of(("one", "_T", "export", 200e8), ("two", "_T", "export", 200e8))
    assert told(store) == []
    assert triangles(store, chinese()) == []


def test_the_triangles_have_only_what_changed_and_totals_first():
    rows = [
        *TWICE,
        ("one", "13", "export", 7e8),
        ("two", "13", "export", 7e8),
    ]
    titles = [one["title"] for one in triangles(store_of(*rows), chinese())]
    assert titles == [
        "全国出口（当月）",
        "全国进口（当月）",
        "北京出口（当月）",
        "天津出口（当月）",
    ]
