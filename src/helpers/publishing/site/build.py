"""From the catalogue to the site in place: run, assemble, render, check, replace."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final, Protocol

from helpers.core.errors import BuildError, CatalogueError
from helpers.core.repository import CATALOGUE, Repository, staging
from helpers.observations.warehouse.store import Store
from helpers.presentation.locale.words import chinese
from helpers.publishing.bundle.published import Shelf
from helpers.publishing.catalogue.editions import TOC, Catalogue, toc
from helpers.publishing.catalogue.settings import read_settings
from helpers.publishing.metadata.chart import headline_charts
from helpers.publishing.metadata.files import write_lists
from helpers.publishing.metadata.places import places
from helpers.publishing.releases.history import histories
from helpers.publishing.releases.lock import LOCK, read_lock
from helpers.publishing.releases.pages import (
    differing,
    permanent_pages,
    released,
    standing,
    versioned,
    with_histories,
    write_release_files,
)
from helpers.publishing.releases.storage import FOLDER
from helpers.publishing.runner.edition import read_notebook, steps_of
from helpers.publishing.runner.manifest import Present
from helpers.publishing.runner.pool import Begin, Job, run_many
from helpers.publishing.site.assembly import assemble
from helpers.publishing.site.gate import faults, missing
from helpers.publishing.site.hosts import slim
from helpers.publishing.site.page_files import put_beside
from helpers.publishing.site.render import PLACES, render_changed
from helpers.publishing.site.replace import replace_site
from helpers.publishing.site.search.index import write_index

CONFIG: Final = "_config.yml"
_SHOWN: Final = 20
_SEARCH: Final = "search.json"
_GATE: Final = "gate.json"
"""The files of what the search and the gate have read of pages."""

Runner = Callable[[Iterable[Job], Begin], None]
"""Runs editions; raises BuildError when all are done, with a line for each that failed."""


class Progress(Protocol):
    """What a build tells of its progress."""

    def stage(self, name: str, steps: int) -> Callable[[], None]:
        """Begin a stage of so many steps; what is returned takes one."""


def publish(
    repository: Repository,
    catalogue: Catalogue,
    shelves: tuple[Shelf, ...],
    context: Mapping[str, Any],
    lookup: Mapping[str, Any],
    *,
    progress: Progress,
    smaller: bool = False,
) -> None:
    """Make the site of the executed editions and put it in place, or leave the one that was there.

    Parameters
    ----------
    repository : Repository
        The folders.
    catalogue : Catalogue
        What to publish.
    shelves : tuple of Shelf
        Its executed editions.
    context : mapping
        What the pages of ``book/`` can refer to.
    lookup : mapping
        What the search knows besides the pages: ``names`` and ``words``.
    progress : Progress
        Told of each step.
    smaller : bool
        Whether pages may be much smaller than those in place.

    Raises
    ------
    BuildError
        When Jupyter Book warns, or the site does not pass the gate: a page is missing, empty, much
        smaller than it was, leads nowhere or would fetch from another host; a revision's numbers are
        not those released.
    """
    advance = progress.stage("book", 2)
    with staging(repository) as place:
        built = make_site(repository, catalogue, shelves, context, place)
        index_site(
            built, shelves, lookup, _pages(repository, catalogue), repository.readings / _SEARCH
        )
        advance()
        old = None if smaller else repository.site
        read = repository.readings / _GATE
        refuse([*faults(built, old, read), *differing(read_lock(repository.root / LOCK), built)])
        replace_site(built, repository.site)
    advance()


def index_site(
    built: Path,
    shelves: tuple[Shelf, ...],
    lookup: Mapping[str, Any],
    pages: list[str],
    readings: Path,
) -> None:
    """Make a site searchable that has all its pages, of which none has more than it uses."""
    slim(built)
    refuse(missing(built, pages))
    records = {one.page: one.record for shelf in shelves for one in shelf.editions}
    write_index(built, records, lookup, readings)


def _pages(repository: Repository, catalogue: Catalogue) -> list[str]:
    """List the pages of all editions and of all revisions."""
    released = [one.page for one in read_lock(repository.root / LOCK) if not one.reworded]
    return [*(edition.page for edition in catalogue.editions), *released]


def refuse(found: list[str]) -> None:
    """Keep a built site from taking the old one's place for these faults, if there are any.

    Raises
    ------
    BuildError
        With a line for each.
    """
    if found:
        more = [f"and {len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
        head = "the new site is not put in place, and the old one stays:"
        raise BuildError("\n  ".join([head, *found[:_SHOWN], *more]))


def refuse_lost(catalogue: Catalogue, known: Iterable[str]) -> None:
    """Refuse a catalogue that no longer has an edition which was released: it may be cited.

    Raises
    ------
    CatalogueError
        Naming those.
    """
    lost = sorted(set(known) - {edition.page for edition in catalogue.editions})
    if lost:
        raise CatalogueError(
            f"{CATALOGUE}: lacks {', '.join(lost)}, which {LOCK} says was released and may be "
            "cited; put it back"
        )


def make_site(
    repository: Repository,
    catalogue: Catalogue,
    shelves: tuple[Shelf, ...],
    context: Mapping[str, Any],
    place: Path,
) -> Path:
    """Make a site of executed editions in a folder: pages, and the files beside them.

    Raises
    ------
    BuildError
        When a page cannot be filled in, or Jupyter Book warns.
    """
    words, settings = chinese(), read_settings(repository.root / CONFIG)
    known = histories(read_lock(repository.root / LOCK), repository.root / FOLDER)
    shelves = versioned(shelves, known)
    permanent = permanent_pages(known, words)
    editions = [one for shelf in shelves for one in shelf.editions]
    charts = headline_charts([*editions, *permanent])
    source = place / "source"
    told = {**context, "charts": charts, "released": released(known, words)}
    shown = with_histories(shelves, known, words)
    assemble(shown, repository.root / "book", told, source, permanent=permanent)
    where = places(
        shelves,
        charts,
        settings,
        words,
        permanent=permanent,
        releases=standing(editions, known),
    )
    (source / PLACES).write_text(json.dumps(where, ensure_ascii=False), encoding="utf-8")
    contents = place / TOC
    contents.write_text(toc(catalogue, [one.page for one in permanent]), encoding="utf-8")
    log = repository.built / "jupyter-book.log"
    kept = render_changed(source, repository.root / CONFIG, contents, repository.book, log)
    built = shutil.copytree(kept, place / "html")
    pages = [(one, charts[one.page]) for one in (*editions, *permanent)]
    put_beside(pages, settings, words, repository.beside, built)
    write_lists(shelves, charts, settings, words, built)
    write_release_files(known, repository.root, built)
    return built


def to_run(repository: Repository, catalogue: Catalogue, store: Store) -> list[Job]:
    """Return the editions that are not as they would be made now."""
    present = Present(repository.notebooks, store)
    jobs = [
        Job(edition, repository.notebooks, repository.executed(edition.page))
        for edition in catalogue.editions
    ]
    return [job for job in jobs if any(present.reasons(job.edition, job.output))]


def run_editions(jobs: Iterable[Job], progress: Progress, runner: Runner = run_many) -> None:
    """Run editions, telling of each cell.

    Parameters
    ----------
    jobs : iterable of Job
        What to run.
    progress : Progress
        Told of each step.
    runner : callable
        Who runs them: as many at a time as there are processors, if nobody else is named.

    Raises
    ------
    BuildError
        When all are done, with a line for each that failed.
    """

    @cache
    def steps(notebooks: Path, report: str) -> int:
        return steps_of(read_notebook(notebooks, report))

    def begin(job: Job) -> Callable[[], None]:
        return progress.stage(job.edition.page, steps(job.notebooks, job.edition.report))

    runner(jobs, begin)


def check_ready(repository: Repository, catalogue: Catalogue) -> None:
    """Refuse what would keep the site from being made, before anything runs.

    Raises
    ------
    CatalogueError
        When ``_toc.yml`` is not the catalogue's, or the catalogue lacks what was released.
    BuildError
        When the configuration does not say what the site is called, by whom, and where.
    """
    check_toc(repository.root, catalogue)
    read_settings(repository.root / CONFIG)
    refuse_lost(catalogue, {one.edition for one in read_lock(repository.root / LOCK)})


def check_toc(root: Path, catalogue: Catalogue) -> None:
    """Refuse a table of contents that is not the catalogue's.

    Raises
    ------
    CatalogueError
        When ``_toc.yml`` is missing or says something else.
    """
    path = root / TOC
    found = path.read_text(encoding="utf-8") if path.is_file() else None
    if found != toc(catalogue):
        raise CatalogueError(f"{path}: is not the one of {CATALOGUE}; run: tradebook toc")
