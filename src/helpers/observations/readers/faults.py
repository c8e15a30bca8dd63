"""What is wrong with a file, in one line, whatever bytes it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from helpers.core.errors import SourceError
from helpers.core.escaping import one_line

ENCODINGS: Final = ("utf-8", "gb18030")
"""What the customs write is GB18030, in English too; what scripts save is UTF-8."""

BOM: Final = b"\xef\xbb\xbf"
"""The byte-order mark of UTF-8."""

_LONGEST: Final = 80


def fault(
    path: Path, expected: str, found: str, advice: str = "", *, row: int = 0, column: str = ""
) -> SourceError:
    """Return the error: file, row as counted in the file, column, expected, found, what to do."""
    places = [f"row {row}"] * (row > 0) + [f"column '{column}'"] * (column != "")
    where = f"{', '.join(places)}: " if places else ""
    end = f"; {advice}" if advice else ""
    return SourceError(f"{path}: {where}expected {expected}, found {found}{end}")


def shown(found: str | bytes) -> str:
    """Return a text, or bytes as text, as a message shows it: in quotes, on one line, not too long."""
    if isinstance(found, bytes):
        found = next(decodings(found, (*ENCODINGS, "latin-1")))[1]
    line = one_line(found)
    return f"'{line[:_LONGEST]}…'" if len(line) > _LONGEST else f"'{line}'"


def decodings(raw: bytes, encodings: Sequence[str] = ENCODINGS) -> Iterator[tuple[str, str]]:
    """Yield the encodings in which bytes are text, each with the text."""
    for encoding in encodings:
        with suppress(UnicodeDecodeError):
            yield encoding, raw.decode(encoding)
