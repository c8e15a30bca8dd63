"""The words of the observation table: its columns, its codes, and how months are told.

Nothing here knows a file, a report or a language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

WHOLE: Final = "_T"
"""The code of a dimension's whole: the world, China, all goods, every regime."""

DIMENSIONS: Final = ("region", "partner", "product", "regime", "enterprise")
"""The dimensions a source may or may not tell apart; ``WHOLE`` where it does not."""

CELL: Final = ("period", "span", "flow", *DIMENSIONS, "measure", "unit")
"""What names a figure in the observation table, apart from its vintage."""

RAW_COLUMNS: Final = (
    "period",
    "span",
    "flow",
    *DIMENSIONS,
    "measure",
    "unit",
    "value",
    "growth",
)
"""The columns of a tidy raw file."""

STEP: Final = "step"
"""The column a raw file may have beside these: what each value was rounded to by the source, such
as 1e10 for 45.47 trillion yuan; empty where it is given to the last digit."""

OBSERVATION_COLUMNS: Final = (*RAW_COLUMNS, STEP, "source", "released")
"""The columns of the observation table: a raw file's, and the vintage they came with."""

MONTH: Final = "month"
YTD: Final = "ytd"
SPANS: Final = (MONTH, YTD)

EXPORT: Final = "export"
IMPORT: Final = "import"
TOTAL: Final = "total"
BALANCE: Final = "balance"
"""Export less import; always computed, never stored."""
STORED_FLOWS: Final = (EXPORT, IMPORT, TOTAL)

VALUE: Final = "value"
QUANTITY: Final = "quantity"
MEASURES: Final = (VALUE, QUANTITY)

CURRENCIES: Final = ("USD", "CNY")

STATUSES: Final = ("official", "transcribed", "reconstructed")
"""How a raw file came to be, from its ``.meta.yml``."""

# Groups of partners (EU, ASEAN) overlap the countries in them, the customs' lists of products (high
# technology) the HS codes, and cities and zones lie within provinces: they have codes of other
# shapes, and no sum may count them again.
_PARTS: Final = {
    "region": re.compile(r"[0-9]{2}"),
    "partner": re.compile(r"[0-9]{3}"),
    "product": re.compile(r"[0-9a-z_]+"),
}

_PERIOD = re.compile(r"(?P<year>(?:19|20)[0-9]{2})-(?P<month>0[1-9]|1[0-2])")


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month.

    Parameters
    ----------
    year : int
        Four digits, from 1900 on.
    number : int
        1 to 12.

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
        return self.minus(12)

    def minus(self, months: int) -> Month:
        """Return the month so many months earlier."""
        year, place = divmod(self.year * 12 + self.number - 1 - months, 12)
        return Month(year, place + 1)


def is_part(dimension: str, code: str) -> bool:
    """Tell whether a member may be added up to its dimension's whole.

    Parameters
    ----------
    dimension : str
        One of ``DIMENSIONS``.
    code : str
        A member's code.
    """
    shape = _PARTS.get(dimension)
    return code != WHOLE and (shape is None or shape.fullmatch(code) is not None)
