"""Tidy CSV: the observation table itself, written by a script or by hand.

Columns ``RAW_COLUMNS`` in any order, UTF-8 with or without a byte-order mark, one number a row.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pandas as pd

from helpers.errors import SourceError
from helpers.vocabulary import (
    CURRENCIES,
    MEASURES,
    QUANTITY,
    RAW_COLUMNS,
    SPANS,
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
        Columns ``RAW_COLUMNS``; ``value`` and ``growth`` float64, the others text.

    Raises
    ------
    SourceError
        With the file, the row and the column of the first mistake.
    """
    frame = _texts(path)
    lacking = [name for name in RAW_COLUMNS if name not in frame.columns]
    unknown = [name for name in frame.columns if name not in RAW_COLUMNS]
    if lacking or unknown:
        found = f"missing {lacking}" if lacking else f"unknown {unknown}"
        raise SourceError(f"{path}: expected the columns {', '.join(RAW_COLUMNS)}; {found}")
    if frame.empty:
        raise SourceError(f"{path}: holds no row below its header")
    for column, allowed in (("span", SPANS), ("flow", STORED_FLOWS), ("measure", MEASURES)):
        _check(path, frame, column, allowed.__contains__, f"one of {', '.join(allowed)}")
    _check(path, frame, "period", _is_month, "a month such as 2025-11")
    for column in ("region", "partner", "product", "regime", "enterprise", "unit"):
        _check(path, frame, column, bool, "a code, '_T' for the whole")
    money = frame[frame["measure"] == VALUE]
    _check(path, money, "unit", CURRENCIES.__contains__, f"one of {', '.join(CURRENCIES)}")
    amounts = frame[frame["measure"] == QUANTITY]
    _check(path, amounts, "unit", lambda unit: unit not in CURRENCIES, "a unit of quantity")
    frame = frame.assign(value=_numbers(path, frame, "value"), growth=_growth(path, frame))
    _check(path, frame, "value", lambda value: value >= 0, "a number not below zero")
    _refuse_duplicates(path, frame)
    return frame.loc[:, list(RAW_COLUMNS)]


def _texts(path: Path) -> pd.DataFrame:
    try:
        return pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except (pd.errors.EmptyDataError, pd.errors.ParserError) as error:
        raise SourceError(f"{path}: is not a table of comma-separated values: {error}") from error


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


def _growth(path: Path, frame: pd.DataFrame) -> pd.Series[float]:
    printed = frame[frame["growth"] != ""]
    return _numbers(path, printed, "growth").reindex(frame.index)


def _refuse_duplicates(path: Path, frame: pd.DataFrame) -> None:
    twice = frame.index[frame.duplicated(_KEY)]
    if len(twice):
        row = int(twice[0])
        key = " ".join(str(frame.at[row, name]) for name in _KEY)
        raise SourceError(f"{path}: row {row + 2} repeats an earlier one ({key}); keep one")


def _is_month(text: str) -> bool:
    try:
        Month.parse(text)
    except ValueError:
        return False
    return True


def _fault(path: Path, row: int, column: str, expected: str, found: object) -> SourceError:
    # The header is line 1 of the file, so the frame's row 0 is line 2.
    return SourceError(
        f"{path}: row {row + 2}, column '{column}': expected {expected}, found '{found}'"
    )
