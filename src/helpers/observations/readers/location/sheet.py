"""A file as rows of text: CSV in the encodings the table comes in, and Excel."""

from __future__ import annotations

import csv
import io
import re
import struct
import unicodedata
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, NamedTuple

from python_calamine import CalamineError, PasswordError, SheetTypeEnum, load_workbook

from helpers.core.errors import SourceError
from helpers.observations.readers.faults import BOM, fault

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Excel begin: .xlsx, and .xls or an encrypted .xlsx."""

_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_TITLE: Final = "所在地".encode()
_LONGEST: Final = 40

# pandas calls a column without a header so, and numbers the columns that share one.
_UNNAMED: Final = re.compile(r"Unnamed:\d+(_level_\d+)?")
_REPEATED: Final = re.compile(r"\.\d+$")

_HEADER: Final = 512
_SIZES: Final = (9, 12)
"""A sector has 512 or 4096 bytes, written as powers of two."""

_MARKS: Final = 0xFFFFFFFA
"""From here on an entry of the table of sectors is no sector: end of a chain, free, and so on."""

_FREE: Final = 0xFFFFFFFF
_FIRST_TABLES: Final = 109


class SheetRow(NamedTuple):
    """A row that is not blank: its file, its line or its row in the sheet, its cells."""

    path: Path
    line: int
    cells: list[str]

    def fault(self, expected: str, found: str, advice: str, column: str = "") -> SourceError:
        """Return the error in this row."""
        return fault(self.path, expected, found, advice, row=self.line, column=column)


def bare(text: str) -> str:
    """Return a name without any white space: it may be indented, or spaced out as 总　值 is."""
    return re.sub(r"[\s\u200b\ufeff]", "", text)


def plain(text: str) -> str:
    """Return a cell above the data as it is compared: half-width, without spaces and numbering."""
    text = bare(unicodedata.normalize("NFKC", text))
    return "" if _UNNAMED.fullmatch(text) else _REPEATED.sub("", text)


def read_sheets(path: Path) -> list[list[SheetRow]]:
    """Read all cells as text: the sheets of an Excel file, or the one of a CSV.

    SourceError when the file is in another encoding, encrypted or damaged.
    """
    content = path.read_bytes()
    excel = content.startswith((ZIP, OLE))
    return [
        [SheetRow(path, line, cells) for line, cells in sheet if any(map(bare, cells))]
        for sheet in (_excel(path, content) if excel else [_csv(path, content)])
    ]


def _decode(path: Path, content: bytes) -> str:
    """Return the text of a CSV; a character cut in two does not make UTF-8 another encoding."""
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        good, byte = content[: error.start], content[error.start]
    if content.startswith(BOM) or _TITLE in good:
        row, advice = good.count(b"\n") + 1, "it is cut or damaged; download it again"
        raise fault(path, "UTF-8 to the end", f"the byte 0x{byte:02x}", advice, row=row)
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as error:
        found = f"the byte 0x{content[error.start]:02x} at {error.start}"
        advice = "it is cut, or in another encoding; save it as CSV UTF-8"
        raise fault(path, "UTF-8 or GB18030", found, advice) from error


def _csv(path: Path, content: bytes) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(_decode(path, content), newline=""), strict=True)
    rows, line = [], 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        advice = "it is cut or damaged; download it again"
        raise fault(path, "comma-separated cells", str(error), advice, row=line) from error
    return rows


def _excel(path: Path, content: bytes) -> list[list[tuple[int, list[str]]]]:
    locked = fault(
        path, "an open Excel file", "an encrypted one", "save it in Excel without its password"
    )
    if content.startswith(OLE) and not _is_whole(content):
        raise _damaged(path, "it ends too early")
    if content.startswith(OLE) and _ENCRYPTED in content:
        raise locked
    try:
        with load_workbook(io.BytesIO(content)) as book:
            sheets = [
                book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                for sheet in book.sheets_metadata
                if sheet.typ == SheetTypeEnum.WorkSheet
            ]
    except PasswordError as error:
        raise locked from error
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged(path, " ".join(str(error).split())[:_LONGEST]) from error
    except BaseException as error:
        # What a fault in calamine's Rust becomes is no Exception, and cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(path, "its parts do not fit") from error
    return [[(line, [*map(_text, row)]) for line, row in enumerate(sheet, 1)] for sheet in sheets]


def _is_whole(content: bytes) -> bool:
    """Tell whether all sectors that an OLE file, such as an .xls, speaks of are in it.

    calamine does not return an error for a file cut short: it fails in Rust, with a trace on the
    screen, or asks for all memory there is.
    """
    if len(content) < _HEADER:
        return False
    (power,) = struct.unpack_from("<H", content, 30)
    if power not in _SIZES:
        return False
    size = 1 << power
    sectors = -(-len(content) // size) - 1
    tables, directory = struct.unpack_from("<2I", content, 44)
    small, small_count, more, more_count = struct.unpack_from("<4I", content, 60)
    if max(tables, small_count, more_count) > sectors or directory >= sectors:
        return False
    if any(sectors <= start < _MARKS for start in (small, more)):
        return False
    first = struct.unpack_from(f"<{_FIRST_TABLES}I", content, 76)[:tables]
    return all(_fits(content, place, size, sectors, index) for index, place in enumerate(first))


def _fits(content: bytes, place: int, size: int, sectors: int, index: int) -> bool:
    """Tell whether a part of the table of sectors is there, and what it speaks of too."""
    start = (place + 1) * size
    if place >= sectors or start + size > len(content):
        return False
    entries = struct.unpack_from(f"<{size // 4}I", content, start)
    spoken = range(index * len(entries), (index + 1) * len(entries))
    return all(
        entry == _FREE if sector >= sectors else entry < sectors or entry >= _MARKS
        for sector, entry in zip(spoken, entries, strict=True)
    )


def _damaged(path: Path, why: str) -> SourceError:
    advice = "download it again, or save it in Excel as .xlsx"
    return fault(path, "an Excel file", f"a damaged one ({why})", advice)


def _text(cell: Any) -> str:
    """Return what Excel shows of a cell: fifteen digits, so that 12.7 is not 12.699999999999999."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return str(cell)
    return format(Decimal(f"{cell:.15g}"), "f")
