"""The files beside pages: made for those that changed, in several processes, and kept whole."""

import os
import signal
from dataclasses import replace

import pytest
from helpers.publishing.site.page_files import put_beside
from publishing.metadata.test_metadata import SETTINGS, WORDS
from publishing.site.test_build import EDITIONS
from testbed import Given, executed

from helpers.core import workers
from helpers.core.errors import BuildError
from helpers.publishing.bundle.published import Published, record_of
from helpers.publishing.site import page_files


def published(edition):
    notebook = executed(edition.name)
    return Published(edition, Given(notebook), record_of(notebook, edition.page))


class Place:
    """Two pages, and where their files are put and kept."""

    def __init__(self, folder):
        self.folder, self.kept = folder, folder / "kept"
        self.pages = [(published(edition), None) for edition in EDITIONS]
        self.sites = 0

    def put(self, settings=SETTINGS):
        """Put files beside pages of a new site; return them."""
        self.sites += 1
        site = self.folder / f"site-{self.sites}"
        put_beside(self.pages, settings, WORDS, self.kept, site)
        files = [path for path in site.rglob("*") if path.is_file()]
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}

    def made(self):
        """Return what is kept, and when each was made."""
        return {path.name: path.stat().st_mtime_ns for path in self.kept.iterdir()}


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)


@pytest.fixture
def cores(monkeypatch):
    return lambda count: monkeypatch.setattr(workers.os, "cpu_count", lambda: count)


def test_every_page_has_its_files(place):
    endings = ("ipynb", "figures.csv", "figures.js", "datapackage.json", "zip")
    endings += ("bib", "ris", "csl.json")
    assert place.put().keys() == {f"{one.page}.{ending}" for one in EDITIONS for ending in endings}


def test_two_processes_make_what_one_does(place, cores, tmp_path):
    cores(1)
    alone = place.put()
    cores(2)
    assert Place(tmp_path / "other").put() == alone


def test_of_an_unchanged_page_nothing_is_made_again(place):
    first, before = place.put(), place.made()
    assert place.put() == first and place.made() == before


def test_of_a_changed_page_all_is_made_again_and_of_the_other_nothing(place):
    place.put()
    before = place.made()
    one, chart = place.pages[0]
    notebook = executed(EDITIONS[0].name, heading="另一个题目")
    record = record_of(notebook, one.page)
    place.pages[0] = (replace(one, source=Given(notebook), record=record), chart)
    assert "另一个题目" in place.put()[f"{one.page}.bib"].decode()
    after = place.made()
    # What no page has any more is gone.
    assert len(after) == 2 and len(before.items() & after.items()) == 1


def test_another_address_of_the_site_is_seen(place):
    assert b"https://example.org/trade/" in place.put()["provincial/2025-11.bib"]
    moved = place.put(replace(SETTINGS, base="https://elsewhere.example/"))
    assert b"https://elsewhere.example/" in moved["provincial/2025-11.bib"]


def test_other_fonts_of_the_machine_are_seen(place, monkeypatch):
    place.put()
    before = place.made()
    monkeypatch.setattr(page_files, "fonts", lambda: "those that were installed since")
    place.put()
    assert len(place.made()) == 2 and not place.made().keys() & before.keys()


def test_what_is_changed_on_the_site_is_not_changed_where_it_is_kept(place):
    first = place.put()
    (place.folder / "site-1" / "provincial" / "2025-11.figures.csv").write_text("by hand")
    assert place.put() == first


@pytest.mark.parametrize("count", [1, 2])
def test_what_cannot_be_made_leaves_nothing_half_kept(place, cores, monkeypatch, count):
    cores(count)
    whole = page_files.write_beside

    def failing(one, *rest):
        if one.page == EDITIONS[1].page:
            raise OSError(28, "No space left on device")
        whole(one, *rest)

    monkeypatch.setattr(page_files, "write_beside", failing)
    with pytest.raises(OSError, match="No space"):
        place.put()
    monkeypatch.setattr(page_files, "write_beside", whole)
    assert len(place.put()) == 2 * 8
    assert len(place.made()) == 2


def test_a_process_that_is_stopped_is_told(place, cores, monkeypatch):
    cores(2)
    monkeypatch.setattr(page_files, "write_beside", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
    with pytest.raises(BuildError, match=r"was stopped from outside, .* build again"):
        place.put()
    monkeypatch.undo()
    assert len(place.put()) == 2 * 8 and len(place.made()) == 2
