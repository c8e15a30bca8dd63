"""Putting the book together: the pages of ``book/`` filled in, and the executed editions.

Knows notebooks and pages, and nothing of trade: what an edition is about stands in its own record,
which it carries among its outputs.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import nbformat
from markupsafe import Markup

from helpers.downloads import detach_sheets, write_sheets
from helpers.editions import Catalogue, Edition
from helpers.engine import template_of
from helpers.errors import BuildError
from helpers.plaintext import in_markdown, one_line
from helpers.reports.parts.display import RECORD_TYPE


@dataclass(frozen=True)
class Published:
    """An edition with its record, as the home page shows it."""

    edition: Edition
    record: Mapping[str, Any]


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
    catalogue: Catalogue, editions: Path, pages: Path, context: Mapping[str, Any], source: Path
) -> None:
    """Write the book's sources.

    Parameters
    ----------
    catalogue : Catalogue
        What is published.
    editions : pathlib.Path
        The executed editions, ``<report>/<name>.ipynb``.
    pages : pathlib.Path
        The folder ``book/``: Markdown pages with Jinja placeholders, and ``_static``. Within HTML
        what is put in is escaped; within Markdown the filters ``plain``, ``address`` and ``code`` do it.
    context : mapping
        What the pages can refer to, besides ``chapters``: each with its ``editions``.
    source : pathlib.Path
        The folder to make anew.
    """
    if source.exists():
        shutil.rmtree(source)
    source.mkdir(parents=True)
    chapters = []
    for chapter in catalogue.chapters:
        published = [_take(edition, editions, source) for edition in chapter.editions]
        chapters.append({"report": chapter.report, "title": chapter.title, "editions": published})
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(pages), undefined=jinja2.StrictUndefined, autoescape=True
    )
    environment.filters |= {"plain": _plain, "address": _address, "code": _code}
    for page in sorted(pages.glob("*.md")):
        try:
            text = environment.get_template(page.name).render(chapters=chapters, **context)
        except jinja2.TemplateError as error:
            raise BuildError(f"{page}: {error}") from error
        (source / page.name).write_text(text, encoding="utf-8")
    shutil.copytree(pages / "_static", source / "_static")


def add_downloads(catalogue: Catalogue, editions: Path, site: Path) -> None:
    """Put each edition's files beside its page: the notebook to run again, its figures, its tables.

    Parameters
    ----------
    catalogue : Catalogue
        What is published.
    editions : pathlib.Path
        The executed editions.
    site : pathlib.Path
        The built site.
    """
    for edition in catalogue.editions:
        notebook = _read(editions, edition)
        page = site / edition.page
        nbformat.write(template_of(notebook), page.with_suffix(".ipynb"))
        write_sheets(notebook, page)
        figures = record_of(notebook, edition.page)["figures"]
        page.with_suffix(".figures.csv").write_text(figures, encoding="utf-8-sig", newline="")


def missing_pages(catalogue: Catalogue, site: Path) -> list[str]:
    """List the editions that have no page on a site, or an empty one."""
    pages = ((edition.page, site / f"{edition.page}.html") for edition in catalogue.editions)
    return [name for name, page in pages if not page.is_file() or not page.stat().st_size]


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


def _take(edition: Edition, editions: Path, source: Path) -> Published:
    notebook = _read(editions, edition)
    record = record_of(notebook, edition.page)
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            # Sphinx knows no such output; the page shows the HTML beside it.
            output.get("data", {}).pop(RECORD_TYPE, None)
    detach_sheets(notebook, edition.name)
    target = source / f"{edition.page}.ipynb"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(notebook, ensure_ascii=False, indent=1), encoding="utf-8")
    return Published(edition, record)


def _read(editions: Path, edition: Edition) -> Any:
    path = editions / f"{edition.page}.ipynb"
    if not path.is_file():
        raise BuildError(f"edition {edition.page}: was not run; expected {path}")
    return nbformat.read(path, as_version=4)
