"""A file as rows of text, whatever it was saved as: CSV, text with tabs, Excel, a page of the web."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from pathlib import Path
from typing import Final, NamedTuple

from helpers.core.errors import SourceError
from helpers.observations.readers.faults import BOM, fault
from helpers.observations.readers.web_tables import is_page, page_rows
from helpers.observations.readers.workbooks import is_workbook, workbook_rows

UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
"""How a text in UTF-16 begins, such as Excel's "Unicode text"."""

_BLANK: Final = re.compile(r"[\s\u200b\ufeff]")

# pandas calls a column without a header so, and numbers the columns that share one.
_UNNAMED: Final = re.compile(r"Unnamed:\d+(_level_\d+)?")
_REPEATED: Final = re.compile(r"\.\d+$")


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
    return _BLANK.sub("", text)


def plain(text: str) -> str:
    """Return a cell above the data as it is compared: half-width, without spaces and numbering."""
    text = bare(unicodedata.normalize("NFKC", text))
    return "" if _UNNAMED.fullmatch(text) else _REPEATED.sub("", text)


def read_sheets(path: Path, otherwise: str = "gb18030") -> list[list[SheetRow]]:
    """Read all cells as text: the sheets of an Excel file, the tables of a page, or the one of a text.

    ``otherwise`` is the encoding of a text that is not UTF-8 or UTF-16. SourceError when the file is in
    another encoding, encrypted or damaged.
    """
    content = path.read_bytes()
    if is_workbook(content):
        sheets = workbook_rows(path, content)
    elif is_page(content):
        sheets = page_rows(content)
    else:
        sheets = [_text_rows(path, decode(path, content, otherwise))]
    return [
        [SheetRow(path, line, cells) for line, cells in sheet if any(map(bare, cells))]
        for sheet in sheets
    ]


def decode(path: Path, content: bytes, otherwise: str = "gb18030") -> str:
    """Return the text of a file in UTF-8, UTF-16 with its mark, or another encoding, such as GB18030.

    A character cut in two does not make UTF-8 another encoding. SourceError for any other.
    """
    if content.startswith(UTF_16):
        return _decode_utf_16(path, content)
    try:
        return content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        good, byte = content[: error.start], content[error.start]
    if content.startswith(BOM) or _is_chinese(good):
        row, advice = good.count(b"\n") + 1, "it is cut or damaged; download it again"
        raise fault(path, "UTF-8 to the end", f"the byte 0x{byte:02x}", advice, row=row)
    try:
        return content.decode(otherwise)
    except UnicodeDecodeError as error:
        found = f"the byte 0x{content[error.start]:02x} at {error.start}"
        advice = "it is cut, or in another encoding; save it as CSV UTF-8"
        raise fault(path, "UTF-8 or GB18030", found, advice) from error


def _decode_utf_16(path: Path, content: bytes) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError as error:
        advice = "it is cut or damaged; download it again"
        raise fault(path, "UTF-16 to the end", f"a fault at byte {error.start}", advice) from error


def _is_chinese(good: bytes) -> bool:
    """Tell whether bytes that are UTF-8 hold words of a customs table, and not GB18030 by chance."""
    text = good.decode("utf-8", errors="ignore")
    return any(word in text for word in ("进出口", "出口", "进口", "所在地", "单位"))


def _text_rows(path: Path, text: str) -> list[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    delimiter = "\t" if "\t" in first and "," not in first else ","
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    rows, line = [], 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        advice = "it is cut or damaged; download it again"
        raise fault(path, "comma-separated cells", str(error), advice, row=line) from error
    return rows
