"""The files beside an edition's page: what each is called, and of what kind it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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


@dataclass(frozen=True)
class Kind:
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
"""What stands beside the page of an edition; chart and picture only where it has a chart."""


def path_of(one: EditionPage, kind: str) -> str:
    """Return where on the site a file of an edition is: ``provincial/2025-11.zip``."""
    return one.page + KINDS[kind].ending


def address_of(one: EditionPage, kind: str, settings: Settings) -> str:
    """Return the whole address of a file of an edition."""
    return settings.address(path_of(one, kind))


def kinds_of(charted: bool) -> list[str]:
    """Return the kinds of file an edition has, with a chart or without."""
    return [kind for kind in KINDS if charted or kind not in (CHART, PICTURE)]
