"""The codes of the rows of a table, by the dimension that they are members of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from helpers.core.dimensions import WHOLE
from helpers.core.errors import ReferenceTableError
from helpers.observations.readers.bulletin.table_facts import TableFacts
from helpers.observations.readers.bulletin.table_rows import AGAIN, TableRow
from helpers.observations.readers.faults import shown
from helpers.observations.readers.sheets import bare
from helpers.reference.commodities import commodity_code
from helpers.reference.partners import partner_code
from helpers.reference.provinces import provinces
from helpers.reference.reference_table import enterprise_code, plain_name, regime_code

_WHOLE: Final = re.compile("总值|合计|总计|total(?:value)?")
_CHAPTER: Final = re.compile("第?(?P<code>[0-9]{2})章.*|(?P<bare>[0-9]{2})(?![0-9类]).*")
_SECTION: Final = re.compile(
    "第?(?P<chinese>[一二三四五六七八九十]{1,3})类.*|(?:section)?(?P<roman>[ivx]+)[.:、].*"
)
_OF_GROUPS: Final = re.compile(r"(?:成员国?|缔约方|国家)(?:和地区|\(地区\))?$")
_PREFECTURES: Final = frozenset(
    f"{name}地区" for name in ("大兴安岭", "阿里", "塔城", "阿勒泰", "阿克苏", "喀什", "和田")
)
_DIGITS: Final = "一二三四五六七八九"
_ROMAN: Final = {"i": 1, "v": 5, "x": 10}
_SITC: Final = re.compile("(?P<code>[0-9])类.*")
_SITC_SUMS: Final = {
    "初级产品": "SITC_PRIMARY",
    "primarygoods": "SITC_PRIMARY",
    "工业制品": "SITC_MANUFACTURED",
    "工业制成品": "SITC_MANUFACTURED",
    "manufacturedgoods": "SITC_MANUFACTURED",
}


def _partner(name: str) -> str:
    """Return the code of a partner; a group's name may say what its members are, or not."""
    try:
        return partner_code(name)
    except ReferenceTableError:
        shorter = _OF_GROUPS.sub("", plain_name(name))
        if shorter == plain_name(name):
            raise
    try:
        return partner_code(shorter)
    except ReferenceTableError:
        return partner_code(name)


_NAMED: Final = {"partner": _partner, "regime": regime_code, "enterprise": enterprise_code}
"""What returns the code of a name of a dimension."""


@dataclass(frozen=True)
class RowCodes:
    """The rows of a table with the code of each.

    Attributes
    ----------
    codes : tuple of str
        The code of each entry.
    names : mapping of str to str
        What is printed for the codes that no reference table has.
    unlisted : tuple of str
        Names of which a reference table should have the code, and has not.
    """

    codes: tuple[str, ...]
    names: dict[str, str] = field(default_factory=dict)
    unlisted: tuple[str, ...] = ()


def members_of(entries: Sequence[TableRow], facts: TableFacts) -> RowCodes:
    """Return the code of each row's name.

    A good, a zone, a customs office that no reference table has is known by its name. Of partners,
    provinces, regimes and kinds of enterprise all are known.

    Raises
    ------
    SourceError
        For a name that is not known.
    """
    kind, column = facts.kind, facts.header.head
    match kind.dimension, kind.name:
        case ("locality", _) | (_, "location"):
            found = _provinces(entries, column)
        case _, "foreign":
            found = _provinces(entries, column, "计")
        case _, "zone":
            found = _by_name(entries, "ZONE")
        case "office", _:
            found = _by_name(entries, "")
        case _, "section":
            found = _sections(entries, _hs_code, "SECTION")
        case _, "composition":
            found = _sections(entries, _sitc_code, "SITC")
        case _, "city":
            found = _cities(entries, facts.region, column)
        case "product", _:
            found = _goods(entries, str(facts.flow))
        case dimension, _:
            found = _known(entries, _NAMED[dimension], column)
    return found


def is_whole(name: str) -> bool:
    """Tell whether a row is the whole of its table."""
    return _WHOLE.fullmatch(plain_name(name).casefold()) is not None


def _known(entries: Sequence[TableRow], code_of: Callable[[str], str], column: str) -> RowCodes:
    codes = []
    for entry in entries:
        try:
            codes.append(WHOLE if is_whole(entry.name) else code_of(entry.name))
        except ReferenceTableError as error:
            expected, _, advice = str(error).partition("; expected ")[2].partition("; ")
            raise entry.row.fault(expected, shown(entry.name), advice, column) from None
    return RowCodes(tuple(codes))


def _by_name(entries: Sequence[TableRow], prefix: str) -> RowCodes:
    """Take what is printed as the code, without white space, which no code has."""
    names: dict[str, str] = {}
    codes = []
    for entry in entries:
        code = re.sub(r"\s+", "_", entry.name.strip())
        code = WHOLE if is_whole(entry.name) else f"{prefix}_{code}" if prefix else code
        codes.append(code)
        if code != WHOLE:
            names[code] = entry.name
    return RowCodes(tuple(codes), names)


def _provinces(entries: Sequence[TableRow], column: str, ending: str = "") -> RowCodes:
    """Return the codes of China, the provinces, and the cities, zones or kinds of enterprise in them."""
    codes = _province_names(entries, ending)
    found, names, province = [], {}, ""
    for entry in entries:
        name = bare(entry.name)
        key = plain_name(name).casefold()
        code = codes.get(key) or codes.get(_english(key)) or f"{province}-{name}"
        if code.startswith("-"):
            expected = "总值 or a province's full name, such as 北京市, before any city"
            raise entry.row.fault(expected, shown(name), AGAIN, column)
        if "-" in code:
            names[code] = entry.name if entry.name.isascii() else name
        elif code != WHOLE:
            province = code
        found.append(code)
    return RowCodes(tuple(found), names)


def _cities(entries: Sequence[TableRow], province: str, column: str) -> RowCodes:
    """Return the codes of a province, which is the whole, and its cities, by the names of the table by location.

    What provincial customs call an area (杭州地区) is the city; prefectures of that name are none.
    """
    names: dict[str, str] = {}
    codes = []
    others = set(provinces()["full_name"]) - {provinces().at[province, "full_name"]}
    for entry in entries:
        name = bare(entry.name)
        if name in others:
            expected = "places within the province that the table is of"
            raise entry.row.fault(expected, shown(name), "take the table by location", column)
        if name.endswith("地区") and name not in _PREFECTURES:
            name = f"{name.removesuffix('地区')}市"
        whole = is_whole(entry.name) or name == provinces().at[province, "full_name"]
        codes.append(WHOLE if whole else f"{province}-{name}")
        if not whole:
            names[codes[-1]] = name
    return RowCodes(tuple(codes), names)


def _province_names(entries: Sequence[TableRow], ending: str) -> dict[str, str]:
    """Return codes by name; a province's short name stands for it where its full one is nowhere."""
    table = provinces()
    there = {plain_name(bare(entry.name)).casefold().removesuffix(ending) for entry in entries}
    codes = {"总值": WHOLE, "全国": WHOLE, "合计": WHOLE, "total": WHOLE}
    for code, row in table.iterrows():
        full = str(row["full_name"])
        names = [full, str(row["full_name_en"]), str(row["name_en"])]
        if full not in there:
            names.append(str(row["name"]))
        for name in names:
            key = plain_name(name).casefold()
            codes |= {key: str(code), f"{key}{ending}": str(code)}
    return codes


def _english(name: str) -> str:
    """Return a province's English name without what it is: Beijing Municipality, Hebei Province."""
    return re.sub("(?:municipality|province|autonomousregion)$", "", name)


def _goods(entries: Sequence[TableRow], flow: str) -> RowCodes:
    """Return the codes of goods of the customs' lists; one that no list has is known by its name."""
    codes, names = [], {}
    for entry in entries:
        try:
            code = commodity_code(entry.name, flow)
        except ReferenceTableError:
            code = re.sub(r"\W+", "_", f"C_{plain_name(entry.name)}").rstrip("_")
            names[code] = entry.name
        codes.append(WHOLE if is_whole(entry.name) else code)
    return RowCodes(tuple(codes), names, tuple(names.values()))


def _sections(
    entries: Sequence[TableRow], code_of: Callable[[str], str | None], prefix: str
) -> RowCodes:
    """Return the codes of sections and chapters; any other sum of them is known by its name."""
    codes, names = [], {}
    for entry in entries:
        key = plain_name(entry.name).casefold()
        code = WHOLE if is_whole(entry.name) else code_of(key)
        if code is None:
            code = f"{prefix}_{re.sub(r'[^0-9A-Za-z_一-鿿]+', '_', plain_name(entry.name))}"
            names[code] = entry.name
        codes.append(code)
    return RowCodes(tuple(codes), names, tuple(names.values()))


def _hs_code(name: str) -> str | None:
    if found := _CHAPTER.fullmatch(name):
        return found["code"] or found["bare"]
    if found := _SECTION.fullmatch(name):
        number = _roman(found["roman"]) if found["roman"] else _chinese(found["chinese"])
        return f"S{number:02d}"
    return None


def _sitc_code(name: str) -> str | None:
    if found := _CHAPTER.fullmatch(name):
        return f"SITC_{found['code'] or found['bare']}"
    if found := _SITC.fullmatch(name):
        return f"SITC_{found['code']}"
    return next((code for text, code in _SITC_SUMS.items() if name.startswith(text)), None)


def _chinese(number: str) -> int:
    """Return a number up to 99 as Chinese writes it: 二十一 is 21."""
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return _DIGITS.index(number) + 1
    return (_DIGITS.index(tens) + 1 if tens else 1) * 10 + (_DIGITS.index(ones) + 1 if ones else 0)


def _roman(number: str) -> int:
    digits = [_ROMAN[letter] for letter in number]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    return sum(-digit if digit < following else digit for digit, following in pairs)
