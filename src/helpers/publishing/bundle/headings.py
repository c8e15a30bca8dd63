"""Headings of notebooks: cells with code show them, so that they are those of the run in hand.

In a page they are Markdown, which the site makes sections of. Notebooks of earlier releases have
Markdown as well, with the heading before its places were filled in the metadata of the cell.
"""

from __future__ import annotations

import re
from itertools import chain, count
from typing import Any, Final

from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from helpers.publishing.bundle.bundle import outputs_of
from helpers.reports.common.page_headings import ANCHOR_TYPE, HEADING_TYPE, Heading

_LOADING: Final = "load(globals())"
"""What the cell that loads the report calls."""

_PLACE: Final = "{{"

_TITLE: Final = re.compile(r"(?:\{#[^}]*\}\n)?# ")
"""A title, behind its id where that is named."""


def set_in_markdown(notebook: Any) -> None:
    """Turn the cells of an executed notebook that show headings into Markdown, in place; the title first."""
    taken: set[str] = set()
    for place, cell in enumerate(notebook.cells):
        for data in outputs_of(cell):
            if HEADING_TYPE in data:
                text = _with_anchor(data, taken)
                notebook.cells[place] = new_markdown_cell(text, id=cell.id)
    notebook.cells.sort(key=lambda cell: not _is_title(cell))


def _with_anchor(data: Any, taken: set[str]) -> str:
    """Return a heading; one in another language than the default with the id that it has in that.

    That is made as docutils does: of the Latin letters of the heading, else of a number.
    """
    heading = str(data[HEADING_TYPE])
    if ANCHOR_TYPE not in data:
        return heading
    # Needed for pages in other languages only.
    from docutils.nodes import make_id  # noqa: PLC0415

    numbered = (f"id{number}" for number in count(1))
    names = chain([make_id(data[ANCHOR_TYPE])], numbered)
    anchor = next(name for name in names if name and name not in taken)
    taken.add(anchor)
    return f"{{#{anchor}}}\n{heading}"


def showing(heading: str, default: str, name: str) -> Any:
    """Return a cell that shows the heading of a section, ``default`` in the first language if that is another."""
    data = Heading(f"## {heading}", default and f"## {default}")._repr_mimebundle_()
    output = new_output("execute_result", data, execution_count=None)
    return new_code_cell("# heading", outputs=[output], id=name)


def show_by_code(notebook: Any) -> None:
    """Turn Markdown headings that have places into cells that show them, in place.

    Those before the cell that loads the report come behind it.
    """
    cells = notebook.cells
    loading = next((place for place, cell in enumerate(cells) if _LOADING in cell.source), None)
    if loading is None:
        return
    early = [cell for cell in cells[:loading] if _show_by_code(cell)]
    for cell in cells[loading:]:
        _show_by_code(cell)
    others = [cell for cell in cells[:loading] if cell not in early]
    notebook.cells = [*others, cells[loading], *early, *cells[loading + 1 :]]


def _show_by_code(cell: Any) -> bool:
    """Turn one cell, where it is Markdown that has places; return whether it was."""
    template = cell.metadata.get("tradebook", {}).get("template", cell.source)
    if cell.cell_type != "markdown" or _PLACE not in template:
        return False
    text = {HEADING_TYPE: cell.source, "text/plain": cell.source}
    output = new_output("execute_result", text, execution_count=None)
    cell.update(
        cell_type="code",
        source=f"report.heading({template!r})",
        metadata={"tags": ["remove-input"]},
        outputs=[output],
        execution_count=None,
    )
    return True


def _is_title(cell: Any) -> bool:
    return bool(cell.cell_type == "markdown" and _TITLE.match(cell.source))
