"""From executed editions to the site in place: assemble, render, describe, check, replace."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from helpers.core.repository import Repository, staging
from helpers.presentation.locale.words import chinese
from helpers.publishing.bundle.edition_pages import ReportPages
from helpers.publishing.catalogue.editions import TOC, Catalogue, toc
from helpers.publishing.catalogue.settings import read_settings
from helpers.publishing.metadata.lists import write_lists
from helpers.publishing.metadata.places import places
from helpers.publishing.releases.lock import LOCK, read_lock
from helpers.publishing.releases.release import Release
from helpers.publishing.releases.release_history import histories
from helpers.publishing.releases.revision_pages import (
    differing,
    permanent_pages,
    released,
    standing,
    with_releases,
    write_release_files,
)
from helpers.publishing.releases.storage import FOLDER
from helpers.publishing.runner.outdated import Progress
from helpers.publishing.site.assembly import assemble
from helpers.publishing.site.finished_pages import FinishedPage, finish_pages
from helpers.publishing.site.gate import faults_of, missing, refuse
from helpers.publishing.site.render import PLACES, render_changed
from helpers.publishing.site.replace import recover_site, replace_site
from helpers.publishing.site.search.index import write_index
from helpers.publishing.site.unused import remove_unused

CONFIG: Final = "_config.yml"

_NOT_PUBLISHED: Final = shutil.ignore_patterns(".buildinfo")
"""Sphinx's note for its next build, in which paths of this machine are mixed."""


def publish(
    repository: Repository,
    catalogue: Catalogue,
    shelves: tuple[ReportPages, ...],
    context: Mapping[str, Any],
    lookup: Mapping[str, Any],
    *,
    progress: Progress,
    accept_smaller: bool = False,
) -> None:
    """Make the site of the executed editions and put it in place, or leave the one that was there.

    Parameters
    ----------
    repository : Repository
        The folders.
    catalogue, shelves : Catalogue, tuple of ReportPages
        What to publish, and its executed editions.
    context : mapping
        What the pages of ``book/`` can refer to.
    lookup : mapping
        What the search knows besides the pages: ``names`` and ``words``.
    progress : Progress
        Informed of each step.
    accept_smaller : bool
        Whether pages may be much smaller than those in place.

    Raises
    ------
    BuildError
        When a page cannot be filled in, Jupyter Book warns, or the site does not pass the gate: a
        page is missing, empty, much smaller than it was, leads nowhere or would fetch from another
        host; a revision's numbers are not those released.
    """
    advance = progress.stage("book", 2)
    recover_site(repository.site)
    releases = read_lock(repository.root / LOCK)
    with staging(repository) as folder:
        site, pages = _make_site(repository, catalogue, shelves, context, folder)
        refuse(missing(site, _expected(catalogue, releases)))
        records = {one.page: one.record for shelf in shelves for one in shelf.editions}
        sections = {name: page.sections for name, page in pages.items()}
        write_index(site, sections, records, lookup)
        advance()
        links = {name: page.links for name, page in pages.items()}
        old = None if accept_smaller else repository.site
        refuse([*faults_of(site, links, old), *differing(releases, site)])
        replace_site(site, repository.site)
    advance()


def _expected(catalogue: Catalogue, releases: Iterable[Release]) -> list[str]:
    """List the pages of all editions and of all revisions."""
    revisions = [release.page for release in releases if not release.reworded]
    return [*(edition.page for edition in catalogue.editions), *revisions]


def _make_site(
    repository: Repository,
    catalogue: Catalogue,
    shelves: tuple[ReportPages, ...],
    context: Mapping[str, Any],
    folder: Path,
) -> tuple[Path, dict[str, FinishedPage]]:
    """Make the site in a folder: pages, files beside them, lists; return it, and what its pages say."""
    words, settings = chinese(), read_settings(repository.root / CONFIG)
    known = histories(read_lock(repository.root / LOCK), repository.root / FOLDER)
    shelves = with_releases(shelves, known, words)
    permanent = permanent_pages(known, words)
    editions = [one for shelf in shelves for one in shelf.editions]
    source, contents = folder / "source", folder / TOC
    context = {**context, "released": released(known, words)}
    assemble(shelves, repository.root / "book", context, source, permanent=permanent)
    standings = standing(editions, known)
    where = places(shelves, settings, words, permanent=permanent, releases=standings)
    (source / PLACES).write_text(json.dumps(where, ensure_ascii=False), encoding="utf-8")
    contents.write_text(toc(catalogue, [one.page for one in permanent]), encoding="utf-8")
    log = repository.built / "jupyter-book.log"
    html = render_changed(source, repository.root / CONFIG, contents, repository.book, log)
    site = Path(shutil.copytree(html, folder / "html", ignore=_NOT_PUBLISHED))
    remove_unused(site)
    pages = finish_pages(site, [*editions, *permanent], settings, words, cache=repository.pages)
    write_lists(shelves, settings, words, site)
    write_release_files(known, repository.root, site)
    return site, pages
