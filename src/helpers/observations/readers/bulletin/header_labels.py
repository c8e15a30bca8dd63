"""What a cell of the header says of its columns: flow, months, growth, measure, kind of enterprise."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Final

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, QUANTITY, TOTAL, VALUE
from helpers.core.errors import ReferenceTableError
from helpers.core.periods import MONTH, YTD
from helpers.observations.readers.sheets import plain
from helpers.reference.reference_table import enterprise_code

GROWTH: Final = "growth"
LAST_YEAR: Final = "last_year"
"""What a column holds besides values: their growth; the values of the same months a year before."""

CURRENT: Final = "current"
"""What a column holds that says no more: the month, or January to it."""

_FLOWS: Final = {
    TOTAL: "进出口(?:总值|合计)?|export&import|import&export|exportsandimports|importsandexports",
    EXPORT: "出口(?:总值)?|exports?",
    IMPORT: "进口(?:总值)?|imports?",
    BALANCE: "(?:贸易)?差额|(?:trade)?balance",
}
_CURRENT_FLOW: Final = re.compile("当期(?P<flow>进出口|出口|进口)")
_FLOW_GROWTH: Final = re.compile("(?:当期)?(?P<flow>进出口|出口|进口)(?:同比|增减|增长)%?")
_BY_WORD: Final = {"进出口": TOTAL, "出口": EXPORT, "进口": IMPORT}
_MEASURES: Final = {QUANTITY: "(?:出口|进口)?数量|quantity", VALUE: "金额|value|amount"}

MONTH_NAMES: Final = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
_MONTH: Final = "(?P<month>1[0-2]|0?[1-9])"
_NAMED: Final = f"(?P<name>{'|'.join(MONTH_NAMES)})[a-z]*"
_JOIN: Final = "[至到~—–-]"
_YEAR: Final = ",?(?P<year>20[0-9]{2})?"
_CHINESE_YEAR: Final = "(?:(?P<year>20[0-9]{2})年)?"
_MONTHS: Final = tuple(
    (span, re.compile(pattern))
    for span, pattern in (
        (YTD, f"{_CHINESE_YEAR}1月?{_JOIN}{_MONTH}月份?(?:累计)?"),
        (YTD, f"1(?:{_JOIN}?to{_JOIN}?|{_JOIN}){_MONTH}(?:(?:in)?total)?{_YEAR}"),
        (YTD, f"jan[a-z]*{_JOIN}{_NAMED}{_YEAR}(?:intotal)?"),
        (MONTH, f"{_CHINESE_YEAR}{_MONTH}月份?(?:当月)?"),
        (MONTH, _MONTH),
        (MONTH, _NAMED),
        (MONTH, "当月"),
        (YTD, "1?月?至?当月累计|累计|本年累计"),
    )
)
_BEFORE: Final = re.compile("(?:去年|上年)同期(?:累计)?(?:数|值)?")
_GROWTH: Final = re.compile(".*(?:同期|同比|比上年|percentagechange|year-on-year|±%).*")
_OF_MONTH: Final = re.compile("当月|单月|本月|onlymonth")
_OF_MONTHS: Final = re.compile(f"累计|1月?{_JOIN}|1{_JOIN}?to|jan[a-z]*{_JOIN}|total")
_SUBTOTAL: Final = "合计|总计|total|小计|sub[.]?tot(?:al)?"


@dataclass(frozen=True)
class Label:
    """What a header says of a column; ``None`` of each thing it leaves open.

    Attributes
    ----------
    flow, measure : str or None
        Of goods, ``balance`` among the flows, and of a number.
    holds : str or None
        ``month``, ``ytd``, ``growth``, or ``last_year``.
    month, year : int or None
        The month that the column ends with, and its year.
    of : str or None
        The span of a growth.
    enterprise : str or None
        The code of a kind of enterprise; empty for all of them.
    text : str
        The cell, as printed.
    """

    text: str = ""
    flow: str | None = None
    measure: str | None = None
    holds: str | None = None
    month: int | None = None
    year: int | None = None
    of: str | None = None
    enterprise: str | None = None

    def within(self, upper: Label) -> Label:
        """Return what this label and the one above it say together; this one goes first."""
        found = {
            each.name: next(
                (value for one in (self, upper) if (value := getattr(one, each.name)) is not None),
                None,
            )
            for each in fields(self)
            if each.name != "text"
        }
        # A growth stands over the spans, or below them; values are of one span.
        if GROWTH in (self.holds, upper.holds):
            span = next((one.holds for one in (self, upper) if one.holds in (MONTH, YTD)), None)
            found |= {"holds": GROWTH, "of": found["of"] or span}
        return Label(f"{upper.text} {self.text}".strip(), **found)


def small(text: str) -> str:
    """Return a cell of a header as it is compared: plain, in small letters, each colon the same."""
    return plain(text).replace("∶", ":").lower()


def read_label(text: str, enterprises: bool) -> Label | None:
    """Return what a cell says, plain and in small letters; None where it is no label of a column.

    ``enterprises``: whether columns are of kinds of enterprise, of which ``total`` is the whole.
    """
    if enterprises and re.fullmatch(f"{_SUBTOTAL}", text):
        # A subtotal is of what stands above it.
        return Label(text, enterprise="" if text in ("合计", "总计", "total") else None)
    if enterprises and (code := _enterprise(text)):
        return Label(text, enterprise=code)
    if not enterprises and re.fullmatch("total|合计|总值", text):
        return Label(text, flow=TOTAL)
    for name, words in (("flow", _FLOWS), ("measure", _MEASURES)):
        for value, pattern in words.items():
            if re.fullmatch(pattern, text):
                return Label(text, **{name: value})  # type: ignore[arg-type]
    return _months(text) or _current(text) or _growth(text)


def _enterprise(text: str) -> str | None:
    try:
        return enterprise_code(text)
    except ReferenceTableError:
        return None


def _months(text: str) -> Label | None:
    if _BEFORE.fullmatch(text):
        return Label(text, holds=LAST_YEAR)
    for span, pattern in _MONTHS:
        if found := pattern.fullmatch(text):
            parts = found.groupdict()
            month = int(parts["month"]) if parts.get("month") else None
            month = MONTH_NAMES.index(parts["name"]) + 1 if parts.get("name") else month
            year = int(parts["year"]) if parts.get("year") else None
            return Label(text, holds=span, month=month, year=year)
    return None


def _current(text: str) -> Label | None:
    """Return what a column of a table by city says: its flow, and growth or that it is current."""
    if found := _CURRENT_FLOW.fullmatch(text):
        return Label(text, flow=_BY_WORD[found["flow"]], holds=CURRENT)
    if found := _FLOW_GROWTH.fullmatch(text):
        return Label(text, flow=_BY_WORD[found["flow"]], holds=GROWTH)
    return None


def says_current(cell: str) -> bool:
    """Tell whether a cell of a header calls its column current, and no more."""
    return _CURRENT_FLOW.fullmatch(small(cell)) is not None


def _growth(text: str) -> Label | None:
    if not _GROWTH.fullmatch(text):
        return None
    of = MONTH if _OF_MONTH.search(text) else YTD if _OF_MONTHS.search(text) else None
    return Label(text, holds=GROWTH, of=of)
