"""Putting the book together: the pages of ``book/`` filled in, and the executed editions."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import jinja2
import nbformat
from markupsafe import Markup

from helpers.core.errors import BuildError
from helpers.core.escaping import in_markdown, one_line
from helpers.core.workers import workers
from helpers.publishing.bundle.bundle import link_to_files
from helpers.publishing.bundle.edition_pages import EditionPage, SeriesPages, dated, newest_first
from helpers.publishing.bundle.headings import set_in_markdown, showing
from helpers.publishing.metadata.mentions import profiles_by_kind
from helpers.publishing.runner.engine import make_rerunnable

_STOPPED: Final = (
    "a process that wrote the book's sources was stopped from outside, perhaps for want of memory; "
    "build again"
)
_IMPORT: Final = "from helpers"
_GUARDED: Final = """\
try:
    {imported}
except ModuleNotFoundError:
    raise SystemExit({needed!r}) from None
{rest}"""
"""The cell that loads a report, in a notebook that is taken to where its code may be missing."""

_SHARED: Final = {
    ".css": ("frame", "tradebook", "cite", "search", "release"),
    ".js": (
        "language",
        "frame",
        "charts",
        "cite",
        "release",
        "search",
        "queries",
        "answers",
        "tables",
        "exploring",
        "search-panel",
        "numbers",
    ),
}
"""What every page loads, by kind, in the order in which it counts."""

_FEW: Final = 16
"""So many notebooks are written sooner than a process is started."""


def assemble(
    reports: Iterable[SeriesPages],
    pages: Path,
    context: Mapping[str, Any],
    source: Path,
    *,
    permanent: Iterable[EditionPage] = (),
    frame: Path | None = None,
) -> None:
    """Write the book's sources.

    Parameters
    ----------
    reports, permanent : iterable of SeriesPages, iterable of EditionPage
        What is published, and the pages of revisions, which no other page lists.
    pages : pathlib.Path
        The folder ``book/``, or that of a language in it: Markdown pages with Jinja placeholders. Values are
        escaped for HTML, and for Markdown by the filters ``plain``, ``address`` and ``code``.
    context : mapping
        What the pages can refer to, besides ``published``, the series; ``news``, all editions newest
        first; and ``profiles`` by their kind.
    source : pathlib.Path
        The folder to make anew.
    frame : pathlib.Path, optional
        Has ``_static`` and ``_templates``, around every page, where that is not ``pages``.
    """
    if source.exists():
        shutil.rmtree(source)
    source.mkdir(parents=True)
    reports = tuple(reports)
    editions = [*(page for report in reports for page in report.editions), *permanent]
    with workers(len(editions), BuildError(_STOPPED), per_process=_FEW, chunk=_FEW) as each:
        for _ in each(partial(_write, source), editions):
            pass
    environment = _environment(pages)
    known = {**_lists(reports), **context}
    for page in sorted(pages.glob("*.md")):
        try:
            text = environment.get_template(page.name).render(known)
        except jinja2.TemplateError as error:
            raise BuildError(f"{page}: {error}") from error
        (source / page.name).write_text(text, encoding="utf-8")
    for folder in ("_static", "_templates"):
        shutil.copytree((frame or pages) / folder, source / folder)
    _join_shared(source / "_static")


def _environment(pages: Path) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(pages),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        finalize=_on_one_line,
    )
    environment.filters |= {"plain": _plain, "address": _address, "code": _code}
    return environment


def _join_shared(static: Path) -> None:
    """Join the style sheets and the scripts that all pages load to one file each, so that few are asked for."""
    for suffix, names in _SHARED.items():
        parts = [part for name in names if (part := static / f"{name}{suffix}").is_file()]
        if parts:
            joined = "".join(part.read_text(encoding="utf-8") for part in parts)
            (static / f"site{suffix}").write_text(joined, encoding="utf-8")
        for part in parts:
            part.unlink()


def _lists(reports: Iterable[SeriesPages]) -> dict[str, Any]:
    """Return what the pages can list."""
    reports = tuple(reports)
    profiles = profiles_by_kind(reports)
    return {"published": dated(reports), "news": newest_first(reports), "profiles": profiles}


def add_downloads(page: EditionPage, site: Path, needed: str) -> None:
    """Put an edition's files next to its page: the notebook to run again, its figures, its tables.

    ``needed`` is what the notebook says where the code is not installed; that of a revision stays as it
    was released.
    """
    path = site / page.page
    notebook = page.notebook
    make_rerunnable(notebook)
    if not page.is_permanent:
        say_what_is_needed(notebook, needed)
    nbformat.write(notebook, path.with_suffix(".ipynb"))
    for sheet in page.sheets:
        file = path.with_name(sheet.file(path.name))
        file.write_text(sheet.csv(), encoding="utf-8-sig", newline="")
        file.with_suffix(".xlsx").write_bytes(sheet.xlsx())
    figures = page.record["figures"]
    path.with_suffix(".figures.csv").write_text(figures, encoding="utf-8-sig", newline="")


def _on_one_line(value: object) -> object:
    """Keep text on its line: a blank one within it would end the HTML around it, and begin Markdown."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else one_line(value)


def say_what_is_needed(notebook: Any, needed: str) -> None:
    """Let a notebook whose code is not installed end with one line that says so, in place."""
    for cell in notebook.cells:
        imported, _, rest = cell.source.partition("\n")
        if cell.cell_type == "code" and imported.startswith(_IMPORT):
            cell.source = _GUARDED.format(imported=imported, needed=needed, rest=rest)


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


def _write(source: Path, page: EditionPage) -> None:
    """Write the notebook that Jupyter Book makes a page of."""
    notebook = page.notebook
    if page.appendix:
        heading, default = page.appendix.heading, page.appendix.default
        notebook.cells.append(showing(heading, default, "history-0"))
    set_in_markdown(notebook)
    link_to_files(notebook, page.file)
    if page.appendix:
        data = {"text/html": page.appendix.html, "text/plain": ""}
        output = nbformat.v4.new_output("display_data", data=data)
        # A cell without a source is left out of the page.
        shown = nbformat.v4.new_code_cell(
            "# releases", outputs=[output], metadata={"tags": ["remove-input"]}, id="history-1"
        )
        notebook.cells.append(shown)
    notebook.cells = [cell for cell in notebook.cells if _is_seen(cell)]
    target = source / f"{page.page}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    # On one line, which is four times as fast; nobody reads it but Sphinx.
    target.write_text(json.dumps(notebook, ensure_ascii=False), encoding="utf-8")


def _is_seen(cell: Any) -> bool:
    """Return whether a page shows anything of a cell: its text, its source or an output."""
    hidden = "remove-input" in cell.metadata.get("tags", [])
    return cell.cell_type != "code" or not hidden or bool(cell.outputs)
