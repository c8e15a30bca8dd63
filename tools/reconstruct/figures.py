"""A printed figure: its window, and the cells it is worked out from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from cells import Cell, Combination
from windows import Window

HUNDRED: Final = 100


@dataclass(frozen=True)
class Figure:
    """A printed number: what ``above`` comes to, or what percent of ``below`` it is.

    Parameters
    ----------
    label : str
        Table, row and column, for messages.
    window : Window
        Where the unrounded number lies.
    above, below : Combination
        What it is worked out from; without ``below``, an amount.
    """

    label: str
    window: Window
    above: Combination
    below: Combination | None = None

    def cells(self) -> set[Cell]:
        """Return the cells that it is worked out from."""
        return {cell for form in (self.above, self.below) if form for cell in form.factors}

    def number(self, amounts: Mapping[Cell, Fraction]) -> Fraction:
        """Work out the unrounded number, given each cell's amount in the unit printed."""
        if self.below is None:
            return self.above.of(amounts)
        return HUNDRED * self.above.of(amounts) / self.below.of(amounts)

    def margin(self, amounts: Mapping[Cell, Fraction]) -> Fraction:
        """Return how far inside its window the number is."""
        return self.window.margin(self.number(amounts))

    def sides(self, margin: Fraction) -> list[tuple[Combination, Fraction]]:
        """Return both sides of the window as a combination and the least it may come to."""
        window = self.window.narrowed(margin)
        if self.below is None:
            return [(self.above, window.low), (self.above.times(Fraction(-1)), -window.high)]
        low, high = (self.below.times(end / HUNDRED) for end in (window.low, window.high))
        return [(self.above - low, Fraction(0)), (high - self.above, Fraction(0))]

    def width(self, amounts: Mapping[Cell, Fraction]) -> Fraction:
        """Return what the whole way from an end of the window to its middle is in a side."""
        if self.below is None:
            return self.window.half
        return self.window.half / HUNDRED * self.below.of(amounts)
