"""The cells of a download: codes, units, numbers. Each distinct code or unit is looked at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from helpers.core.errors import SourceError
from helpers.observations.readers.platform.faults import ENCODINGS, loose, shown
from helpers.observations.readers.platform.headers import PERIOD
from helpers.observations.readers.platform.lines import Lines

NO_UNIT: Final = frozenset(("", "?", "？", "-", "－", "—", "--"))
"""What stands where there is no unit: ``?`` from 2023 on, ``-`` in 2018."""

_SPREADSHEET: Final = "a spreadsheet may have dropped its zeros: download the file again"
_AGAIN: Final = "download the file again"

_SHAPES: Final[Mapping[str, tuple[re.Pattern[str], str, str]]] = {
    PERIOD: (
        re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])"),
        "a month such as 202511",
        "ask the platform for single months",
    ),
    "product": (
        re.compile(r"(?:[0-9]{2}){1,5}"),
        "an HS code, an even number of digits such as 01012100",
        _SPREADSHEET,
    ),
    "partner": (re.compile(r"[0-9]{3}"), "three digits such as 110", _AGAIN),
    "region": (re.compile(r"[0-9]{2}"), "two digits such as 44", _AGAIN),
    "regime": (re.compile(r"[0-9]{2}"), "two digits such as 10", _AGAIN),
}

_NUMBER: Final = re.compile(rb"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_NEGATIVE: Final = re.compile(rb"-\s*[0-9][0-9,.]*")
_DIGIT, _COMMA = 1, 2
_KINDS: Final = np.zeros(256, dtype=np.uint8)
_KINDS[list(b"0123456789")] = _DIGIT
_KINDS[ord(",")] = _COMMA
_GROUP: Final = 4
"""A comma, and the three digits of a thousand behind it."""

_LONGEST_NUMBER: Final = 18
"""Digits that fit an integer of 64 bits, whatever they are."""


@dataclass(frozen=True)
class Coded:
    """A column of few distinct cells.

    Attributes
    ----------
    cells : tuple of str
        The distinct cells; of units the empty one is that there is none.
    rows : numpy.ndarray
        For each row the place of its cell.
    """

    cells: tuple[str, ...]
    rows: NDArray[np.int32]


def recoded(cells: Coded, values: Sequence[str]) -> Coded:
    """Replace the distinct cells of a column; those that become equal become one."""
    places = {value: place for place, value in enumerate(dict.fromkeys(values))}
    if len(places) == len(values):
        return Coded(tuple(values), cells.rows)
    merged = np.array([places[value] for value in values], dtype=np.int32)
    return Coded(tuple(places), merged[cells.rows])


def read_codes(lines: Lines, role: str, column: Any) -> Coded:
    """Read the codes of a dimension, or the months.

    Raises
    ------
    SourceError
        At the first row whose cell has not the shape of a code.
    """
    shape, expected, advice = _SHAPES[role]
    cells = column.dictionary.to_pylist()
    values = b"\n".join(cells).decode("latin-1").split("\n")
    # There may be thousands of products: they are looked at one by one only where one is not right.
    if len(values) != len(cells) or not all(map(shape.fullmatch, values)):
        values = [cell.decode("latin-1").strip() for cell in cells]
        for place, value in enumerate(values):
            if shape.fullmatch(value) is None:
                found = shown(read_texts(lines, role, column)[place])
                raise lines.fault(first_row(column, place), role, expected, found, advice)
    if role == PERIOD:
        values = [f"{value[:4]}-{value[4:]}" for value in values]
    return recoded(Coded((), column.indices.to_numpy()), values)


def read_texts(lines: Lines, role: str, column: Any) -> list[str]:
    """Decode the distinct cells of a dictionary column.

    Raises
    ------
    SourceError
        When they are in none of the encodings, or in another than the header.
    """
    cells = column.dictionary.to_pylist()
    for encoding in ENCODINGS if lines.encoding is None else (lines.encoding,):
        try:
            return [cell.decode(encoding).strip() for cell in cells]
        except UnicodeDecodeError as error:
            faulty = error.object
    expected = f"text in {lines.encoding or 'UTF-8 or GB18030'}"
    advice = "the file is damaged, or of more than one encoding: download it again"
    index = first_row(column, cells.index(faulty))
    raise lines.fault(index, role, expected, shown(faulty.decode("latin-1")), advice)


def read_units(lines: Lines, role: str, column: Any) -> Coded:
    """Read the units by the names that the file gives them."""
    names = ["" if name in NO_UNIT else name for name in read_texts(lines, role, column)]
    return recoded(Coded((), column.indices.to_numpy()), names)


def read_numbers(
    lines: Lines, role: str, column: Any, needed: NDArray[np.bool_] | None = None
) -> NDArray[np.float64]:
    """Read a column of numbers, of which commas may part the thousands.

    Parameters
    ----------
    lines : Lines
        The file.
    role : str
        What the column holds.
    column : pyarrow.BinaryArray
        Its cells.
    needed : numpy.ndarray, optional
        The rows that must have a number; elsewhere a cell that is none counts as zero.

    Raises
    ------
    SourceError
        At the first row that has no number, or one below zero.
    """
    plain = _plain_numbers(column)
    if plain is not None:
        return plain
    found = np.zeros(len(column), dtype=np.float64)
    for index, raw in enumerate(column.to_pylist()):
        cell = raw.strip()
        if _NUMBER.fullmatch(cell):
            found[index] = float(cell.replace(b",", b""))
        elif needed is None or needed[index] or _NEGATIVE.fullmatch(cell):
            raise _no_number(lines, role, index, cell)
    return found


def first_row(column: Any, place: int) -> int:
    """Return the first row of data on which a distinct cell stands."""
    return int(np.argmax(column.indices.to_numpy() == place))


def _no_number(lines: Lines, role: str, index: int, cell: bytes) -> SourceError:
    negative = _NEGATIVE.fullmatch(cell) is not None
    expected = "a number not below zero" if negative else "a number such as 1,234"
    return lines.fault(index, role, expected, shown(loose(cell)), _AGAIN)


def _plain_numbers(column: Any) -> NDArray[np.float64] | None:
    """Read numbers of digits, and commas where they belong, or return None at any other cell."""
    _, offsets, content = column.buffers()
    if content is None:
        return None
    ends = np.frombuffer(offsets, dtype=np.int32)[column.offset : column.offset + len(column) + 1]
    letters = np.frombuffer(content, dtype=np.uint8)[ends[0] : ends[-1]]
    ends = ends - ends[0]
    kinds = _KINDS[letters]
    if not kinds.all():
        return None
    commas = kinds == _COMMA
    # How many commas stand before the end of each row, and how many in it.
    before = np.append(0, np.cumsum(commas, dtype=np.int32))[ends]
    counts = np.diff(before)
    ends_bare = (ends - before).astype(np.int32)
    lengths = np.diff(ends_bare)
    if lengths.min() < 1 or lengths.max() > _LONGEST_NUMBER:
        return None
    if before[-1]:
        if not _well_parted(np.flatnonzero(commas), counts, lengths, ends):
            return None
        letters = letters[~commas]
    return _integers(letters, ends_bare)


def _well_parted(
    commas: NDArray[np.intp],
    counts: NDArray[np.int32],
    lengths: NDArray[np.int32],
    ends: NDArray[np.int32],
) -> bool:
    """Tell whether a comma stands at each thousand and nowhere else, in the rows that have any."""
    behind = np.repeat(ends[1:], counts) - 1 - commas
    # Three digits follow a comma, or three and further groups of a comma and three.
    at_thousands = (behind + 1) % _GROUP == 0
    return bool(at_thousands.all() and ((counts == 0) | (counts == (lengths - 1) // 3)).all())


def _integers(digits: NDArray[np.uint8], ends: NDArray[np.int32]) -> NDArray[np.float64]:
    """Read integers that stand one after another."""
    cells = [None, pa.py_buffer(ends), pa.py_buffer(np.ascontiguousarray(digits))]
    found = pa.Array.from_buffers(pa.string(), len(ends) - 1, cells).cast(pa.int64())
    numbers: NDArray[np.float64] = found.to_numpy().astype(np.float64)
    return numbers
