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
    **{key: Kind(of.ending, of.media) for key, of in FORMATS.items()},
}
"""The files of an edition; chart and picture only where it has a chart."""


def path_of(page: EditionPage, kind: str) -> str:
    """Return where on the site a file of an edition is: ``provincial/2025-11.zip``."""
    return page.page + KINDS[kind].ending


def address_of(page: EditionPage, kind: str, settings: Settings) -> str:
    """Return the whole address of a file of an edition."""
    return settings.address(path_of(page, kind))


def workbook_path(key: str) -> str:
    """Return where on the site the series of a subject are as a workbook: ``data/region/44.xlsx``."""
    return f"data/{key}.xlsx"
