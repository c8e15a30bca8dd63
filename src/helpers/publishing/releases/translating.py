"""Revisions in further languages: of new ones with them, of earlier ones from what was recorded of them.

A translation has the figures of a record of its revision, each to the last bit with its basis, its sources
and the reason why it is absent, or there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from helpers.core.errors import BuildError, LockError
from helpers.core.fingerprints import hash_of_texts
from helpers.publishing.bundle.bundle import bundle_of
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.releases.lock import LOCK, Release, text_of
from helpers.publishing.releases.recording import NewRecord, News, code_of, refuse_earlier
from helpers.publishing.releases.release_history import Histories, History, every_revision
from helpers.publishing.releases.verifying import compared, executed_again

Twins = Mapping[str, Mapping[str, EditionPage]]
"""The executed editions in further languages: by language, and by page."""


@dataclass(frozen=True)
class Attempt:
    """A revision that was to be translated: the record and notebook of that, or the fault that forbids it."""

    release: Release
    language: str
    entry: NewRecord | None = None
    fault: str = ""


def with_translations(news: Iterable[News], twins: Twins, root: Path) -> list[News]:
    """Return what is to be recorded, new revisions with their translations.

    LockError where one has other figures than the edition itself.
    """
    return [
        new
        if new.release.reworded
        else replace(
            new,
            translations=tuple(
                _of_new(new, pages[new.release.edition], language, root)
                for language, pages in twins.items()
            ),
        )
        for new in news
    ]


def _of_new(new: News, page: EditionPage, language: str, root: Path) -> NewRecord:
    figures = hash_of_texts(str(page.record["figures"]))
    if figures != new.release.figures:
        raise LockError(
            f"{LOCK}: {new.release.page}: expected the same figures in every language, found others in "
            f"'{language}': nothing was recorded; compare the two editions"
        )
    return _entry(new.release, page.notebook, language, new.release.date, root)


def untranslated(known: Histories, languages: Iterable[str]) -> list[tuple[Release, str]]:
    """List the revisions that have no page in a language, each with that."""
    every = list(every_revision(known))
    return [
        (revision.release, language)
        for language in languages
        for revision in every
        if language not in revision.languages
    ]


def translate(history: History, release: Release, language: str, root: Path, day: date) -> Attempt:
    """Run a revision again from its recorded data files in a language, and compare every figure.

    LockError when the day is before that of the revision.
    """
    last = history.last_record(release)
    refuse_earlier(day, last)
    try:
        notebook = executed_again(history, release, root, language)
        verdict = compared(history, release, notebook)
    except (BuildError, LockError) as error:
        return Attempt(release, language, fault=str(error))
    if verdict.identical:
        return Attempt(release, language, _entry(last, notebook, language, day, root))
    count = len(verdict.changes)
    fault = (
        f"numbers that would differ from the released ones: {count}"
        if count
        else "what is recorded of its numbers (bases, sources, reasons) would differ"
    )
    return Attempt(release, language, fault=fault)


def _entry(release: Release, notebook: Any, language: str, day: date, root: Path) -> NewRecord:
    """Return the record of a translation of a revision, with the notebook as it is stored."""
    text, bundle = text_of(notebook), bundle_of(notebook)
    content = {
        "language": language,
        "date": day,
        "reworded": False,
        "note": "",
        "code": code_of(release.kind, root),
        "figures": hash_of_texts(str(bundle.record["figures"])),
        "wording": bundle.wording,
        "notebook": hash_of_texts(text),
    }
    return NewRecord(release.model_copy(update=content), text)
