"""What must hold between cells besides the printed figures.

- Ranked tables: amounts fall strictly in the order printed, even where they are printed equal.
- No cell is negative, nor are the months before: year to date exceeds the month, in both years.
- A group of countries exceeds the sum of its listed members, in both years.
- Groups and the listed countries outside them don't exceed all partners; nor the listed provinces
  China, in both years.
- Product groups add up to the whole exactly: ``Programme.define`` in ``city``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from cells import Cell, Combination, one, total
from programme import Programme

from helpers.core.periods import MONTH, YTD

EU: Final = "EU"
ASEAN: Final = "ASEAN"

# fmt: off
MEMBERS: Final = {
    ASEAN: ("105", "106", "107", "112", "119", "122", "129", "132", "136", "141"),
    EU: (
        "108", "301", "302", "304", "305", "306", "307", "308", "309", "310", "311", "312", "315",
        "316", "318", "321", "324", "327", "328", "330", "334", "335", "336", "350", "351", "352",
        "353",
    ),
}
# fmt: on
"""The customs codes of each group's members at the time of the documents: 10 and 27."""


def in_order(programme: Programme, cells: Sequence[Cell]) -> None:
    """Keep the order printed, largest first."""
    for large, small in pairwise(cells):
        programme.larger(f"{large} before {small}", one(large), one(small))


def months_within_year(programme: Programme) -> None:
    """Let no month be larger than the year to date, this year and last: nothing is negative."""
    known = programme.cells()
    for cell in sorted(known):
        to_date = cell.but(span=YTD)
        if cell.span == MONTH and to_date in known:
            programme.larger(f"{to_date} from {cell}", one(to_date), one(cell))


def partners_within(programme: Programme, partners: Sequence[Cell], whole: Combination) -> None:
    """Let no group be smaller than its listed members, nor the whole than groups and others.

    Parameters
    ----------
    programme : Programme
        What the relations are added to, for this year and last.
    partners : sequence of Cell
        One span's and flow's; both groups among them.
    whole : Combination
        The same span's and flow's amount with all partners.
    """
    apart = list(partners)
    for group in partners:
        members = [cell for cell in partners if cell.partner in MEMBERS.get(group.partner, ())]
        if members:
            _within(programme, str(group), total(members), one(group))
        apart = [cell for cell in apart if cell not in members]
    _within(programme, f"all partners of {partners[0]}", total(apart), whole)


def provinces_within(programme: Programme, provinces: Sequence[Cell], whole: Combination) -> None:
    """Let the listed provinces not add up to more than China, either year."""
    _within(programme, f"all provinces of {provinces[0]}", total(provinces), whole)


def _within(programme: Programme, label: str, parts: Combination, whole: Combination) -> None:
    programme.larger(label, whole, parts)
    programme.larger(f"{label}, year before", whole.year_before(), parts.year_before())
