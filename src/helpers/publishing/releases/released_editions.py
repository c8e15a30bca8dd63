"""What the catalogue must know of the editions that were released."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from helpers.publishing.catalogue.editions import ReleasedEdition
from helpers.publishing.releases.lock import (
    FOLDER,
    LOCK,
    Release,
    read_lock,
    released_notebook,
)


def released_editions(root: Path) -> dict[str, ReleasedEdition]:
    """Return by page what the last release of each edition of a repository was made with.

    LockError when the lock was changed by hand; from ``currency``, when a notebook was.
    """
    found: dict[str, ReleasedEdition] = {}
    # Only the record of a new revision has a notebook.
    stored: dict[str, Release] = {}
    for release in read_lock(root / LOCK):
        if not release.reworded:
            stored[release.edition] = release
        currency = partial(_currency, root, stored[release.edition])
        found[release.edition] = ReleasedEdition(release.kind, dict(release.parameters), currency)
    return found


def _currency(root: Path, release: Release) -> str:
    if release.currency:
        return release.currency
    return str(released_notebook(root / FOLDER, release).bundle().record.get("currency", ""))
