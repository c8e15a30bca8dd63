"""Tidy CSV: the observation table itself, written by a script or by hand.

Columns ``RAW_COLUMNS`` in any order, and ``step`` if the source rounds; UTF-8 with or without a
byte-order mark, one number a row.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pandas as pd

from helpers.errors import SourceError
from helpers.vocabulary import (
    CURRENCIES,
    DIMENSIONS,
    MEASURES,
    QUANTITY,
    RAW_COLUMNS,
    SPANS,
    STEP,
    STORED_FLOWS,
    VALUE,
    Month,
)

_KEY: Final = [name for name in RAW_COLUMNS if name not in ("value", "growth")]


def read(path: Path) -> pd.DataFrame:
    """Read a tidy CSV.

    Parameters
    ----------
    path : pathlib.Path
        The file.

    Returns
    -------
    pandas.DataFrame
        Columns ``RAW_COLUMNS`` and ``step``; ``value``, ``growth`` and ``step`` float64, the others
        text.

    Raises
    ------
    SourceError
        With the file, the row and the column of the first mistake.
    """
    frame = _texts(path)
    for column, allowed in (("span", SPANS), ("flow", STORED_FLOWS), ("measure", MEASURES)):
        _check(path, frame, column, allowed.__contains__, f"one of {', '.join(allowed)}")
    _check(path, frame, "period", _is_month, "a month such as 2025-11")
    for column in (*DIMENSIONS, "unit"):
        _check(path, frame, column, _is_code, "a code without spaces, '_T' for the whole")
    money = frame[frame["measure"] == VALUE]
    _check(path, money, "unit", CURRENCIES.__contains__, f"one of {', '.join(CURRENCIES)}")
    amounts = frame[frame["measure"] == QUANTITY]
    _check(path, amounts, "unit", lambda unit: unit not in CURRENCIES, "a unit of quantity")
    frame = frame.assign(
        value=_numbers(path, frame, "value"),
        growth=_given(path, frame, "growth"),
        step=_given(path, frame, STEP),
    )
    _check(path, frame, "value", lambda value: value >= 0, "a number not below zero")
    _check(path, frame[frame[STEP].notna()], STEP, lambda step: step > 0, "a number above zero")
    _refuse_duplicates(path, frame)
    return frame.loc[:, [*RAW_COLUMNS, STEP]].reset_index(drop=True)


def _texts(path: Path) -> pd.DataFrame:
    """Read all cells as text, indexed by their line in the file."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            header = next(reader, [])
            if not header:
                raise SourceError(f"{path}: has no header; expected {', '.join(RAW_COLUMNS)}")
            _check_header(path, header)
            lines = dict(_lines(reader))
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except csv.Error as error:
        raise SourceError(f"{path}: row {reader.line_num}: not comma-separated: {error}") from error
    for line, row in lines.items():
        if len(row) != len(header):
            raise SourceError(
                f"{path}: row {line}: expected {len(header)} cells as in the header, found {len(row)}"
            )
    if not lines:
        raise SourceError(f"{path}: holds no row below its header")
    frame = pd.DataFrame.from_dict(lines, orient="index", columns=header)
    return frame if STEP in header else frame.assign(**{STEP: ""})


def _lines(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that isn't blank with the line it begins on."""
    line = reader.line_num + 1
    for row in reader:
        if row:
            yield line, row
        line = reader.line_num + 1


def _check_header(path: Path, header: list[str]) -> None:
    lacking = [name for name in RAW_COLUMNS if name not in header]
    unknown = [name for name in header if name not in (*RAW_COLUMNS, STEP)]
    twice = [name for name in (*RAW_COLUMNS, STEP) if header.count(name) > 1]
    for word, names in (("missing", lacking), ("unknown", unknown), ("twice", twice)):
        if names:
            expected = ", ".join(RAW_COLUMNS)
            raise SourceError(f"{path}: expected the columns {expected}; {word} {names}")


def _check(
    path: Path, frame: pd.DataFrame, column: str, good: Callable[..., bool], expected: str
) -> None:
    """Raise for the first row whose cell is not good; each distinct cell is looked at once."""
    verdict = {cell: good(cell) for cell in frame[column].unique()}
    bad = frame.index[~frame[column].map(verdict).astype(bool)]
    if len(bad):
        raise _fault(path, int(bad[0]), column, expected, frame.at[bad[0], column])


def _numbers(path: Path, frame: pd.DataFrame, column: str) -> pd.Series[float]:
    numbers = pd.to_numeric(frame[column], errors="coerce").astype("float64")
    bad = frame.index[numbers.isna() | numbers.abs().eq(float("inf"))]
    if len(bad):
        raise _fault(path, int(bad[0]), column, "a number", frame.at[bad[0], column])
    return numbers


def _given(path: Path, frame: pd.DataFrame, column: str) -> pd.Series[float]:
    """Read the numbers of a column that may be empty."""
    given = frame[frame[column] != ""]
    return _numbers(path, given, column).reindex(frame.index)


def _refuse_duplicates(path: Path, frame: pd.DataFrame) -> None:
    twice = frame.index[frame.duplicated(_KEY)]
    if len(twice):
        row = int(twice[0])
        key = " ".join(str(frame.at[row, name]) for name in _KEY)
        raise SourceError(f"{path}: row {row} repeats an earlier one ({key}); keep one")


def _is_month(text: str) -> bool:
    try:
        Month.parse(text)
    except ValueError:
        return False
    return True


def _is_code(text: str) -> bool:
    return text != "" and not any(character.isspace() for character in text)


def _fault(path: Path, row: int, column: str, expected: str, found: object) -> SourceError:
    return SourceError(
        f"{path}: row {row}, column '{column}': expected {expected}, found {str(found)!r}"
    )
