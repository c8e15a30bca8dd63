"""What each page says of its release."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.releases.lock import Release
from helpers.publishing.releases.release_history import Histories, every_revision


def standing(editions: Iterable[EditionPage], known: Histories) -> dict[str, dict[str, Any]]:
    """Return what the templates need to know of the releases of each page.

    By page ``name`` and ``date`` of its release (empty of an edition never released), ``draft``:
    whether its numbers are not those of a release, ``edition`` (the page of the latest), and
    ``fixed``: whether it is the permanent page of a revision.
    """
    found = {}
    for page in editions:
        release = known[page.page].last.release if page.page in known else None
        draft = page.version is None and not page.edition.living
        found[page.page] = _standing(page.page, release, draft=draft)
    for revision in every_revision(known):
        release = revision.release
        found[release.page] = _standing(release.edition, release, fixed=True)
    return found


def _standing(
    edition: str, release: Release | None, *, draft: bool = False, fixed: bool = False
) -> dict[str, Any]:
    name, day = (release.name, str(release.date)) if release else ("", "")
    return {"name": name, "date": day, "draft": draft, "edition": edition, "fixed": fixed}
