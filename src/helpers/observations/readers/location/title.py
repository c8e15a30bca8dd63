"""What stands above the header, or in the file's name: the unit and the month."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from helpers.core.periods import Month
from helpers.observations.readers.faults import fault, shown
from helpers.observations.readers.location.header import LocationHeader
from helpers.observations.readers.reading import Hints
from helpers.observations.readers.sheets import SheetRow, plain

_FACTORS: Final = {
    few + many: 10 ** (digits + 4 * groups)
    for groups, many in enumerate(("", "万", "亿", "万亿"))
    for digits, few in enumerate(("", "十", "百", "千"))
}
_STATED: Final = re.compile(r"单位:?\s*(?P<unit>[^\d\s,;:。]+)")
_BRACKETED: Final = re.compile(r"\((?P<unit>[^()]+)\)")
_VALUED_IN: Final = re.compile(r"(?P<money>人民币|美元)值")
_CORRECT: Final = "correct the one that is wrong"

# 2024年12月, 2024年1至12月; not 2025年1月18日, which is a day of release.
_YEAR_AND_MONTH: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)\s*年\s*(?:1\s*月?\s*[至到~—–\-]+\s*)?"
    r"(?P<month>1[0-2]|0?[1-9])\s*月(?!\s*\d+\s*日)"
)
# 2024-12, 202412; not 2024-12-18 or 20241218.
_DIGITS: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.]?(?P<month>0[1-9]|1[0-2])(?![-_.]?\d)"
)

# 发布日期：2025年1月18日, 发布时间 2025-01-18.
_RELEASED: Final = re.compile(
    r"(?:发布|公布)(?:日期|时间|日)?[:：]?\s*(?P<year>20\d\d)[年./-](?P<month>\d\d?)[月./-](?P<day>\d\d?)(?!\d)"
)


@dataclass(frozen=True)
class Unit:
    """The unit of the table: its name, the currency, how many of it one is, and the row's text."""

    name: str
    currency: str
    factor: int
    stated: str


def read_unit(path: Path, rows: Sequence[SheetRow]) -> Unit:
    """Read the unit from the rows above the header.

    SourceError when no row states one, or rows state several, or one that is not known.
    """
    advice = "write it above the header, as 单位：万元人民币"
    found: dict[tuple[str, int], Unit] = {}
    for row in rows:
        text = _text_of(row)
        for name in _unit_names(text):
            meaning = _meaning(name)
            if meaning is None:
                raise row.fault("a unit such as 万元 or 万美元", shown(name), advice, "单位")
            found.setdefault(meaning, Unit(name, *meaning, text))
    if len(found) != 1:
        names = " and ".join(unit.name for unit in found.values()) or "none"
        raise fault(path, "one unit above the header, such as 单位：万元人民币", names, advice)
    (unit,) = found.values()
    for row in rows:
        valued = _VALUED_IN.search(_text_of(row))
        if valued and (valued["money"] == "美元") != (unit.currency == "USD"):
            expected = f"a unit of {valued['money']} as the title says"
            raise row.fault(expected, shown(unit.name), _CORRECT)
    return unit


def read_period(
    path: Path, hints: Hints, rows: Sequence[SheetRow], header: LocationHeader
) -> tuple[Month, str]:
    """Return the month of the table, and from what it was inferred.

    The header gives the month. The year is given; else a row above the header gives it; else the
    file's name does. An explicit ``hints.period`` also decides against a name that says otherwise.
    SourceError when nothing gives the year, or two of them give different months.
    """
    titles = [" ".join(dict.fromkeys(row.cells)).strip() for row in rows]
    titled = {month: title for title in titles for month in _months(title)}
    named = _months(hints.name) or _months(hints.name, _DIGITS)
    clues = [(month, f"the title {shown(text)}") for month, text in titled.items()]
    if (given := hints.month(path)) is not None:
        clues.insert(0, (given, "the period told"))
    elif len(named) == 1:
        clues.append((named.pop(), f"the file's name {shown(hints.name)}"))
    if not clues:
        expected = f"the year of {header.months} in a title row or in the file's name"
        advice = f"tell it with --period, such as --period 2024-{header.month:02d}"
        raise fault(path, expected, "none", advice)
    first, source = clues[0]
    for month, where in clues:
        if month.number != header.month:
            found = f"{header.months} in its header"
            raise fault(path, f"{month} as in {where}", found, _CORRECT)
        if month != first:
            raise fault(path, f"{first} as in {source}", f"{month} in {where}", _CORRECT)
    return first, f"{header.months} in the header and {source}"


def read_day(rows: Sequence[SheetRow]) -> date | None:
    """Return the day of release that the rows above the header state; None where they state none, or two."""
    found = {
        tuple(int(each[part]) for part in ("year", "month", "day"))
        for row in rows
        for each in _RELEASED.finditer(_text_of(row))
    }
    with suppress(ValueError):
        (parts,) = found
        return date(*parts)
    return None


def _text_of(row: SheetRow) -> str:
    """Return a row's text: its cells without repetitions, a merged cell being there many times."""
    return " ".join(dict.fromkeys(cell for cell in map(plain, row.cells) if cell))


def _unit_names(text: str) -> list[str]:
    """Return the units a row states: after 单位, else in brackets in a title, as in (万美元)."""
    stated = [found["unit"] for found in _STATED.finditer(re.sub(r"[()]", "", text))]
    bracketed = [found["unit"] for found in _BRACKETED.finditer(text)]
    return stated or [name for name in bracketed if _meaning(name)]


def _meaning(name: str) -> tuple[str, int] | None:
    """Return the currency and factor of a unit such as 万元, 万人民币 or 万美元."""
    factor = _FACTORS.get(re.sub("人民币|美元|元", "", name))
    if factor is None or not re.search("元|人民币", name):
        return None
    return "USD" if "美元" in name else "CNY", factor


def _months(text: str, pattern: re.Pattern[str] = _YEAR_AND_MONTH) -> set[Month]:
    found = pattern.finditer(unicodedata.normalize("NFKC", text))
    return {Month(int(each["year"]), int(each["month"])) for each in found}
