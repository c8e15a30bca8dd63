"""Executed notebooks in files: reading one, the words on its page, and preparing it for its page."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup
from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines, strip_transient

from helpers.presentation.spreadsheets import SHEET_TYPE
from helpers.reports.common.blocks import RECORD_TYPE

_DRAWING: Final = re.compile(r"<svg.*?</svg>", re.DOTALL)
_UPWARDS: Final = 'href="../'


def read_notebook(path: Path) -> Any:
    """Return the notebook in a file, which was checked when it was written.

    As ``nbformat`` reads it, in half the time: it would look for dictionaries in every cell of every
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
            found.append(str(Markup(_DRAWING.sub(" ", html)).striptags()))
    return "\n".join(" ".join(text.split()) for text in found)


def link_to_files(notebook: Any, page: str) -> None:
    """Leave of a notebook's outputs what its page shows, with links to the files next to the page.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The executed edition; it is changed.
    page : str
        The name of its page, without a folder.
    """
    for data in outputs_of(notebook):
        # Sphinx knows no such output; the page shows the HTML.
        data.pop(RECORD_TYPE, None)
        for content in data.pop(SHEET_TYPE, ()):
            link = f'href="{content["name"]}.'
            data["text/html"] = data["text/html"].replace(link, f'href="{page}.{content["name"]}.')


def move_below(notebook: Any, edition: str, revision: str) -> None:
    """Let the links of an edition's notebook lead from the page of a revision to where they led before.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        The executed edition; it is changed.
    edition, revision : str
        The names of the two pages: ``2025-11``, and ``r1`` in a folder of that name.
    """
    name = re.escape(edition)
    # The name comes first: where what stands before it did, every place in the text would be tried.
    link = re.compile(rf'{name}(?=\.)(?:(?<=href="{name})|(?<=>{name})(?=\.[\w.]+</a>))')
    for data in outputs_of(notebook):
        if "text/html" in data:
            html = data["text/html"].replace(_UPWARDS, f"{_UPWARDS}../")
            data["text/html"] = link.sub(revision, html)
