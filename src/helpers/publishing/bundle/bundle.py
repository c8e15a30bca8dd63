"""The bundle: what an executed edition hands on, as JSON next to its notebook.

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

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup
from pydantic import TypeAdapter

from helpers.core.errors import BuildError
from helpers.core.files import hash_of_file, write_whole
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
from helpers.publishing.bundle.notebooks import outputs_of, read_notebook, wording_of
from helpers.reports.common.blocks import RECORD_TYPE

_TALLEST: Final = 1.3
"""Height by width of the tallest chart that a card or a picture for sharing can hold."""

_HEADING: Final = re.compile(r"^(#+) (.*)$", re.MULTILINE)
_CHART: Final = re.compile(
    r'<figure class="tb-chart" id="(?P<anchor>[^"]*)">'
    r'<div role="img" aria-label="(?P<alternative>[^"]*)">(?P<svg><svg\b.*?</svg>)</div>'
    r"<figcaption>(?P<caption>.*?)</figcaption>",
    re.DOTALL,
)


@dataclass(frozen=True)
class Bundle:
    """What an edition hands on; ``record`` is empty where its notebook shows none."""

    record: dict[str, Any]
    parts: tuple[Part, ...]
    wording: str

    @property
    def charts(self) -> list[ChartPart]:
        """Return the charts."""
        return [part for part in self.parts if isinstance(part, ChartPart)]

    @property
    def sheets(self) -> list[Sheet]:
        """Return the tables and the data of the charts, in the order of the page."""
        found = (part.sheet for part in self.parts if isinstance(part, TablePart | ChartPart))
        return [sheet for sheet in found if sheet is not None]

    @property
    def headline_chart(self) -> ChartPart | None:
        """Return the first chart of a shape that a card can hold, or the first; None without charts."""
        fitting = (chart for chart in self.charts if chart.size[1] <= _TALLEST * chart.size[0])
        return next(fitting, next(iter(self.charts), None))


_JSON: Final = TypeAdapter(Bundle)


def take_bundle(notebook: Any) -> dict[str, Any]:
    """Return the bundle of an executed notebook as JSON holds it; its parts are removed from the notebook."""
    content: dict[str, Any] = _JSON.dump_python(bundle_of(notebook), mode="json")
    for data in outputs_of(notebook):
        data.pop(PARTS_TYPE, None)
    return content


def write_bundle(content: dict[str, Any], executed: Path, path: Path) -> None:
    """Write the bundle of a notebook.

    Parameters
    ----------
    content : dict
        As ``take_bundle`` returns it.
    executed : pathlib.Path
        The notebook's file as it is now.
    path : pathlib.Path
        Where that file is going to be.
    """
    content["notebook"] = hash_of_file(executed)
    # In the order of a notebook's file, so that a bundle read from that is the same.
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    write_whole(bundle_path(path), text.encode())


def read_bundle(path: Path) -> Bundle:
    """Read the bundle of an executed notebook; one without, or with that of another, gives the same."""
    bundle = bundle_path(path)
    if bundle.is_file():
        content = json.loads(bundle.read_bytes())
        if content.get("notebook") == hashlib.sha256(path.read_bytes()).hexdigest():
            return _JSON.validate_python(content)
    return bundle_of(read_notebook(path))


def bundle_path(notebook: Path) -> Path:
    """Return where the bundle of a notebook stands."""
    return notebook.with_name(f"{notebook.name.removesuffix('.ipynb')}.bundle.json")


def bundle_of(notebook: Any) -> Bundle:
    """Make the bundle of an executed notebook."""
    records = [data[RECORD_TYPE] for data in outputs_of(notebook) if RECORD_TYPE in data]
    wording = hashlib.sha256(wording_of(notebook).encode()).hexdigest()
    return Bundle(dict(records[-1]) if records else {}, tuple(_parts(notebook)), wording)


def record_of(bundle: Bundle, page: str) -> dict[str, Any]:
    """Return the record of an edition.

    Raises
    ------
    BuildError
        When there is none: the notebook was not run to its end, or shows no ``report.record()``.
    """
    if not bundle.record:
        raise BuildError(
            f"edition {page}: carries no record; its last cell must show report.record()"
        )
    return bundle.record


def _parts(notebook: Any) -> Iterator[Part]:
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield from (
                HeadingPart(len(level), text) for level, text in _HEADING.findall(cell.source)
            )
        for data in outputs_of(cell):
            yield from read_parts(data[PARTS_TYPE]) if PARTS_TYPE in data else _parts_of_html(data)


def _parts_of_html(data: Any) -> Iterator[Part]:
    """Make the parts of an output that carries none, as in what was released before there were parts."""
    html = Markup(data.get("text/html", ""))
    sheets = {sheet.name: sheet for sheet in read_sheets(data.get(SHEET_TYPE, ()))}
    charts = list(_CHART.finditer(html))
    for chart in charts:
        caption, alternative = (Markup(chart[key]).unescape() for key in ("caption", "alternative"))
        sheet = sheets.pop(chart["anchor"], None)
        yield ChartPart(chart["anchor"], caption, alternative, chart["svg"], None, sheet)
    yield from map(TablePart, sheets.values())
    if html and not charts and SHEET_TYPE not in data:
        yield ProsePart.of([html])
