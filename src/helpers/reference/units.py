"""Units of quantity: what customs files call them, and the codes that observations have.

Each counter (个, 台, 辆) is a unit of its own, since sums of cars and screws say nothing. Units that
differ by a factor (万个, 吨) convert: their ``base`` is what quantities are compared in. In English the
customs write ``Number of item`` for 个.
"""

from __future__ import annotations

from functools import cache

from helpers.core.errors import ReferenceTableError
from helpers.reference.reference_table import (
    NAME,
    codes_by_plain_name,
    plain_name,
    read_table,
    table_names,
)


@cache
def _codes() -> dict[str, str]:
    return codes_by_plain_name(read_table("units"), "name", "name_en", "also")


def unit_code(name: str) -> str:
    """Return the code of a unit given by its code or any of its names, in capitals or not.

    Raises
    ------
    ReferenceTableError
        When no unit is called so.

    Examples
    --------
    >>> unit_code("Number of item")
    'piece'
    """
    try:
        return _codes()[plain_name(name).casefold()]
    except KeyError:
        raise ReferenceTableError(
            f"unit '{name}' is not known; expected one such as 千克, Kilogram or kg; "
            "if the customs write it so, add it to the column 'also' of units.csv"
        ) from None


def unit_name(code: str, column: str = NAME) -> str:
    """Return the name of a unit, of a column of names; the code itself where no table has it."""
    return table_names("units", column).get(code, code)


def unit_codes() -> list[str]:
    """Return the codes of all units of quantity."""
    return [*_column("name")]


def names_of_units() -> dict[str, list[str]]:
    """Return by code all that a unit is called, in the customs' Chinese and English."""
    columns = [_column(name) for name in ("name", "name_en", "also")]
    return {
        code: [name for column in columns for name in column[code].split(";") if name]
        for code in unit_codes()
    }


def base_unit(code: str) -> str:
    """Return the unit that a unit converts into: itself where there is none, or none is known."""
    return _column("base").get(code, code)


def factors(base: str) -> dict[str, float]:
    """Return the units that convert into one, and how many of it each of them is.

    Examples
    --------
    >>> factors("m")
    {'m': 1.0, 'km': 1000.0}
    """
    return dict(_factors().get(base, {base: 1.0}))


@cache
def _factors() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for code, base in _column("base").items():
        found.setdefault(base, {})[code] = float(_column("factor")[code])
    return found


@cache
def _column(name: str) -> dict[str, str]:
    """Return a column of the table of units, by code."""
    return {str(code): str(cell) for code, cell in read_table("units")[name].items()}
