"""The cells of a download: codes and names, each distinct text looked at once; money and quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from helpers.core.dimensions import QUANTITY, VALUE
from helpers.core.errors import ReferenceTableError
from helpers.observations.coded_rows import CodedRows, Codes
from helpers.observations.readers.faults import ENCODINGS, fault, shown
from helpers.observations.readers.platform.headers import PERIOD, QUANTITIES
from helpers.observations.readers.platform.lines import AGAIN, Lines
from helpers.reference.partners import partners
from helpers.reference.products import with_lost_zero
from helpers.reference.provinces import provinces
from helpers.reference.reference_table import regimes
from helpers.reference.units import unit_code

_SHAPES: Final[Mapping[str, tuple[str, str, str]]] = {
    PERIOD: (
        r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])",
        "a month such as 202511",
        "ask the platform for single months",
    ),
    "product": (
        r"(?:[0-9]{2}){1,5}",
        "an HS code, an even number of digits such as 01012100",
        "a spreadsheet may have dropped its zeros: download the file again",
    ),
    "partner": (r"[0-9]{3}", "three digits such as 110", AGAIN),
    "region": (r"[0-9]{2}", "two digits such as 44", AGAIN),
    "regime": (r"[0-9]{2}", "two digits such as 10", AGAIN),
}
"""By dimension the shape of a code, how a message describes it, and what to do about another."""

_TABLES: Final = {"partner": partners, "region": provinces, "regime": regimes}

_NUMBER: Final = r"^\s*(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?\s*$"
_NEGATIVE: Final = re.compile(rb"-\s*[0-9][0-9,.]*")

NO_UNIT: Final = frozenset(("", "?", "？", "-", "－", "—", "--"))
"""What stands where there is no unit: ``?`` from 2023 on, ``-`` in 2018."""

_NONE: Final = -1


class Coded(NamedTuple):
    """A column of few distinct texts: for each row the place of its text, and the texts."""

    codes: Codes
    texts: Sequence[str]


class Amounts(NamedTuple):
    """The numbers, values first: the row of data of each, itself, its measure and its unit."""

    rows: NDArray[np.intp]
    numbers: NDArray[np.float64]
    measure: Coded
    unit: Coded


def read_codes(lines: Lines, role: str, column: Any) -> Coded:
    """Read the codes of a dimension, or the months as ``2025-11``.

    SourceError at the first row whose cell has not the shape of a code.
    """
    shape, expected, advice = _SHAPES[role]
    texts = _distinct(column)
    if role == "product":
        zeros = lost_zeros(texts)
        texts = [zeros.get(text, text) for text in texts]
    for place, text in enumerate(texts):
        if re.fullmatch(shape, text) is None:
            found = shown(read_texts(lines, role, column)[place])
            raise lines.fault(_first_row(column, place), role, expected, found, advice)
    if role == PERIOD:
        texts = [f"{text[:4]}-{text[4:]}" for text in texts]
    # Cells that differ in white space alone become one.
    places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    codes = np.array([places[text] for text in texts], dtype=np.int32)
    return Coded(codes[column.indices.to_numpy()], tuple(places))


def lost_zeros(texts: Sequence[str]) -> dict[str, str]:
    """Return the HS codes that lost the zero they begin with, and what they were.

    Nothing unless all codes then have one length: only so is it certain that no other digit is missing.
    """
    odd = {text: with_lost_zero(text) for text in texts if len(text) % 2}
    whole = [odd.get(text, text) for text in texts]
    if len({len(text) if text else 0 for text in whole}) > 1:
        return {}
    return {text: code for text, code in odd.items() if code}


def zeros_note(column: Any) -> str:
    """Say which HS codes of a column have their zero back; nothing where none had lost it."""
    codes = sorted(lost_zeros(_distinct(column)).values())
    if not codes:
        return ""
    digits = len(codes[0])
    return f"the zero put back before {len(codes)} codes such as {codes[0]}, as all have {digits} digits"


def _distinct(column: Any) -> list[str]:
    return [cell.decode("latin-1").strip() for cell in column.dictionary.to_pylist()]


def read_texts(lines: Lines, role: str, column: Any) -> list[str]:
    """Decode the distinct cells of a dictionary column.

    SourceError when they are in none of the encodings, or in another than the header.
    """
    cells = column.dictionary.to_pylist()
    for encoding in ENCODINGS if lines.encoding is None else (lines.encoding,):
        try:
            return [cell.decode(encoding).strip() for cell in cells]
        except UnicodeDecodeError as error:
            faulty = error.object
    expected = f"text in {lines.encoding or 'UTF-8 or GB18030'}"
    advice = "the file is damaged, or of more than one encoding: download it again"
    index = _first_row(column, cells.index(faulty))
    raise lines.fault(index, role, expected, shown(faulty.decode("latin-1")), advice)


def read_numbers(
    lines: Lines, role: str, column: Any, needed: NDArray[np.bool_] | None = None
) -> NDArray[np.float64]:
    """Read a column of numbers, in which commas may separate the thousands.

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
    good = pc.match_substring_regex(column, _NUMBER)
    for index in np.flatnonzero(~good.to_numpy(zero_copy_only=False)).tolist():
        cell = column[index].as_py().strip()
        negative = _NEGATIVE.fullmatch(cell) is not None
        if negative or needed is None or needed[index]:
            expected = "a number not below zero" if negative else "a number such as 1,234"
            raise lines.fault(index, role, expected, shown(cell), AGAIN)
    digits = pc.replace_substring(pc.if_else(good, column, b"0"), b",", b"").cast(pa.string())
    numbers: NDArray[np.float64] = pc.utf8_trim_whitespace(digits).cast(pa.float64()).to_numpy()
    return numbers


def read_amounts(lines: Lines, columns: Mapping[str, Any]) -> tuple[Amounts, list[str]]:
    """Read the money and the quantities, and tell what a user should know of them.

    SourceError at the first row that has no number where there must be one, or one below zero.
    """
    money = read_numbers(lines, VALUE, columns[VALUE])
    places = {lines.header.currency: 0}
    rows, numbers = [np.arange(len(money))], [money]
    units = [np.zeros(len(money), dtype=np.int32)]
    before = np.full(len(money), _NONE)
    warnings: list[str] = []
    for role in (quantity for quantity in QUANTITIES if quantity in columns):
        column = columns[f"{role} unit"]
        names = read_texts(lines, f"{role} unit", column)
        found = np.array([_place(name, places, warnings) for name in names], dtype=np.int32)
        unit = found[column.indices.to_numpy()]
        has = unit != _NONE
        quantity = read_numbers(lines, role, columns[role], has)
        lost = np.flatnonzero(~has & (quantity != 0))
        if len(lost):
            warnings.append(
                f"{len(lost)} numbers of the column {shown(lines.header.title(role))} have no unit "
                f"and were left out, the first in row {lines.row(int(lost[0]))}"
            )
        # A figure has one number: of two quantities in one unit the first counts.
        again = has & (unit == before)
        if again.any():
            warnings.append(
                f"{int(again.sum())} rows give two quantities in one unit: the first of them was taken"
            )
        taken, before = np.flatnonzero(has & ~again), unit
        rows.append(taken)
        numbers.append(quantity[taken])
        units.append(unit[taken])
    every = np.concatenate(rows)
    measure = (np.arange(len(every)) >= len(money)).astype(np.int8)
    amounts = Amounts(
        every,
        np.concatenate(numbers),
        Coded(measure, (VALUE, QUANTITY)),
        Coded(np.concatenate(units), tuple(places)),
    )
    return amounts, list(dict.fromkeys(warnings))


def check_duplicates(lines: Lines, cells: CodedRows, dimensions: Sequence[str], rows: int) -> None:
    """Raise SourceError for the first of so many rows whose month and codes an earlier one has."""
    key = cells.key(dimensions)[:rows]
    twice = np.flatnonzero(pd.Series(key).duplicated())
    if len(twice):
        later, earlier = int(twice[0]), int(np.argmax(key == key[twice[0]]))
        codes = [cells.texts(name)[cells.codes(name)[later]] for name in dimensions]
        raise fault(
            lines.path,
            "a row of its own",
            f"{shown(' '.join(codes))} as in row {lines.row(earlier)}",
            "remove one, or download it again",
            row=lines.row(later),
        )


def unknown_names(lines: Lines, keys: Mapping[str, Coded]) -> dict[str, dict[str, str]]:
    """Return, by dimension, the codes in no reference table with the names the file gives them."""
    found: dict[str, dict[str, str]] = {}
    for role, table in _TABLES.items():
        unknown = set(keys[role].texts).difference(table().index) if role in keys else set()
        if unknown:
            found[role] = dict(_named(lines, role, sorted(unknown)))
    return found


def _place(name: str, places: dict[str, int], warnings: list[str]) -> int:
    """Return the place of a unit by its name, among those found so far; ``_NONE`` for no unit."""
    if name in NO_UNIT:
        return _NONE
    try:
        code = unit_code(name)
    except ReferenceTableError:
        code = re.sub(r"\s+", "_", name)
        warnings.append(f"the unit {shown(name)} is in no reference table, kept as {code}")
    return places.setdefault(code, len(places))


def _named(lines: Lines, role: str, codes: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield codes with the names beside them; a code without a name is its own."""
    named = f"{role} name"
    if named not in lines.header.places:
        yield from zip(codes, codes, strict=True)
        return
    columns = lines.columns((role, named))
    texts = read_texts(lines, named, columns[named])
    cells = [cell.decode("latin-1").strip() for cell in columns[role].dictionary.to_pylist()]
    for code in codes:
        index = _first_row(columns[role], cells.index(code))
        yield code, texts[columns[named].indices[index].as_py()] or code


def _first_row(column: Any, place: int) -> int:
    """Return the first row of data on which a distinct cell stands."""
    return int(np.argmax(column.indices.to_numpy() == place))
