"""The history of each released edition: its revisions, in every language, and all records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from helpers.presentation.descriptions import merged, naming
from helpers.presentation.locale.language import DEFAULT
from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.edition_pages import EditionPage, StoredNotebook, Version
from helpers.publishing.releases.figure_changes import Change, changes_between
from helpers.publishing.releases.lock import (
    FOLDER,
    LOCK,
    Release,
    read_records,
    refuse_strays,
    released_notebook,
)


@dataclass(frozen=True)
class TranslatedRevision:
    """A revision in a further language: its record, that of the revision itself, and its notebook."""

    release: Release
    original: Release
    stored: StoredNotebook

    @property
    def version(self) -> Version:
        """Return it as its pages name it."""
        language, day = self.release.language, str(self.release.date)
        return replace(self.original.version, language=language, written=day)

    @cached_property
    def page(self) -> EditionPage:
        """Return its permanent page, which is read when it is first asked for."""
        edition = self.release.edition_of(self.release.page)
        return EditionPage.of(edition, self.stored, self.version)


@dataclass(frozen=True)
class Revision:
    """A revision: its record, its permanent page, and what differs from the revision before.

    ``names`` are, by dimension and code, those that it or the one before gives to what no reference
    table has; ``translations`` are by language.
    """

    release: Release
    page: EditionPage
    changes: list[Change]
    names: Mapping[str, Mapping[str, str]]
    translations: Mapping[str, TranslatedRevision] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages in which it has a permanent page, the first of them first."""
        return (DEFAULT, *self.translations)

    def page_in(self, language: str) -> EditionPage | None:
        """Return its permanent page in a language; None where it has none."""
        if language == DEFAULT:
            return self.page
        translated = self.translations.get(language)
        return translated.page if translated else None

    def original_in(self, words: Words) -> str:
        """Say that its page is in the first language alone, for what follows a link to it; else nothing."""
        return "" if words.language in self.languages else words.text("frame.original")

    def version_in(self, language: str) -> Version:
        """Return it as pages of a language name it: by its page in that, or else in the first one."""
        translated = self.translations.get(language)
        return translated.version if translated else self.release.version

    def naming(self, words: Words) -> Words:
        """Return the words with names for all that it changes."""
        return naming(words, (change.figure for change in self.changes), self.names)

    @property
    def days(self) -> dict[str, str]:
        """Return by raw file the day its data is known from."""
        files = self.page.record["files"]
        return {file["id"]: file["released"] or file["retrieved"] for file in files}


@dataclass(frozen=True)
class History:
    """The releases of one edition, the oldest first: its revisions, and all records but of translations."""

    revisions: tuple[Revision, ...]
    releases: tuple[Release, ...]

    @property
    def last(self) -> Revision:
        """Return the latest revision."""
        return self.revisions[-1]

    def last_record(self, release: Release) -> Release:
        """Return the last record of the same revision."""
        return [each for each in self.releases if each.revision == release.revision][-1]

    def changes_to(self, figures: str) -> list[Change]:
        """Compare figures, as CSV, with those of the latest revision."""
        return changes_between(self.last.page.record["figures"], figures)


Histories = Mapping[str, History]
"""By the page of an edition."""


def histories_of(root: Path, edition: str = "") -> dict[str, History]:
    """Return the history of each released edition of a repository by its page, or of the one named alone.

    LockError when the lock was changed by hand, or as ``histories`` has it.
    """
    records, folder = read_records(root / LOCK), root / FOLDER
    refuse_strays(folder, records)
    return histories((one for one in records if edition in ("", one.edition)), folder)


def histories(records: Iterable[Release], folder: Path) -> dict[str, History]:
    """Return the history of each edition that releases and translations are of.

    LockError when the notebook of a revision is gone, or is not what was published.
    """
    of: dict[str, list[Release]] = {}
    for record in records:
        of.setdefault(record.edition, []).append(record)
    return {page: _history(found, folder) for page, found in of.items()}


def _history(records: list[Release], folder: Path) -> History:
    found: list[Revision] = []
    for release in records:
        if release.reworded or release.language:
            continue
        edition = release.edition_of(release.page)
        page = EditionPage.of(edition, released_notebook(folder, release), release.version)
        changes: list[Change] = []
        names = page.record.get("names", {})
        if found:
            before = found[-1].page.record
            changes = changes_between(before["figures"], page.record["figures"])
            names = merged(before.get("names", {}), names)
        translations = {
            one.language: TranslatedRevision(one, release, released_notebook(folder, one))
            for one in records
            if one.language and one.revision == release.revision
        }
        found.append(Revision(release, page, changes, names, translations))
    return History(tuple(found), tuple(one for one in records if not one.language))


def every_revision(known: Histories) -> Iterator[Revision]:
    """Yield the revisions of all editions."""
    return (revision for history in known.values() for revision in history.revisions)
