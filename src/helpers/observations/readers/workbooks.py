"""Excel files as rows of text; one that is damaged, encrypted or too large is refused in a line."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from helpers.core.errors import SourceError
from helpers.observations.readers import workbook_cells
from helpers.observations.readers.faults import fault
from helpers.observations.readers.workbook_cells import CELLS, MEMORY, SECONDS

ZIP: Final = b"PK\x03\x04"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Excel begin: .xlsx, and .xls or an encrypted .xlsx."""

_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")

_HEADER: Final = 512
_SIZES: Final = (9, 12)
"""A sector has 512 or 4096 bytes, written as powers of two."""

_MARKS: Final = 0xFFFFFFFA
"""From here on an entry of the table of sectors is no sector: end of a chain, free, and so on."""

_FREE: Final = 0xFFFFFFFF
_FIRST_TABLES: Final = 109


def is_workbook(content: bytes) -> bool:
    """Tell whether a file begins as one of Excel does."""
    return content.startswith((ZIP, OLE))


def workbook_rows(path: Path, content: bytes) -> list[list[tuple[int, list[str]]]]:
    """Return the rows of each sheet: the row's number, from 1, and its cells.

    SourceError when the file is damaged, encrypted, or larger than any table of the customs.
    """
    if content.startswith(OLE) and not _is_whole(content):
        raise _damaged(path, "it ends too early")
    found: dict[str, Any] = {"fault": "encrypted"} if _is_encrypted(content) else _cells_of(content)
    if found.get("fault") == "encrypted":
        advice = "save it in Excel without its password"
        raise fault(path, "an open Excel file", "an encrypted one", advice)
    if found.get("fault") == "damaged":
        raise _damaged(path, found["why"])
    if found.get("sheets") is None:
        limits = (
            f"an Excel file of at most {CELLS:,} cells, blank ones up to the last included, that is "
            f"read in {SECONDS} s and {MEMORY // 1_000_000:,} MB"
        )
        advice = "copy the table alone into a new file; save it as .xlsx or CSV UTF-8"
        raise fault(path, limits, "a larger one", advice)
    return [list(enumerate(sheet, 1)) for sheet in found["sheets"]]


def _is_encrypted(content: bytes) -> bool:
    return content.startswith(OLE) and _ENCRYPTED in content


@lru_cache(maxsize=1)
def _cells_of(content: bytes) -> dict[str, Any]:
    """Read the cells in a process of its own; nothing where it was ended, or would not end.

    A file is recognised before it is read, and would be read twice.
    """
    try:
        done = subprocess.run(  # our own interpreter, no shell
            [sys.executable, "-I", workbook_cells.__file__],
            input=content,
            capture_output=True,
            check=True,
            timeout=2 * SECONDS,
        )
    except subprocess.SubprocessError:
        return {}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


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
