"""The two header rows: which column holds which flow, over which months."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from helpers.core.dimensions import EXPORT, IMPORT, TOTAL
from helpers.core.periods import MONTH, YTD
from helpers.observations.readers.faults import shown
from helpers.observations.readers.sheets import SheetRow, plain

GROWTH: Final = "growth"
"""What a column holds besides the two spans: the growth of January to the month."""

FLOWS: Final = {"出口": EXPORT, "进口": IMPORT, "进出口": TOTAL}

_MONTHS: Final = re.compile(r"(?P<since>1月?[至到~—–\-]+)?(?P<month>1[0-2]|0?[1-9])月份?")
_GROWTH: Final = re.compile(r"(?!.*当月).*(同期|同比).*")
_EXPECTED: Final = "进出口, 出口 and 进口, each with 12月 and 1至12月 or with its growth"
_ANOTHER: Final = "this is another table or another layout; take the official one as it is"


@dataclass(frozen=True)
class LocationHeader:
    """What the header says.

    Attributes
    ----------
    month : int
        The month of the columns, 1 to 12.
    months : str
        Its column as printed, such as ``1至12月``.
    region : int
        The place of the column of names, from 0.
    places : mapping
        The place of a column by flow and by ``month``, ``ytd`` or ``growth``.
    titles : mapping of int to str
        How errors call a column, by its place.
    """

    month: int
    months: str
    region: int
    places: Mapping[tuple[str, str], int]
    titles: Mapping[int, str]

    @property
    def width(self) -> int:
        """Return how many cells a row has."""
        return max(self.places.values()) + 1


def find_header(rows: Sequence[SheetRow]) -> tuple[int, int] | None:
    """Return the header's place among the rows and the column of names, or None without one."""
    for index, row in enumerate(rows[:-1]):
        for place, cell in enumerate(row.cells):
            others = {*map(plain, row.cells[place + 1 :]), *map(plain, rows[index + 1].cells)}
            if plain(cell).endswith("所在地") and FLOWS.keys() & others:
                return index, place
    return None


def read_header(upper: SheetRow, lower: SheetRow, region: int) -> LocationHeader:
    """Read both header rows; nothing is taken from the order of the columns.

    SourceError when a column is none of this table's, is there twice or lacks, or months differ.
    """
    places: dict[tuple[str, str], int] = {}
    titles = {region: plain(upper.cells[region])}
    months: dict[int, str] = {}
    for place, group, label in _labels(upper, lower, region):
        titles[place] = title = f"{group} {label}"
        flow, kind, month = _meaning(group, label)
        if not kind:
            raise lower.fault(_EXPECTED, shown(title), _ANOTHER, title)
        if (flow, kind) in places:
            raise lower.fault("one such column", "two", _ANOTHER, title)
        places[flow, kind] = place
        if month:
            months[month] = max(months.get(month, ""), label if group in FLOWS else group, key=len)
    if len(months) != 1:
        found = " and ".join(f"{month}月" for month in sorted(months)) or "none"
        raise lower.fault("one month in the header", found, _ANOTHER)
    ((month, printed),) = months.items()
    places = _january(places) if month == 1 else places
    _check_complete(lower, places)
    return LocationHeader(month, printed, region, places, titles)


def _labels(upper: SheetRow, lower: SheetRow, region: int) -> Iterator[tuple[int, str, str]]:
    """Yield place, upper and lower header of each column that has one.

    A merged cell has its text in its first column only, or, written by pandas, in each.
    """
    group = ""
    for place in range(region + 1, len(lower.cells)):
        above = plain(upper.cells[place]) if place < len(upper.cells) else ""
        label = plain(lower.cells[place])
        group = above or group
        if above or label:
            yield place, group, label


def _meaning(group: str, label: str) -> tuple[str, str, int]:
    """Return a column's flow, what it holds, and its month, 0 for a growth; '' for no such column.

    The flows may stand above the months or below them.
    """
    word, other = (group, label) if group in FLOWS else (label, group)
    if found := _MONTHS.fullmatch(other):
        kind, month = YTD if found["since"] else MONTH, int(found["month"])
    else:
        kind, month = GROWTH if _GROWTH.fullmatch(other) else "", 0
    return (FLOWS[word], kind, month) if word in FLOWS else ("", "", 0)


def _january(places: dict[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """Let January stand for January to January, and the other way round, where one is printed."""
    for span, other in ((MONTH, YTD), (YTD, MONTH)):
        if not any(kind == span for _, kind in places):
            twins = {(flow, span): at for (flow, kind), at in places.items() if kind == other}
            places = places | twins
    return places


def _check_complete(row: SheetRow, places: Mapping[tuple[str, str], int]) -> None:
    """Raise for a flow without its column; only the month may lack, and then of all flows."""
    kinds = {YTD: "January to the month", GROWTH: "the growth"}
    if any(kind == MONTH for _, kind in places):
        kinds[MONTH] = "the month"
    for kind, called in kinds.items():
        for word, flow in FLOWS.items():
            if (flow, kind) not in places:
                raise row.fault(_EXPECTED, f"no column of {word}, {called}", _ANOTHER)
