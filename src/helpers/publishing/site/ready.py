"""What would keep a site from being made, found before anything runs."""

from __future__ import annotations

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
        When ``_toc.yml`` is not the catalogue's, or the catalogue lacks an edition that was released.
    BuildError
        When the configuration does not say what the site is called, by whom, and where.
    """
    path = repository.root / TOC
    if not path.is_file() or path.read_text(encoding="utf-8") != toc(catalogue):
        raise CatalogueError(f"{path}: is not the one of {CATALOGUE}; run: tradebook toc")
    read_settings(repository.root / CONFIG)
    released = {release.edition for release in read_lock(repository.root / LOCK)}
    lost = sorted(released - {edition.page for edition in catalogue.editions})
    if lost:
        raise CatalogueError(
            f"{CATALOGUE}: lacks {', '.join(lost)}, which {LOCK} says was released and may be "
            "cited; put it back"
        )
