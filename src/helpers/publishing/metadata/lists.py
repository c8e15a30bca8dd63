"""Lists of editions and pages: Atom feeds, ``editions.json``, ``sitemap.xml``, ``robots.txt``, ``llms.txt``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.edition_pages import EditionPage, SeriesPages, dated, newest_first
from helpers.publishing.catalogue.editions import ABOUT
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.metadata.addresses import (
    KINDS,
    PACKAGE,
    PAGE,
    address_of,
    kinds_of,
)
from helpers.publishing.metadata.package import as_json

FEED: Final = "feed.xml"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_SITEMAPS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_FOR_MODELS: Final = {
    "series": "data/index.json",
    "form": "open_data.html",
    "editions": "editions.json",
    "data": "data.html",
    "method": "method.html",
    "revisions": "revisions.html",
}
"""What models are told of first, by the words for it."""
_LONGEST: Final = 50
"""Entries of a feed, the newest; the archive has all."""


def write_lists(
    published: Iterable[SeriesPages], settings: Settings, words: Words, site: Path
) -> None:
    """Write the lists of the editions at the root of the built site. They leave out revisions."""
    published = tuple(published)
    editions, every = newest_first(published), [one for each in published for one in each.editions]
    for described in feeds(published, settings, words):
        listed = [series for series in published if described["anchor"] in (None, series.anchor)]
        newest = newest_first(listed)
        content = feed(described["title"], described["path"], newest, settings, words)
        (site / described["path"]).write_bytes(content)
    (site / "editions.json").write_bytes(as_json(_index(editions, settings)))
    (site / "sitemap.xml").write_bytes(_sitemap(every, settings))
    if not settings.above:
        (site / "robots.txt").write_text(_robots(settings), encoding="utf-8")
    (site / "llms.txt").write_bytes(_for_models(published, settings, words).encode())


def _robots(settings: Settings) -> str:
    """Let everybody read everything, and name the map of each language."""
    folders = ("", *(f"{language}/" for language in settings.languages[1:]))
    maps = (f"Sitemap: {settings.address(f'{folder}sitemap.xml')}\n" for folder in folders)
    return f"User-agent: *\nAllow: /\n\n{''.join(maps)}"


def _for_models(published: Iterable[SeriesPages], settings: Settings, words: Words) -> str:
    """Say in Markdown what the site is, what is where and how to cite it: the form of llmstxt.org."""
    editions = (
        f"- [{series.title}]({address_of(series.editions[0], PAGE, settings)})"
        for series in published
        if series.editions
    )
    return words.fill(
        "llms.text",
        title=settings.title,
        institution=settings.institution,
        licence=f"{settings.licence.name} ({settings.licence.url})",
        editions="\n".join(editions),
        files="\n".join(
            f"- [{name}]({settings.address(_FOR_MODELS[key])})"
            for key, name in words.tree("llms.files").items()
        ),
    )


def feeds(
    published: Iterable[SeriesPages], settings: Settings, words: Words
) -> list[dict[str, Any]]:
    """Name the feeds: ``path``, ``title``, and ``anchor`` of the series, None for all."""
    site = settings.title
    whole = {"path": FEED, "title": words.fill("feed.all", site=site), "anchor": None}
    parts = [
        {
            "path": f"{series.key}/{FEED}",
            "title": words.fill("feed.series", site=site, series=series.title),
            "anchor": series.anchor,
        }
        for series in dated(published)
    ]
    return [whole, *parts]


def feed(
    title: str, path: str, editions: Iterable[EditionPage], settings: Settings, words: Words
) -> bytes:
    """Write a feed of editions, the latest first; an entry's date is the day of its data, in China.

    Where it was revised it is the day of the revision if that is later, and the entry says what changed.
    Of one day, they stand as given.

    The path of the feed on the site, with the site's address, is its identity.
    """
    entries = sorted(editions, key=_updated, reverse=True)[:_LONGEST]
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": words.text("writing.tag")})
    _add(root, "title", title)
    _add(root, "id", settings.address(path))
    _add(root, "link", rel="self", type="application/atom+xml", href=settings.address(path))
    _add(root, "link", rel="alternate", type=KINDS[PAGE].media, href=settings.address())
    _add(root, "updated", _moment(max(map(_updated, entries))))
    for author in settings.authors:
        _add(_add(root, "author"), "name", author.name)
    for page in entries:
        address, package = (address_of(page, kind, settings) for kind in (PAGE, PACKAGE))
        entry = _add(root, "entry")
        _add(entry, "title", page.title)
        _add(entry, "id", address)
        _add(entry, "link", rel="alternate", type=KINDS[PAGE].media, href=address)
        _add(entry, "link", rel="enclosure", type=KINDS[PACKAGE].media, href=package)
        _add(entry, "updated", _moment(_updated(page)))
        _add(entry, "category", term=page.edition.folder, label=str(page.record["title"]))
        _add(entry, "summary", f"{page.record['summary']}{page.revised}{_dates(page, words)}")
    return _xml(root)


def _dates(page: EditionPage, words: Words) -> str:
    released, taken = page.days.released_in(words), words.day(page.days.taken)
    period = str(page.record["period"])
    return words.fill("feed.dates", period=period, released=released, taken=taken)


def _updated(page: EditionPage) -> str:
    return max(page.day, page.version.date) if page.revised and page.version else page.day


def _index(editions: Iterable[EditionPage], settings: Settings) -> dict[str, Any]:
    """List all editions with what each is of and the addresses of its files."""
    return {
        "title": settings.title,
        "address": settings.address(),
        "editions": [
            {
                "series": page.edition.folder,
                "report": page.edition.report,
                "name": page.edition.name,
                "title": page.title,
                "period": page.edition.period,
                "day": page.day,
                "currency": page.currency,
                "parameters": page.record["given"],
                "statuses": page.record["statuses"],
                "sources": page.record["sources"],
                "headline": page.record["headline"],
                "files": {
                    kind: {"address": address_of(page, kind, settings), "type": KINDS[kind].media}
                    for kind in kinds_of(page)
                },
            }
            for page in editions
        ],
    }


def _sitemap(editions: Iterable[EditionPage], settings: Settings) -> bytes:
    """List the pages of the site; of an edition with the day of its data."""
    root = ElementTree.Element("urlset", {"xmlns": _SITEMAPS})
    for path in ("", *(f"{name}.html" for name in ABOUT)):
        _add(_add(root, "url"), "loc", settings.address(path))
    for page in editions:
        url = _add(root, "url")
        _add(url, "loc", address_of(page, PAGE, settings))
        _add(url, "lastmod", page.day)
    return _xml(root)


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name, attributes)
    child.text = text
    return child


def _xml(root: ElementTree.Element) -> bytes:
    """Write a document with its declaration, and a line break at its end."""
    ElementTree.indent(root)
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _moment(day: str) -> str:
    return f"{day}T00:00:00+08:00"
