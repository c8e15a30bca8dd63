"""Data in which a check found an error: which files and months it concerns."""

from types import SimpleNamespace

import pytest
from builders import cell, observation, observations, panel_of, raw_file

from helpers.observations.validation.finding import ERROR, WARNING, Finding
from helpers.observations.warehouse.questions import listening
from helpers.observations.warehouse.store import Store
from helpers.reports.common.sound_data import is_error_in, sound_releases, without_faults


def finding(severity=ERROR, source="a", other="", months=()):
    cells = [{"period": month} for month in months]
    found = Finding("a_check", severity, source, {"cells": cells}, other)
    return SimpleNamespace(
        severity=found.severity, source=source, other=other, months=frozenset(months)
    )


def store(*found):
    return Store.of(observations(observation(1)), [raw_file()], findings=lambda: found)


@pytest.mark.parametrize(
    ("found", "sources", "months", "is_one"),
    [
        (finding(), ["a"], ["2025-01"], True),
        (finding(), ["b"], ["2025-01"], False),
        (finding(WARNING), ["a"], ["2025-01"], False),
        (finding(months=["2025-01"]), ["a"], ["2025-01"], True),
        (finding(months=["2025-01"]), ["a"], ["2025-02"], False),
        # Two files contradict each other in a month; of all of a file the other is no part.
        (finding(other="b", months=["2025-01"]), ["b"], ["2025-01"], True),
        (finding(other="b"), ["b"], ["2025-01"], False),
    ],
)
def test_an_error_concerns_its_files_and_months(found, sources, months, is_one):
    assert is_error_in(found, sources, months) == is_one


def test_a_row_of_wrong_data_is_absent_and_says_so():
    panel = panel_of(
        cell(110, 100, period="2025-01", sources="a", sources_base="old"),
        cell(120, 100, period="2025-02", sources="b", sources_base="old"),
    )
    found = without_faults(store(finding(months=["2025-01"])), panel)
    assert found["reason"].tolist() == ["contradicted", ""]
    assert found["value"].isna().tolist() == [True, False]
    assert found["sources"].tolist() == ["", "b"]
    # The base of a year before is of the same row.
    base = without_faults(store(finding(source="old", months=["2024-02"])), panel)
    assert base["reason"].tolist() == ["", "contradicted"]


def test_a_first_release_of_wrong_data_is_left_out():
    key = ("value", "month", "export", *["_T"] * 5, "USD")
    cells = {(*key, "2025-01"): (5.0, "a"), (*key, "2025-02"): (6.0, "b")}
    assert sound_releases(store(finding()), cells) == {(*key, "2025-02"): (6.0, "b")}
    assert sound_releases(store(), cells) == cells


def test_a_warning_that_comes_is_no_other_answer():
    """Else every edition whose trend has the month would be run again."""
    panel = panel_of(cell(110, 100, period="2025-01", sources="a", sources_base="old"))

    def asked(*found):
        with listening() as heard:
            assert without_faults(store(*found), panel) is panel
        return [(one.question, one.answer) for one in heard.values()]

    assert asked() and asked() == asked(finding(WARNING), finding(source="c"))
