"""Executed editions with the record each carries, by report type.

What an edition is about stands in its own record, which it carries among its outputs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import Any

from helpers.core.errors import BuildError
from helpers.presentation.spreadsheets import Sheet
from helpers.publishing.bundle.notebooks import Executed, Source, readers
from helpers.publishing.bundle.sheets import sheets_of
from helpers.publishing.catalogue.editions import Catalogue, Chapter, Edition
from helpers.reports.common.blocks import RECORD_TYPE


@dataclass(frozen=True)
class Version:
    """A version of an edition that stays as it is: its name, its day, and the place of its page."""

    name: str
    date: str
    page: str


@dataclass(frozen=True)
class Published:
    """An executed edition with the record it carries, and the version it is; None of a draft."""

    edition: Edition
    source: Source
    record: Mapping[str, Any]
    version: Version | None = None

    @property
    def notebook(self) -> Any:
        """Return the executed notebook, read anew."""
        return self.source.read()

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
        """Return the title of its page, which tells the period."""
        return str(self.record["heading"])

    @property
    def day(self) -> str:
        """Return the day its data is of."""
        return str(self.record["day"])

    @property
    def sheets(self) -> list[Sheet]:
        """Return the tables of its page and the data of its charts, in their order."""
        return sheets_of(self.notebook)


@dataclass(frozen=True)
class Shelf:
    """A report type with its executed editions, newest first."""

    chapter: Chapter
    editions: tuple[Published, ...]

    @property
    def report(self) -> str:
        """Return the report type."""
        return self.chapter.report

    @property
    def title(self) -> str:
        """Return what the report type is called."""
        return self.chapter.title

    @property
    def anchor(self) -> str:
        """Return the id of its section of the archive; Sphinx writes hyphens in ids."""
        return self.report.replace("_", "-")

    @property
    def years(self) -> dict[str, list[Published]]:
        """Return the editions by year, newest first."""
        found: dict[str, list[Published]] = {}
        for one in self.editions:
            found.setdefault(one.edition.year, []).append(one)
        return found

    def neighbours(self, one: Published) -> tuple[Published | None, Published | None]:
        """Return the editions before and after one, of those on the same subject."""
        before, after = self.chapter.neighbours(one.edition)
        return self._of[before.page] if before else None, self._of[after.page] if after else None

    @cached_property
    def _of(self) -> dict[str, Published]:
        return {each.page: each for each in self.editions}


def newest_first(shelves: Iterable[Shelf]) -> list[Published]:
    """Return all editions, those of the newest data first; of one day, in the order of the site."""
    return sorted((one for shelf in shelves for one in shelf.editions), key=_day, reverse=True)


def _day(one: Published) -> str:
    return one.day


def shelve(catalogue: Catalogue, editions: Path) -> tuple[Shelf, ...]:
    """Read the executed editions of a catalogue, ``<report>/<name>.ipynb`` in a folder.

    Raises
    ------
    BuildError
        When one was not run, or carries no record.
    """
    listed = [edition for chapter in catalogue.chapters for edition in chapter.editions]
    with readers(len(listed)) as each:
        read = each(partial(_read, editions), listed)
        return tuple(
            Shelf(chapter, tuple(islice(read, len(chapter.editions))))
            for chapter in catalogue.chapters
        )


def record_of(notebook: Any, page: str) -> dict[str, Any]:
    """Find the record an executed edition carries.

    Raises
    ------
    BuildError
        When it carries none: the notebook was not run to its end, or shows no ``report.record()``.
    """
    for cell in reversed(notebook.cells):
        for output in cell.get("outputs", []):
            found = output.get("data", {}).get(RECORD_TYPE)
            if found is not None:
                return dict(found)
    raise BuildError(f"edition {page}: carries no record; its last cell must show report.record()")


def _read(editions: Path, edition: Edition) -> Published:
    path = editions / f"{edition.page}.ipynb"
    if not path.is_file():
        raise BuildError(f"edition {edition.page}: was not run; expected {path}")
    source = Executed.at(path)
    return Published(edition, source, record_of(source.read(), edition.page))
