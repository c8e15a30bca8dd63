"""The steps of a build: check the data, run what changed, make the site, put it in place."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import click

from helpers.cli import spoken
from helpers.cli.checked_repository import catalogue, reports_of
from helpers.cli.data_commands import refuse_errors
from helpers.cli.progress import Bars, progress
from helpers.core.repository import Repository
from helpers.core.workers import run_apart, serve_processes
from helpers.indicators.figures import Figures
from helpers.observations.warehouse.store import Store
from helpers.presentation.locale.language import DEFAULT
from helpers.presentation.locale.words import words_of
from helpers.publishing.bundle.edition_pages import (
    EditionPage,
    SeriesPages,
    StoredNotebook,
    read_pages,
)
from helpers.publishing.catalogue.editions import Catalogue, in_language
from helpers.publishing.catalogue.settings import CONFIG, languages_of, read_settings
from helpers.publishing.factcheck.checking_scripts import write_checking
from helpers.publishing.open_data.page_scripts import (
    is_prepared,
    names_of_members,
    prepare_drawing,
    write_drawing,
    write_words,
)
from helpers.publishing.open_data.writing import CACHE, prepare, write_open_data
from helpers.publishing.releases.translating import Twins
from helpers.publishing.runner.cluster import run_on_cluster
from helpers.publishing.runner.pool import Job, outdated_editions, run_editions, run_many
from helpers.publishing.site.build import PRELOAD, check_ready, publish
from helpers.publishing.site.deploy import replace_site
from helpers.publishing.site.freshness import refuse_changes, state_of
from helpers.publishing.site.translation import Translation
from helpers.publishing.workbooks.workbook import profile_workbooks
from helpers.reports.about.differences import FiguresOf, loaded
from helpers.reports.about.page_context import lookup, page_context
from helpers.reports.common.data import open_store


def run_and_publish(place: Repository, *, accept_smaller: bool, scheduler: str | None) -> None:
    """Run what has to be run, make the site and put it in place."""
    serve_processes(PRELOAD)
    runner = partial(run_on_cluster, address=scheduler) if scheduler else run_many
    refuse_errors(place.data / "raw")
    before = state_of(place)
    listed = catalogue(place)
    check_ready(place, listed)
    tell_empty(listed)
    store = open_store(place.data)
    jobs = [*outdated_editions(place, listed, store), *outdated_translations(place, listed, store)]
    wait = prepared(place)
    with progress(len(jobs) + 1) as bars:
        run_editions(jobs, bars, runner)
        reports = read_pages(listed, place.editions)
        make_site(place, listed, reports, bars, before, accept_smaller=accept_smaller, ready=wait)


def outdated_translations(place: Repository, listed: Catalogue, store: Store) -> list[Job]:
    """Return the editions in further languages that would come out different if they were run now."""
    return [
        job
        for language, translated in in_languages(place, listed).items()
        for job in outdated_editions(place.in_language(language), translated, store)
    ]


def twins_of(place: Repository, listed: Catalogue, pages: Collection[str]) -> Twins:
    """Read the executed editions of some pages in each language of the site but the first."""
    return {
        language: {
            edition.page: EditionPage.of(edition, StoredNotebook.at(folders.executed(edition.page)))
            for edition in translated.editions
            if edition.page in pages
        }
        for language, translated in in_languages(place, listed).items()
        for folders in [place.in_language(language)]
    }


def in_languages(place: Repository, listed: Catalogue) -> dict[str, Catalogue]:
    """Return a catalogue in each language of the site but the first."""
    languages = languages_of(place.root / CONFIG)[1:]
    return {one: in_language(listed, one, reports_of(place)) for one in languages}


def prepared(place: Repository) -> Callable[[], None]:
    """Let processes write the open data and draw for it meanwhile; return what waits for their end.

    What they do not write, the build will.
    """
    languages = languages_of(place.root / CONFIG)

    def work() -> None:
        cache = place.built / CACHE
        run_apart(prepare, place.data, cache, profile_workbooks, languages, preload=PRELOAD)
        if not is_prepared(place.built):
            run_apart(prepare_drawing, place.built, preload=PRELOAD)

    thread = Thread(target=work, daemon=True)
    thread.start()
    return thread.join


def add_data(place: Repository, store: Store, site: Path) -> dict[str, Any]:
    """Add the open data to a site; return the explorer's index."""
    languages = languages_of(place.root / CONFIG)
    index = write_open_data(store, place.built / CACHE, site, profile_workbooks, languages)
    if not is_prepared(place.built):
        run_apart(prepare_drawing, place.built, preload=PRELOAD)
    write_drawing(site, place.built)
    return index


def tell_empty(listed: Catalogue) -> None:
    """Say which series are left out, since no month has all that their report needs."""
    for series in listed.empty:
        click.echo(spoken.fill("messages.build.empty", series=series.key))


def make_site(
    place: Repository,
    listed: Catalogue,
    reports: tuple[SeriesPages, ...],
    bars: Bars,
    before: frozenset[str],
    *,
    accept_smaller: bool,
    about: Callable[[Path], None] = lambda _: None,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Make the site of executed editions and put it in place; ``about`` as ``replace_site`` has it.

    ``before`` is the state of the files that it is made of: see ``refuse_changes``; ``ready`` waits for what is
    being prepared of the open data.
    """
    store, index = open_store(place.data), dict[str, Any]()

    def add_when_ready(site: Path, each: Translation) -> dict[str, Any]:
        if each.language == DEFAULT:
            ready()
            index.update(add_data(place, store, site))
        words, settings = words_of(each.language), read_settings(place.root / CONFIG, each.language)
        write_words(site, words, settings, each.reports)
        write_checking(site, index, words)
        return {"explored": names_of_members(index, words)}

    def put_in_place(site: Path, address: Path) -> None:
        refuse_changes(place, before)
        replace_site(site, address, about)

    first, *others = _translations(place, listed, reports, store)
    publish(
        place,
        listed,
        first,
        others,
        progress=bars,
        accept_smaller=accept_smaller,
        add_data=add_when_ready,
        put_in_place=put_in_place,
    )


def _translations(
    place: Repository, listed: Catalogue, reports: tuple[SeriesPages, ...], store: Store
) -> Iterator[Translation]:
    """Yield what is published in each language; the documents are compared with the figures of the first."""
    published, figures = place.root / "data" / "published", _figures_in(reports)
    pages = {DEFAULT: reports}
    for language, translated in in_languages(place, listed).items():
        pages[language] = read_pages(translated, place.in_language(language).editions)
    for language, executed in pages.items():
        words = words_of(language)
        context = page_context(store, words, published, figures)
        yield Translation(language, executed, context, lookup(words))


def _figures_in(reports: Iterable[SeriesPages]) -> FiguresOf:
    """Return a function that gives the figures of an edition that was run, and computes others."""
    pages = [page for report in reports for page in report.editions]

    def figures(report: str, parameters: Mapping[str, Any]) -> Figures:
        for page in pages:
            if (page.edition.report, page.edition.parameters) == (report, parameters):
                return Figures.read(page.record["figures"])
        return loaded(report, parameters)

    return figures
