"""A build that is killed at any moment leaves the old site or the new one, and a next build that works."""

import multiprocessing
import os
import random
import resource
import signal
import time
from multiprocessing import forkserver

import nbformat
import pytest
from sample_book import CATALOGUE, CONFIG, EDITIONS, LOOKUP, PAGE, ProgressLog
from testbed import executed

from helpers.core import workers
from helpers.core.locks import build_lock
from helpers.core.repository import Repository
from helpers.publishing.bundle.edition_pages import read_pages
from helpers.publishing.catalogue.editions import toc
from helpers.publishing.site import translation
from helpers.publishing.site.build import publish
from helpers.publishing.site.translation import Translation

PAGES = 30
TIMES = {1: 44, 2: 6}
"""How often a build is killed that works in one process, and in several."""


def render(source, config, contents, work, log):
    """Make a site of many pages that all carry the one word of the home page."""
    word = (source / "index.md").read_text(encoding="utf-8")
    html = work / "_build" / "html"
    (html / "provincial").mkdir(parents=True, exist_ok=True)
    names = ["index", *(f"page-{n}" for n in range(PAGES)), *(one.page for one in EDITIONS)]
    for name in names:
        (html / f"{name}.html").write_text(PAGE.replace("Title", word), encoding="utf-8")
    return html


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """Return a repository of two editions that were run, with a site of the word ``v0``."""
    monkeypatch.setattr(translation, "render_changed", render)
    place = Repository(tmp_path)
    (tmp_path / "_toc.yml").write_text(toc(CATALOGUE), encoding="utf-8")
    (tmp_path / "_config.yml").write_text(CONFIG, encoding="utf-8")
    for folder in ("_static", "_templates"):
        (tmp_path / "book" / folder).mkdir(parents=True)
    (tmp_path / "book" / "index.md").write_text("{{ word }}", encoding="utf-8")
    for edition in EDITIONS:
        path = place.executed(edition.page)
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(executed(edition.name), path)
    build(place, "v0")
    return place


def build(place, word):
    with build_lock(place):
        shelves = read_pages(CATALOGUE, place.editions)
        first = Translation("zh", shelves, {"word": word}, LOOKUP)
        publish(place, CATALOGUE, first, progress=ProgressLog())


def build_on_a_full_disk(place, word):
    """Build where no file may grow beyond 100 bytes: writing fails as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
    build(place, word)


def in_a_process(work, place, word):
    """Build as a process of its own does: the server that starts processes is not this one's parent's."""
    forkserver._forkserver.__init__()
    work(place, word)


def started(place, word, work=build):
    fork = multiprocessing.get_context("fork")
    process = fork.Process(target=in_a_process, args=(work, place, word))
    process.start()
    return process


def words_on(place):
    """Return the words of all pages of the site, whose number is always the same."""
    pages = [path for path in place.site.rglob("*.html") if path.is_file()]
    assert len(pages) == PAGES + 3
    return {path.read_text(encoding="utf-8").split("h1>")[1].removesuffix("</") for path in pages}


@pytest.mark.parametrize("cores", TIMES)
def test_killed_at_any_moment_the_site_is_whole_and_the_next_build_works(
    repository, monkeypatch, cores
):
    monkeypatch.setattr(workers.os, "cpu_count", lambda: cores)
    begun = time.monotonic()
    build(repository, "v1")
    whole = time.monotonic() - begun
    chance, stands, cut = random.Random(7), "v1", 0
    for turn in range(TIMES[cores]):
        process = started(repository, f"killed-{turn}")
        time.sleep(chance.uniform(0, 1.1 * whole))
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        (word,) = words_on(repository)
        assert word in {stands, f"killed-{turn}"}
        cut += word == stands
        build(repository, stands := f"next-{turn}")
        assert words_on(repository) == {stands}
    # Most were killed before they were done; were it otherwise, nothing was tried.
    assert cut >= TIMES[cores] / 2
    left = {path.name for path in repository.built.iterdir()}
    assert left == {".lock", ".html.sites", "book", "editions", "html", "pages"}
    assert len(list((repository.built / ".html.sites").iterdir())) == 1
    assert len(list(repository.pages.iterdir())) == PAGES + 3


def test_on_a_full_disk_the_site_stays_and_the_next_build_works(repository):
    process = started(repository, "new", build_on_a_full_disk)
    process.join()
    assert process.exitcode == 1
    assert words_on(repository) == {"v0"}
    build(repository, "next")
    assert words_on(repository) == {"next"}


def test_at_every_moment_there_is_a_site(repository):
    process, seen = started(repository, "new"), set()
    while process.is_alive():
        seen.add((repository.site / "index.html").read_text(encoding="utf-8"))
    process.join()
    assert process.exitcode == 0
    assert seen <= {PAGE.replace("Title", "v0"), PAGE.replace("Title", "new")} and len(seen) > 0
