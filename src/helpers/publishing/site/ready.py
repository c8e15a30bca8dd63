"""What would keep a site from being made, found before anything runs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from helpers.core.errors import CatalogueError
from helpers.core.repository import CATALOGUE, Repository
from helpers.publishing.catalogue.editions import TOC, Catalogue, toc
from helpers.publishing.catalogue.settings import read_settings
from helpers.publishing.releases.lock import LOCK, read_lock
from helpers.publishing.site.build import CONFIG


def check_ready(repository: Repository, catalogue: Catalogue) -> None:
    """Refuse what would keep the site from being made.

    Raises
    ------
    CatalogueError
        When ``_toc.yml`` is not the catalogue's, or the catalogue lacks what was released.
    BuildError
        When the configuration does not say what the site is called, by whom, and where.
    """
    check_toc(repository.root, catalogue)
    read_settings(repository.root / CONFIG)
    refuse_lost(catalogue, {one.edition for one in read_lock(repository.root / LOCK)})


def check_toc(root: Path, catalogue: Catalogue) -> None:
    """Refuse a table of contents that is not the catalogue's.

    Raises
    ------
    CatalogueError
        When ``_toc.yml`` is missing or says something else.
    """
    path = root / TOC
    found = path.read_text(encoding="utf-8") if path.is_file() else None
    if found != toc(catalogue):
        raise CatalogueError(f"{path}: is not the one of {CATALOGUE}; run: tradebook toc")


def refuse_lost(catalogue: Catalogue, known: Iterable[str]) -> None:
    """Refuse a catalogue without an edition that was released: it may be cited.

    Raises
    ------
    CatalogueError
        Naming those.
    """
    lost = sorted(set(known) - {edition.page for edition in catalogue.editions})
    if lost:
        raise CatalogueError(
            f"{CATALOGUE}: lacks {', '.join(lost)}, which {LOCK} says was released and may be "
            "cited; put it back"
        )
