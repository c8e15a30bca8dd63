"""Where on the site each page stands, and the content of its head: what the templates are filled with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from helpers.presentation.locale.language import DEFAULT
from helpers.presentation.locale.words import Words, words_of
from helpers.publishing.bundle.edition_pages import EditionPage, SeriesPages, dated
from helpers.publishing.catalogue.editions import ABOUT
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.citations.box import box
from helpers.publishing.citations.interchange import highwire
from helpers.publishing.citations.work import citable
from helpers.publishing.metadata.addresses import (
    DOCUMENTS,
    KINDS,
    PICTURE,
    address_of,
    has_documents,
)
from helpers.publishing.metadata.card import HEIGHT, WIDTH
from helpers.publishing.metadata.currency_notes import currency_notes
from helpers.publishing.metadata.dataset import dataset
from helpers.publishing.metadata.lists import feeds


def places(
    published: Iterable[SeriesPages],
    settings: Settings,
    words: Words,
    *,
    permanent: Iterable[EditionPage] = (),
    releases: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
) -> dict[str, Any]:
    """Return what the templates are filled with.

    Parameters
    ----------
    published, permanent : iterable of SeriesPages, iterable of EditionPage
        What is published, and the pages of revisions.
    settings, words : Settings, Words
        The site, and its language.
    releases : mapping
        What each page says of its release.

    Returns
    -------
    dict
        ``every``: the site's title, institution and licence, its language and the others, the words around
        pages and of a search without its index, its series, other pages and feeds, the same however many
        editions there are; ``pages``: of each edition its way from the home page, its period, the day of its
        data, its neighbours, what is told of its currency, the content of its head, how it is cited, what a
        link to the explorer says, its documents where it has any, and its release.
    """
    published = tuple(published)
    told = currency_notes(dated(published), words)
    every = _every(published, settings, words)
    pages = {
        page.page: _place(series, page) | told.get(page.page, {}) | _content(page, settings, words)
        for series in published
        for page in series.editions
    }
    for page in permanent:
        place = _below(pages, releases[page.page])
        pages[page.page] = place | _content(page, settings, words)
    for name, release in releases.items():
        if name in pages:
            days = {"day": words.day(release["date"])}
            if release.get("written"):
                days["written"] = words.day(release["written"])
            pages[name]["release"] = {**release, **days}
    return {"every": every, "pages": pages}


def _every(published: tuple[SeriesPages, ...], settings: Settings, words: Words) -> dict[str, Any]:
    """Return what all pages are told."""
    return {
        "title": settings.title,
        "lang": words.text("writing.tag"),
        "above": settings.above,
        "twins": _twins(settings),
        "frame": words.tree("frame"),
        "institution": settings.institution,
        "licence": {"name": settings.licence.name, "url": settings.licence.url},
        "series": [{"anchor": series.anchor, "title": series.title} for series in dated(published)],
        "about": [{"page": name, "title": words.text(f"about.{name}")} for name in ABOUT],
        "feeds": feeds(published, settings, words),
        "unsearched": words.text("search.broken"),
    }


def _twins(settings: Settings) -> list[dict[str, str]]:
    """List the other languages of the site: tag, own name, and the way to their folder and its address."""
    found = []
    for language in settings.languages:
        if language == settings.language:
            continue
        folder = "" if language == DEFAULT else f"{language}/"
        words = words_of(language)
        found.append(
            {
                "tag": words.text("writing.tag"),
                "name": words.text("writing.own_name"),
                "path": settings.above + folder,
                "address": settings.root + folder,
            }
        )
    return found


def _place(series: SeriesPages, page: EditionPage) -> dict[str, Any]:
    """Return where the page of an edition stands, and its neighbours; profiles follow no other."""
    if page.edition.living:
        crumb = {"page": "profiles", "anchor": "", "title": series.title}
        return {"of": series.anchor, "crumbs": [crumb], "period": page.record["title"]}
    crumb = {"page": "archive", "anchor": f"#{series.anchor}", "title": series.title}
    sides = zip(("prev", "next"), series.neighbours(page), strict=True)
    neighbours = {
        side: {"page": other.page, "title": other.title, "period": other.record["period"]}
        for side, other in sides
        if other is not None
    }
    return {"of": series.anchor, "crumbs": [crumb], "period": page.record["period"], **neighbours}


def _below(pages: Mapping[str, Any], release: Mapping[str, Any]) -> dict[str, Any]:
    """Return where the page of a revision stands: below the latest page of its edition."""
    latest = pages[release["edition"]]
    crumb = {"page": release["edition"], "anchor": "", "title": latest["period"]}
    return {
        "of": latest["of"],
        "crumbs": [*latest["crumbs"], crumb],
        "period": release["name"],
        "permanent": True,
    }


def _content(page: EditionPage, settings: Settings, words: Words) -> dict[str, Any]:
    """Return what follows from an edition alone: its day, its head, how it is cited."""
    picture = page.chart and {
        "address": address_of(page, PICTURE, settings),
        "width": WIDTH,
        "height": HEIGHT,
        "alternative": page.chart.alternative,
    }
    cited = citable(page, settings)
    head = {
        "title": page.title,
        "summary": page.record["summary"],
        "picture": picture,
        "dataset": dataset(page, settings, words),
        "citation": highwire(cited),
    }
    # What a link to the explorer says besides the figures; a page that never changes asks for what was known.
    explore = {
        "words": words.text("explore.take.open"),
        "currency": page.currency,
        "as": page.day if page.is_permanent else "",
    }
    content = {
        "released": page.days.released_in(words),
        "taken": {"iso": page.days.taken, "written": words.day(page.days.taken)},
        "issue": page.record["period"],
        "head": head,
        "cite": box(cited, page.page, words),
        "explore": explore,
    }
    if has_documents(page):
        content["documents"] = _documents(page, words)
    return content


def _documents(page: EditionPage, words: Words) -> dict[str, Any]:
    """Return the links to a page's documents: their files, what they are called, and in full."""
    links = [
        {
            "file": f"{page.file}{KINDS[kind].ending}",
            "name": words.text(f"documents.names.{kind}"),
            "of": words.fill(
                "documents.of", title=page.title, name=words.text(f"documents.names.{kind}")
            ),
        }
        for kind in DOCUMENTS
    ]
    return {"label": words.text("documents.offered"), "links": links}
