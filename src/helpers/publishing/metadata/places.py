"""Where on the site each page stands, and what its head tells: what the templates are filled with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.edition_pages import EditionPage, ReportPages
from helpers.publishing.catalogue.editions import ABOUT
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.citations.box import box
from helpers.publishing.citations.highwire import highwire
from helpers.publishing.citations.work import citable
from helpers.publishing.metadata.addresses import PICTURE, address_of
from helpers.publishing.metadata.card import HEIGHT, WIDTH
from helpers.publishing.metadata.dataset import dataset
from helpers.publishing.metadata.feed import FEED


def places(
    reports: Iterable[ReportPages],
    settings: Settings,
    words: Words,
    *,
    permanent: Iterable[EditionPage] = (),
    releases: Mapping[str, Mapping[str, Any]] = MappingProxyType({}),
) -> dict[str, Any]:
    """Tell the templates of every page, and of each.

    Parameters
    ----------
    reports : iterable of ReportPages
        What is published.
    settings, words : Settings, Words
        The site, and its language.
    permanent : iterable of EditionPage
        The pages of revisions.
    releases : mapping
        What each page says of its release.

    Returns
    -------
    dict
        ``every``: the site's title, its report types, own pages and feeds, the same however many
        editions there are; ``pages``: of each edition its way from the home page, its period, the
        day of its data, its neighbours, the content of its head, how it is cited, and its release.
    """
    reports = tuple(reports)
    pages = {
        one.page: {
            "of": report.anchor,
            "crumbs": [{"page": "archive", "anchor": f"#{report.anchor}", "title": report.title}],
            "period": one.record["period"],
            **_neighbours(report, one),
            **_own(one, settings, words),
        }
        for report in reports
        for one in report.editions
    }
    for one in permanent:
        told = _own(one, settings, words)
        pages[one.page] = {**_below(pages, releases[one.page]), **told}
    for page, release in releases.items():
        pages[page]["release"] = release
    return {"every": _every(reports, settings, words), "pages": pages}


def feeds(reports: Iterable[ReportPages], settings: Settings, words: Words) -> list[dict[str, Any]]:
    """Name the feeds: ``path``, ``title``, and ``anchor`` of the report type, None for all."""
    site = settings.title
    whole = {"path": FEED, "title": words.fill("feed.all", site=site), "anchor": None}
    parts = [
        {
            "path": f"{report.report}/{FEED}",
            "title": words.fill("feed.report", site=site, report=report.title),
            "anchor": report.anchor,
        }
        for report in reports
    ]
    return [whole, *parts]


def _every(reports: tuple[ReportPages, ...], settings: Settings, words: Words) -> dict[str, Any]:
    return {
        "title": settings.title,
        "reports": [{"anchor": report.anchor, "title": report.title} for report in reports],
        "about": [{"page": name, "title": words.text(f"about.{name}")} for name in ABOUT],
        "feeds": feeds(reports, settings, words),
    }


def _own(one: EditionPage, settings: Settings, words: Words) -> dict[str, Any]:
    """Return what follows from an edition alone: its day, its head, how it is cited."""
    return {
        "day": one.day,
        "head": _head(one, settings, words),
        "cite": box(citable(one, settings), one.page, words),
    }


def _below(pages: Mapping[str, Any], release: Mapping[str, Any]) -> dict[str, Any]:
    """Return where the page of a revision stands: below the latest page of its edition."""
    latest = pages[release["edition"]]
    crumb = {"page": release["edition"], "anchor": "", "title": latest["period"]}
    return {
        "of": latest["of"],
        "crumbs": [*latest["crumbs"], crumb],
        "period": release["name"],
    }


def _neighbours(report: ReportPages, one: EditionPage) -> dict[str, Any]:
    sides = zip(("prev", "next"), report.neighbours(one), strict=True)
    return {
        side: {"page": other.page, "title": other.title, "period": other.record["period"]}
        for side, other in sides
        if other is not None
    }


def _head(one: EditionPage, settings: Settings, words: Words) -> dict[str, Any]:
    picture = one.chart and {
        "address": address_of(one, PICTURE, settings),
        "width": WIDTH,
        "height": HEIGHT,
        "alternative": one.chart.alternative,
    }
    return {
        "title": one.title,
        "summary": one.record["summary"],
        "picture": picture,
        "dataset": dataset(one, settings, words),
        "citation": highwire(citable(one, settings)),
    }
