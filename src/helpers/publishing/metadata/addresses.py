"""The files next to an edition's page: what each is called, and of what kind it is."""

from __future__ import annotations

from typing import Final, NamedTuple

from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.citations.interchange import FORMATS

PAGE: Final = "page"
FIGURES: Final = "figures"
PACKAGE: Final = "package"
DESCRIPTOR: Final = "descriptor"
NOTEBOOK: Final = "notebook"
CHART: Final = "chart"
PICTURE: Final = "picture"
PDF: Final = "pdf"
WORD: Final = "docx"
BRIEF: Final = "brief"
LONG_PICTURE: Final = "long_picture"


class Kind(NamedTuple):
    """A kind of file: what its name ends with, and its media type."""

    ending: str
    media: str


KINDS: Final = {
    PAGE: Kind(".html", "text/html"),
    FIGURES: Kind(".figures.csv", "text/csv"),
    PACKAGE: Kind(".zip", "application/zip"),
    DESCRIPTOR: Kind(".datapackage.json", "application/json"),
    NOTEBOOK: Kind(".ipynb", "application/x-ipynb+json"),
    CHART: Kind(".svg", "image/svg+xml"),
    PICTURE: Kind(".png", "image/png"),
    PDF: Kind(".pdf", "application/pdf"),
    WORD: Kind(".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    BRIEF: Kind(".brief.pdf", "application/pdf"),
    LONG_PICTURE: Kind(".long.png", "image/png"),
    **{key: Kind(of.ending, of.media) for key, of in FORMATS.items()},
}
"""The files of an edition; chart and picture only where it has a chart, documents only where it has them."""

DOCUMENTS: Final = (PDF, WORD, BRIEF, LONG_PICTURE)


def has_documents(page: EditionPage) -> bool:
    """Return whether documents stand next to a page: all but those of revisions, which stay as they were."""
    return not page.is_permanent


def kinds_of(page: EditionPage) -> list[str]:
    """Return the kinds of files that stand next to a page, the page itself with them."""
    absent = set[str]() if page.chart is not None else {CHART, PICTURE}
    if not has_documents(page):
        absent.update(DOCUMENTS)
    return [kind for kind in KINDS if kind not in absent]


def path_of(page: EditionPage, kind: str) -> str:
    """Return where on the site a file of an edition is: ``provincial/2025-11.zip``."""
    return page.page + KINDS[kind].ending


def address_of(page: EditionPage, kind: str, settings: Settings) -> str:
    """Return the whole address of a file of an edition."""
    return settings.address(path_of(page, kind))


def workbook_path(key: str) -> str:
    """Return where the series of a subject are as a workbook, below a language: ``data/region/44.xlsx``."""
    return f"data/{key}.xlsx"
