"""What is made of the rendered pages: the files beside each, and what search and gate read of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from helpers.core.errors import BuildError
from helpers.core.fingerprints import code_fingerprint, hash_of_texts
from helpers.core.workers import workers
from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.metadata.card import fonts
from helpers.publishing.metadata.page_files import write_page_files
from helpers.publishing.site.assembly import add_downloads
from helpers.publishing.site.links import Links, read_links
from helpers.publishing.site.page_cache import PageCache
from helpers.publishing.site.search.page_text import PageSection, read_page

_FEW: Final = 4
"""So many pages are done sooner than a process is started."""

_STOPPED: Final = (
    "a process that wrote the files beside a page was stopped from outside, perhaps for want of "
    "memory; build again: finished pages are kept"
)


Task = tuple[str, str, EditionPage | None]
"""A page to be finished: its key, its name, and its edition where it is one's."""


@dataclass(frozen=True)
class FinishedPage:
    """What was read of a rendered page.

    Attributes
    ----------
    sections : list of PageSection
        Its text for the search.
    links : Links
        Where it leads, for the gate.
    """

    sections: list[PageSection]
    links: Links


def finish_pages(
    site: Path,
    editions: Iterable[EditionPage],
    settings: Settings,
    words: Words,
    *,
    cache: Path,
) -> dict[str, FinishedPage]:
    """Put files beside the pages of a rendered site, and read all pages; what did not change is cached.

    Parameters
    ----------
    site : pathlib.Path
        The rendered site.
    editions : iterable of EditionPage
        The editions and the revisions.
    settings, words : Settings, Words
        The site, and its language.
    cache : pathlib.Path
        The folder of the page cache.

    Returns
    -------
    dict of str to Page
        By the page's address without its ending.

    Raises
    ------
    BuildError
        When a process is stopped from outside.
    """
    cached = PageCache(cache, hash_of_texts(code_fingerprint(), fonts(), repr(settings)))
    by_page = {edition.page: edition for edition in editions}
    names = [path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("*.html")]
    keys = {name: _key(cached, site, name, by_page.get(name)) for name in sorted(names)}
    new = [(key, name, by_page.get(name)) for name, key in keys.items() if not cached.has(key)]
    with workers(len(new), BuildError(_STOPPED), per_process=_FEW) as each:
        for _ in each(partial(_finish, cached, site, settings, words), new):
            pass
    pages = {name: _page(cached.take(key, site)) for name, key in keys.items()}
    cached.keep_only(keys.values())
    return pages


def _key(cached: PageCache, site: Path, name: str, edition: EditionPage | None) -> str:
    html = (site / f"{name}.html").read_text(encoding="utf-8")
    if edition is None:
        return cached.key_of(name, html)
    identity = (repr(edition.edition), repr(edition.version), edition.stored.digest)
    return cached.key_of(name, html, *identity)


def _finish(cached: PageCache, site: Path, settings: Settings, words: Words, task: Task) -> None:
    """Add the entry of a page to the cache."""
    key, name, edition = task
    html = (site / f"{name}.html").read_text(encoding="utf-8")

    def make(folder: Path) -> Mapping[str, Any]:
        if edition is not None:
            (folder / edition.page).parent.mkdir(parents=True)
            add_downloads(edition, folder)
            write_page_files(edition, settings, words, folder)
        sections = [vars(section) for section in read_page(html)]
        return {"sections": sections, "links": vars(read_links(html))}

    cached.add(key, make)


def _page(content: Mapping[str, Any]) -> FinishedPage:
    sections = [PageSection(**section) for section in content["sections"]]
    return FinishedPage(sections, Links(**content["links"]))
