"""Values computed from files are computed again where a file is another, and only there."""

import pytest

from helpers.core import cached_values
from helpers.core.cached_values import CachedValues


@pytest.fixture
def values(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.csv").write_text("1", encoding="utf-8")
    return CachedValues(tmp_path / "store" / "values.json", tmp_path / "raw")


def never():
    raise AssertionError("computed again")


def test_a_value_is_computed_once_by_all_that_look_at_the_folder(values):
    assert values("a", lambda: {"2025-01": [("USD", 1)]}) == {"2025-01": [["USD", 1]]}
    assert values("b", lambda: 2) == 2
    again = CachedValues(values.path, values.folder)
    assert again("a", never) == {"2025-01": [["USD", 1]]}
    assert again("b", never) == 2


@pytest.mark.parametrize("change", ["another file", "another content", "other code"])
def test_what_was_computed_of_something_else_is_computed_again(values, change, monkeypatch):
    values("a", lambda: 1)
    if change == "another file":
        (values.folder / "b.csv").write_text("", encoding="utf-8")
    elif change == "another content":
        (values.folder / "a.csv").write_text("23", encoding="utf-8")
    else:
        monkeypatch.setattr(cached_values, "code_fingerprint", lambda: "other")
    assert values("a", lambda: 2) == 2
    assert values("a", never) == 2


def test_of_files_that_change_meanwhile_nothing_is_cached(values):
    def changing():
        (values.folder / "a.csv").write_text("changed", encoding="utf-8")
        return 1

    assert values("a", changing) == 1
    assert values("a", lambda: 2) == 2


@pytest.mark.parametrize("content", [b"", b"0\n{}", b"no hash"])
def test_a_cache_that_cannot_be_read_is_made_anew(values, content):
    values("a", lambda: 1)
    values.path.write_bytes(content)
    assert values("a", lambda: 2) == 2
    assert values("a", never) == 2


def test_where_nothing_can_be_written_values_are_computed(tmp_path, values):
    (tmp_path / "store").write_text("no folder", encoding="utf-8")
    assert values("a", lambda: 1) == 1
    assert values("a", lambda: 2) == 2
