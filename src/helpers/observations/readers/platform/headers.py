"""The header of a download: which column is what, in Chinese or English, as it is and as it was.

A query gives the columns that it asks for, in its own order. The money column's title is the only
word on the currency.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from helpers.core.dimensions import VALUE
from helpers.observations.readers.faults import fault, shown

PERIOD: Final = "period"
QUANTITIES: Final[tuple[str, ...]] = ("first", "second")
"""The quantities of a row; the unit of ``first`` is the column ``first unit``."""

_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "partner": ("贸易伙伴", "Trading partner", "Trade partner"),
    "product": ("商品", "Commodity"),
    "regime": ("贸易方式", "Customs regime", "Trade mode"),
    "region": (
        "注册地",
        "收发货人注册地",
        "收发货人所在地",
        "Locations of importers and exporters",
        "Location of importers and exporters",
        "Location of importer and exporter",
        "Locations of importers or exporters",
    ),
}
CODES: Final = tuple(_NAMES)
"""The dimensions a query may ask for; the names of ``partner`` are the column ``partner name``."""

_TITLES: Final[Mapping[str, tuple[str, ...]]] = {
    PERIOD: ("数据年月", "统计年月", "年月", "Date of data", "Date"),
    "first": ("第一数量", "数量", "Quantity", "First quantity"),
    "first unit": ("第一计量单位", "计量单位", "Unit", "First unit"),
    "second": ("第二数量", "Supplementary quantity", "Second quantity"),
    "second unit": ("第二计量单位", "Supplementary unit", "Second unit"),
} | {
    role + suffix: tuple(name + end for end in ends for name in names)
    for role, names in _NAMES.items()
    for suffix, ends in (("", ("编码", "代码", " code")), (" name", ("", "名称", " name")))
}
_MONEY: Final[Mapping[str, tuple[str, ...]]] = {
    "USD": ("美元", "US dollar", "US dollars", "USD"),
    "CNY": ("人民币", "Renminbi Yuan", "Renminbi", "RMB", "CNY"),
}

_ENOUGH: Final = 2


@dataclass(frozen=True)
class Header:
    """What stands in which column.

    Attributes
    ----------
    titles : tuple of str
        All columns as the file calls them; not the empty one that a trailing comma makes.
    places : mapping of str to int
        The place of each column that is known, by what it holds.
    currency : str
        ``USD`` or ``CNY``.
    """

    titles: tuple[str, ...]
    places: Mapping[str, int]
    currency: str

    def title(self, role: str) -> str:
        """Return what the file calls a column."""
        return self.titles[self.places[role]]


def cells_of(line: str) -> tuple[list[str], bool]:
    """Return the cells of a line, and whether its quotes are closed."""
    reader = csv.reader([re.sub(r"[\t\r]", " ", line), ""], skipinitialspace=True)
    try:
        cells = next(reader)
    except csv.Error:
        return [line], True
    return [" ".join(cell.split()) for cell in cells], reader.line_num == 1


def is_header(line: str) -> bool:
    """Tell whether two cells of a line or more are titles of a platform download."""
    return sum(_plain(cell) in _ROLES for cell in cells_of(line)[0]) >= _ENOUGH


def read_header(path: Path, row: int, line: str) -> Header:
    """Read the header line, which stands in a row of the file.

    SourceError when it is not that of a platform download, or a column is missing or there twice.
    """
    if not is_header(line):
        raise fault(
            path,
            "titles of the query platform such as 商品编码 or Commodity code",
            shown(line),
            "give a CSV as the platform saves it; this is another file, or in another encoding",
            row=row,
        )
    titles, _ = cells_of(line)
    if titles[-1] == "":
        titles.pop()
    places: dict[str, int] = {}
    for place, title in enumerate(titles):
        role = _ROLES.get(_plain(title), "")
        if role in places:
            found = f"'{titles[places[role]]}' and '{title}'"
            expected, advice = f"one column such as {_TITLES.get(role, [''])[0]}", "remove one"
            if role == VALUE:
                expected = "one column of money"
                advice = "download each currency as a file of its own"
            raise fault(path, expected, found, advice, row=row)
        if role:
            places[role] = place
    _check_whole(path, row, places, titles)
    return Header(tuple(titles), places, _CURRENCIES[_plain(titles[places[VALUE]])])


def _check_whole(path: Path, row: int, places: Mapping[str, int], titles: list[str]) -> None:
    """Raise where the money, a code or a unit is missing."""
    if VALUE not in places:
        expected = "a column 美元, 人民币, US dollar or Renminbi Yuan"
        advice = "download it again with the money"
        raise fault(path, expected, shown(", ".join(titles)), advice, row=row)
    needed = {f"{name} name": name for name in CODES}
    for quantity in QUANTITIES:
        needed |= {f"{quantity} unit": quantity, quantity: f"{quantity} unit"}
    for role, other in needed.items():
        if role in places and other not in places:
            english = next(title for title in _TITLES[other] if title.isascii())
            expected = f"a column {_TITLES[other][0]} or {english}"
            found = f"'{titles[places[role]]}' without it"
            raise fault(path, expected, found, "download it again, with all its columns", row=row)


def _plain(title: str) -> str:
    """Return a title without what differs from one release of the platform to another."""
    letters = "".join(unicodedata.normalize("NFKC", title).casefold().split())
    # So it was spelt in 2018.
    return letters.replace("supplimentary", "supplementary")


_CURRENCIES: Final = {
    _plain(title): currency for currency, titles in _MONEY.items() for title in titles
}
_ROLES: Final = {
    _plain(title): role for role, titles in _TITLES.items() for title in titles
} | dict.fromkeys(_CURRENCIES, VALUE)
