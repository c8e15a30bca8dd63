"""What a printed number says of the unrounded one: it lies in a window.

The documents round half away from zero, to one decimal; amounts smaller than 0.05 have two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from helpers.core.errors import SourceError

SMALL: Final = Fraction(1, 20)
"""Below it, in absolute value, an amount is printed to two decimals."""

_NUMBER = re.compile(r"-?\d+\.(?P<decimals>\d{1,2})")


@dataclass(frozen=True)
class Window:
    """The open interval that the unrounded number lies in, in the unit printed.

    Parameters
    ----------
    low, high : Fraction
        Its ends; a number on an end could have been rounded the other way.
    """

    low: Fraction
    high: Fraction

    @property
    def half(self) -> Fraction:
        """Half the width."""
        return (self.high - self.low) / 2

    def narrowed(self, margin: Fraction) -> Window:
        """Keep away from the ends by ``margin``, told as a share of half the width."""
        return Window(self.low + margin * self.half, self.high - margin * self.half)

    def margin(self, number: Fraction) -> Fraction:
        """Return how far inside a number is: 1 in the middle, 0 on an end, negative outside."""
        return min(number - self.low, self.high - number) / self.half


def percent_window(text: str) -> Window:
    """Read a printed growth or share.

    Parameters
    ----------
    text : str
        As printed, such as ``-3.1``; ``-0.0`` means the same as ``0.0``.

    Returns
    -------
    Window
        In percent.

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
    return _around(Fraction(text), 1)


def amount_window(text: str) -> Window:
    """Read a printed value, quantity, balance or absolute change.

    Parameters
    ----------
    text : str
        As printed: one decimal, or two for an amount smaller than 0.05.

    Returns
    -------
    Window
        In the unit printed (亿美元, 万个).

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
    number = Fraction(text) if decimals else Fraction(0)
    if decimals == 1 and number != 0:
        return _around(number, decimals)
    if decimals == 2 and abs(number) <= SMALL:  # noqa: PLR2004
        around = _around(number, decimals)
        return Window(max(around.low, -SMALL), min(around.high, SMALL))
    raise SourceError(
        f"expected an amount with one decimal, or with two where smaller than 0.05, found '{text}'"
    )


def _decimals(text: str) -> int:
    found = _NUMBER.fullmatch(text)
    return len(found["decimals"]) if found else 0


def _around(number: Fraction, decimals: int) -> Window:
    half = Fraction(1, 2 * 10**decimals)
    return Window(number - half, number + half)
