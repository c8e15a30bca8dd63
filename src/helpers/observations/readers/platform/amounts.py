"""The numbers of a download: the money, and one or two quantities with their units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from helpers.core.dimensions import QUANTITY, VALUE
from helpers.core.errors import ReferenceTableError
from helpers.observations.readers.faults import shown
from helpers.observations.readers.platform.fields import Coded, read_numbers, read_texts
from helpers.observations.readers.platform.headers import QUANTITIES
from helpers.observations.readers.platform.lines import Lines
from helpers.reference.units import unit_code

NO_UNIT: Final = frozenset(("", "?", "？", "-", "－", "—", "--"))
"""What stands where there is no unit: ``?`` from 2023 on, ``-`` in 2018."""

_NONE: Final = -1


class Amounts(NamedTuple):
    """The numbers, values first: the row of data of each, itself, its measure and its unit."""

    rows: NDArray[np.intp]
    numbers: NDArray[np.float64]
    measure: Coded
    unit: Coded


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
