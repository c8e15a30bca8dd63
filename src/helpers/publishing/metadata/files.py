"""Writing what machines read: beside each edition's page, and at the root of the site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.published import Published, Shelf, newest_first
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.citations.interchange import FORMATS
from helpers.publishing.citations.number_panel import ENDING as NUMBER_PANEL
from helpers.publishing.citations.number_panel import panel_script
from helpers.publishing.citations.work import citable
from helpers.publishing.metadata.addresses import CHART, DESCRIPTOR, PACKAGE, PICTURE, path_of
from helpers.publishing.metadata.card import card
from helpers.publishing.metadata.chart import Chart
from helpers.publishing.metadata.feed import feed
from helpers.publishing.metadata.listing import index, robots, sitemap
from helpers.publishing.metadata.package import as_json, descriptor, files_of, zipped
from helpers.publishing.metadata.places import feeds


def write_beside(
    one: Published, chart: Chart | None, settings: Settings, words: Words, site: Path
) -> None:
    """Write what machines read beside a page: its data package, citations, numbers, and pictures.

    Parameters
    ----------
    one : Published
        The edition.
    chart : Chart or None
        Its headline chart; None for one without.
    settings, words : Settings, Words
        The site, and its language.
    site : pathlib.Path
        The built site, with the edition's figures and tables beside its page.
    """
    _package(one, settings, words, site)
    _citations(one, settings, words, site)
    if chart is not None:
        _pictures(one, chart, settings, site)


def write_lists(
    shelves: Iterable[Shelf],
    charts: Mapping[str, Chart | None],
    settings: Settings,
    words: Words,
    site: Path,
) -> None:
    """Write what lists the editions: feeds, the index, the site map. Of revisions none tells.

    Parameters
    ----------
    shelves : iterable of Shelf
        What is published.
    charts : mapping
        The headline chart of each edition by its page; None for one without.
    settings, words : Settings, Words
        The site, and its language.
    site : pathlib.Path
        The built site.
    """
    shelves = tuple(shelves)
    news = newest_first(shelves)
    for told in feeds(shelves, settings, words):
        of = [shelf for shelf in shelves if told["anchor"] in (None, shelf.anchor)]
        content = feed(told["title"], told["path"], newest_first(of), settings)
        (site / told["path"]).write_bytes(content)
    listed = index(((one, charts[one.page]) for one in news), settings)
    (site / "editions.json").write_bytes(as_json(listed))
    (site / "sitemap.xml").write_bytes(sitemap(news, settings))
    (site / "robots.txt").write_bytes(robots(settings))


def _package(one: Published, settings: Settings, words: Words, site: Path) -> None:
    described = descriptor(one, settings, words)
    (site / path_of(one, DESCRIPTOR)).write_bytes(as_json(described))
    beside = (site / one.page).parent
    files = {name: (beside / name).read_bytes() for name in files_of(described)}
    (site / path_of(one, PACKAGE)).write_bytes(zipped(described, files))


def _citations(one: Published, settings: Settings, words: Words, site: Path) -> None:
    cited = citable(one, settings)
    for key, of in FORMATS.items():
        path = site / path_of(one, key)
        path.write_text(of.write(cited), encoding="utf-8", newline="")
    numbers = site / f"{one.page}{NUMBER_PANEL}"
    numbers.write_text(panel_script(one.record, words), encoding="utf-8", newline="")


def _pictures(one: Published, chart: Chart, settings: Settings, site: Path) -> None:
    (site / path_of(one, CHART)).write_text(chart.svg, encoding="utf-8")
    (site / path_of(one, PICTURE)).write_bytes(card(one, chart, settings.title))
