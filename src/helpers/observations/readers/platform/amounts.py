"""The numbers of a download: the money, and one or two quantities with their units."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpers.core.dimensions import QUANTITY, VALUE
from helpers.core.errors import ReferenceTableError
from helpers.observations.readers.platform.faults import shown
from helpers.observations.readers.platform.fields import Coded, read_numbers, read_units, recoded
from helpers.observations.readers.platform.headers import QUANTITIES
from helpers.observations.readers.platform.lines import Lines
from helpers.reference.units import unit_code


@dataclass(frozen=True)
class Amounts:
    """Numbers of one kind.

    Attributes
    ----------
    measure : str
        ``value`` or ``quantity``.
    numbers : numpy.ndarray
        As many as there are rows with one.
    units : Coded
        Their units, currencies of values.
    rows : numpy.ndarray
        The row of data on which each stands.
    """

    measure: str
    numbers: NDArray[np.float64]
    units: Coded
    rows: NDArray[np.intp]


def read_amounts(lines: Lines, columns: Mapping[str, Any]) -> tuple[list[Amounts], list[str]]:
    """Read the money and the quantities, and tell what a user should know of them.

    Raises
    ------
    SourceError
        At the first row that has no number where there must be one, or one below zero.
    """
    money = read_numbers(lines, VALUE, columns[VALUE])
    currency = Coded((lines.header.currency,), np.zeros(len(money), dtype=np.int32))
    found = [Amounts(VALUE, money, currency, np.arange(len(money)))]
    warnings: list[str] = []
    for role in QUANTITIES:
        if role in columns:
            quantities, doubts = _quantities(lines, role, columns)
            if role != QUANTITIES[0] and len(found) > 1:
                quantities, repeated = _without_repeated(quantities, found[1])
                doubts += repeated
            found.append(quantities)
            warnings += doubts
    return found, list(dict.fromkeys(warnings))


def _quantities(lines: Lines, role: str, columns: Mapping[str, Any]) -> tuple[Amounts, list[str]]:
    """Read a quantity of the rows that have a unit of it."""
    names = read_units(lines, f"{role} unit", columns[f"{role} unit"])
    units, warnings = _unit_codes(names)
    has = np.array([bool(unit) for unit in units.cells])[units.rows]
    numbers = read_numbers(lines, role, columns[role], has)
    lost = np.flatnonzero(~has & (numbers != 0))
    if len(lost):
        warnings.append(
            f"{len(lost)} numbers of the column {shown(lines.header.title(role))} have no unit and "
            f"were left out, the first in row {lines.row(int(lost[0]))}"
        )
    rows = np.flatnonzero(has)
    return Amounts(QUANTITY, numbers[rows], Coded(units.cells, units.rows[rows]), rows), warnings


def _without_repeated(second: Amounts, first: Amounts) -> tuple[Amounts, list[str]]:
    """Leave out second quantities in the unit of the first: a figure has one number."""
    shared = {unit: place for place, unit in enumerate(first.units.cells) if unit}
    places = np.array([shared.get(unit, -1) for unit in second.units.cells])
    known = np.full(max(first.rows.max(initial=0), second.rows.max(initial=0)) + 1, -2)
    known[first.rows] = first.units.rows
    other = places[second.units.rows] != known[second.rows]
    if other.all():
        return second, []
    units = Coded(second.units.cells, second.units.rows[other])
    kept = Amounts(QUANTITY, second.numbers[other], units, second.rows[other])
    count = int((~other).sum())
    return kept, [f"{count} rows give two quantities in one unit: the first of them was taken"]


def _unit_codes(names: Coded) -> tuple[Coded, list[str]]:
    """Replace the names of units by codes; an unknown one stays, without spaces."""
    codes, warnings = [], []
    for name in names.cells:
        try:
            codes.append(unit_code(name) if name else "")
        except ReferenceTableError:
            codes.append(re.sub(r"\s+", "_", name))
            warnings.append(f"the unit {shown(name)} is in no reference table, kept as {codes[-1]}")
    return recoded(names, codes), warnings
