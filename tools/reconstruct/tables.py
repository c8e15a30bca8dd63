"""Reading the transcribed tables."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from helpers.core.errors import SourceError

Row = Mapping[str, str]


def read_rows(path: Path, columns: Iterable[str], count: int) -> list[Row]:
    """Read a table that has these columns and so many rows, in the order printed.

    Raises
    ------
    SourceError
        When the file is missing, or is not of that shape.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, restkey="", restval="")
            rows: list[Row] = list(reader)
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read; restore it") from error
    missing = [column for column in columns if column not in (reader.fieldnames or ())]
    if missing:
        raise SourceError(f"{path.name}: columns missing: {', '.join(missing)}; restore them")
    if len(rows) != count:
        raise SourceError(f"{path.name}: expected {count} rows, found {len(rows)}; restore them")
    return rows


def by_name(
    label: str, rows: Iterable[Row], column: str, expected: Collection[str] = ()
) -> dict[str, Row]:
    """Return rows by the name in a column.

    Raises
    ------
    SourceError
        When a name stands there twice, or an expected one does not.
    """
    named: dict[str, Row] = {}
    for row in rows:
        if row[column] in named:
            raise SourceError(f"{label}: {column} names {row[column]} twice; correct it")
        named[row[column]] = row
    missing = [name for name in expected if name not in named]
    if missing:
        raise SourceError(f"{label}: rows missing: {', '.join(missing)}; restore them")
    return named
