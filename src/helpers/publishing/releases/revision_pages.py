"""The releases on the site: permanent pages, what each page says of its release, files next to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.edition_pages import Appendix, EditionPage, ReportPages
from helpers.publishing.releases.lock import LOCK
from helpers.publishing.releases.release import Release, hash_of
from helpers.publishing.releases.release_history import (
    CHANGES,
    LATEST,
    History,
    Revision,
    history_html,
    in_a_line,
    latest_script,
)

Histories = Mapping[str, History]


def with_releases(
    reports: Iterable[ReportPages], known: Histories, words: Words
) -> tuple[ReportPages, ...]:
    """Return the pages with the revision each is, none of a draft, and its history at the end."""
    return tuple(
        replace(report, editions=tuple(_released(page, known, words) for page in report.editions))
        for report in reports
    )


def _released(page: EditionPage, known: Histories, words: Words) -> EditionPage:
    if page.page not in known:
        return page
    history = known[page.page]
    draft = bool(history.changes_to(page.record["figures"]))
    return replace(
        page,
        version=None if draft else history.last.release.version,
        appendix=Appendix(words.text("releases.heading"), history_html(history, words)),
    )


def permanent_pages(known: Histories, words: Words) -> list[EditionPage]:
    """Return the permanent page of every revision; from the second on it says what changed."""
    return [
        _permanent(history, revision, words)
        for history in known.values()
        for revision in history.revisions
    ]


def _permanent(history: History, revision: Revision, words: Words) -> EditionPage:
    if not revision.changes:
        return revision.page
    html = history_html(history, words, of=revision)
    return replace(revision.page, appendix=Appendix(words.text("releases.changed"), html))


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
            "page": revision.release.page,
            "title": revision.page.title,
            "name": revision.release.name,
            "date": str(revision.release.date),
            "note": revision.release.note,
            "number": len(revision.changes),
            "largest": in_a_line(revision.changes[0], words) if revision.changes else "",
        }
        for history in known.values()
        for revision in history.revisions
    ]
    return sorted(found, key=lambda row: (row["date"], row["page"]), reverse=True)


def standing(editions: Iterable[EditionPage], known: Histories) -> dict[str, dict[str, Any]]:
    """Return what the templates need to know of each page: the latest, a draft, or a revision for good.

    Parameters
    ----------
    editions : iterable of EditionPage
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
    for page in editions:
        history = known.get(page.page)
        release = history.last.release if history else None
        found[page.page] = {
            "name": release.name if release else "",
            "date": str(release.date) if release else "",
            "draft": page.version is None,
            "edition": page.page,
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
    """Write changes next to pages, the scripts that name the latest revision, and the lock itself."""
    for page, history in known.items():
        for revision in history.revisions[1:]:
            _write(site / f"{revision.release.page}{CHANGES}", revision.csv())
        if history.last.changes:
            _write(site / f"{page}{CHANGES}", history.last.csv())
        (site / f"{page}{LATEST}").write_text(latest_script(history.last.release), encoding="utf-8")
    lock = root / LOCK
    if lock.is_file():
        (site / LOCK).write_bytes(lock.read_bytes())


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8-sig", newline="")
