"""Writing what machines read next to an edition's page."""

from __future__ import annotations

from pathlib import Path

from helpers.presentation.fonts.embedding import with_typeface
from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.citations.interchange import FORMATS
from helpers.publishing.citations.number_panel import ENDING as NUMBER_PANEL
from helpers.publishing.citations.number_panel import panel_script
from helpers.publishing.citations.work import citable
from helpers.publishing.metadata.addresses import CHART, DESCRIPTOR, PACKAGE, PICTURE, path_of
from helpers.publishing.metadata.card import card
from helpers.publishing.metadata.package import as_json, descriptor, files_of, zipped


def write_page_files(page: EditionPage, settings: Settings, words: Words, site: Path) -> None:
    """Write the data package of a page, its citations, numbers, and pictures.

    The edition's figures and tables must be next to its page already.
    """
    described = descriptor(page, settings, words)
    (site / path_of(page, DESCRIPTOR)).write_bytes(as_json(described))
    folder = (site / page.page).parent
    files = {name: (folder / name).read_bytes() for name in files_of(described)}
    (site / path_of(page, PACKAGE)).write_bytes(zipped(described, files))
    cited = citable(page, settings)
    for key, of in FORMATS.items():
        (site / path_of(page, key)).write_bytes(of.write(cited).encode())
    numbers = panel_script(page.record, words)
    (site / f"{page.page}{NUMBER_PANEL}").write_bytes(numbers.encode())
    if page.chart is not None:
        drawing = with_typeface(page.chart.svg)
        (site / path_of(page, CHART)).write_text(drawing, encoding="utf-8")
        (site / path_of(page, PICTURE)).write_bytes(card(page, page.chart, settings.title))
