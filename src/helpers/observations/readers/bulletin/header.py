"""The header rows: which column holds which numbers, whatever their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, QUANTITY, TOTAL, VALUE
from helpers.core.periods import MONTH, YTD
from helpers.observations.readers.bulletin.header_labels import (
    CURRENT,
    GROWTH,
    LAST_YEAR,
    Label,
    read_label,
    says_current,
    small,
)
from helpers.observations.readers.bulletin.kinds import PERIOD, TableKind
from helpers.observations.readers.faults import shown
from helpers.observations.readers.sheets import SheetRow, plain

_UNIT: Final = re.compile("(?:计量|数量)?单位|quantityunit|unit")
_ANOTHER: Final = "this is another table or another layout; take the official one as it is"
_FLOWS: Final = {TOTAL: "进出口", EXPORT: "出口", IMPORT: "进口"}
_SPANS: Final = {MONTH: "the month", YTD: "January to the month", LAST_YEAR: "the year before"}
"""How errors call what a column holds."""


@dataclass(frozen=True)
class Column:
    """A column of numbers.

    Attributes
    ----------
    flow, measure, enterprise : str
        What its numbers are of; the kind of enterprise by its code, empty for all.
    holds : str
        ``month``, ``ytd``, or ``last_year``, January to the same month a year before.
    growth : bool
        Whether it holds the growth of such numbers in percent.
    """

    flow: str
    holds: str
    measure: str = VALUE
    enterprise: str = ""
    growth: bool = False


@dataclass(frozen=True)
class TableHeader:
    """What the header says.

    Attributes
    ----------
    rows : sequence of SheetRow
        The rows it stands in.
    month : int
        The month that the columns end with; 0 where none of them says it.
    months : str
        Its column as printed, such as ``1至12月``.
    name, unit : int, int or None
        The places of the columns of names, and of units of quantity, from 0.
    places : mapping of Column to int
        The place of each column of numbers.
    titles : mapping of int to str
        How errors call a column, by its place.
    before : int
        The year of the columns of the year before, where they say it; else 0.
    """

    rows: Sequence[SheetRow]
    month: int
    months: str
    name: int
    unit: int | None
    places: Mapping[Column, int]
    titles: Mapping[int, str]
    before: int = 0

    @property
    def width(self) -> int:
        """Return how many cells a row has."""
        return max(self.titles) + 1

    @property
    def head(self) -> str:
        """Return the head of the column of names, as errors print it."""
        return self.titles[self.name]

    @property
    def last(self) -> SheetRow:
        """Return the lowest row, which errors name."""
        return self.rows[-1]


def read_header(
    rows: Sequence[SheetRow], kind: TableKind, flow: str | None, span: str | None = None
) -> TableHeader:
    """Read the header rows; nothing is taken from the order of the columns.

    Parameters
    ----------
    rows : sequence of SheetRow
        Its rows.
    kind : TableKind
        The table.
    flow : str or None
        The flow that all columns are of, where the table holds one.
    span : str or None
        What columns are of that call themselves current.

    Raises
    ------
    SourceError
        When a column is none of such a table's, is there twice or lacks, or months differ.
    """
    current = any(says_current(cell) for row in rows for cell in row.cells)
    found = _Columns(rows[-1], kind, flow, span, current)
    for place, texts in _stacks(rows):
        found.take(place, texts)
    before = found.settle()
    month = _one_month(rows[-1], found.months, kind)
    header = TableHeader(
        rows,
        month,
        found.months.get(month, ""),
        min(found.heads, default=0),
        min(found.units, default=None),
        _january(found.places) if month == 1 else found.places,
        found.titles,
        before,
    )
    _check_complete(header, kind, flow)
    return header


@dataclass
class _Columns:
    """The columns of a header while it is read, from the left."""

    last: SheetRow
    kind: TableKind
    flow: str | None
    span: str | None
    current: bool
    places: dict[Column, int] = field(default_factory=dict)
    titles: dict[int, str] = field(default_factory=dict)
    months: dict[int, str] = field(default_factory=dict)
    units: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    dated: list[tuple[Column, int, int]] = field(default_factory=list)

    def take(self, place: int, texts: Sequence[str]) -> None:
        """Take a column: names and units stand before all numbers; a balance is passed over."""
        title = self.titles[place] = " ".join(dict.fromkeys(plain(text) for text in texts))
        label = _read(texts, self.kind)
        if label is None and not self.places:
            is_unit = _UNIT.fullmatch(small(texts[-1]))
            (self.units if is_unit else self.heads).append(place)
            return
        column = None if label is None else _column(label, self.kind, self.flow)
        if label is None or column is None:
            raise self.last.fault(_expected(self.kind), shown(title), _ANOTHER, title)
        if column.flow == BALANCE:
            return
        if column.holds == CURRENT or (self.current and column.growth and label.of is None):
            column = self._of_span(column)
        if label.year and not column.growth:
            self.dated.append((column, label.year, place))
        else:
            self.put(column, place)
        if label.month and not column.growth:
            known = self.months.get(label.month, "")
            self.months[label.month] = max(known, _month_text(texts), key=len)

    def _of_span(self, column: Column) -> Column:
        """Return a column of a table by city, which says no span, with the one that is told."""
        if self.span is None:
            found, advice = "当期, which may be either", "tell it with --span month or --span ytd"
            raise self.last.fault("the month, or January to the month", found, advice)
        return replace(column, holds=self.span)

    def put(self, column: Column, place: int) -> None:
        """Note where a column is."""
        if column in self.places:
            raise self.last.fault("one such column", "two", _ANOTHER, self.titles[place])
        self.places[column] = place

    def settle(self) -> int:
        """Put the columns that say their year, and return the year before, 0 where none is of it.

        The latest is the table's own, unless other columns of such months say none.
        """
        before = 0
        undated = {column for column in self.places if not column.growth}
        for column, year, place in self.dated:
            latest = max(y for other, y, _ in self.dated if other.holds == column.holds)
            if year == latest and column not in undated:
                self.put(column, place)
            elif column.holds == YTD and before in (0, year):
                self.put(replace(column, holds=LAST_YEAR), place)
                before = year
            else:
                expected = "January to the month of one year before"
                raise self.last.fault(expected, str(year), _ANOTHER, self.titles[place])
        return before


def _month_text(texts: Sequence[str]) -> str:
    """Return the text of a stack that says its month, as printed."""
    found = [
        plain(text) for text in texts if (label := read_label(small(text), False)) and label.month
    ]
    return max(found, key=len, default="")


def _stacks(rows: Sequence[SheetRow]) -> Iterator[tuple[int, list[str]]]:
    """Yield the place and the texts, from above, of each column that has any.

    A merged cell has its text in its first column only, or, written by pandas, in each.
    """
    width = max(len(row.cells) for row in rows)
    carried = [""] * len(rows)
    for place in range(width):
        cells = [row.cells[place] if place < len(row.cells) else "" for row in rows]
        texts = [plain(cell) for cell in cells]
        if not any(texts):
            continue
        for level, text in enumerate(texts):
            if text:
                # What stood to the left in a lower row is not of this column.
                carried = [*carried[:level], text, *[""] * (len(rows) - level - 1)]
        stack = [
            text or (carried[level] if level < len(rows) - 1 and any(texts[level + 1 :]) else "")
            for level, text in enumerate(texts)
        ]
        yield place, [text for text in stack if text]


def _read(texts: Sequence[str], kind: TableKind) -> Label | None:
    """Return what the texts above one another say together; None where one of them is no label."""
    enterprises = kind.across == "enterprise"
    found: Label | None = None
    for text in texts:
        label = read_label(small(text), enterprises)
        if label is None:
            return None
        found = label if found is None else label.within(found)
    return found


def _column(label: Label, kind: TableKind, flow: str | None) -> Column | None:
    """Return the column that a label describes; None where it describes none of such a table's."""
    found = flow if kind.by_flow else label.flow
    if label.flow == BALANCE:
        return Column(BALANCE, MONTH)
    if found is None or (kind.by_flow and label.flow not in (None, flow)):
        return None
    if kind.name.startswith("commodity") != (label.measure is not None):
        return None
    growth = label.holds == GROWTH
    holds = (label.of or kind.growth) if growth else label.holds
    if holds is None:
        if kind.dimension != PERIOD:
            return None
        holds = YTD if kind.name == "total-annual" else MONTH
    return Column(found, holds, label.measure or VALUE, label.enterprise or "", growth)


def _one_month(row: SheetRow, months: Mapping[int, str], kind: TableKind) -> int:
    if len(months) == 1:
        return next(iter(months))
    if not months and (kind.dimension == PERIOD or kind.name == "city"):
        return 0
    found = " and ".join(f"{month}月" for month in sorted(months)) or "none"
    raise row.fault("one month in the header", found, _ANOTHER)


def _january(places: Mapping[Column, int]) -> dict[Column, int]:
    """Let January stand for January to January, and the other way round, where one is printed."""
    found = dict(places)
    for growth in (False, True):
        spans = {column.holds for column in places if column.growth == growth} & {MONTH, YTD}
        if len(spans) == 1:
            (span,) = spans
            other = YTD if span == MONTH else MONTH
            found |= {
                replace(column, holds=other): place
                for column, place in places.items()
                if column.growth == growth and column.holds == span
            }
    return found


def _expected(kind: TableKind) -> str:
    if kind.name.startswith("commodity"):
        return "数量 and 金额, each with 12月 and 1至12月 or with its growth"
    if kind.across:
        return "kinds of enterprise, each with 12月 or 1至12月 or with its growth"
    return "进出口, 出口 and 进口, each with 12月 and 1至12月 or with its growth"


def _check_complete(header: TableHeader, kind: TableKind, flow: str | None) -> None:
    """Raise for a flow without its column; the month may lack, of all flows, and all growth."""
    there = {(column.flow, column.holds, column.growth) for column in header.places}
    flows = {column.flow for column in header.places} | ({flow} if flow else {EXPORT, IMPORT})
    spans = {(holds, growth) for _, holds, growth in there}
    always = set() if kind.dimension == PERIOD or kind.name == "city" else {(YTD, False)}
    for holds, growth in sorted(spans | always):
        for each in (TOTAL, EXPORT, IMPORT):
            if each in flows and (each, holds, growth) not in there:
                what = f"{_SPANS[holds]}{', its growth' if growth else ''}"
                found = f"no column of {_FLOWS[each]}, {what}"
                raise header.last.fault(_expected(kind), found, _ANOTHER)
    if QUANTITY in {column.measure for column in header.places} and header.unit is None:
        raise header.last.fault("a column 计量单位", "none", _ANOTHER)
