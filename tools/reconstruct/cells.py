"""Cells of the observation table, and sums of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, QUANTITY, TOTAL, VALUE, WHOLE
from helpers.core.periods import Month

PRINTED_IN: Final = {VALUE: 10**8, QUANTITY: 10**4}
"""How many single units one of the printed unit has: 亿美元 or 亿元, 万个."""

USD: Final = "USD"
CNY: Final = "CNY"


@dataclass(frozen=True, order=True)
class Cell:
    """One number of the observation table, known by its dimensions.

    The order of the fields is the order of the rows in a raw file. ``place`` is 2 for a quantity in a
    second unit, ``counted`` the unit of a quantity.
    """

    period: str
    span: str
    flow: str
    measure: str = VALUE
    region: str = WHOLE
    partner: str = WHOLE
    product: str = WHOLE
    currency: str = USD
    place: int = 1
    counted: str = "piece"

    def year_before(self) -> Cell:
        """Return the cell that the growth of this one is measured from."""
        return replace(self, period=str(Month.parse(self.period).year_before()))

    @property
    def printed_in(self) -> int:
        """How many single units one of the printed unit has."""
        return PRINTED_IN[self.measure]

    @property
    def unit(self) -> str:
        """The single unit."""
        return self.currency if self.measure == VALUE else self.counted


class Combination(dict[Cell, Fraction]):
    """Cells, each with the factor it is multiplied by, added up; in the unit printed."""

    def __add__(self, other: Combination) -> Combination:
        both = Combination(self)
        for cell, factor in other.items():
            both[cell] = both.get(cell, Fraction(0)) + factor
        return both

    def __sub__(self, other: Combination) -> Combination:
        return self + other.times(Fraction(-1))

    def times(self, number: Fraction) -> Combination:
        """Multiply every factor."""
        return Combination({cell: factor * number for cell, factor in self.items()})

    def year_before(self) -> Combination:
        """Return the same combination of last year's cells."""
        return Combination({cell.year_before(): factor for cell, factor in self.items()})

    def of(self, amounts: Mapping[Cell, Fraction]) -> Fraction:
        """Compute the number, given each cell's amount in the unit printed."""
        return sum((amounts[cell] * factor for cell, factor in self.items()), Fraction(0))


def total(*cells: Cell) -> Combination:
    """Return the sum of cells."""
    return Combination(dict.fromkeys(cells, Fraction(1)))


def flows(cell: Cell) -> dict[str, Combination]:
    """Return total, exports, imports and balance, where a cell says everything but the flow."""
    exports, imports = (total(replace(cell, flow=flow)) for flow in (EXPORT, IMPORT))
    return {
        TOTAL: exports + imports,
        EXPORT: exports,
        IMPORT: imports,
        BALANCE: exports - imports,
    }
