"""From executed editions to the site in place: assemble, render, describe, check, replace."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from helpers.core.errors import CatalogueError
from helpers.core.repository import CATALOGUE, Repository, staging
from helpers.presentation.locale.language import DEFAULT
from helpers.presentation.locale.words import words_of
from helpers.publishing.bundle.edition_pages import SeriesPages
from helpers.publishing.catalogue.editions import TOC, Catalogue, toc
from helpers.publishing.catalogue.settings import read_settings
from helpers.publishing.metadata.lists import write_lists
from helpers.publishing.metadata.mentions import with_mentions
from helpers.publishing.metadata.places import places
from helpers.publishing.releases.lock import FOLDER, LOCK, read_lock
from helpers.publishing.releases.release_history import (
    Histories,
    differing,
    histories,
    permanent_pages,
    released,
    standing,
    with_releases,
    write_release_files,
)
from helpers.publishing.runner import pool
from helpers.publishing.runner.pool import Progress
from helpers.publishing.site import render
from helpers.publishing.site.assembly import assemble
from helpers.publishing.site.deploy import recover_site, replace_site
from helpers.publishing.site.finished_pages import finish_pages
from helpers.publishing.site.gate import faults_of, missing, refuse
from helpers.publishing.site.page_content import PageContent
from helpers.publishing.site.render import PLACES, config_in, render_changed
from helpers.publishing.site.search import write_index

CONFIG: Final = "_config.yml"

PRELOAD: Final = (
    *pool.PRELOAD,
    "helpers.publishing.open_data.page_scripts",
    "helpers.publishing.open_data.writing",
    "helpers.publishing.site.finished_pages",
    *render.PRELOAD,
)
"""What is imported by the processes that run editions, write data and the files beside pages, and render."""

_NOT_PUBLISHED: Final = shutil.ignore_patterns(".buildinfo")
"""Sphinx's note for its next build, which depends on paths of this machine."""


@dataclass(frozen=True)
class Translation:
    """What is published in a language: the executed editions, what pages refer to, what the search knows."""

    language: str
    reports: tuple[SeriesPages, ...]
    context: Mapping[str, Any]
    lookup: Mapping[str, Any]


class _Made(NamedTuple):
    """The site in a language: its folder, where that is in the whole site, and what was read of its pages."""

    folder: Path
    prefix: str
    pages: dict[str, PageContent]


def check_ready(repository: Repository, catalogue: Catalogue) -> None:
    """Refuse, before anything runs, what would keep the site from being made.

    CatalogueError when ``_toc.yml`` is not the catalogue's, or that lacks an edition that was released;
    BuildError when the configuration lacks the title, the authors or the address of the site.
    """
    path = repository.root / TOC
    if not path.is_file() or path.read_bytes() != toc(catalogue).encode():
        raise CatalogueError(f"{path}: is not the one of {CATALOGUE}; run: tradebook toc")
    read_settings(repository.root / CONFIG)
    editions = {release.edition for release in read_lock(repository.root / LOCK)}
    lost = sorted(editions - {edition.page for edition in catalogue.editions})
    if lost:
        raise CatalogueError(
            f"{CATALOGUE}: lacks {', '.join(lost)}, which {LOCK} says was released and may be "
            "cited; put it back"
        )


def publish(
    repository: Repository,
    catalogue: Catalogue,
    reports: tuple[SeriesPages, ...],
    context: Mapping[str, Any],
    lookup: Mapping[str, Any],
    *,
    progress: Progress,
    translations: Iterable[Translation] = (),
    accept_smaller: bool = False,
    add_data: Callable[[Path, Translation], Mapping[str, Any]] = lambda *_: {},
    put_in_place: Callable[[Path, Path], None] = replace_site,
) -> None:
    """Make the site of the executed editions and put it in place, or leave the one that was there.

    Parameters
    ----------
    repository, catalogue, reports : Repository, Catalogue, tuple of SeriesPages
        The folders, what to publish, and its executed editions.
    context, lookup : mapping
        What the pages of ``book/`` can refer to; ``names`` and ``words`` of the search.
    translations : iterable of Translation
        The same in further languages, each of which becomes a folder of the site.
    progress, accept_smaller : Progress, bool
        Informed of each step; whether pages may be much smaller than those in place.
    add_data : callable
        Adds what is made of the data to the folder of the site, given with what is published in a language;
        returns what the search knows of it.
    put_in_place : callable
        Called with that folder and the site's address.

    Raises
    ------
    BuildError
        When a page cannot be filled in, Jupyter Book warns, or the site does not pass the gate.
    """
    first = Translation(DEFAULT, reports, context, lookup)
    advance = progress.stage("book", 2)
    recover_site(repository.site)
    releases = read_lock(repository.root / LOCK)
    known = histories(releases, repository.root / FOLDER)
    editions = [edition.page for edition in catalogue.editions]
    revisions = [release.page for release in releases if not release.reworded]
    with staging(repository) as folder:
        site, pages = folder / "html", dict[str, PageContent]()
        for each in (first, *translations):
            made = _make_site(repository, catalogue, each, known=known, folder=folder)
            lookup = {**each.lookup, **add_data(site, each)}
            refuse(missing(site, [f"{made.prefix}{page}" for page in editions]))
            records = {page.page: page.record for one in each.reports for page in one.editions}
            write_index(made.folder, made.pages, records, lookup)
            pages |= {f"{made.prefix}{name}": content for name, content in made.pages.items()}
        refuse(missing(site, revisions))
        advance()
        old = None if accept_smaller else repository.site
        refuse([*faults_of(site, pages, old), *differing(releases, site)])
        put_in_place(site, repository.site)
    advance()


def _make_site(
    repository: Repository,
    catalogue: Catalogue,
    translation: Translation,
    *,
    known: Histories,
    folder: Path,
) -> _Made:
    """Make the site in a language, in a folder of all: pages, files beside them, lists.

    The pages of revisions are in the first language.
    """
    language, context = translation.language, translation.context
    words, settings = words_of(language), read_settings(repository.root / CONFIG, language)
    above, is_first = settings.above, language == DEFAULT
    reports = with_releases(translation.reports, known, words, above)
    reports = with_mentions(reports, words, above)
    permanent = permanent_pages(known, words) if is_first else []
    place = repository if is_first else repository.in_language(language)
    work = folder / language
    work.mkdir()
    editions = [page for report in reports for page in report.editions]
    source, contents, config = work / "source", work / TOC, repository.root / CONFIG
    context = {
        **context,
        "released": released(known, words),
        "repository": settings.repository,
        "address": settings.address(),
        "repository_unknown": words.text("record.repository"),
    }
    frame = repository.root / "book"
    own = frame if is_first else frame / language
    assemble(reports, own, context, source, permanent=permanent, frame=frame)
    releases = standing(editions, known)
    where = places(reports, settings, words, permanent=permanent, releases=releases)
    (source / PLACES).write_text(json.dumps(where, ensure_ascii=False), encoding="utf-8")
    contents.write_text(toc(catalogue, [page.page for page in permanent]), encoding="utf-8")
    place.built.mkdir(exist_ok=True)
    log = place.built / "jupyter-book.log"
    if not is_first:
        config = config_in(config, settings, words, work)
    html = render_changed(source, config, contents, place.book, log)
    prefix = "" if is_first else f"{language}/"
    site = Path(shutil.copytree(html, folder / "html" / prefix, ignore=_NOT_PUBLISHED))
    place.pages.mkdir(exist_ok=True)
    pages = finish_pages(site, [*editions, *permanent], settings, words, cache=place.pages)
    write_lists(reports, settings, words, site)
    if is_first:
        write_release_files(known, repository.root, site)
    return _Made(site, prefix, pages)
