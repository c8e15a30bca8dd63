"""The lines of a download, and its columns as they stand in the file.

The platform writes GB18030, scripts write UTF-8. In neither is a comma, a quote or a line end ever
part of another character: the file is taken apart as bytes, and only distinct cells are decoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
from pyarrow import csv

from helpers.core.errors import SourceError
from helpers.observations.readers.platform.faults import ENCODINGS, decodes, fault, loose, shown
from helpers.observations.readers.platform.headers import Header, read_header

LONGEST_LINE: Final = 1_000_000
"""In bytes; a line of the platform has some hundreds."""

_NEWLINE: Final = ord("\n")
BOM: Final = b"\xef\xbb\xbf"

_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_AGAIN: Final = "download the file again"
_CUT: Final = "the file is cut off: download it again"

_SPACED: Final = re.compile(rb'(^|[,\n])[ \t]+(?=")')
"""Space before a quote, which would make the quote a letter like any other."""
_CELL: Final = re.compile(rb'([ \t]*"(?:[^"]|"")*"[^,]*|[^,]*)(,|$)')

_TEXT: Final = pa.binary()
_DISTINCT: Final = pa.dictionary(pa.int32(), pa.binary())


@dataclass(frozen=True)
class Lines:
    """A download, taken apart into header and body.

    Attributes
    ----------
    path : pathlib.Path
        The file, for messages.
    header : Header
        What stands in which column.
    encoding : str or None
        One of ``ENCODINGS``; None where the header does not tell.
    body : bytes
        All below the header.
    first : int
        The row of the file on which the body begins.
    width : int
        The cells of a line, with the empty one that a trailing comma makes.
    """

    path: Path
    header: Header
    encoding: str | None
    body: bytes
    first: int
    width: int

    def row(self, index: int) -> int:
        """Return the row of the file on which a row of data stands, counted from 0."""
        for place, (row, _) in enumerate(_rows(self.body, self.first)):
            if place == index:
                return row
        raise IndexError(index)

    def fault(self, index: int, role: str, expected: str, found: str, advice: str) -> SourceError:
        """Return the error in a cell: of a row of data counted from 0, in the column of a role."""
        title = self.header.title(role)
        return fault(self.path, self.row(index), expected, found, advice, column=title)

    def columns(self, wanted: Mapping[str, bool]) -> dict[str, Any]:
        """Read columns as bytes.

        Parameters
        ----------
        wanted : mapping of str to bool
            By what a column holds, whether its cells are few and repeat: it comes as a dictionary.

        Raises
        ------
        SourceError
            At the first line that has too many cells, or too few.
        """
        places = {self.header.places[role]: few for role, few in wanted.items()}
        trailing = len(self.header.titles)
        if self.width > trailing:
            places[trailing] = True
        try:
            table = _parsed(self.body, self.width, places)
        except pa.ArrowInvalid as error:
            raise self._torn(str(error)) from None
        lines = int(np.count_nonzero(np.frombuffer(self.body, dtype=np.uint8) == _NEWLINE))
        if table.num_rows != lines and table.num_rows != sum(1 for _ in _rows(self.body, 0)):
            raise self._torn("a line end within a cell")
        if self.width > trailing:
            self._refuse_text(table.column(str(trailing)).chunk(0))
        return {role: table.column(str(self.header.places[role])).chunk(0) for role in wanted}

    def _torn(self, otherwise: str) -> SourceError:
        """Return the error at the first line that is not of as many cells as the others."""
        rows = list(_rows(self.body, self.first))
        expected = f"{self.width} cells as in the other rows"
        for row, line in rows:
            cells, closed = _count(line)
            if cells == self.width and closed:
                continue
            last = row == rows[-1][0] and (cells < self.width or not closed)
            found = str(cells) if closed else f"a quote that is not closed, in {shown(loose(line))}"
            return fault(self.path, row, expected, found, _CUT if last else _AGAIN)
        return fault(self.path, self.first, expected, shown(otherwise), _AGAIN)

    def _refuse_text(self, column: Any) -> None:
        """Raise where what a trailing comma makes is not empty: it may be the rest of a number."""
        for place, cell in enumerate(column.dictionary.to_pylist()):
            if cell.strip():
                row = self.row(column.indices.to_pylist().index(place))
                expected = f"{self.width - 1} cells as in the header"
                found = f"{self.width}, the last of them {shown(loose(cell))}"
                advice = "put numbers that have commas in quotes, or download it again"
                raise fault(self.path, row, expected, found, advice)


def read_lines(path: Path) -> Lines:
    """Read a file's bytes and its header.

    Raises
    ------
    SourceError
        When it is empty, a web page, in another encoding, no platform download or cut off.
    """
    content = _read(path)
    _refuse(path, content)
    marked = content.startswith(BOM)
    row, line, start = _header_line(content[len(BOM) :] if marked else content)
    body = _unspaced(content[start + len(BOM) * marked :])
    encoding = "utf-8" if marked else next((e for e in ENCODINGS if decodes(line, e)), None)
    if encoding is None or not decodes(line, encoding):
        raise fault(path, row, "text in UTF-8 or GB18030", shown(loose(line)), "save it as UTF-8")
    header = read_header(path, row, line.decode(encoding))
    certain = encoding if marked or not line.isascii() else None
    if not content.endswith(b"\n"):
        rows = content.count(b"\n") + 1
        tail = content[content.rfind(b"\n") + 1 :]
        raise fault(path, rows, "a line end", f"none after {shown(loose(tail))}", _CUT)
    first = next(_rows(body, row + 1), None)
    if first is None:
        expected = "rows below the header"
        raise fault(path, row, expected, "none", "the query found nothing: ask for something else")
    width = _count(first[1])[0]
    if width not in (len(header.titles), len(header.titles) + 1):
        expected = f"{len(header.titles)} cells as in the header"
        raise fault(path, first[0], expected, str(width), _AGAIN)
    return Lines(path, header, certain, body, row + 1, width)


def _read(path: Path) -> bytes:
    """Read a file, but not one that has no lines: it might be of any size."""
    pieces: list[bytes] = []
    length = 0
    with path.open("rb") as stream:
        while piece := stream.read(LONGEST_LINE):
            end = piece.find(b"\n")
            length += len(piece) if end < 0 else end
            if length > LONGEST_LINE:
                row = sum(each.count(b"\n") for each in pieces) + 1
                found = f"one of more than {LONGEST_LINE:,}"
                expected = "a line of some hundred bytes"
                raise fault(path, row, expected, found, "this is no download of the platform")
            if end >= 0:
                length = len(piece) - 1 - piece.rfind(b"\n")
            pieces.append(piece)
    return b"".join(pieces)


def _refuse(path: Path, content: bytes) -> None:
    """Raise for what is no text of a table at all."""
    start = content[:1000].removeprefix(BOM).lstrip()
    if not start and not content.strip():
        raise fault(path, 1, "a header", "an empty file", "download it again")
    if start.startswith(b"<"):
        found = f"a web page, {shown(loose(start[: start.rfind(b'>') + 1]))}"
        advice = "it may be the platform's error page: download the file again"
        raise fault(path, 1, "comma-separated columns", found, advice)
    if content.startswith(_UTF16) or b"\0" in start:
        found = "UTF-16, or no text at all"
        raise fault(path, 1, "text in UTF-8 or GB18030", found, "save it as CSV in UTF-8")


def _header_line(content: bytes) -> tuple[int, bytes, int]:
    """Return the first line that is not blank: its row, its text, and where the next begins."""
    row, start = 0, 0
    while True:
        row += 1
        end = content.find(b"\n", start)
        stop = len(content) if end < 0 else end
        line = content[start:stop].strip()
        start = min(stop + 1, len(content))
        if line or end < 0:
            return row, line, start


def _parsed(body: bytes, width: int, places: Mapping[int, bool]) -> Any:
    names = [str(place) for place in range(width)]
    kinds = {str(place): _DISTINCT if few else _TEXT for place, few in places.items()}
    table = csv.read_csv(
        pa.BufferReader(body),
        # One block: pieces of a file of a megabyte cost more than they save.
        read_options=csv.ReadOptions(column_names=names, block_size=min(len(body) + 1, 2**31 - 1)),
        convert_options=csv.ConvertOptions(column_types=kinds, include_columns=list(kinds)),
    )
    return table.unify_dictionaries().combine_chunks()


def _unspaced(body: bytes) -> bytes:
    """Take away space before quotes; looking for single bytes first costs next to nothing."""
    spaced = any(space in body and space + b'"' in body for space in (b" ", b"\t"))
    return _SPACED.sub(rb"\1", body) if spaced else body


def _rows(body: bytes, first: int) -> Iterator[tuple[int, bytes]]:
    """Yield each line that is not blank with the row of the file on which it stands."""
    row, start = first, 0
    while start < len(body):
        end = body.find(b"\n", start)
        line = (body[start:] if end < 0 else body[start:end]).rstrip(b"\r")
        if line:
            yield row, line
        row += 1
        start = len(body) if end < 0 else end + 1


def _count(line: bytes) -> tuple[int, bool]:
    """Count the cells of a line, and tell whether its quotes are closed."""
    cells, place, closed = 0, 0, True
    while found := _CELL.match(line, place):
        cells += 1
        text = found[1].lstrip()
        closed &= not text.startswith(b'"') or (len(text) > 1 and text.count(b'"') % 2 == 0)
        place = found.end()
        if found[2] == b"":
            break
    return cells, closed
