"""Writing what machines read: next to each edition's page, and at the root of the site."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.edition_pages import EditionPage, ReportPages, newest_first
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.citations.interchange import FORMATS
from helpers.publishing.citations.number_panel import ENDING as NUMBER_PANEL
from helpers.publishing.citations.number_panel import panel_script
from helpers.publishing.citations.work import citable
from helpers.publishing.metadata.addresses import CHART, DESCRIPTOR, PACKAGE, PICTURE, path_of
from helpers.publishing.metadata.card import card
from helpers.publishing.metadata.feed import feed
from helpers.publishing.metadata.listing import index, robots, sitemap
from helpers.publishing.metadata.package import as_json, descriptor, files_of, zipped
from helpers.publishing.metadata.places import feeds


def write_page_files(page: EditionPage, settings: Settings, words: Words, site: Path) -> None:
    """Write what machines read next to a page: its data package, citations, numbers, and pictures.

    Parameters
    ----------
    page : EditionPage
        The edition.
    settings, words : Settings, Words
        The site, and its language.
    site : pathlib.Path
        The built site, with the edition's figures and tables next to its page.
    """
    _package(page, settings, words, site)
    _citations(page, settings, words, site)
    if page.chart is not None:
        (site / path_of(page, CHART)).write_text(page.chart.svg, encoding="utf-8")
        (site / path_of(page, PICTURE)).write_bytes(card(page, page.chart, settings.title))


def write_lists(
    reports: Iterable[ReportPages],
    settings: Settings,
    words: Words,
    site: Path,
) -> None:
    """Write what lists the editions: feeds, the index, the site map. They leave out revisions.

    Parameters
    ----------
    reports : iterable of ReportPages
        What is published.
    settings, words : Settings, Words
        The site, and its language.
    site : pathlib.Path
        The built site.
    """
    reports = tuple(reports)
    news = newest_first(reports)
    for described in feeds(reports, settings, words):
        listed = [report for report in reports if described["anchor"] in (None, report.anchor)]
        content = feed(described["title"], described["path"], newest_first(listed), settings)
        (site / described["path"]).write_bytes(content)
    (site / "editions.json").write_bytes(as_json(index(news, settings)))
    (site / "sitemap.xml").write_bytes(sitemap(news, settings))
    (site / "robots.txt").write_bytes(robots(settings))


def _package(page: EditionPage, settings: Settings, words: Words, site: Path) -> None:
    described = descriptor(page, settings, words)
    (site / path_of(page, DESCRIPTOR)).write_bytes(as_json(described))
    folder = (site / page.page).parent
    files = {name: (folder / name).read_bytes() for name in files_of(described)}
    (site / path_of(page, PACKAGE)).write_bytes(zipped(described, files))


def _citations(page: EditionPage, settings: Settings, words: Words, site: Path) -> None:
    cited = citable(page, settings)
    for key, of in FORMATS.items():
        path = site / path_of(page, key)
        path.write_text(of.write(cited), encoding="utf-8", newline="")
    numbers = site / f"{page.page}{NUMBER_PANEL}"
    numbers.write_text(panel_script(page.record, words), encoding="utf-8", newline="")
