"""Whether an .xls is whole: the file system within it (OLE) is looked at before anything reads it.

calamine does not return an error for a file cut short: it fails in Rust, with a trace on the screen,
or asks for all memory there is.
"""

from __future__ import annotations

import struct
from typing import Final

_HEADER: Final = 512
_SIZES: Final = (9, 12)
"""A sector has 512 or 4096 bytes, written as powers of two."""

_MARKS: Final = 0xFFFFFFFA
"""From here on an entry of the table of sectors is no sector: end of a chain, free, and so on."""

_FREE: Final = 0xFFFFFFFF
_FIRST_TABLES: Final = 109


def is_whole(content: bytes) -> bool:
    """Tell whether all sectors that an OLE file speaks of are in it; it begins as one does."""
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
