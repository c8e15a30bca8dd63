"""Whether the site in place is still the one of the sources: every change of them is seen."""

import pytest

from helpers.core.errors import BuildError
from helpers.core.repository import Repository
from helpers.publishing.site.freshness import (
    inputs_of,
    is_current,
    record_site,
    refuse_changes,
    state_of,
)


@pytest.fixture
def repository(tmp_path):
    """Return a repository with a site, and the record of what it was made of."""
    for name, text in {
        "editions.yml": "a",
        "_config.yml": "b",
        "book/index.md": "c",
        "book/_static/a.css": "d",
        "notebooks/provincial.py": "e",
        "data/raw/one.csv": "f",
        "data/raw/one.meta.yml": "g",
        "data/store/register.json": "h",
        "README.md": "i",
        "_build/html/index.html": "the site",
        "_build/html/provincial/2025-11.html": "a page",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    place = Repository(tmp_path)
    record_site(place, inputs_of(place))
    return place


def test_a_site_is_current_while_nothing_changes(repository):
    assert is_current(repository)


@pytest.mark.parametrize(
    "name",
    [
        "editions.yml",
        "_config.yml",
        "book/index.md",
        "book/_static/a.css",
        "notebooks/provincial.py",
        "data/raw/one.csv",
        "data/raw/one.meta.yml",
        "_build/html/index.html",
        "_build/html/provincial/2025-11.html",
    ],
)
@pytest.mark.parametrize("change", ["other text", "written again", "gone"])
def test_a_change_is_seen(repository, name, change):
    path = repository.root / name
    if change == "gone":
        path.unlink()
    else:
        # Of the same length, and within the same tick of the clock perhaps.
        path.write_text(path.read_text(encoding="utf-8")[::-1], encoding="utf-8")
    assert not is_current(repository)


@pytest.mark.parametrize("name", ["data/raw/two.csv", "book/new.md", "_build/html/more.html"])
def test_a_new_file_is_seen(repository, name):
    (repository.root / name).touch()
    assert not is_current(repository)


@pytest.mark.parametrize("name", ["README.md", "data/store/register.json", "book/.hidden.swp"])
def test_what_no_page_is_made_of_is_not_looked_at(repository, name):
    (repository.root / name).write_text("other", encoding="utf-8")
    assert is_current(repository)


@pytest.mark.parametrize("variable", ["TRADEBOOK_DATA", "SOURCE_DATE_EPOCH"])
def test_what_the_environment_says_is_seen(repository, monkeypatch, variable):
    monkeypatch.setenv(variable, "1")
    assert not is_current(repository)


def test_without_a_record_no_site_is_current(tmp_path):
    assert not is_current(Repository(tmp_path))


def test_a_change_during_the_build_is_seen_by_the_next(repository):
    before = inputs_of(repository)
    (repository.root / "book" / "index.md").write_text("changed meanwhile", encoding="utf-8")
    record_site(repository, before)
    assert not is_current(repository)


@pytest.mark.parametrize("change", ["new", "changed", "gone"])
@pytest.mark.parametrize("name", ["data/raw/one.csv", "book/index.md", "editions.yml"])
def test_a_change_since_a_moment_is_refused_by_its_file(repository, name, change):
    path = repository.root / name
    if change == "new":
        path = (
            path.with_name(f"new {path.name}") if "/" in name else path.parent / "book" / "new.md"
        )
    before = state_of(repository)
    refuse_changes(repository, before)
    if change == "gone":
        path.unlink()
    else:
        path.write_text("other", encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        refuse_changes(repository, before)
    assert str(caught.value) == (
        f"{path}: changed while it was used; nothing was replaced: leave the files as they are and "
        "start again"
    )
