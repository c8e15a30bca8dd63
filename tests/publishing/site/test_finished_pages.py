"""What is made of pages: for those that changed, in several processes, and cached whole."""

import json
import os
import signal
from dataclasses import replace

import pytest
from sample_book import EDITIONS, PAGE
from sample_editions import SETTINGS, WORDS
from testbed import Given, executed

from helpers.core import workers
from helpers.core.errors import BuildError
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.site import finished_pages as module
from helpers.publishing.site.finished_pages import finish_pages


def published(edition):
    return EditionPage.of(edition, Given(executed(edition.name)))


class Place:
    """Two editions and the home page, and the cache of what is made of them."""

    def __init__(self, folder):
        self.folder, self.cache = folder, folder / "cache"
        self.editions = [published(edition) for edition in EDITIONS]
        self.html = dict.fromkeys(("index", *(edition.page for edition in EDITIONS)), PAGE)
        self.sites = 0

    def finish(self, settings=SETTINGS):
        """Finish the pages of a new site; return the files beside them."""
        self.sites += 1
        site = self.folder / f"site-{self.sites}"
        for name, text in self.html.items():
            path = site / f"{name}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.read = finish_pages(site, self.editions, settings, WORDS, cache=self.cache)
        files = [path for path in site.rglob("*") if path.is_file() and path.suffix != ".html"]
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}

    def entries(self):
        """Return the entries of the cache, and when each was made."""
        return {path.name: path.stat().st_mtime_ns for path in self.cache.iterdir()}


@pytest.fixture
def place(tmp_path):
    return Place(tmp_path)


@pytest.fixture
def cores(monkeypatch):
    # Two editions are done sooner than a process is started.
    monkeypatch.setattr(module, "_FEW", 1)
    return lambda count: monkeypatch.setattr(workers.os, "cpu_count", lambda: count)


def test_every_page_has_its_files(place):
    endings = ("ipynb", "figures.csv", "figures.js", "datapackage.json", "zip")
    endings += ("bib", "ris", "csl.json", "pdf", "docx", "brief.pdf", "long.png")
    assert place.finish().keys() == {
        f"{one.page}.{ending}" for one in EDITIONS for ending in endings
    }


def test_two_processes_make_what_one_does(place, cores, tmp_path):
    cores(1)
    alone = place.finish()
    cores(2)
    assert Place(tmp_path / "other").finish() == alone


def test_of_an_unchanged_page_nothing_is_made_again(place):
    first, before = place.finish(), place.entries()
    assert place.finish() == first and place.entries() == before


def test_of_a_changed_page_all_is_made_again_and_of_the_other_nothing(place):
    place.finish()
    before = place.entries()
    notebook = executed(EDITIONS[0].name, heading="另一个题目")
    place.editions[0] = EditionPage.of(EDITIONS[0], Given(notebook))
    assert "另一个题目" in place.finish()[f"{EDITIONS[0].page}.bib"].decode()
    after = place.entries()
    # What no page has any more is gone.
    assert len(after) == 3 and len(before.items() & after.items()) == 2


def test_another_address_of_the_site_is_seen(place):
    assert b"https://example.org/trade/" in place.finish()["provincial/2025-11.bib"]
    moved = place.finish(replace(SETTINGS, base="https://elsewhere.example/"))
    assert b"https://elsewhere.example/" in moved["provincial/2025-11.bib"]


def test_what_search_and_gate_need_is_read_of_every_page(place):
    place.html["index"] = PAGE.replace("Title", '<a id="x" href="provincial/2025-11.html">家</a>')
    place.finish()
    first = place.read
    assert first.keys() == {"index", *(edition.page for edition in EDITIONS)}
    content = first["index"]
    (section,) = content.sections
    assert section.heading == "家"
    assert (content.ids, content.within) == (["x"], ["provincial/2025-11.html"])
    place.finish()
    assert place.read == first


def test_a_page_that_was_rendered_otherwise_is_read_again_and_no_other(place, monkeypatch):
    place.finish()
    read, whole = [], module.read_page
    monkeypatch.setattr(module, "read_page", lambda html: read.append(html) or whole(html))
    place.html["index"] = PAGE.replace("Title", "另")
    place.finish()
    assert read == [place.html["index"]]
    assert place.read["index"].sections[0].heading == "另"


def test_what_is_changed_on_the_site_is_not_changed_in_the_cache(place):
    first = place.finish()
    (place.folder / "site-1" / "provincial" / "2025-11.figures.csv").write_text("by hand")
    assert place.finish() == first


@pytest.mark.parametrize("spoilt", ["", "{"])
def test_an_entry_that_cannot_be_read_is_made_again(place, spoilt):
    first = place.finish()
    contents = sorted(place.cache.glob("*/page.json"))
    contents[0].write_text(spoilt, encoding="utf-8")
    contents[1].unlink()
    assert place.finish() == first
    assert all(json.loads(path.read_text(encoding="utf-8")) for path in contents)


FINISH, WRITE = module._finish, module.write_page_files


def without_room(*given):
    """Finish a page where, in whichever process, there is no room for the second edition's files."""

    def failing(one, *rest):
        if one.page == EDITIONS[1].page:
            raise OSError(28, "No space left on device")
        WRITE(one, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "write_page_files", failing)
        FINISH(*given)


def stopped(*given):
    """Finish a page in a process that is stopped in the middle."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "write_page_files", lambda *_: os.kill(os.getpid(), signal.SIGKILL))
        FINISH(*given)


@pytest.mark.parametrize("count", [1, 2])
def test_what_cannot_be_made_leaves_nothing_half_kept(place, cores, monkeypatch, count):
    cores(count)
    with monkeypatch.context() as patch:
        patch.setattr(module, "_finish", without_room)
        with pytest.raises(OSError, match="No space"):
            place.finish()
    assert len(place.finish()) == 2 * 12
    assert len(place.entries()) == 3


def test_a_process_that_is_stopped_is_told(place, cores, monkeypatch):
    cores(2)
    with monkeypatch.context() as patch:
        patch.setattr(module, "_finish", stopped)
        with pytest.raises(BuildError, match=r"was stopped from outside, .* build again"):
            place.finish()
    assert len(place.finish()) == 2 * 12 and len(place.entries()) == 3
