"""What a later release changed: the store's answer, and the command that lists it."""

import itertools

import pytest
from builders import observation, observations, raw_file, tidy_row, tidy_text
from hypothesis import given
from hypothesis import strategies as st

from helpers.observations.warehouse.store import Store

DAYS = {"one": "2026-01-16", "two": "2026-02-16", "three": "2026-03-16"}


def store_of(*rows, dataset="d"):
    files = [raw_file(name, released=day, dataset=dataset) for name, day in DAYS.items()]
    given = [dict(row, released=DAYS[row["source"]]) for row in rows]
    return Store.of(observations(*given), files)


def told(found):
    names = ["region", "before", "value", "difference", "source_before", "source"]
    return found[names].to_numpy().tolist()


THRICE = [
    observation(40, region="11", source="one"),
    observation(44, region="11", source="two"),
    observation(41, region="11", source="three"),
    observation(50, region="12", source="one"),
    observation(60, region="12", source="two"),
    observation(7, region="13", source="one"),
    observation(7, region="13", source="two"),
    observation(9, region="14", source="two"),
]


def test_each_figure_is_held_against_the_release_before_its_latest():
    # 60 - 50 is more than 41 - 44; 13 was released again as it was, 14 only once.
    assert told(store_of(*THRICE).revisions()) == [
        ["12", 50, 60, 10, "one", "two"],
        ["11", 44, 41, -3, "two", "three"],
    ]


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (
            "2026-01-31",
            None,
            [["12", 50, 60, 10, "one", "two"], ["11", 40, 41, 1, "one", "three"]],
        ),
        ("2026-02-16", None, [["11", 44, 41, -3, "two", "three"]]),
        (
            "2026-01-16",
            "2026-02-28",
            [["12", 50, 60, 10, "one", "two"], ["11", 40, 44, 4, "one", "two"]],
        ),
        ("2026-01-15", None, []),
        (None, "2026-02-15", []),
        ("2026-03-16", None, []),
    ],
)
def test_two_days_are_held_against_one_another(since, until, expected):
    assert told(store_of(*THRICE).revisions(since, until)) == expected


def test_a_value_that_comes_back_is_no_change_between_the_days():
    rows = [observation(value, source=name) for name, value in zip(DAYS, (5, 6, 5), strict=True)]
    assert store_of(*rows).revisions("2026-01-31").empty
    assert told(store_of(*rows).revisions())[0][1:4] == [6, 5, -1]


def test_files_that_stand_alone_revise_nothing():
    assert store_of(*THRICE, dataset="").revisions().empty


def table_of(*rows, files):
    """Return a store of files with the days and the scopes given, each complete."""
    described = {
        name: raw_file(name, dataset="d", complete=("partner", "product"), **keys)
        for name, keys in files.items()
    }
    dated = [dict(row, released=described[row["source"]].known_from) for row in rows]
    return Store.of(observations(*dated), described.values())


def of_partner(value, partner, source, **keys):
    return observation(value, partner=partner, product="8507", source=source, **keys)


MOVED = [
    of_partner(40, "110", "old"),
    of_partner(60, "502", "old"),
    of_partner(40, "110", "new"),
    of_partner(60, "501", "new"),
]


def changed(found):
    names = ["partner", "before", "value", "difference", "source_before", "source"]
    rows = found[names].astype(object).where(found[names].notna(), None).to_numpy().tolist()
    return sorted(rows, key=str)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026-01-16", "2026-02-16"),
        # One that was fetched today, without a day of release, is older than any with one.
        (None, "2020-01-01"),
    ],
)
def test_what_a_complete_release_lacks_is_nothing(old, new):
    store = table_of(*MOVED, files={"old": {"released": old}, "new": {"released": new}})
    found = store.revisions()
    assert changed(found) == [
        ["501", None, 60, 60, "old", "new"],
        ["502", 60, None, -60, "old", "new"],
    ]
    assert set(found["released_before"]) == {old or ""}
    assert set(found["released"]) == {new}


def test_what_a_release_was_not_asked_for_is_not_withdrawn():
    only = {"only": {"product": "8507", "partner": "110,501"}}
    files = {"old": {"released": "2026-01-16"}, "new": {"released": "2026-02-16", "told": only}}
    assert changed(table_of(*MOVED, files=files).revisions()) == [
        ["501", None, 60, 60, "old", "new"]
    ]


def test_parts_of_one_day_withdraw_nothing_of_one_another():
    rows = [*MOVED[:2], of_partner(40, "110", "a"), of_partner(61, "502", "b")]
    files = {"old": "2026-01-16", "a": "2026-02-16", "b": "2026-02-16"}
    store = table_of(*rows, files={name: {"released": day} for name, day in files.items()})
    assert changed(store.revisions()) == [["502", 60, 61, 1, "old", "b"]]


def test_what_was_withdrawn_may_come_back_and_is_listed_once():
    rows = [of_partner(5, "110", name) for name in ("one", "two", "three")]
    rows += [of_partner(6, "502", name) for name in ("one", "three")]
    store = table_of(*rows, files={name: {"released": day} for name, day in DAYS.items()})
    assert changed(store.revisions()) == [["502", None, 6, 6, "two", "three"]]
    assert changed(store.revisions(until="2026-02-16")) == [["502", 6, None, -6, "one", "two"]]
    assert changed(store.revisions("2026-01-16")) == []
    assert changed(store.revisions("2026-02-16")) == [["502", None, 6, 6, "two", "three"]]


def test_quantities_in_another_unit_are_not_withdrawn():
    keys = {"measure": "quantity"}
    rows = [
        of_partner(5, "110", "one", unit="kg", **keys),
        of_partner(2, "110", "two", unit="piece", **keys),
        of_partner(7, "502", "one", unit="kg", **keys),
    ]
    files = {name: {"released": DAYS[name]} for name in ("one", "two")}
    assert changed(table_of(*rows, files=files).revisions()) == [["502", 7, None, -7, "one", "two"]]


def test_the_same_value_twice_on_a_day_is_one_release():
    rows = [of_partner(value, "110", name) for name, value in (("a", 5), ("b", 6), ("c", 6))]
    days = {"a": "2026-01-16", "b": "2026-02-16", "c": "2026-02-16"}
    store = table_of(*rows, files={name: {"released": day} for name, day in days.items()})
    assert changed(store.revisions()) == [["110", 5, 6, 1, "a", "c"]]


@pytest.mark.parametrize(
    ("gone", "told"),
    [
        # 11 of 100 is more than a tenth, 10 is not.
        (11, [(11, 100, "2025-11")]),
        (10, []),
    ],
)
def test_a_release_that_withdraws_much_is_told(gone, told):
    rows = [of_partner(100 - gone, "110", "old"), of_partner(gone, "502", "old")]
    rows.append(of_partner(500, "110", "new"))
    store = table_of(*rows, files={"old": {"released": None}, "new": {"released": "2026-01-16"}})
    found = [one for one in store.contradictions() if one.check == "withdrawn"]
    facts = [
        (one.values["value"], one.values["other_value"], one.values["period"]) for one in found
    ]
    assert facts == told
    assert {(one.source, one.other, one.severity) for one in found} <= {("new", "old", "warning")}


def test_values_come_before_quantities_and_units_stay_apart():
    rows = [
        observation(1, source="one", measure="quantity", unit="kg"),
        observation(10**6, source="two", measure="quantity", unit="kg"),
        observation(1, source="one", unit="USD"),
        observation(3, source="two", unit="USD"),
    ]
    assert store_of(*rows).revisions()["unit"].tolist() == ["USD", "kg"]


def test_in_an_empty_store_nothing_was_revised():
    assert Store.of(observations(), []).revisions().empty


def test_each_release_is_held_against_the_one_before_it():
    assert sorted(told(store_of(*THRICE).release_changes())) == [
        ["11", 40, 44, 4, "one", "two"],
        ["11", 44, 41, -3, "two", "three"],
        ["12", 50, 60, 10, "one", "two"],
    ]


AMOUNTS = st.dictionaries(st.sampled_from(["110", "501", "502"]), st.integers(1, 3), min_size=1)


@given(st.lists(AMOUNTS, min_size=1, max_size=3))
def test_what_releases_change_is_what_differs_between_neighbours(amounts):
    releases = dict(zip(DAYS, amounts, strict=False))
    rows = [
        of_partner(value, partner, name)
        for name, values in releases.items()
        for partner, value in values.items()
    ]
    store = table_of(*rows, files={name: {"released": DAYS[name]} for name in releases})
    expected = [
        [partner, old.get(partner), new.get(partner), before, name]
        for (before, old), (name, new) in itertools.pairwise(releases.items())
        for partner in {*old, *new}
        if old.get(partner) != new.get(partner)
    ]
    found = [[*row[:3], *row[4:]] for row in changed(store.release_changes())]
    assert sorted(found, key=str) == sorted(expected, key=str)


@pytest.fixture
def repository(tmp_path, tradebook):
    """Return a repository to which two releases of a table were added."""
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "editions.yml").write_text("{}", encoding="utf-8")
    releases = {"first": ("40", "50", "2026-01-16"), "second": ("44", "50", "2026-02-16")}
    for name, (beijing, tianjin, day) in releases.items():
        path = tmp_path / f"{name}.csv"
        rows = [tidy_row(value=beijing), tidy_row(region="12", value=tianjin)]
        path.write_text(tidy_text(*rows), encoding="utf-8")
        words = ("--released", day, "--dataset", "provinces")
        code, _, err = tradebook("add", path, *words, folder=tmp_path)
        assert (code, err) == (0, "")
    return tmp_path


WITHDRAWN = (
    "2025-10 month export partner 110 (USD): 40 -> nothing (-40, -100.00%); one without a day of "
    "release, two of 2026-02-16\n"
    "2025-10 month export partner 501 (USD): nothing -> 30 (+30); one without a day of release, two "
    "of 2026-02-16\n"
    "0 figures were changed by a later release, 1 new, 1 withdrawn\n"
)


def test_the_command_lists_what_was_withdrawn_and_what_is_new(tradebook, tmp_path):
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "editions.yml").write_text("{}", encoding="utf-8")
    for name, partner, value, day in (
        ("one", "110", "40", "unknown"),
        ("two", "501", "30", "2026-02-16"),
    ):
        path = tmp_path / f"{name}.csv"
        row = tidy_row(period="2025-10", region="_T", partner=partner, value=value)
        path.write_text(tidy_text(row), encoding="utf-8")
        words = ("--released", day, "--dataset", "d", "--complete", "partner")
        assert tradebook("add", path, *words, folder=tmp_path)[0] == 0
    assert tradebook("revisions", folder=tmp_path)[1] == WITHDRAWN


CHANGE = (
    "2025-11 month export region 11 (USD): 40 -> 44 (+4, +10.00%); "
    "first of 2026-01-16, second of 2026-02-16\n"
)


def test_the_command_lists_what_changed(tradebook, repository):
    code, out, err = tradebook("revisions", folder=repository)
    assert (code, err) == (0, "")
    assert out == CHANGE + "1 figure was changed by a later release\n"


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (["--period", "2025-11"], 2),
        (["--period", "2025-10"], 1),
        (["--until", "2026-02-15"], 1),
        (["--since", "2026-02-16"], 1),
    ],
)
def test_the_command_may_be_asked_for_less(tradebook, repository, words, lines):
    assert len(tradebook("revisions", *words, folder=repository)[1].splitlines()) == lines


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--since", "soon"], "--since: expected a day such as 2025-12-18, found 'soon'"),
        (["--period", "2025"], "--period: expected a month such as 2025-11, found '2025'"),
    ],
)
def test_the_command_refuses_what_is_no_day_and_no_month(tradebook, repository, words, said):
    code, _, err = tradebook("revisions", *words, folder=repository)
    assert (code, err) == (2, f"error: {said}\n")


def test_the_command_says_how_many_it_does_not_show(tradebook, repository, tmp_path):
    path = tmp_path / "third.csv"
    rows = [tidy_row(value="45"), tidy_row(region="12", value="51")]
    path.write_text(tidy_text(*rows), encoding="utf-8")
    words = ("--released", "2026-03-16", "--dataset", "provinces")
    tradebook("add", path, *words, folder=tmp_path)
    out = tradebook("revisions", "--limit", "1", folder=repository)[1]
    assert len(out.splitlines()) == 2
    assert out.endswith(
        "2 figures were changed by a later release, 1 of them shown; see: --limit 0\n"
    )
    assert len(tradebook("revisions", "--limit", "0", folder=repository)[1].splitlines()) == 3
