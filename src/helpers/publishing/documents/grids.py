"""Tables of a bundle as tables of a document: heads of several rows, and the widths of columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from math import ceil
from typing import Final

from helpers.presentation.parts import TablePart
from helpers.publishing.documents.document import Grid, Mark, Span, joined

_NUMBER: Final = re.compile(r"-?\d+(?:\.(?P<decimals>\d+))?(?P<mark>[^\w.]?)")
_WIDE: Final = "WFA"
"""What Unicode calls characters as wide as a Chinese one."""
_NARROW: Final = 0.57
_GAP: Final = 1.0
"""Between columns, in widths of a Chinese character."""
_WIDEST: Final = 11.0
"""A column of names gets no more; longer ones take several lines."""
_BROAD: Final = 72.0
"""What a page that stands upright holds in letters that can still be read."""
_ROOM: Final = 52.0
"""What a page that stands upright holds in letters of the usual size."""


def grid_of(part: TablePart, mark: Mark | None) -> Grid:
    """Make the table of a document of a bundle's; one released before columns were recorded has a plain head."""
    sheet = part.sheet
    rows = tuple(tuple(joined(entry.text) for entry in row) for row in sheet.rows)
    whole = [row for row in sheet.rows if len(row) == len(sheet.heads)]
    columns = list(zip(*whole, strict=True)) or [()] * len(sheet.heads)
    numeric = tuple(any(entry.figure for entry in column) for column in columns)
    pads = _pads(rows, numeric)
    heads = part.columns or tuple(("", head) for head in sheet.heads)
    widths = _widths(heads, rows, pads, numeric)
    return Grid(
        sheet.name,
        joined(sheet.title),
        mark,
        _head(heads, numeric),
        rows,
        pads,
        numeric,
        widths,
        tuple(map(joined, sheet.notes)),
        sum(widths) > _BROAD,
    )


def width_of(text: str) -> float:
    """Return about how wide a text is, in widths of a Chinese character."""
    wide = sum(unicodedata.east_asian_width(one) in _WIDE for one in text)
    return wide + _NARROW * (len(text) - wide)


def _head(
    heads: Sequence[tuple[str, str]], numeric: Sequence[bool]
) -> tuple[tuple[Span, ...], ...]:
    """Return the rows of a head: groups above what is in them, and what is in none over both rows."""
    rows = 2 if any(group for group, _ in heads) else 1
    upper: list[Span] = []
    lower: list[Span] = []
    labelled = (
        (group, joined(label), right) for (group, label), right in zip(heads, numeric, strict=True)
    )
    for group, run in groupby(labelled, lambda each: each[0]):
        labels = [Span(label, "right" if right else "left") for _, label, right in run]
        if group:
            upper.append(Span(joined(group), "center", columns=len(labels)))
            lower += labels
        else:
            upper += (replace(label, rows=rows) for label in labels)
    return (tuple(upper), tuple(lower)) if lower else (tuple(upper),)


def _pads(rows: Sequence[Sequence[str]], numeric: Sequence[bool]) -> tuple[tuple[str, ...], ...]:
    """Return what each cell lacks of the decimals and the mark that others in its column have."""
    found = [[_NUMBER.fullmatch(text) for text in row] for row in rows]
    longest = [""] * len(numeric)
    marks = [""] * len(numeric)
    for row in found:
        for column, number in enumerate(row):
            if number and len(row) == len(numeric):
                longest[column] = max(longest[column], number["decimals"] or "", key=len)
                marks[column] = marks[column] or number["mark"]
    return tuple(
        tuple(
            _pad(number, longest[column], marks[column]) if numeric[column] else ""
            for column, number in enumerate(row)
        )
        for row in found
    )


def _pad(number: re.Match[str] | None, longest: str, mark: str) -> str:
    if number is None:
        return ""
    decimals = number["decimals"] or ""
    point = "." if longest and not decimals else ""
    return point + "0" * (len(longest) - len(decimals)) + ("" if number["mark"] else mark)


def _widths(
    heads: Sequence[tuple[str, str]],
    rows: Sequence[Sequence[str]],
    pads: Sequence[Sequence[str]],
    numeric: Sequence[bool],
) -> tuple[float, ...]:
    """Return what each column needs; its head takes one line, where not all of them can have that two."""
    found: list[float] = []
    for lines in (1, 2):
        found = []
        for column, (_, label) in enumerate(heads):
            texts = [
                width_of(row[column] + pad[column])
                for row, pad in zip(rows, pads, strict=True)
                if len(row) == len(heads)
            ]
            widest = max([*texts, ceil(width_of(label) / lines)])
            apart = column > 0 and not numeric[column]
            found.append((widest if numeric[column] else min(widest, _WIDEST)) + _GAP * (1 + apart))
        if sum(found) <= _ROOM:
            break
    return tuple(found)
