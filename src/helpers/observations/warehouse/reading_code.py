"""Which code reads raw files: its hash names what was read, so that old readings are never kept."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

import helpers

_READS: Final = (
    "core/dimensions.py",
    "core/escaping.py",
    "core/periods.py",
    "observations/coded_rows.py",
    "observations/readers",
    "observations/schema.py",
    "observations/validation",
    "observations/warehouse",
    "reference",
)
"""What decides what is read from a file, checked, and kept of it."""

_LIBRARIES: Final = ("pandas", "pyarrow", "python-calamine")


@cache
def code_version() -> str:
    """Return a hash of the code and tables that read files, and of the libraries' versions."""
    root = Path(helpers.__file__).parent
    mixed = hashlib.sha256()
    for name in _READS:
        place = root / name
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.suffix in (".py", ".csv"):
                mixed.update(path.relative_to(root).as_posix().encode() + b"\0")
                mixed.update(path.read_bytes())
    for library in _LIBRARIES:
        mixed.update(f"{library} {metadata.version(library)}".encode())
    return mixed.hexdigest()
