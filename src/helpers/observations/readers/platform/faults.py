"""What is wrong with a file, in one line, whatever bytes it holds."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from helpers.core.errors import SourceError

ENCODINGS: Final = ("utf-8", "gb18030")
"""What the platform writes is GB18030, in English too; what scripts save is UTF-8."""

_LONGEST: Final = 80


def fault(
    path: Path, row: int, expected: str, found: str, advice: str, *, column: str = ""
) -> SourceError:
    """Return the error: file, row as counted in the file, column, expected, found, what to do."""
    place = f"row {row}, column '{column}'" if column else f"row {row}"
    return SourceError(f"{path}: {place}: expected {expected}, found {found}; {advice}")


def shown(text: str) -> str:
    """Return a text as a message shows it: in quotes, on one line, not too long."""
    plain = " ".join("".join(each if each.isprintable() else " " for each in text).split())
    return f"'{plain[:_LONGEST]}…'" if len(plain) > _LONGEST else f"'{plain}'"


def loose(raw: bytes) -> str:
    """Return bytes as text for a message, whatever they are."""
    encoding = next((each for each in ENCODINGS if decodes(raw, each)), "latin-1")
    return raw.decode(encoding)


def decodes(raw: bytes, encoding: str) -> bool:
    """Tell whether bytes are text in an encoding."""
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
