"""The header of a download: which column is what, in Chinese or English, as it is and as it was.

A query gives the columns that it asks for, in its own order. The money column's title is the only
word on the currency.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from helpers.core.dimensions import VALUE
from helpers.core.errors import SourceError
from helpers.observations.readers.platform.faults import fault, shown

PERIOD: Final = "period"
QUANTITIES: Final[tuple[str, ...]] = ("first", "second")
"""The quantities of a row; the unit of ``first`` is the column ``first unit``."""

CODES: Final[tuple[str, ...]] = ("partner", "product", "regime", "region")
"""The dimensions a query may ask for; the names of ``partner`` are the column ``partner name``."""

_TITLES: Final[Mapping[str, tuple[str, ...]]] = {
    PERIOD: ("数据年月", "统计年月", "年月", "Date of data", "Date"),
    "partner": (
        "贸易伙伴编码",
        "贸易伙伴代码",
        "Trading partner code",
        "Trade partner code",
    ),
    "partner name": ("贸易伙伴名称", "贸易伙伴", "Trading partner", "Trade partner"),
    "product": ("商品编码", "商品代码", "Commodity code"),
    "product name": ("商品名称", "商品", "Commodity", "Commodity name"),
    "regime": ("贸易方式编码", "贸易方式代码", "Customs regime code", "Trade mode code"),
    "regime name": ("贸易方式名称", "贸易方式", "Customs regime", "Trade mode"),
    "region": (
        "注册地编码",
        "注册地代码",
        "收发货人注册地编码",
        "收发货人注册地代码",
        "收发货人所在地编码",
        "Locations of importers and exporters code",
        "Location of importers and exporters code",
        "Location of importer and exporter code",
        "Locations of importers or exporters code",
    ),
    "region name": (
        "注册地名称",
        "注册地",
        "收发货人注册地名称",
        "收发货人注册地",
        "收发货人所在地名称",
        "Locations of importers and exporters",
        "Location of importers and exporters",
        "Location of importer and exporter",
        "Locations of importers or exporters",
    ),
    "first": ("第一数量", "数量", "Quantity", "First quantity"),
    "first unit": ("第一计量单位", "计量单位", "Unit", "First unit"),
    "second": ("第二数量", "Supplementary quantity", "Second quantity"),
    "second unit": ("第二计量单位", "Supplementary unit", "Second unit"),
}

_MONEY: Final[Mapping[str, tuple[str, ...]]] = {
    "USD": ("美元", "US dollar", "US dollars", "USD"),
    "CNY": ("人民币", "Renminbi Yuan", "Renminbi", "RMB", "CNY"),
}

KNOWN_ENOUGH: Final = 2
"""Known titles by which a header is the platform's."""


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

    def unknown(self) -> list[str]:
        """Return the titles that no known column has."""
        known = set(self.places.values())
        return [title for place, title in enumerate(self.titles) if place not in known]


def known_titles(line: str) -> int:
    """Count the cells of a line that are titles of a platform download."""
    return sum(_plain(cell) in _ROLES for cell in _cells(line))


def read_header(path: Path, row: int, line: str) -> Header:
    """Read the header line, which stands in a row of the file.

    Raises
    ------
    SourceError
        When it is not that of a platform download, or a column is missing or there twice.
    """
    if known_titles(line) < KNOWN_ENOUGH:
        raise fault(
            path,
            row,
            "titles of the query platform such as 商品编码 or Commodity code",
            shown(line),
            "give a CSV as the platform saves it; this is another file, or in another encoding",
        )
    titles = _cells(line)
    if titles[-1] == "":
        titles.pop()
    places: dict[str, int] = {}
    for place, title in enumerate(titles):
        role, _ = _ROLES.get(_plain(title), ("", ""))
        if role in places:
            raise _twice(path, row, role, titles[places[role]], title)
        if role:
            places[role] = place
    _check_whole(path, row, places, titles)
    currency = _ROLES[_plain(titles[places[VALUE]])][1]
    return Header(tuple(titles), places, currency)


def _twice(path: Path, row: int, role: str, first: str, second: str) -> SourceError:
    if role == VALUE:
        return fault(
            path,
            row,
            "one column of money",
            f"'{first}' and '{second}'",
            "download each currency as a file of its own",
        )
    expected = f"one column such as {_TITLES[role][0]}"
    return fault(path, row, expected, f"'{first}' and '{second}'", "remove one")


def _check_whole(path: Path, row: int, places: Mapping[str, int], titles: list[str]) -> None:
    """Raise where the money, a code or a unit is missing."""
    found = ", ".join(titles)
    if VALUE not in places:
        expected = "a column 美元, 人民币, US dollar or Renminbi Yuan"
        raise fault(path, row, expected, shown(found), "download it again with the money")
    wanted = [(name, f"{name} name") for name in CODES]
    for quantity in QUANTITIES:
        wanted += [(quantity, f"{quantity} unit"), (f"{quantity} unit", quantity)]
    for needed, by in wanted:
        if by in places and needed not in places:
            expected = f"a column {' or '.join((_TITLES[needed][0], _english(needed)))}"
            beside = f"'{titles[places[by]]}' without it"
            raise fault(path, row, expected, beside, "download it again, with all its columns")


def _english(role: str) -> str:
    return next(title for title in _TITLES[role] if title.isascii())


def _cells(line: str) -> list[str]:
    try:
        cells = next(csv.reader([re.sub(r"[\t\r]", " ", line)], skipinitialspace=True), [""])
    except csv.Error:
        return [line]
    return [" ".join(cell.split()) for cell in cells]


def _plain(title: str) -> str:
    """Return a title without what differs from one release of the platform to another."""
    letters = "".join(unicodedata.normalize("NFKC", title).casefold().split())
    # So it was spelt in 2018.
    return letters.replace("supplimentary", "supplementary")


def _roles() -> Iterator[tuple[str, tuple[str, str]]]:
    for role, titles in _TITLES.items():
        yield from ((_plain(title), (role, "")) for title in titles)
    for currency, titles in _MONEY.items():
        yield from ((_plain(title), (VALUE, currency)) for title in titles)


_ROLES: Final = dict(_roles())
