"""The releases on the site: permanent pages, what each page says of its release, files beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.notebooks import Changed
from helpers.publishing.bundle.published import Published, Shelf
from helpers.publishing.releases.history import (
    CHANGES,
    LATEST,
    History,
    Revision,
    in_a_line,
    latest_script,
    told,
    with_section,
)
from helpers.publishing.releases.lock import LOCK
from helpers.publishing.releases.release import Release, hash_of

Histories = Mapping[str, History]


def with_histories(shelves: Iterable[Shelf], known: Histories, words: Words) -> tuple[Shelf, ...]:
    """Return the shelves with each edition's history at the end of its page."""
    return tuple(
        replace(shelf, editions=tuple(_with_history(one, known, words) for one in shelf.editions))
        for shelf in shelves
    )


def versioned(shelves: Iterable[Shelf], known: Histories) -> tuple[Shelf, ...]:
    """Return the shelves with each edition knowing the revision it is; a draft is none."""
    return tuple(
        replace(shelf, editions=tuple(_versioned(one, known) for one in shelf.editions))
        for shelf in shelves
    )


def _versioned(one: Published, known: Histories) -> Published:
    history = known.get(one.page)
    if history is None or history.changes_to(one.record["figures"]):
        return one
    return replace(one, version=history.last.release.version)


def _with_history(one: Published, known: Histories, words: Words) -> Published:
    if one.page not in known:
        return one
    html = told(known[one.page], words)
    texts = (words.text("releases.heading"), html)
    return replace(one, source=Changed(one.source, with_section, texts))


def permanent_pages(known: Histories, words: Words) -> list[Published]:
    """Return the permanent page of every revision; from the second on it tells what changed."""
    return [
        _permanent(history, revision, words)
        for history in known.values()
        for revision in history.revisions
    ]


def _permanent(history: History, one: Revision, words: Words) -> Published:
    if not one.changes:
        return one.published
    html = told(history, words, of=one)
    texts = (words.text("releases.changed"), html)
    return replace(one.published, source=Changed(one.published.source, with_section, texts))


def released(known: Histories, words: Words) -> list[dict[str, Any]]:
    """List all revisions for the page on them, the newest first.

    Returns
    -------
    list of dict
        ``page``, ``title``, ``name``, ``date``, ``note``, ``number`` of changed figures, and the
        ``largest`` of the changes in words.
    """
    found = [
        {
            "page": one.release.page,
            "title": one.published.title,
            "name": one.release.name,
            "date": str(one.release.date),
            "note": one.release.note,
            "number": len(one.changes),
            "largest": in_a_line(one.changes[0], words) if one.changes else "",
        }
        for history in known.values()
        for one in history.revisions
    ]
    return sorted(found, key=lambda one: (one["date"], one["page"]), reverse=True)


def standing(editions: Iterable[Published], known: Histories) -> dict[str, dict[str, Any]]:
    """Tell the templates of each page what it is: the latest, a draft, or a revision for good.

    Parameters
    ----------
    editions : iterable of Published
        The executed editions.
    known : mapping of str to History
        The releases by edition.

    Returns
    -------
    dict
        By page ``name`` and ``date`` of its release (empty of an edition never released),
        ``draft``: whether its numbers are not those of a release, ``edition`` (the page of the
        latest), ``fixed``.
    """
    found = {}
    for one in editions:
        history = known.get(one.page)
        release = history.last.release if history else None
        found[one.page] = {
            "name": release.name if release else "",
            "date": str(release.date) if release else "",
            "draft": one.version is None,
            "edition": one.page,
            "fixed": False,
        }
    for history in known.values():
        for revision in history.revisions:
            release = revision.release
            found[release.page] = {
                "name": release.name,
                "date": str(release.date),
                "draft": False,
                "edition": release.edition,
                "fixed": True,
            }
    return found


def differing(releases: Iterable[Release], site: Path) -> list[str]:
    """List the revisions whose figures on a built site are not those that were released.

    Parameters
    ----------
    releases : iterable of Release
        The records of the lock.
    site : pathlib.Path
        The built site.
    """
    found = []
    for release in releases:
        path = site / f"{release.page}.figures.csv"
        if release.reworded:
            continue
        if not path.is_file():
            found.append(f"{release.page}.figures.csv: is not there")
        elif hash_of(path.read_text(encoding="utf-8-sig").encode()) != release.figures:
            found.append(
                f"{release.page}.figures.csv: is not what was released on {release.date}; run: "
                f"tradebook verify {release.edition.replace('/', ' ')} --revision {release.name}"
            )
    return found


def write_release_files(known: Histories, root: Path, site: Path) -> None:
    """Write changes beside pages, the scripts that name the latest revision, and the lock itself."""
    for page, history in known.items():
        for one in history.revisions[1:]:
            _write(site / f"{one.release.page}{CHANGES}", one.csv())
        if history.last.changes:
            _write(site / f"{page}{CHANGES}", history.last.csv())
        (site / f"{page}{LATEST}").write_text(latest_script(history.last.release), encoding="utf-8")
    lock = root / LOCK
    if lock.is_file():
        (site / LOCK).write_bytes(lock.read_bytes())


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8-sig", newline="")
