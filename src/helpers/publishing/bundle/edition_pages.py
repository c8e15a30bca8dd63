"""Pages of executed editions, by series: each with its record, and where its notebook is stored.

A thousand notebooks in memory take gigabytes: they are read where they are needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, Self

from helpers.core.errors import BuildError
from helpers.core.files import hash_of_file
from helpers.presentation.descriptions import Days
from helpers.presentation.locale.language import DEFAULT
from helpers.presentation.locale.words import Words, words_of
from helpers.presentation.parts import ChartPart
from helpers.presentation.spreadsheets import Sheet
from helpers.publishing.bundle.bundle import (
    Bundle,
    move_below,
    read_bundle,
    read_notebook,
    record_of,
)
from helpers.publishing.catalogue.editions import Catalogue, Edition, Series

_DECEMBER: Final = 12


@dataclass(frozen=True)
class StoredNotebook:
    """An executed notebook in a file, and the hash of what it holds."""

    path: Path
    digest: str

    @classmethod
    def at(cls, path: Path) -> Self:
        """Find the notebook in a file."""
        return cls(path, hash_of_file(path))

    def read(self) -> Any:
        """Return the notebook, a new copy each time."""
        return read_notebook(self.path)

    def bundle(self) -> Bundle:
        """Return what it hands on."""
        return read_bundle(self.path)


@dataclass(frozen=True)
class Version:
    """A version of an edition that stays as it is: its name, its day, and the place of its page.

    ``language`` is that of its page, and ``written`` the day on which that was written, of a translation.
    """

    name: str
    date: str
    page: str
    language: str = DEFAULT
    written: str = ""


@dataclass(frozen=True)
class Appendix:
    """A section of HTML at the end of a page that is no part of the edition.

    ``default`` is its heading in the first language, which its place is named by, if that is another.
    """

    heading: str
    html: str
    default: str = ""

    @classmethod
    def under(cls, words: Words, path: str, html: str) -> Self:
        """Return a section under a heading of the words."""
        is_first = words.language == DEFAULT
        return cls(words.text(path), html, "" if is_first else words_of(DEFAULT).text(path))


@dataclass(frozen=True)
class EditionPage:
    """A page of an executed edition.

    Attributes
    ----------
    edition, stored : Edition, StoredNotebook
        What was run, named ``2025-11/r1`` of a released revision; and the executed notebook.
    record, chart : mapping, ChartPart or None
        What the edition says of itself, and its headline chart.
    version, appendix : Version or None, Appendix or None
        The version it is, None of a draft; and what stands at its end.
    revised : str
        What that version changed, in a sentence; empty of a first one, and of a draft.
    """

    edition: Edition
    stored: StoredNotebook
    record: Mapping[str, Any]
    chart: ChartPart | None
    version: Version | None = None
    appendix: Appendix | None = None
    revised: str = ""

    @classmethod
    def of(cls, edition: Edition, stored: StoredNotebook, version: Version | None = None) -> Self:
        """Read what an executed edition hands on; BuildError if it carries no record."""
        bundle = stored.bundle()
        record = record_of(bundle, edition.page)
        return cls(edition, stored, record, bundle.headline_chart, version)

    @property
    def notebook(self) -> Any:
        """Return the executed notebook, read anew, with links that lead on from this page."""
        notebook = self.stored.read()
        edition, _, revision = self.edition.name.partition("/")
        if revision:
            move_below(notebook, edition, revision)
        return notebook

    @property
    def is_permanent(self) -> bool:
        """Return whether it is the page of a revision, which never changes."""
        return "/" in self.edition.name

    @property
    def page(self) -> str:
        """Return the page's place on the site, without an ending: ``provincial/2025-11``."""
        return self.edition.page

    @property
    def file(self) -> str:
        """Return the name of its page within its folder: ``2025-11``, or ``r1``."""
        return self.page.rpartition("/")[2]

    @property
    def title(self) -> str:
        """Return the title of its page, which names the period, and the currency that was asked for."""
        return str(self.record["heading"])

    @property
    def currency(self) -> str:
        """Return the currency of its headline numbers."""
        return str(self.record["currency"])

    @property
    def day(self) -> str:
        """Return the day its data is of."""
        return str(self.record["day"])

    @property
    def days(self) -> Days:
        """Return the days on which its sources released its data, and it was taken in."""
        return Days.of(self.record["files"])

    @property
    def sheets(self) -> list[Sheet]:
        """Return the tables of its page and the data of its charts, read anew, in their order."""
        return self.stored.bundle().sheets


@dataclass(frozen=True)
class SeriesPages:
    """A series with the pages of its editions, newest first."""

    series: Series
    editions: tuple[EditionPage, ...]

    @property
    def key(self) -> str:
        """Return its key, which is its folder on the site."""
        return self.series.key

    @property
    def title(self) -> str:
        """Return what it is called."""
        return self.series.title

    @property
    def living(self) -> bool:
        """Return whether its pages follow the newest data, as profiles do."""
        return all(page.edition.living for page in self.editions)

    @property
    def anchor(self) -> str:
        """Return the id of its section of the archive; Sphinx writes hyphens in ids."""
        return self.key.replace("_", "-")

    @property
    def years(self) -> dict[str, list[EditionPage]]:
        """Return the editions by year, newest first."""
        found: dict[str, list[EditionPage]] = {}
        for page in self.editions:
            found.setdefault(page.edition.year, []).append(page)
        return found

    def neighbours(self, page: EditionPage) -> tuple[EditionPage | None, EditionPage | None]:
        """Return the editions before and after one."""
        before, after = self.series.neighbours(page.edition)
        found = self._by_name
        return found[before.page] if before else None, found[after.page] if after else None

    @cached_property
    def _by_name(self) -> dict[str, EditionPage]:
        return {page.page: page for page in self.editions}


def dated(published: Iterable[SeriesPages]) -> tuple[SeriesPages, ...]:
    """Return the series whose editions are of a month or a year: all but the profiles."""
    return tuple(series for series in published if not series.living)


def newest_first(published: Iterable[SeriesPages]) -> list[EditionPage]:
    """Return all editions, those of the newest period first, of one period those released last.

    A year is its last month. Of one day, they stand in the order of the site.
    """
    pages = (page for series in dated(published) for page in series.editions)
    return sorted(pages, key=_period_and_day, reverse=True)


def _period_and_day(page: EditionPage) -> tuple[str, str, str]:
    period, days = page.edition.period, page.days
    month = period if "-" in period else f"{period}-{_DECEMBER}"
    return month, days.released, days.taken


def read_pages(catalogue: Catalogue, editions: Path) -> tuple[SeriesPages, ...]:
    """Read the executed editions of a catalogue, ``<series>/<name>.ipynb`` in a folder.

    BuildError when one was not run, or carries no record.
    """

    def read(edition: Edition) -> EditionPage:
        path = editions / f"{edition.page}.ipynb"
        if not path.is_file():
            raise BuildError(f"edition {edition.page}: was not run; expected {path}")
        return EditionPage.of(edition, StoredNotebook.at(path))

    return tuple(
        SeriesPages(series, tuple(map(read, series.editions))) for series in catalogue.series
    )
