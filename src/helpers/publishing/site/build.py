"""From executed editions to the site in place: assemble, render, describe, check, replace."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from helpers.core.errors import CatalogueError
from helpers.core.repository import CATALOGUE, Repository, staging
from helpers.publishing.catalogue.editions import TOC, Catalogue, toc
from helpers.publishing.catalogue.settings import CONFIG, languages_of, read_settings
from helpers.publishing.releases.lock import LOCK, read_records
from helpers.publishing.releases.release_files import differing
from helpers.publishing.releases.release_history import histories_of
from helpers.publishing.runner import pool
from helpers.publishing.runner.pool import Progress
from helpers.publishing.site import render
from helpers.publishing.site.deploy import recover_site, replace_site
from helpers.publishing.site.gate import faults_of, missing, refuse
from helpers.publishing.site.page_content import PageContent
from helpers.publishing.site.search import write_index
from helpers.publishing.site.translation import Translation, make_in_language

PRELOAD: Final = (
    *pool.PRELOAD,
    "helpers.publishing.open_data.page_scripts",
    "helpers.publishing.open_data.writing",
    "helpers.publishing.site.finished_pages",
    *render.PRELOAD,
)
"""What is imported by the processes that run editions, write data and the files beside pages, and render."""


def check_ready(repository: Repository, catalogue: Catalogue) -> None:
    """Refuse, before anything runs, what would keep the site from being made.

    CatalogueError when ``_toc.yml`` is not the catalogue's, or that lacks an edition that was released, or
    the configuration a language in which one was;
    BuildError when the configuration lacks the title, the authors or the address of the site.
    """
    path = repository.root / TOC
    if not path.is_file() or path.read_bytes() != toc(catalogue).encode():
        raise CatalogueError(f"{path}: is not the one of {CATALOGUE}; run: tradebook toc")
    read_settings(repository.root / CONFIG)
    records = read_records(repository.lock)
    editions = {record.edition for record in records}
    lost = sorted(editions - {edition.page for edition in catalogue.editions})
    if lost:
        raise CatalogueError(
            f"{CATALOGUE}: lacks {', '.join(lost)}, which {LOCK} says was released and may be "
            "cited; put it back"
        )
    languages = {record.language for record in records if record.language}
    unspoken = sorted(languages - {*languages_of(repository.root / CONFIG)})
    if unspoken:
        raise CatalogueError(
            f"{CONFIG}: translations: lacks {', '.join(unspoken)}, in which {LOCK} says pages were "
            "released that may be cited; put it back"
        )


def publish(
    repository: Repository,
    catalogue: Catalogue,
    first: Translation,
    others: Iterable[Translation] = (),
    *,
    progress: Progress,
    accept_smaller: bool = False,
    add_data: Callable[[Path, Translation], Mapping[str, Any]] = lambda *_: {},
    put_in_place: Callable[[Path, Path], None] = replace_site,
) -> None:
    """Make the site of the executed editions and put it in place, or leave the one that was there.

    Parameters
    ----------
    first, others : Translation, iterable of Translation
        What is published, in the first language and in further ones, each of which becomes a folder.
    accept_smaller : bool
        Whether pages may be much smaller than those in place.
    add_data : callable
        Adds what is made of the data to the folder of the site; returns what the search knows of it.
    put_in_place : callable
        Called with that folder and the site's address.

    Raises
    ------
    BuildError
        When a page cannot be filled in, Jupyter Book warns, or the site does not pass the gate.
    """
    advance = progress.stage("book", 2)
    recover_site(repository.site)
    records = read_records(repository.lock)
    known = histories_of(repository.root)
    editions = [edition.page for edition in catalogue.editions]
    revisions = [record.path for record in records if not record.reworded]
    with staging(repository) as folder:
        site, pages = folder / "html", dict[str, PageContent]()
        for each in (first, *others):
            made = make_in_language(repository, catalogue, each, known, folder)
            refuse(missing(made.folder, editions))
            write_index(
                made.folder, made.pages, each.records, {**each.lookup, **add_data(site, each)}
            )
            pages |= made.in_site()
        refuse(missing(site, revisions))
        advance()
        old = None if accept_smaller else repository.site
        refuse([*faults_of(site, pages, old), *differing(records, site)])
        put_in_place(site, repository.site)
    advance()
