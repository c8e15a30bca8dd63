"""Lists of all editions and pages: ``editions.json``, ``sitemap.xml``, ``robots.txt``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.catalogue.editions import ABOUT
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.metadata.addresses import KINDS, PAGE, address_of, kinds_of
from helpers.publishing.metadata.feed import xml

_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"


def index(editions: Iterable[EditionPage], settings: Settings) -> dict[str, Any]:
    """List all editions with what each is of and the addresses of its files."""
    return {
        "title": settings.title,
        "address": settings.address(),
        "editions": [
            {
                "report": one.edition.report,
                "name": one.edition.name,
                "title": one.title,
                "period": one.edition.period,
                "day": one.day,
                "parameters": one.record["given"],
                "statuses": one.record["statuses"],
                "sources": one.record["sources"],
                "headline": one.record["headline"],
                "files": {
                    kind: {
                        "address": address_of(one, kind, settings),
                        "type": KINDS[kind].media,
                    }
                    for kind in kinds_of(one.chart is not None)
                },
            }
            for one in editions
        ],
    }


def sitemap(editions: Iterable[EditionPage], settings: Settings) -> bytes:
    """List the pages of the site; of an edition with the day of its data."""
    root = ElementTree.Element("urlset", {"xmlns": _SITEMAPS})
    _url(root, settings.address())
    for name in ABOUT:
        _url(root, settings.address(f"{name}.html"))
    for one in editions:
        _url(root, address_of(one, PAGE, settings), one.day)
    ElementTree.indent(root)
    return xml(root)


def robots(settings: Settings) -> bytes:
    """Let every robot read everything, and say where the site map is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {settings.address('sitemap.xml')}\n".encode()


def _url(root: ElementTree.Element, address: str, day: str = "") -> None:
    url = ElementTree.SubElement(root, "url")
    ElementTree.SubElement(url, "loc").text = address
    if day:
        ElementTree.SubElement(url, "lastmod").text = day
