"""Executed notebooks, and the bundle: what each hands on, as JSON next to it.

``<page>.bundle.json`` holds one object:

``record``
    What the edition says of itself, as ``reports.common.blocks.Record`` describes it: report, title, period,
    parameters, headline numbers, raw files, and ``figures``, every figure of the page as CSV.
``parts``
    Headings, prose, tables and charts in the order of the page, each with its ``kind``, as
    ``presentation.parts`` describes them. They refer to figures by id, and to each other by number.
``notebook``
    The SHA-256 of the notebook's file: the bundle of another is not read.
``wording``
    The SHA-256 of the words on the page: a release is reworded where it differs.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import nbformat
from markupsafe import Markup
from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines, strip_transient
from pydantic import TypeAdapter

from helpers.core.errors import BuildError
from helpers.core.escaping import from_markdown
from helpers.core.files import hash_of_file, write_whole
from helpers.core.fingerprints import hash_of_texts
from helpers.presentation.parts import (
    PARTS_TYPE,
    ChartPart,
    HeadingPart,
    Part,
    ProsePart,
    TablePart,
    read_parts,
    read_sheets,
)
from helpers.presentation.spreadsheets import SHEET_TYPE, Sheet
from helpers.reports.common.blocks import RECORD_TYPE
from helpers.reports.common.page_headings import HEADING_TYPE

_TALLEST: Final = 1.3
"""Height by width of the tallest chart that a card or a picture for sharing can hold."""

_UPWARDS: Final = 'href="../'
_DRAWING: Final = re.compile(r"<svg.*?</svg>", re.DOTALL)
_HEADING: Final = re.compile(r"^(#+) (.*)$", re.MULTILINE)
_CHART: Final = re.compile(
    r'<figure class="tb-chart" id="(?P<anchor>[^"]*)">'
    r'<div role="img" aria-label="(?P<alternative>[^"]*)">(?P<svg><svg\b.*?</svg>)</div>'
    r"<figcaption>(?P<caption>.*?)</figcaption>",
    re.DOTALL,
)

_REFERRED: Final = re.compile(r'<p class="tb-note"><a href="#fig-[^"]*">.*?</a></p>')
"""What stands below charts of one that leads the page."""


@dataclass(frozen=True)
class Bundle:
    """What an edition hands on; ``record`` is empty where its notebook shows none."""

    record: dict[str, Any]
    parts: tuple[Part, ...]
    wording: str

    @property
    def sheets(self) -> list[Sheet]:
        """Return the tables and the data of the charts, in the order of the page."""
        found = (part.sheet for part in self.parts if isinstance(part, TablePart | ChartPart))
        return [sheet for sheet in found if sheet is not None]

    @property
    def headline_chart(self) -> ChartPart | None:
        """Return the first chart of a shape that a card can hold, or the first; None without charts."""
        charts = [part for part in self.parts if isinstance(part, ChartPart)]
        fitting = (chart for chart in charts if chart.size[1] <= _TALLEST * chart.size[0])
        return next(fitting, next(iter(charts), None))


_JSON: Final = TypeAdapter(Bundle)


def write_executed(notebook: Any, path: Path) -> None:
    """Write an executed notebook and its bundle; the parts are in the bundle only.

    Each file is there whole or not at all; a bundle alone counts as none.
    """
    content = _JSON.dump_python(bundle_of(notebook), mode="json")
    for data in outputs_of(notebook):
        data.pop(PARTS_TYPE, None)
    text = nbformat.writes(notebook)
    content["notebook"] = hash_of_texts(text)
    # In the order of a notebook's file, so that a bundle read from that is the same.
    bundle = json.dumps(content, ensure_ascii=False, sort_keys=True)
    write_whole(bundle_path(path), bundle.encode())
    write_whole(path, text.encode())


def read_bundle(path: Path) -> Bundle:
    """Read the bundle of an executed notebook; one without, or with that of another, gives the same."""
    bundle = bundle_path(path)
    if bundle.is_file():
        content = json.loads(bundle.read_bytes())
        if content.get("notebook") == hash_of_file(path):
            return _JSON.validate_python(content)
    return bundle_of(read_notebook(path))


def bundle_path(notebook: Path) -> Path:
    """Return where the bundle of a notebook stands."""
    return notebook.with_name(f"{notebook.name.removesuffix('.ipynb')}.bundle.json")


def bundle_of(notebook: Any) -> Bundle:
    """Make the bundle of an executed notebook."""
    records = [data[RECORD_TYPE] for data in outputs_of(notebook) if RECORD_TYPE in data]
    wording = hash_of_texts(wording_of(notebook))
    return Bundle(dict(records[-1]) if records else {}, tuple(_parts(notebook)), wording)


def record_of(bundle: Bundle, page: str) -> dict[str, Any]:
    """Return the record of an edition; BuildError where its notebook shows none."""
    if not bundle.record:
        raise BuildError(
            f"edition {page}: carries no record; its last cell must show report.record()"
        )
    return bundle.record


def read_notebook(path: Path) -> Any:
    """Return the notebook in a file, as ``nbformat`` reads it, in half the time.

    It was checked when it was written; ``nbformat`` would look for dictionaries in every cell of every
    table, where the parser knows them.
    """
    content = path.read_bytes()
    if path.suffix == ".gz":
        content = gzip.decompress(content)
    return strip_transient(rejoin_lines(json.loads(content, object_hook=NotebookNode)))


def outputs_of(part: Any) -> Iterator[Any]:
    """Yield what each output of a notebook, or of a cell, has by media type."""
    for cell in part.get("cells", [part]):
        for output in cell.get("outputs", []):
            yield output.get("data", {})


def wording_of(notebook: Any) -> str:
    """Return the words of an executed edition, without drawings and marks."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            found.append(cell.source)
        for data in outputs_of(cell):
            html = data.get("text/html", "")
            words = Markup(_DRAWING.sub(" ", html)).striptags()
            found.append(data.get(HEADING_TYPE, str(words)))
    return "\n".join(" ".join(text.split()) for text in found)


def _parts(notebook: Any) -> Iterator[Part]:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield from _headings(cell.source)
        for data in outputs_of(cell):
            yield from _headings(data.get(HEADING_TYPE, ""))
            yield from read_parts(data[PARTS_TYPE]) if PARTS_TYPE in data else _parts_of_html(data)


def _headings(markdown: str) -> Iterator[HeadingPart]:
    for level, text in _HEADING.findall(markdown):
        yield HeadingPart(len(level), from_markdown(text))


def _parts_of_html(data: Any) -> Iterator[Part]:
    """Read the parts of an output out of its HTML, as of a released notebook, which carries none."""
    html = Markup(data.get("text/html", ""))
    sheets = {sheet.name: sheet for sheet in read_sheets(data.get(SHEET_TYPE, ()))}
    charts = list(_CHART.finditer(html))
    for chart in charts:
        caption, alternative = (Markup(chart[key]).unescape() for key in ("caption", "alternative"))
        sheet = sheets.pop(chart["anchor"], None)
        yield ChartPart(chart["anchor"], caption, alternative, chart["svg"], None, sheet)
    yield from map(TablePart, sheets.values())
    if html and not charts and not data.get(SHEET_TYPE):
        yield ProsePart.of([html])
    elif notes := _REFERRED.findall(html):
        yield ProsePart.of(map(Markup, notes))


def link_to_files(notebook: Any, page: str) -> None:
    """Leave of a notebook's outputs what its page shows, with links to the files next to the page.

    The notebook is changed; ``page`` is the name of its page, without a folder.
    """
    for data in outputs_of(notebook):
        # Sphinx knows no such output; the page shows the HTML.
        data.pop(RECORD_TYPE, None)
        for content in data.pop(SHEET_TYPE, ()):
            link = f'href="{content["name"]}.'
            data["text/html"] = data["text/html"].replace(link, f'href="{page}.{content["name"]}.')


def move_below(notebook: Any, edition: str, revision: str) -> None:
    """Let the links of an edition's notebook lead from a revision's page to where they led before.

    The notebook is changed; the two pages are named ``2025-11``, and ``r1`` in a folder of that name.
    """
    name = re.escape(edition)
    # The name comes first: where what stands before it did, every place in the text would be tried.
    link = re.compile(rf'{name}(?=\.)(?:(?<=href="{name})|(?<=>{name})(?=\.[\w.]+</a>))')
    for data in outputs_of(notebook):
        if "text/html" in data:
            html = data["text/html"].replace(_UPWARDS, f"{_UPWARDS}../")
            data["text/html"] = link.sub(revision, html)
