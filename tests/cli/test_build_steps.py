"""A build is of one state of its files: what is added meanwhile keeps it from being put in place."""

from types import SimpleNamespace

import builders
import pytest

from helpers.cli import build_steps, release_commands
from helpers.core.errors import BuildError
from helpers.core.repository import Repository

ROWS = (builders.tidy_row(), builders.tidy_row(flow="import"))
STOPPED = r"two\.csv: changed while it was used; nothing was replaced"


@pytest.fixture
def place(tmp_path):
    """Return a repository with one file of data."""
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "editions.yml").write_text(
        'provincial: {title: A, editions: [{period: "2025-11"}]}\n', encoding="utf-8"
    )
    builders.write_pair(tmp_path / "data" / "raw", "one", builders.tidy_text(*ROWS))
    return Repository(tmp_path)


def without(monkeypatch, module, running):
    """Leave out of a command what takes long: running does what is given, and nothing is rendered."""
    monkeypatch.setattr(module, "run_editions", lambda *_: running())
    for name in ("outdated_editions", "read_pages"):
        monkeypatch.setattr(module, name, lambda *_: ())


def build(place, monkeypatch, running):
    without(monkeypatch, build_steps, running)
    for name in ("check_ready", "page_context", "lookup"):
        monkeypatch.setattr(build_steps, name, lambda *_: {})
    in_place = []

    def publish(*_, put_in_place, **_keys):
        put_in_place(place.site.with_name("new"), place.site)

    monkeypatch.setattr(build_steps, "replace_site", lambda *_: in_place.append("the site"))
    monkeypatch.setattr(build_steps, "publish", publish)
    build_steps.run_and_publish(place, accept_smaller=False, scheduler=None)
    return in_place


def release(place, monkeypatch, running, *, reworded=True):
    """Find what there is to release: new words alone, or a new revision, which is translated."""
    without(monkeypatch, release_commands, running)
    new = SimpleNamespace(release=SimpleNamespace(edition="provincial/2025-11", reworded=reworded))
    monkeypatch.setattr(release_commands, "news_of", lambda *_: [new])
    for name in ("outdated_translations", "twins_of"):
        monkeypatch.setattr(release_commands, name, lambda *_: ())
    monkeypatch.setattr(release_commands, "with_translations", lambda news, *_: news)
    return release_commands._news(place, None)


def add_october(place):
    """Add a second file of data."""
    text = builders.tidy_text(*(row.replace("2025-11", "2025-10") for row in ROWS))
    builders.write_pair(place.data / "raw", "two", text)


@pytest.mark.parametrize("command", [build, release])
def test_while_nothing_changes_it_is_done(place, monkeypatch, command):
    assert len(command(place, monkeypatch, lambda: None)) == 1


@pytest.mark.parametrize("command", [build, release])
def test_a_file_that_is_added_meanwhile_stops_it(place, monkeypatch, command):
    with pytest.raises(BuildError, match=STOPPED):
        command(place, monkeypatch, lambda: add_october(place))


def test_a_file_that_is_added_while_a_revision_is_translated_stops_it(place, monkeypatch):
    runs = []

    def running():
        runs.append("of the edition, and then of its translation")
        if len(runs) == 2:
            add_october(place)

    with pytest.raises(BuildError, match=STOPPED):
        release(place, monkeypatch, running, reworded=False)
    assert len(runs) == 2


def test_an_addition_that_was_stopped_is_finished_first(place, monkeypatch):
    raw = place.data / "raw"
    commit = raw / ".commit"
    commit.mkdir()
    for path in (raw / "one.csv", raw / "one.meta.yml"):
        path.rename(commit / path.name)
    assert build(place, monkeypatch, lambda: None) == ["the site"]
    assert (raw / "one.csv").is_file()
