"""The observations that the rows of a table make: one for each number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import nan
from operator import itemgetter
from typing import Any, Final

import pandas as pd

from helpers.core.dimensions import DIMENSIONS, QUANTITY, WHOLE
from helpers.core.errors import ReferenceTableError
from helpers.core.periods import YTD, Month
from helpers.observations.readers.bulletin.header import Column
from helpers.observations.readers.bulletin.header_labels import LAST_YEAR
from helpers.observations.readers.bulletin.table_rows import TableRow, last_digits
from helpers.observations.readers.bulletin.title import Unit
from helpers.observations.readers.faults import shown
from helpers.observations.schema import RAW_COLUMNS, STEP
from helpers.reference.commodities import unit_of
from helpers.reference.units import base_unit, factors

_key: Final = itemgetter(*(name for name in RAW_COLUMNS if name not in ("value", "growth")))


@dataclass(frozen=True)
class Place:
    """A row's month and its place among the dimensions; the whole of those it does not name."""

    period: Month
    codes: dict[str, str]


def observations_of(
    entries: Sequence[TableRow], places: Sequence[Place], unit: Unit
) -> pd.DataFrame:
    """Return the observations of all rows, each row with its place.

    Returns
    -------
    pandas.DataFrame
        Columns ``RAW_COLUMNS`` and ``step``.

    Raises
    ------
    SourceError
        For a unit of quantity that is not known.
    """
    digits = last_digits(entries)
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for entry, place in zip(entries, places, strict=True):
        for column, number in entry.numbers.items():
            if column.measure == QUANTITY and not entry.unit:
                continue
            name, factor = _unit(entry, place, column, unit)
            row = _keys(place, column) | {
                "unit": name,
                "value": float(number * factor),
                "growth": float(entry.growth.get(column, nan)),
                STEP: float(digits[column.measure] * factor),
            }
            # A good that stands twice, once a unit of its quantity, repeats its amount.
            rows.setdefault(_key(row), row)
    return pd.DataFrame(rows.values(), columns=[*RAW_COLUMNS, STEP])


def _keys(place: Place, column: Column) -> dict[str, Any]:
    """Return by what a number is known, but for its unit."""
    codes = dict.fromkeys(DIMENSIONS, WHOLE) | place.codes
    if column.enterprise:
        codes["enterprise"] = column.enterprise
    before = column.holds == LAST_YEAR
    return codes | {
        "period": str(place.period.minus(12) if before else place.period),
        "span": YTD if before else column.holds,
        "flow": column.flow,
        "measure": column.measure,
    }


def _unit(entry: TableRow, place: Place, column: Column, unit: Unit) -> tuple[str, Decimal]:
    """Return the unit that a number is stored in, and how many of it one of the table's is."""
    if column.measure != QUANTITY:
        return unit.currency, Decimal(unit.factor)
    try:
        code = unit_of(entry.unit, place.codes["product"], column.flow)
    except ReferenceTableError as error:
        expected, _, advice = str(error).partition("; ")
        told = advice or expected
        raise entry.row.fault("a unit of quantity of units.csv", shown(entry.unit), told) from None
    base = base_unit(code)
    return base, Decimal(str(factors(base)[code]))
