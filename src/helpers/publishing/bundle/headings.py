"""Headings of notebooks: cells with code show them, so that they are those of the run in hand.

In a page they are Markdown, which the site makes sections of. Notebooks of earlier releases have
Markdown as well, with the heading before its places were filled in the metadata of the cell.
"""

from __future__ import annotations

from typing import Any, Final

from nbformat.v4 import new_markdown_cell, new_output

from helpers.publishing.bundle.bundle import outputs_of
from helpers.reports.common.blocks import HEADING_TYPE

_LOADING: Final = "load(globals())"
"""What the cell that loads the report calls."""

_PLACE: Final = "{{"


def set_in_markdown(notebook: Any) -> None:
    """Turn the cells of an executed notebook that show headings into Markdown, in place; the title first."""
    for place, cell in enumerate(notebook.cells):
        for data in outputs_of(cell):
            if HEADING_TYPE in data:
                notebook.cells[place] = new_markdown_cell(data[HEADING_TYPE], id=cell.id)
    notebook.cells.sort(key=lambda cell: not _is_title(cell))


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
    return bool(cell.cell_type == "markdown" and cell.source.startswith("# "))
