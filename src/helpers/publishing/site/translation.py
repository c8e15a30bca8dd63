"""The site in one language: its sources, its rendered pages, the files beside them, its lists.

The first language is the site itself, each other a folder of it. Every revision has its permanent page in the
first, and in another where it was written in that.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from helpers.core.repository import Repository
from helpers.presentation.locale.language import DEFAULT
from helpers.presentation.locale.words import Words, words_of
from helpers.publishing.bundle.edition_pages import EditionPage, SeriesPages
from helpers.publishing.catalogue.editions import TOC, Catalogue, toc
from helpers.publishing.catalogue.settings import CONFIG, Settings, read_settings
from helpers.publishing.metadata.lists import write_lists
from helpers.publishing.metadata.mentions import with_mentions
from helpers.publishing.metadata.places import places
from helpers.publishing.releases.release_files import write_release_files
from helpers.publishing.releases.release_history import Histories
from helpers.publishing.releases.release_pages import permanent_pages, released, with_releases
from helpers.publishing.releases.release_standing import standing
from helpers.publishing.site.assembly import assemble
from helpers.publishing.site.finished_pages import finish_pages
from helpers.publishing.site.page_content import PageContent
from helpers.publishing.site.render import PLACES, config_in, render_changed

_NOT_PUBLISHED: Final = shutil.ignore_patterns(".buildinfo")
"""Sphinx's note for its next build, which depends on paths of this machine."""


@dataclass(frozen=True)
class Translation:
    """What is published in a language.

    Attributes
    ----------
    language, reports : str, tuple of SeriesPages
        Its name, and the executed editions.
    context, lookup : mapping
        What the pages of ``book/`` can refer to; ``names`` and ``words`` of the search.
    """

    language: str
    reports: tuple[SeriesPages, ...]
    context: Mapping[str, Any]
    lookup: Mapping[str, Any]

    @property
    def records(self) -> dict[str, Mapping[str, Any]]:
        """Return what each edition says of itself, by its page."""
        return {page.page: page.record for one in self.reports for page in one.editions}


class Made(NamedTuple):
    """The site in a language: its folder, where that is in the whole site, and what was read of its pages."""

    folder: Path
    prefix: str
    pages: dict[str, PageContent]

    def in_site(self) -> dict[str, PageContent]:
        """Return what was read of the pages, by their names in the whole site."""
        return {f"{self.prefix}{name}": content for name, content in self.pages.items()}


@dataclass(frozen=True)
class _Part:
    """What the site in a language is made of; ``place`` has the folders of the language."""

    root: Path
    place: Repository
    settings: Settings
    words: Words
    reports: tuple[SeriesPages, ...]
    permanent: tuple[EditionPage, ...]

    @classmethod
    def of(cls, repository: Repository, translation: Translation, known: Histories) -> _Part:
        language = translation.language
        words, settings = words_of(language), read_settings(repository.root / CONFIG, language)
        place = repository if language == DEFAULT else repository.in_language(language)
        reports = with_releases(translation.reports, known, words, settings.above)
        return cls(
            repository.root,
            place,
            settings,
            words,
            with_mentions(reports, words),
            tuple(permanent_pages(known, words)),
        )

    @property
    def editions(self) -> list[EditionPage]:
        return [page for report in self.reports for page in report.editions]

    @property
    def prefix(self) -> str:
        return f"{self.settings.language}/" if self.settings.above else ""


def make_in_language(
    repository: Repository,
    catalogue: Catalogue,
    translation: Translation,
    known: Histories,
    folder: Path,
) -> Made:
    """Make the site in a language below ``folder / "html"``; BuildError as ``publish`` has it."""
    part = _Part.of(repository, translation, known)
    work = folder / translation.language
    work.mkdir()
    _write_sources(part, translation.context, known, work / "source")
    html = _rendered(part, catalogue, work)
    site = Path(
        shutil.copytree(
            html, folder / "html" / part.prefix, ignore=_NOT_PUBLISHED, dirs_exist_ok=True
        )
    )
    part.place.pages.mkdir(exist_ok=True)
    pages = [*part.editions, *part.permanent]
    content = finish_pages(site, pages, part.settings, part.words, cache=part.place.pages)
    write_lists(part.reports, part.settings, part.words, site)
    write_release_files(known, translation.language, site)
    if not part.prefix and part.place.lock.is_file():
        shutil.copyfile(part.place.lock, site / part.place.lock.name)
    return Made(site, part.prefix, content)


def _write_sources(part: _Part, context: Mapping[str, Any], known: Histories, source: Path) -> None:
    """Write the sources of the pages, and what the templates are filled with."""
    settings, words, book = part.settings, part.words, part.root / "book"
    # Those of permanent pages may be in the first language.
    titles = {page.page: page.title for page in part.editions} if part.prefix else {}
    context = {
        **context,
        "released": released(known, words, titles, settings.above),
        "repository": settings.repository,
        "address": settings.address(),
        "repository_unknown": words.text("record.repository"),
    }
    pages = book / part.prefix
    assemble(part.reports, pages, context, source, permanent=part.permanent, frame=book)
    releases = standing(part.editions, known, words)
    where = places(part.reports, settings, words, permanent=part.permanent, releases=releases)
    (source / PLACES).write_text(json.dumps(where, ensure_ascii=False), encoding="utf-8")


def _rendered(part: _Part, catalogue: Catalogue, work: Path) -> Path:
    """Render the pages; return their folder, which may not be changed."""
    contents, config = work / TOC, part.root / CONFIG
    contents.write_text(toc(catalogue, [page.page for page in part.permanent]), encoding="utf-8")
    if part.prefix:
        config = config_in(config, part.settings, part.words, work)
    part.place.built.mkdir(exist_ok=True)
    log = part.place.built / "jupyter-book.log"
    return render_changed(work / "source", config, contents, part.place.book, log)
