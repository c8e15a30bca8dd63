"""The text of a Word document, and the runs that each stretch of it stands in."""

from __future__ import annotations

import io
import zipfile
from itertools import chain
from typing import Any, Final, NamedTuple

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from helpers.core.errors import SourceError
from helpers.publishing.factcheck.text_rows import row_text

_COMPOUND: Final = b"\xd0\xcf\x11\xe0"
"""How files of earlier versions of Word begin, and those that a password locks."""
_LARGEST_PART: Final = 200_000_000
"""Bytes of the document within the file, unpacked."""
_RUNS: Final = ".//w:r[not(ancestor::w:del) and not(ancestor::w:moveFrom)]"
_ROWS: Final = "./w:tr | ./w:sdt/w:sdtContent/w:tr"
_CELLS: Final = "./w:tc | ./w:sdt/w:sdtContent/w:tc"
_BOXES: Final = ".//*[local-name()='txbxContent'][not(ancestor::*[local-name()='Fallback'])]"
"""Texts in boxes stand twice in a file: for this version of Word, and for earlier ones."""


class Stretch(NamedTuple):
    """A part of a text, and the runs that it stands in: one of a paragraph, or all of a cell."""

    start: int
    end: int
    runs: tuple[Any, ...]


class WordText:
    """A document with its text.

    Attributes
    ----------
    document : docx.document.Document
    stretches : list of Stretch
        In the order of the text.
    """

    def __init__(self, document: Any) -> None:
        self.document = document
        self.stretches: list[Stretch] = []
        self._parts: list[str] = []
        self._length = 0
        self._add_blocks(document.element.body)

    @property
    def text(self) -> str:
        """Return the whole text."""
        return "".join(self._parts).rstrip("\n")

    def _add(self, text: str, runs: tuple[Any, ...] = ()) -> None:
        start, self._length = self._length, self._length + len(text)
        self._parts.append(text)
        if runs:
            self.stretches.append(Stretch(start, self._length, runs))

    def _add_blocks(self, parent: Any) -> None:
        for block in parent:
            if block.tag == qn("w:p"):
                self._add_paragraph(block)
            elif block.tag == qn("w:tbl"):
                for row in block.xpath(_ROWS):
                    self._add_row(row)
                self._add("\n")
            elif block.tag in (qn("w:sdt"), qn("w:sdtContent")):
                self._add_blocks(block)

    def _add_paragraph(self, paragraph: Any) -> None:
        for run in _runs_of(paragraph):
            self._add(run.text, (run,))
        self._add("\n\n")
        for box in paragraph.xpath(_BOXES):
            if _is_in(box, paragraph):
                self._add_blocks(box)

    def _add_row(self, row: Any) -> None:
        cells = [[_runs_of(one) for one in cell.iter(qn("w:p"))] for cell in row.xpath(_CELLS)]
        line = row_text(" ".join(map(_text_of, cell)) for cell in cells)
        for place, (text, cell) in enumerate(zip(line.split("\t"), cells, strict=False)):
            self._add("\t" if place else "")
            self._add(text, tuple(chain.from_iterable(cell)))
        self._add("\n")


def _runs_of(paragraph: Any) -> list[Any]:
    return [run for run in paragraph.xpath(_RUNS) if _is_in(run, paragraph)]


def _is_in(element: Any, paragraph: Any) -> bool:
    """Return whether an element is a paragraph's own, and not one of a box within it."""
    return next(element.iterancestors(qn("w:p"))) is paragraph


def _text_of(runs: list[Any]) -> str:
    return "".join(run.text for run in runs)


def read_word(content: bytes, name: str) -> WordText:
    """Read a Word document: its paragraphs and tables in their order, with what was inserted and not deleted.

    Raises
    ------
    SourceError
        When it is none, or a password locks it.
    """
    if content.startswith(_COMPOUND):
        raise SourceError(
            f"{name}: is encrypted, or of an earlier version of Word; save it as .docx without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if any(part.file_size > _LARGEST_PART for part in archive.infolist()):
                raise SourceError(f"{name}: is too large; check it in parts")
        found = WordText(Document(io.BytesIO(content)))
    except (zipfile.BadZipFile, OpcError, SyntaxError, KeyError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise SourceError(f"{name}: is no Word document ({reason}); save it as .docx") from None
    return found
