"""The files beside a page: the sheets that its tables and charts carry in their outputs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.presentation.spreadsheets import SHEET_TYPE, Sheet


def detach_sheets(notebook: Any, page: str) -> None:
    """Take the sheets out of a notebook's outputs, and let its links lead to their files.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The executed edition; it is changed.
    page : str
        The name of its page, without a folder.
    """
    for data in _bearing(notebook):
        for content in data.pop(SHEET_TYPE):
            link = f'href="{content["name"]}.'
            data["text/html"] = data["text/html"].replace(link, f'href="{page}.{content["name"]}.')


def write_sheets(notebook: Any, page: Path) -> None:
    """Write the files of a notebook's sheets.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The executed edition.
    page : pathlib.Path
        Its page, without an ending: the files stand beside it.
    """
    for sheet in sheets_of(notebook):
        path = page.with_name(sheet.file(page.name))
        path.write_text(sheet.csv(), encoding="utf-8-sig", newline="")
        path.with_suffix(".xlsx").write_bytes(sheet.xlsx())


def sheets_of(notebook: Any) -> list[Sheet]:
    """Return the sheets that a notebook's outputs carry, in the order of the page."""
    return [Sheet.read(content) for data in _bearing(notebook) for content in data[SHEET_TYPE]]


def _bearing(notebook: Any) -> Iterator[Any]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if SHEET_TYPE in output.get("data", {}):
                yield output["data"]
