"""Where the header stands among the rows of a sheet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from helpers.observations.readers.bulletin.header_labels import Label, read_label, small
from helpers.observations.readers.sheets import SheetRow

_MOST: Final = 4
"""Rows that a header may have."""

_NUMBER: Final = re.compile("[0-9]+")


def find_header(rows: Sequence[SheetRow], *, enterprises: bool) -> tuple[int, int] | None:
    """Return the places of the first row of a header and of the first below it; None without one."""
    for start, row in enumerate(rows[:-1]):
        labels = [
            each
            for each in _labels(row, enterprises)
            if each != Label(each.text, measure=each.measure)
        ]
        if len(labels) > 1:
            end = start + 1
            while end < min(start + _MOST, len(rows)) and _is_lower(rows, start, end, enterprises):
                end += 1
            return start, end
    return None


def _labels(row: SheetRow, enterprises: bool) -> list[Label]:
    found = (read_label(text, enterprises) for cell in row.cells if (text := small(cell)))
    return [label for label in found if label is not None]


def _is_lower(rows: Sequence[SheetRow], start: int, end: int, enterprises: bool) -> bool:
    """Tell whether a row continues a header: it holds more labels than other texts beside the names."""
    heads = _heads(rows[start:end], enterprises)
    texts = [(place, text) for place, cell in enumerate(rows[end].cells) if (text := small(cell))]
    if any(place in heads and re.search("[0-9]", text) for place, text in texts):
        return False
    beside = [text for place, text in texts if place not in heads]
    labels = [text for text in beside if read_label(text, enterprises) is not None]
    # A row of small numbers alone may be one of data.
    return len(labels) > len(beside) - len(labels) and not all(map(_NUMBER.fullmatch, labels))


def _heads(rows: Iterable[SheetRow], enterprises: bool) -> set[int]:
    """Return the places that hold a text that is no label: names, units."""
    return {
        place
        for row in rows
        for place, cell in enumerate(row.cells)
        if small(cell) and read_label(small(cell), enterprises) is None
    }


def head_of(rows: Sequence[SheetRow], enterprises: bool) -> str:
    """Return the head of the column of names, plain and in small letters; empty without one."""
    places = _heads(rows, enterprises)
    first = min(places, default=None)
    if first is None:
        return ""
    cells = (small(row.cells[first]) for row in rows if first < len(row.cells))
    return "".join(dict.fromkeys(cell for cell in cells if cell))
