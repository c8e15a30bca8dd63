"""Putting the book together: the pages of ``book/`` filled in, and the executed editions.

Knows notebooks and pages, and nothing of trade: what an edition is about stands in its own record,
which it carries among its outputs.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
import nbformat
from markupsafe import Markup

from helpers.core.errors import BuildError
from helpers.core.escaping import in_markdown, one_line
from helpers.publishing.bundle.notebooks import readers
from helpers.publishing.bundle.published import Published, Shelf, newest_first
from helpers.publishing.bundle.sheets import detach_sheets, write_sheets
from helpers.publishing.runner.engine import template_of
from helpers.reports.common.blocks import RECORD_TYPE


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
