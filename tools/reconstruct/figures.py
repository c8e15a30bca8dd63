"""What a printed number says of the unrounded one: it lies in a window.

The documents round half away from zero, to one decimal; amounts smaller than 0.05 have two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from cells import Cell, Combination

from helpers.core.errors import SourceError

HUNDRED: Final = 100

SMALL: Final = Fraction(1, 20)
"""Below it, in absolute value, an amount is printed to two decimals."""

_NUMBER = re.compile(r"-?\d+\.(?P<decimals>\d{1,2})")


@dataclass(frozen=True)
class Window:
    """The open interval that the unrounded number lies in, in the unit printed."""

    low: Fraction
    high: Fraction

    @property
    def half(self) -> Fraction:
        """Half the width."""
        return (self.high - self.low) / 2

    def narrowed(self, margin: Fraction) -> Window:
        """Keep away from the ends by ``margin``, a share of half the width."""
        return Window(self.low + margin * self.half, self.high - margin * self.half)

    def margin(self, number: Fraction) -> Fraction:
        """Return how far inside a number is: 1 in the middle, 0 on an end, negative outside."""
        return min(number - self.low, self.high - number) / self.half


def percent_window(text: str) -> Window:
    """Read a printed growth or share, in percent; ``-0.0`` means the same as ``0.0``.

    Raises
    ------
    SourceError
        When the text is not a number with one decimal.

    Examples
    --------
    >>> percent_window("9.1")
    Window(low=Fraction(181, 20), high=Fraction(183, 20))
    """
    if _decimals(text) != 1:
        raise SourceError(f"expected a percentage with one decimal, found '{text}'")
    return _around(text)


def amount_window(text: str) -> Window:
    """Read a printed value, quantity, balance or absolute change.

    Raises
    ------
    SourceError
        When the text is no number, or its decimals do not go with its size.

    Examples
    --------
    >>> amount_window("0.04")
    Window(low=Fraction(7, 200), high=Fraction(9, 200))
    """
    decimals = _decimals(text)
    if decimals == 1 and Fraction(text) != 0:
        return _around(text)
    if decimals == 2 and abs(Fraction(text)) <= SMALL:  # noqa: PLR2004
        around = _around(text)
        return Window(max(around.low, -SMALL), min(around.high, SMALL))
    raise SourceError(
        f"expected an amount with one decimal, or with two where smaller than 0.05, found '{text}'"
    )


def _decimals(text: str) -> int:
    found = _NUMBER.fullmatch(text)
    return len(found["decimals"]) if found else 0


def _around(text: str) -> Window:
    half = Fraction(1, 2 * 10 ** _decimals(text))
    return Window(Fraction(text) - half, Fraction(text) + half)


@dataclass(frozen=True)
class Figure:
    """A printed number: what ``above`` comes to, or what percent of ``below`` it is.

    Attributes
    ----------
    label : str
        Table, row and column, for messages.
    window : Window
        Where the unrounded number lies.
    above, below : Combination
        What it is computed from; without ``below``, an amount.
    """

    label: str
    window: Window
    above: Combination
    below: Combination | None = None

    def cells(self) -> set[Cell]:
        """Return the cells that it is computed from."""
        return {*self.above, *(self.below or ())}

    def margin(self, amounts: Mapping[Cell, Fraction]) -> Fraction:
        """Return how far inside its window the number is."""
        number = self.above.of(amounts)
        if self.below is not None:
            number *= HUNDRED / self.below.of(amounts)
        return self.window.margin(number)

    def sides(self, margin: Fraction) -> list[tuple[Combination, Fraction]]:
        """Return both sides of the window as a combination and the least it may come to."""
        window = self.window.narrowed(margin)
        if self.below is None:
            return [(self.above, window.low), (self.above.times(Fraction(-1)), -window.high)]
        low, high = (self.below.times(end / HUNDRED) for end in (window.low, window.high))
        return [(self.above - low, Fraction(0)), (high - self.above, Fraction(0))]

    def width(self, amounts: Mapping[Cell, Fraction]) -> Fraction:
        """Return the way from an end of the window to its middle, as it counts in a side."""
        scale = 1 if self.below is None else self.below.of(amounts) / HUNDRED
        return self.window.half * scale
