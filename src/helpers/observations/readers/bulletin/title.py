"""What stands above the header, or in the file's name: unit, month, region, day of release."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from helpers.core.dimensions import WHOLE
from helpers.core.periods import Month
from helpers.observations.readers.bulletin.header import TableHeader
from helpers.observations.readers.bulletin.header_labels import MONTH_NAMES
from helpers.observations.readers.bulletin.kinds import TableKind
from helpers.observations.readers.faults import fault, shown
from helpers.observations.readers.reading import Hints
from helpers.observations.readers.sheets import SheetRow, plain
from helpers.reference.provinces import provinces

_FACTORS: Final = {
    few + many: 10 ** (digits + 4 * groups)
    for groups, many in enumerate(("", "万", "亿", "万亿"))
    for digits, few in enumerate(("", "十", "百", "千"))
}
_STATED: Final = re.compile(r"单位[:∶]?\s*(?P<unit>[^\d\s,;:∶。]+)")
_ENGLISH: Final = re.compile(
    r"(?:value)?unit:(?P<unit>(?P<money>us\$|usd|cny|rmb)[¥￥]?(?P<number>[\d,]*)(?P<many>million|billion)?)",
    re.IGNORECASE,
)
_MANY: Final = {"": 1, "million": 10**6, "billion": 10**9}
_BRACKETED: Final = re.compile(r"\((?P<unit>[^()]+)\)")
_VALUED_IN: Final = re.compile(r"(?P<money>人民币|美元)值")
_IN_MONEY: Final = re.compile(r"\(in(?P<money>cny|usd|rmb)\)", re.IGNORECASE)
_CORRECT: Final = "correct the one that is wrong"
_WHOSE: Final = "tell it with --only, such as --only region=11"

# 2024年12月, 2024年1至12月; not 2025年1月18日, which is a day of release.
_YEAR_AND_MONTH: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年\s*(?:1\s*月?\s*[至到~—–\-]+\s*)?"
    r"(?P<month>1[0-2]|0?[1-9])\s*月(?!\s*\d+\s*日)"
)
# 2024-12, 202412; not 2024-12-18 or 20241218.
_DIGITS: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.]?(?P<month>0[1-9]|1[0-2])(?![-_.]?\d)"
)

# 11.2025, 1-5.2024, 12. 2019.
_MONTH_AND_YEAR: Final = re.compile(
    r"(?<![\d.])(?:1\s*-\s*)?(?P<month>1[0-2]|0?[1-9])\s*\.\s*(?P<year>20\d\d)(?!\d)"
)
# Mar 2026, January-February 2025, Jan. 2018.
_NAMED_MONTH: Final = re.compile(
    rf"(?:jan[a-z]*\s*-\s*)?(?P<name>{'|'.join(MONTH_NAMES)})[a-z]*\.?,?\s+(?P<year>20\d\d)",
    re.IGNORECASE,
)

# 发布日期：2025年1月18日, 发布时间 2025-01-18.
_RELEASED: Final = re.compile(
    r"(?:发布|公布)(?:日期|时间|日)?[:：]?\s*(?P<year>20\d\d)[年./-](?P<month>\d\d?)[月./-](?P<day>\d\d?)(?!\d)"
)


_OURS: Final = r"(?=[\d年月份至到~—–\-]*(?:外贸|对外贸易|货物贸易|商品|货物)*(?:进出口|进口|出口))"
_OF_OURS: Final = re.compile(f"(?:本|全)(?:市|省|区|地区|自治区){_OURS}")
_APART: Final = re.compile("(?<=人民币)[,、/](?=[十百千万亿]*元)")
"""What stands between a currency and its unit, as in 人民币，万元."""


@dataclass(frozen=True)
class Unit:
    """The unit of the table: its name, the currency, how many of it one is, and the row's text.

    ``warnings``: where a title of the English site says another currency, which happens there.
    ``certain``: false for what a table by city states below its rows, which is often wrong.
    """

    name: str
    currency: str
    factor: int
    stated: str
    warnings: tuple[str, ...] = ()
    certain: bool = True


def read_unit(path: Path, rows: Sequence[SheetRow]) -> Unit:
    """Read the unit from the rows above the header.

    SourceError when no row states one, or rows state several, or one that is not known.
    """
    advice = "write it above the header, as 单位：万元人民币"
    found: dict[tuple[str, int], Unit] = {}
    for row in rows:
        text = row_text(row)
        for name in _unit_names(text):
            meaning = _meaning(name) or _english(name)
            if meaning is None:
                raise row.fault("a unit such as 万元 or 万美元", shown(name), advice, "单位")
            found.setdefault(meaning, Unit(name, *meaning, text))
    if len(found) != 1:
        names = " and ".join(unit.name for unit in found.values()) or "none"
        raise fault(path, "one unit above the header, such as 单位：万元人民币", names, advice)
    (unit,) = found.values()
    for row in rows:
        valued = _VALUED_IN.search(row_text(row))
        if valued and (valued["money"] == "美元") != (unit.currency == "USD"):
            expected = f"a unit of {valued['money']} as the title says"
            raise row.fault(expected, shown(unit.name), _CORRECT)
    searched = (_IN_MONEY.search(row_text(row)) for row in rows)
    titled = [each["money"].upper() for each in searched if each]
    if any((money == "USD") != (unit.currency == "USD") for money in titled):
        line = f"the title says {titled[0]}, the unit {unit.name}: the unit counts, as on the customs' site"
        return replace(unit, warnings=(line,))
    return unit


def read_period(
    path: Path, hints: Hints, rows: Sequence[SheetRow], header: TableHeader
) -> tuple[Month, str]:
    """Return the month of the table, and from what it was inferred.

    The header gives the month. The year is given; else a row above the header gives it; else the
    file's name does. An explicit ``hints.period`` also decides against a name that says otherwise.
    SourceError when nothing gives the year, or two of them give different months.
    """
    titles = [" ".join(dict.fromkeys(row.cells)).strip() for row in rows]
    titled = {month: title for title in titles for month in _months(title)}
    named = _months(hints.name) or _months_in_digits(hints.name)
    clues = [(month, f"the title {shown(text)}") for month, text in titled.items()]
    if (given := hints.month(path)) is not None:
        clues.insert(0, (given, "the period told"))
    elif len(named) == 1:
        clues.append((named.pop(), f"the file's name {shown(hints.name)}"))
    if not clues:
        of = header.months or "the last month"
        expected = f"the year of {of} in a title row or in the file's name"
        advice = f"tell it with --period, such as --period 2024-{header.month or 12:02d}"
        raise fault(path, expected, "none", advice)
    first, source = clues[0]
    for month, where in clues:
        if header.month and month.number != header.month:
            found = f"{header.months} in its header"
            raise fault(path, f"{month} as in {where}", found, _CORRECT)
        if month != first:
            raise fault(path, f"{first} as in {source}", f"{month} in {where}", _CORRECT)
    if header.before not in (0, first.year - 1):
        raise fault(path, f"{first.year - 1} in the header", str(header.before), _CORRECT)
    return first, f"{header.months} in the header and {source}" if header.month else source


def told_unit(path: Path, text: str) -> Unit:
    """Return the unit that a user tells; SourceError where it is none."""
    meaning = _meaning(plain(text))
    if meaning is None:
        raise fault(path, "a unit such as 元 or 万元", shown(text), "correct --unit")
    return Unit(text, *meaning, f"--unit {text}")


def read_region(path: Path, hints: Hints, titles: Sequence[str], kind: TableKind) -> str:
    """Return the province whose table it is, as a title says; the whole of China where none does.

    Raises
    ------
    SourceError
        For a title of "this city" or "this province", or a table by city, where the user does not say
        whose, and where a title says another.
    """
    told = hints.only.get("region", "")
    ours = "" if kind.name == "city" else _OURS
    for title in map(plain, titles):
        for code, name, full in _provinces():
            if re.search(f"(?:{full}|{name}(?:市|省|地区|关区)?){ours}", title):
                if told not in ("", code):
                    expected = f"the region {code}, as in {shown(title)}"
                    raise fault(path, expected, f"--only region={told}", _CORRECT)
                return code
        if _OF_OURS.search(title) and not told:
            raise fault(path, "the province that the table is of", shown(title), _WHOSE)
    if kind.name == "city" and not told:
        raise fault(path, "the province that the table is of", "none in a title or name", _WHOSE)
    return told or WHOLE


@cache
def _provinces() -> list[tuple[str, str, str]]:
    table = provinces()
    return list(zip(map(str, table.index), table["name"], table["full_name"], strict=True))


def read_day(rows: Sequence[SheetRow]) -> date | None:
    """Return the day of release that the rows above the header state; None where they state none, or two."""
    found = {
        tuple(int(each[part]) for part in ("year", "month", "day"))
        for row in rows
        for each in _RELEASED.finditer(row_text(row))
    }
    with suppress(ValueError):
        (parts,) = found
        return date(*parts)
    return None


def row_text(row: SheetRow) -> str:
    """Return a row's text: its cells without repetitions, a merged cell being there many times."""
    return " ".join(dict.fromkeys(cell for cell in map(plain, row.cells) if cell))


def _unit_names(text: str) -> list[str]:
    """Return the units a row states: after 单位, else in brackets in a title, as in (万美元)."""
    joined = _APART.sub("", re.sub(r"[()]", "", text))
    stated = [found["unit"] for found in _STATED.finditer(joined)]
    stated += [found["unit"] for found in _ENGLISH.finditer(text)]
    bracketed = [found["unit"] for found in _BRACKETED.finditer(text)]
    return stated or [name for name in bracketed if _meaning(name)]


def _meaning(name: str) -> tuple[str, int] | None:
    """Return the currency and factor of a unit such as 万元, 万人民币 or 万美元."""
    factor = _FACTORS.get(re.sub("人民币|美元|元", "", name))
    if factor is None or not re.search("元|[十百千万亿]人民币", name):
        return None
    return "USD" if "美元" in name else "CNY", factor


def _english(name: str) -> tuple[str, int] | None:
    """Return the currency and factor of a unit such as US$1,000 or CNY100Million."""
    found = _ENGLISH.fullmatch(f"unit:{name}")
    if found is None:
        return None
    number = int(found["number"].replace(",", "") or 1) * _MANY[(found["many"] or "").lower()]
    return "CNY" if found["money"].lower() in ("cny", "rmb") else "USD", number


def _months(text: str) -> set[Month]:
    """Return the months that a title names in words, of either language."""
    plainer = unicodedata.normalize("NFKC", text)
    found = {
        Month(int(each["year"]), int(each["month"]))
        for pattern in (_YEAR_AND_MONTH, _MONTH_AND_YEAR)
        for each in pattern.finditer(plainer)
    }
    return found | {
        Month(int(each["year"]), MONTH_NAMES.index(each["name"].lower()) + 1)
        for each in _NAMED_MONTH.finditer(plainer)
    }


def _months_in_digits(name: str) -> set[Month]:
    found = _DIGITS.finditer(unicodedata.normalize("NFKC", name))
    return {Month(int(each["year"]), int(each["month"])) for each in found}
