"""Quoted CSV: what a source states and gives no numbers for that it could be computed from.

A row is one statement, keyed as a figure is. It is shown as a quotation, with its source, and
nothing is computed from it.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import pandas as pd

from helpers.errors import SourceError
from helpers.figures import KEYS
from helpers.vocabulary import STEP, Month

QUALIFIERS: Final = ("", "above", "near", "about")
"""How the source qualifies a number: more than, close to, roughly."""

COLUMNS: Final = (*KEYS, "value", "unit", STEP, "qualifier", "label")
"""``label`` names in words what is stated; ``step`` is what the source rounded the value to."""

STATEMENT_COLUMNS: Final = (*COLUMNS, "source", "released")


def read(path: Path) -> pd.DataFrame:
    """Read quoted statements.

    Returns
    -------
    pandas.DataFrame
        Columns ``COLUMNS``; ``value`` and ``step`` float64, the others text.

    Raises
    ------
    SourceError
        With the file, the row and the column of the first mistake.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.reader(stream, strict=True))
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except csv.Error as error:
        raise SourceError(f"{path}: not comma-separated: {error}") from error
    if not rows or tuple(rows[0]) != COLUMNS:
        raise SourceError(f"{path}: expected the columns {', '.join(COLUMNS)}")
    for line, row in enumerate(rows[1:], start=2):
        _check(path, line, row)
    frame = pd.DataFrame(rows[1:], columns=list(COLUMNS))
    twice = frame.index[frame.duplicated(list(KEYS))]
    if len(twice):
        raise SourceError(f"{path}: row {twice[0] + 2} states what an earlier one does; keep one")
    return frame.astype({"value": "float64", STEP: "float64"})


def _check(path: Path, line: int, row: list[str]) -> None:
    if len(row) != len(COLUMNS):
        raise SourceError(f"{path}: row {line}: expected {len(COLUMNS)} cells, found {len(row)}")
    cells = dict(zip(COLUMNS, row, strict=True))
    for column in COLUMNS:
        if cells[column] == "" and column != "qualifier":
            raise SourceError(f"{path}: row {line}, column '{column}': is empty")
    if cells["qualifier"] not in QUALIFIERS:
        allowed = ", ".join(QUALIFIERS[1:])
        raise SourceError(
            f"{path}: row {line}, column 'qualifier': expected one of {allowed} or nothing, "
            f"found '{cells['qualifier']}'"
        )
    for column in ("value", STEP):
        try:
            float(cells[column])
        except ValueError:
            raise SourceError(
                f"{path}: row {line}, column '{column}': expected a number, found '{cells[column]}'"
            ) from None
    try:
        Month.parse(cells["period"])
    except ValueError as error:
        raise SourceError(f"{path}: row {line}, column 'period': {error}") from None
