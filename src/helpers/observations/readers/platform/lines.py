"""The lines of a download, and its columns as they stand in the file.

The platform writes GB18030, scripts write UTF-8. In neither is a comma, a quote or a line end ever
part of another character: the file is taken apart as bytes, and only distinct cells are decoded.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
from pyarrow import csv

from helpers.core.dimensions import VALUE
from helpers.core.errors import SourceError
from helpers.observations.readers.faults import BOM, ENCODINGS, decodings, fault, shown
from helpers.observations.readers.platform.headers import (
    QUANTITIES,
    Header,
    cells_of,
    is_header,
    read_header,
)
from helpers.observations.readers.resaved import csv_of

AGAIN: Final = "download the file again"
_CUT: Final = "the file is cut off: download it again"

_SPACED: Final = re.compile(rb'(^|[,\n])[ \t]+(?=")')
"""Space before a quote, which would make the quote a letter like any other."""

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
        return next(islice(_rows(self.body, self.first), index, None))[0]

    def fault(self, index: int, role: str, expected: str, found: str, advice: str) -> SourceError:
        """Return the error in a cell: of a row of data counted from 0, in the column of a role."""
        title = self.header.title(role)
        return fault(self.path, expected, found, advice, row=self.row(index), column=title)

    def columns(self, roles: Iterable[str]) -> dict[str, Any]:
        """Read columns as bytes, as dictionaries where cells repeat: all but the numbers.

        Raises
        ------
        SourceError
            At the first line that has too many cells, or too few.
        """
        places = {role: self.header.places[role] for role in roles}
        trailing = {"": self.width - 1} if self.width > len(self.header.titles) else {}
        kinds = {
            str(place): pa.binary() if role in (VALUE, *QUANTITIES) else _DISTINCT
            for role, place in (places | trailing).items()
        }
        # One block: pieces of a file of a megabyte cost more than they save.
        options = csv.ReadOptions(
            column_names=[str(place) for place in range(self.width)],
            block_size=min(len(self.body) + 1, 2**31 - 1),
        )
        conversion = csv.ConvertOptions(column_types=kinds, include_columns=list(kinds))
        try:
            table = csv.read_csv(
                pa.BufferReader(self.body), read_options=options, convert_options=conversion
            )
        except pa.ArrowInvalid as error:
            raise self._torn(str(error)) from None
        if table.num_rows != self.body.count(b"\n") and table.num_rows != sum(
            1 for _ in _rows(self.body, 0)
        ):
            raise self._torn("a line end within a cell")
        table = table.unify_dictionaries().combine_chunks()
        for place in trailing.values():
            self._refuse_text(table.column(str(place)).chunk(0))
        return {role: table.column(str(place)).chunk(0) for role, place in places.items()}

    def _torn(self, otherwise: str) -> SourceError:
        """Return the error at the first line that is not of as many cells as the others."""
        rows = list(_rows(self.body, self.first))
        expected = f"{self.width} cells as in the other rows"
        for row, line in rows:
            cells, closed = cells_of(line.decode("latin-1"))
            if len(cells) != self.width or not closed:
                cut = row == rows[-1][0] and (len(cells) < self.width or not closed)
                quote = f"a quote that is not closed, in {shown(line)}"
                found = str(len(cells)) if closed else quote
                return fault(self.path, expected, found, _CUT if cut else AGAIN, row=row)
        return fault(self.path, expected, shown(otherwise), AGAIN, row=self.first)

    def _refuse_text(self, column: Any) -> None:
        """Raise where what a trailing comma makes is not empty: it may be the rest of a number."""
        for place, cell in enumerate(column.dictionary.to_pylist()):
            if cell.strip():
                row = self.row(column.indices.to_pylist().index(place))
                expected = f"{self.width - 1} cells as in the header"
                found = f"{self.width}, the last of them {shown(cell)}"
                advice = "put numbers that have commas in quotes, or download it again"
                raise fault(self.path, expected, found, advice, row=row)


def read_lines(path: Path) -> Lines:
    """Read a file's bytes and its header.

    SourceError when it is in another encoding, no platform download or cut off.
    """
    content = csv_of(path, path.read_bytes(), is_header)
    marked = content.startswith(BOM)
    stream = io.BytesIO(content.removeprefix(BOM))
    stripped = ((row, line.strip()) for row, line in enumerate(stream, 1))
    row, line = next((each for each in stripped if each[1]), (1, b""))
    body = _unspaced(stream.read())
    encoding, text = next(decodings(line, ENCODINGS[:1] if marked else ENCODINGS), ("", ""))
    if not encoding:
        expected = "text in UTF-8 or GB18030"
        raise fault(path, expected, shown(line), "save it as UTF-8", row=row)
    header = read_header(path, row, text)
    if not content.endswith(b"\n"):
        tail = shown(content[content.rfind(b"\n") + 1 :])
        raise fault(path, "a line end", f"none after {tail}", _CUT, row=content.count(b"\n") + 1)
    first = next(_rows(body, row + 1), None)
    if first is None:
        advice = "the query found nothing: ask for something else"
        raise fault(path, "rows below the header", "none", advice, row=row)
    width = len(cells_of(first[1].decode("latin-1"))[0])
    if width not in (len(header.titles), len(header.titles) + 1):
        expected = f"{len(header.titles)} cells as in the header"
        raise fault(path, expected, str(width), AGAIN, row=first[0])
    certain = encoding if marked or not line.isascii() else None
    return Lines(path, header, certain, body, row + 1, width)


def _unspaced(body: bytes) -> bytes:
    """Take away space before quotes; looking for single bytes first costs next to nothing."""
    spaced = any(space in body and space + b'"' in body for space in (b" ", b"\t"))
    return _SPACED.sub(rb"\1", body) if spaced else body


def _rows(body: bytes, first: int) -> Iterator[tuple[int, bytes]]:
    """Yield each line that is not blank with the row of the file on which it stands."""
    for row, line in enumerate(io.BytesIO(body), first):
        if text := line.rstrip(b"\r\n"):
            yield row, text
