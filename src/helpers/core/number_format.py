"""Numbers to text: the only place where a figure is rounded.

Rounding is half away from zero, on the shortest decimal that stands for the float, once. A missing
number prints as ``MISSING``; ``nan`` and ``inf`` never reach a reader: they raise.

Examples
--------
>>> scaled(72_560_000_000.0, 8), percent(6.85), percent(None)
('725.6', '6.9', '-')
"""

from __future__ import annotations

import math
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

MISSING: Final = "-"
"""Printed where there is no number: no base last year, or next to none."""
UNSAID: Final = "—"
"""Printed for a number that says nothing: a change to more than a thousand times its base."""

_DIGIT_NOT_ZERO: Final = re.compile("[1-9]")
_THOUSANDS: Final = re.compile(r"(?<=[0-9])(?=(?:[0-9]{3})+(?![0-9]))")
_HALF: Final = Decimal("0.5")


def rounded(value: float, decimals: int) -> Decimal:
    """Round a finite number half away from zero, to so many decimals; never a negative zero.

    Raises
    ------
    ValueError
        For ``nan`` and the infinities: they are mistakes of a metric, not numbers to print.
    """
    return _quantised(_exact(value), decimals)


def scaled(value: float | None, power: int, decimals: int = 1) -> str:
    """Print a value in a large unit: with so many decimals, and one more where it would print as zero.

    With one decimal that is where it is below 0.05 in absolute value. The value is in single units
    (USD, CNY, pieces), the large unit a power of ten: 8 for 亿, 4 for 万, 9 for a billion.
    """
    if value is None:
        return MISSING
    shifted = _exact(value).scaleb(-power)
    small = shifted != 0 and abs(shifted) < _HALF.scaleb(-decimals)
    return str(_quantised(shifted, decimals + small))


def stepped(value: float | None, power: int, step: float) -> str:
    """Print a value that its source rounded, in a large unit, with the digits the source gave.

    The value is known to a multiple of ``step``: 1e10 gives two decimals of 万亿, whose power is 12.
    """
    if value is None:
        return MISSING
    digits = max(power - round(math.log10(step)), 0)
    return str(_quantised(_exact(value).scaleb(-power), digits))


def exact(value: float, power: int = 0) -> str:
    """Print all digits of a number in a large unit, thousands parted."""
    text = f"{_exact(value).scaleb(-power):,f}"
    return text.rstrip("0").removesuffix(".") if "." in text else text


def shifted(printed: str, power: int) -> str:
    """Write a printed number in a unit so many powers of ten smaller, with the digits that it has.

    Examples
    --------
    >>> shifted("0.004", 3), shifted("-0.05", 3)
    ('4', '-50')
    """
    return f"{Decimal(printed).scaleb(power):f}"


def apart(one: float, other: float, power: int = 0) -> tuple[str, str]:
    """Print two numbers in a large unit with the fewest decimals, one at least, that tell them apart."""
    pair = [_exact(value).scaleb(-power) for value in (one, other)]
    most = max(1, *(-int(number.as_tuple().exponent) for number in pair))
    for decimals in range(1, most + 1):
        texts = [f"{_quantised(number, decimals):f}" for number in pair]
        if texts[0] != texts[1]:
            break
    return texts[0], texts[1]


def grouped(printed: str, mark: str) -> str:
    """Part the thousands of a printed number by a mark; an empty one parts nothing.

    Examples
    --------
    >>> grouped("-57536.32", ","), grouped("57536.3", "")
    ('-57,536.32', '57536.3')
    """
    whole, point, decimals = printed.partition(".")
    return f"{_THOUSANDS.sub(mark, whole)}{point}{decimals}"


def plain(value: float | None, decimals: int) -> str:
    """Print a number in its own unit: a rank, a count, a unit value."""
    return MISSING if value is None else str(rounded(value, decimals))


def in_full(value: float | None) -> str:
    """Print an amount in single units: to the unit where it is whole, else to one decimal."""
    return plain(value, 0 if value is None or value.is_integer() else 1)


def percent(value: float | None) -> str:
    """Print a growth rate, a share or percentage points: one decimal, without the sign %."""
    return plain(value, 1)


def direction(printed: str) -> int:
    """Tell the sign of a number as printed: 1, -1, or 0 for zero and for one not printed.

    Words such as 上升 and 下降 follow what the reader sees, so that 0.04 % printed as 0.0 is 持平.
    """
    if not _DIGIT_NOT_ZERO.search(printed):
        return 0
    return -1 if printed.startswith("-") else 1


def _exact(value: float) -> Decimal:
    if not math.isfinite(value):
        raise ValueError(f"a number to print must be finite, found {value}")
    return Decimal(repr(float(value)))


def _quantised(number: Decimal, decimals: int) -> Decimal:
    result = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result
