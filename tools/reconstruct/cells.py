"""The unknowns: cells of the observation table, and sums of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from helpers.core.dimensions import QUANTITY, VALUE, WHOLE
from helpers.core.periods import Month

PRINTED_IN: Final = {VALUE: 10**8, QUANTITY: 10**4}
"""How many single units one of the printed unit has: 亿美元 or 亿元, 万个."""

USD: Final = "USD"
CNY: Final = "CNY"

PIECE: Final = "piece"
"""The single unit of a quantity."""


@dataclass(frozen=True, order=True)
class Cell:
    """One number of the observation table, known by its dimensions.

    The order of the fields is the order of the rows in a raw file.
    """

    period: str
    span: str
    flow: str
    measure: str = VALUE
    region: str = WHOLE
    partner: str = WHOLE
    product: str = WHOLE
    currency: str = USD

    def year_before(self) -> Cell:
        """Return the cell that the growth of this one is measured from."""
        return self.but(period=str(Month.parse(self.period).year_before()))

    def but(self, **dimensions: str) -> Cell:
        """Return the cell that differs in the dimensions given."""
        return replace(self, **dimensions)

    @property
    def printed_in(self) -> int:
        """How many single units one of the printed unit has."""
        return PRINTED_IN[self.measure]

    @property
    def unit(self) -> str:
        """The single unit."""
        return self.currency if self.measure == VALUE else PIECE

    def __str__(self) -> str:
        dimensions = (self.period, self.span, self.flow, self.measure)
        return " ".join((*dimensions, self.region, self.partner, self.product, self.unit))


@dataclass(frozen=True)
class Combination:
    """Cells, each times a factor, added up; in the unit printed.

    Parameters
    ----------
    factors : mapping of Cell to Fraction
        What each cell is multiplied by.
    """

    factors: Mapping[Cell, Fraction] = field(default_factory=dict)

    def __add__(self, other: Combination) -> Combination:
        both = dict(self.factors)
        for cell, factor in other.factors.items():
            both[cell] = both.get(cell, Fraction(0)) + factor
        return Combination(both)

    def __sub__(self, other: Combination) -> Combination:
        return self + other.times(Fraction(-1))

    def times(self, factor: Fraction) -> Combination:
        """Multiply every factor."""
        return Combination({cell: own * factor for cell, own in self.factors.items()})

    def year_before(self) -> Combination:
        """Return the same combination of last year's cells."""
        return Combination({cell.year_before(): own for cell, own in self.factors.items()})

    def resolved(self, defined: Mapping[Cell, Combination]) -> Combination:
        """Put its definition in the place of each cell that has one."""
        whole = Combination()
        for cell, factor in self.factors.items():
            part = defined[cell].resolved(defined) if cell in defined else one(cell)
            whole = whole + part.times(factor)
        return whole

    def of(self, amounts: Mapping[Cell, Fraction]) -> Fraction:
        """Work out the number, given each cell's amount in the unit printed."""
        return sum((amounts[cell] * own for cell, own in self.factors.items()), Fraction(0))


def one(cell: Cell) -> Combination:
    """Return a cell by itself."""
    return Combination({cell: Fraction(1)})


def total(cells: Iterable[Cell]) -> Combination:
    """Return the sum of cells."""
    return sum((one(cell) for cell in cells), Combination())
