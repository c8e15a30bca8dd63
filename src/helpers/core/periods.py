"""Months, and the spans of time that a figure covers.

In: text such as ``2025-11``. Out: months that can be compared and counted back. Nothing here knows a
file, a report, a language, or today's date.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

MONTH: Final = "month"
YTD: Final = "ytd"
SPANS: Final = (MONTH, YTD)
"""The month alone, and January to it."""

MONTHS_OF_YEAR: Final = 12

_PERIOD = re.compile(r"(?P<year>(?:19|20)[0-9]{2})-(?P<month>0[1-9]|1[0-2])")


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month: a year from 1900 on, and a number from 1 to 12.

    Examples
    --------
    >>> Month.parse("2025-11").year_before()
    Month(year=2024, number=11)
    """

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2025-11``.

        Raises
        ------
        ValueError
            When the text is not four digits, a hyphen and 01 to 12.
        """
        found = _PERIOD.fullmatch(text)
        if found is None:
            raise ValueError(f"expected a month such as 2025-11, found '{text}'")
        return cls(int(found["year"]), int(found["month"]))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"

    def year_before(self) -> Month:
        """Return the same month of the year before, the base of a year-on-year growth."""
        return self.minus(MONTHS_OF_YEAR)

    def minus(self, months: int) -> Month:
        """Return the month so many months earlier."""
        year, place = divmod(self.year * MONTHS_OF_YEAR + self.number - 1 - months, MONTHS_OF_YEAR)
        return Month(year, place + 1)
