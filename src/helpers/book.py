"""Putting the book together: the pages of ``book/`` filled in, and the executed editions.

Knows notebooks and pages, and nothing of trade: what an edition is about stands in its own record,
which it carries among its outputs.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import islice
from pathlib import Path
from typing import Any

import jinja2
import nbformat
from markupsafe import Markup

from helpers.downloads import detach_sheets, sheets_of, write_sheets
from helpers.editions import Catalogue, Chapter, Edition
from helpers.errors import BuildError
from helpers.execution.engine import template_of
from helpers.notebooks import Executed, Source, readers
from helpers.plaintext import in_markdown, one_line
from helpers.reports.parts.display import RECORD_TYPE
from helpers.sheets import Sheet


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


def assemble(
    shelves: Iterable[Shelf],
    pages: Path,
    context: Mapping[str, Any],
    source: Path,
    *,
    permanent: Iterable[Published] = (),
) -> None:
    """Write the book's sources.

    Parameters
    ----------
    shelves : iterable of Shelf
        What is published.
    pages : pathlib.Path
        The folder ``book/``: Markdown pages with Jinja placeholders, ``_static``, and ``_templates``
        around every page. Within HTML what is put in is escaped; within Markdown the filters
        ``plain``, ``address`` and ``code`` do it.
    context : mapping
        What the pages can refer to, besides ``shelves`` and ``news``, all editions newest first.
    source : pathlib.Path
        The folder to make anew.
    permanent : iterable of Published
        The pages of revisions, which no other page lists.
    """
    if source.exists():
        shutil.rmtree(source)
    source.mkdir(parents=True)
    shelves = tuple(shelves)
    published = [*(one for shelf in shelves for one in shelf.editions), *permanent]
    with readers(len(published)) as each:
        for _ in each(partial(_take, source), published):
            pass
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(pages), undefined=jinja2.StrictUndefined, autoescape=True
    )
    environment.filters |= {"plain": _plain, "address": _address, "code": _code}
    known = {"shelves": shelves, "news": newest_first(shelves), **context}
    for page in sorted(pages.glob("*.md")):
        try:
            text = environment.get_template(page.name).render(known)
        except jinja2.TemplateError as error:
            raise BuildError(f"{page}: {error}") from error
        (source / page.name).write_text(text, encoding="utf-8")
    for folder in ("_static", "_templates"):
        shutil.copytree(pages / folder, source / folder)


def add_downloads(published: Iterable[Published], site: Path) -> None:
    """Put each edition's files beside its page: the notebook to run again, its figures, its tables.

    Parameters
    ----------
    published : iterable of Published
        The editions.
    site : pathlib.Path
        The built site.
    """
    for one in published:
        page = site / one.page
        notebook = one.notebook
        nbformat.write(template_of(notebook), page.with_suffix(".ipynb"))
        write_sheets(notebook, page)
        figures = one.record["figures"]
        page.with_suffix(".figures.csv").write_text(figures, encoding="utf-8-sig", newline="")


def _plain(value: object) -> Markup:
    """Write text, such as a file's title, into Markdown as text."""
    return Markup(in_markdown(str(value)))


def _address(value: str) -> Markup:
    """Write an address into Markdown: a link where it is one of the web, else text."""
    web = re.fullmatch(r"https?://[^\s<>\\`{}]+", value)
    return Markup(f"<{value}>") if web else _plain(value)


def _code(value: str) -> Markup:
    """Write a file's name into Markdown as code; as text where a backtick would end the code."""
    line = one_line(value)
    return _plain(line) if "`" in line else Markup(f"`{line}`")


def _take(source: Path, one: Published) -> None:
    notebook = one.notebook
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            # Sphinx knows no such output; the page shows the HTML beside it.
            output.get("data", {}).pop(RECORD_TYPE, None)
    detach_sheets(notebook, one.file)
    target = source / f"{one.page}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    # On one line, which is four times as fast; nobody reads it but Sphinx.
    target.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


def _read(editions: Path, edition: Edition) -> Published:
    path = editions / f"{edition.page}.ipynb"
    if not path.is_file():
        raise BuildError(f"edition {edition.page}: was not run; expected {path}")
    source = Executed.at(path)
    return Published(edition, source, record_of(source.read(), edition.page))
