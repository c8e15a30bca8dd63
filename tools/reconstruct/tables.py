"""Reading the transcribed tables, and the codes of the names in them."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from helpers.core.errors import ReferenceTableError, SourceError

Row = Mapping[str, str]


@dataclass(frozen=True)
class Tables:
    """The folder of transcribed tables."""

    folder: Path

    def rows(self, name: str, columns: Collection[str], count: int) -> list[Row]:
        """Read one table.

        Parameters
        ----------
        name : str
            Its file name.
        columns : collection of str
            The columns it must have.
        count : int
            The number of rows it must have.

        Returns
        -------
        list of Row
            In the order printed.

        Raises
        ------
        SourceError
            When the file is missing, or is not of that shape.
        """
        path = self.folder / name
        try:
            with path.open(encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file, restkey="", restval="")
                rows: list[Row] = list(reader)
        except (OSError, UnicodeDecodeError) as error:
            raise SourceError(f"{path}: cannot be read; restore it") from error
        missing = [column for column in columns if column not in (reader.fieldnames or ())]
        if missing:
            raise SourceError(f"{name}: columns missing: {', '.join(missing)}; restore them")
        if len(rows) != count:
            raise SourceError(f"{name}: expected {count} rows, found {len(rows)}; restore them")
        return rows

    def named_rows(
        self, name: str, key: str, columns: Collection[str], names: Collection[str]
    ) -> dict[str, Row]:
        """Read one table whose rows are known by name, in whatever order.

        Raises
        ------
        SourceError
            When the file is missing, not of that shape, or its rows are not the ones named.
        """
        rows = {row[key]: row for row in self.rows(name, (key, *columns), len(names))}
        missing = [each for each in names if each not in rows]
        if missing:
            raise SourceError(f"{name}: rows missing: {', '.join(missing)}; restore them")
        return rows


@cache
def codes(reference: str) -> Mapping[str, str]:
    """Return the code of each name in ``provinces`` or ``partners``."""
    text = files("helpers").joinpath("reference", f"{reference}.csv").read_text(encoding="utf-8")
    return {row["name"]: row["code"] for row in csv.DictReader(text.splitlines())}


def code(reference: str, name: str) -> str:
    """Return the code of one name.

    Raises
    ------
    ReferenceTableError
        When the reference table has no such name.
    """
    try:
        return codes(reference)[name]
    except KeyError:
        raise ReferenceTableError(
            f"{reference}.csv has no '{name}'; correct the name, or add it"
        ) from None
