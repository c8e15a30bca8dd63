"""What must hold of a download's codes, and what a user should know of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import numpy as np
import pandas as pd

from helpers.core.errors import SourceError
from helpers.observations.readers.platform.faults import fault, shown
from helpers.observations.readers.platform.fields import Coded, first_row, read_texts
from helpers.observations.readers.platform.headers import CODES, PERIOD
from helpers.observations.readers.platform.lines import Lines
from helpers.reference.partners import partners
from helpers.reference.provinces import provinces
from helpers.reference.reference_table import regimes

Keys = Mapping[str, Coded]
"""The months and codes of each row, by dimension, as far as the file has columns of them."""


def check_hints(lines: Lines, keys: Keys, period: str | None, only: Mapping[str, str]) -> None:
    """Raise where the file contradicts what the user says of it, or neither gives a month.

    Raises
    ------
    SourceError
        With the first row that is of another month, or of another code.
    """
    if PERIOD not in keys:
        if period is None:
            raise SourceError(
                f"{lines.path}: expected a month, found no column 数据年月 or Date of data; "
                "give --period, the one month that the query was of"
            )
    elif period is not None:
        _check_all(lines, keys[PERIOD], PERIOD, period, f"the month told, {period}")
    for role in CODES:
        if role in keys and role in only:
            within = f"a code within {only[role]}, as was told"
            _check_all(lines, keys[role], role, only[role], within)


def _check_all(lines: Lines, key: Coded, role: str, start: str, expected: str) -> None:
    for place, value in enumerate(key.cells):
        if not value.startswith(start):
            index = int(np.argmax(key.rows == place))
            advice = "tell what the file holds, or leave it out"
            raise lines.fault(index, role, expected, shown(value), advice)


def check_duplicates(lines: Lines, keys: Keys, rows: int) -> None:
    """Raise for the first row whose month and codes an earlier row has.

    Raises
    ------
    SourceError
        With both rows.
    """
    # Codes are short: the product of all their numbers fits 64 bits by far.
    mixed = np.zeros(rows, dtype=np.int64)
    for key in keys.values():
        mixed = mixed * len(key.cells) + key.rows
    twice = np.flatnonzero(pd.Series(mixed).duplicated())
    if len(twice):
        later = int(twice[0])
        earlier = lines.row(int(np.argmax(mixed == mixed[later])))
        cells = " ".join(key.cells[key.rows[later]] for key in keys.values())
        raise fault(
            lines.path,
            lines.row(later),
            "a row of its own",
            f"{shown(cells)} as in row {earlier}",
            "remove one, or download it again",
        )


def unknown_names(lines: Lines, keys: Keys) -> dict[str, dict[str, str]]:
    """Return, by dimension, the codes in no reference table with the names the file gives them."""
    found: dict[str, dict[str, str]] = {}
    for role, codes in _known().items():
        unknown = set(keys[role].cells).difference(codes) if role in keys else set()
        if unknown:
            found[role] = dict(_named(lines, role, unknown))
    return found


@cache
def _known() -> Mapping[str, frozenset[str]]:
    tables = {"partner": partners(), "region": provinces(), "regime": regimes()}
    return {role: frozenset(table.index) for role, table in tables.items()}


def _named(lines: Lines, role: str, codes: set[str]) -> Iterator[tuple[str, str]]:
    """Yield codes, sorted, with the names beside them; one without a name is its own."""
    named = f"{role} name"
    if named not in lines.header.places:
        yield from ((code, code) for code in sorted(codes))
        return
    columns = lines.columns({role: True, named: True})
    texts = read_texts(lines, named, columns[named])
    cells = [cell.decode("latin-1").strip() for cell in columns[role].dictionary.to_pylist()]
    names = columns[named].indices.to_numpy()
    for code in sorted(codes):
        index = first_row(columns[role], cells.index(code))
        yield code, texts[names[index]] or code


def warnings_of(lines: Lines) -> Iterator[str]:
    """Yield what a user should know, a line each."""
    for title in lines.header.unknown():
        yield f"the column {shown(title)} is none of the platform's and was passed over"
