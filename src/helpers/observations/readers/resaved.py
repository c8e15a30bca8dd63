"""A table that a spreadsheet saved again, as Excel or as text with tabs, as the CSV that it was."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from helpers.core.errors import SourceError
from helpers.observations.readers.faults import fault
from helpers.observations.readers.sheets import UTF_16, SheetRow, decode, read_sheets
from helpers.observations.readers.workbooks import is_workbook


def is_resaved(content: bytes) -> bool:
    """Tell by a file's first bytes whether it is an Excel file, or text in UTF-16 or with tabs."""
    if is_workbook(content) or content.startswith(UTF_16):
        return True
    first = content.lstrip().partition(b"\n")[0]
    return b"\t" in first and b"," not in first


def first_lines(path: Path) -> list[bytes]:
    """Return what each sheet of a file begins with, as a line of CSV in UTF-8.

    Nothing where it cannot be read: what then is wrong with it, the format says that takes it for its own.
    """
    try:
        return [_line(_named(rows[0].cells)) for rows in read_sheets(path) if rows]
    except SourceError:
        return []


def csv_of(path: Path, content: bytes, is_header: Callable[[str], bool]) -> bytes:
    """Return a file as CSV: its bytes as they are, or the one table in it, in UTF-8, row for row.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    content : bytes
        Its bytes.
    is_header : callable
        Tells whether a line of CSV is the header of the table.

    Raises
    ------
    SourceError
        When it cannot be read, or holds several such tables.
    """
    if not is_resaved(content):
        return content
    sheets = [rows for rows in read_sheets(path) if rows]
    found = [rows for rows in sheets if is_header(_line(_named(rows[0].cells)).decode())] or sheets
    if len(found) != 1:
        raise fault(path, "one table", str(len(found)), "keep one sheet a file")
    lines = _lines(found[0])
    whole = is_workbook(content) or decode(path, content).endswith("\n")
    return lines if whole else lines.rstrip(b"\n")


def _lines(rows: Sequence[SheetRow]) -> bytes:
    """Write rows as CSV; blank lines stand for those that are blank, so that the numbers stay."""
    before, lines, width = 0, [], len(_named(rows[0].cells))
    for row in rows:
        lines += [b"\n"] * (row.line - before - 1)
        cells = _named(row.cells)
        lines.append(_line([*cells, *[""] * (width - len(cells))]))
        before = row.line
    return b"".join(lines)


def _named(cells: Sequence[str]) -> list[str]:
    """Return cells up to the last that is not blank; spaces and line ends in them are one space."""
    plain = [" ".join(cell.split()) for cell in cells]
    return plain[: max((place for place, cell in enumerate(plain, 1) if cell), default=0)]


def _line(cells: Sequence[str]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue().encode()
