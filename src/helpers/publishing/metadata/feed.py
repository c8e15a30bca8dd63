"""Atom feeds: of all editions, and of those of one report type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree

from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.metadata.addresses import KINDS, PACKAGE, PAGE, address_of

FEED: Final = "feed.xml"
_ATOM: Final = "http://www.w3.org/2005/Atom"
_LONGEST: Final = 50
"""Entries of a feed, the newest; the archive has all."""


def feed(title: str, path: str, editions: Iterable[EditionPage], settings: Settings) -> bytes:
    """Write a feed of editions, the newest first.

    Parameters
    ----------
    title : str
        Of the feed.
    path : str
        Where on the site the feed is; with the site's address it is the feed's identity.
    editions : iterable of EditionPage
        Newest first. An entry's date is the day of its data, in China.
    settings : Settings
        The site.
    """
    entries = list(editions)[:_LONGEST]
    root = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    _add(root, "title", title)
    _add(root, "id", settings.address(path))
    _add(root, "link", rel="self", type="application/atom+xml", href=settings.address(path))
    _add(root, "link", rel="alternate", type="text/html", href=settings.address())
    _add(root, "updated", _moment(max(one.day for one in entries)))
    for author in settings.authors:
        _add(_add(root, "author"), "name", author.name)
    for one in entries:
        _entry(root, one, settings)
    ElementTree.indent(root)
    return xml(root)


def xml(root: ElementTree.Element) -> bytes:
    """Write a document with its declaration, and a line break at its end."""
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(root: ElementTree.Element, one: EditionPage, settings: Settings) -> None:
    page, package = (address_of(one, kind, settings) for kind in (PAGE, PACKAGE))
    entry = _add(root, "entry")
    _add(entry, "title", one.title)
    _add(entry, "id", page)
    _add(entry, "link", rel="alternate", type=KINDS[PAGE].media, href=page)
    _add(entry, "link", rel="enclosure", type=KINDS[PACKAGE].media, href=package)
    _add(entry, "updated", _moment(one.day))
    _add(entry, "category", term=one.edition.report, label=str(one.record["title"]))
    _add(entry, "summary", str(one.record["summary"]))


def _add(
    parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str
) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name, attributes)
    child.text = text
    return child


def _moment(day: str) -> str:
    return f"{day}T00:00:00+08:00"
