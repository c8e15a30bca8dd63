"""The header rows: which column holds which numbers, whatever their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, QUANTITY, TOTAL, VALUE
from helpers.core.periods import MONTH, YTD
from helpers.observations.readers.bulletin.kinds import PERIOD, Kind
from helpers.observations.readers.bulletin.labels import GROWTH, LAST_YEAR, Label, read_label
from helpers.observations.readers.faults import shown
from helpers.observations.readers.sheets import SheetRow, plain

_MOST: Final = 4
"""Rows that a header may have."""

_UNIT: Final = re.compile("(?:计量|数量)?单位|quantityunit|unit")
_NUMBER: Final = re.compile("[0-9]+")
_ANOTHER: Final = "this is another table or another layout; take the official one as it is"
_WORDS: Final = {TOTAL: "进出口", EXPORT: "出口", IMPORT: "进口"}


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
class Header:
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
    """

    rows: Sequence[SheetRow]
    month: int
    months: str
    name: int
    unit: int | None
    places: Mapping[Column, int]
    titles: Mapping[int, str]

    @property
    def width(self) -> int:
        """Return how many cells a row has."""
        return max(self.titles) + 1

    @property
    def last(self) -> SheetRow:
        """Return the lowest row, which errors name."""
        return self.rows[-1]


def small(text: str) -> str:
    """Return a cell of a header as it is compared: plain, in small letters, each colon the same."""
    return plain(text).replace("∶", ":").lower()


def find_header(rows: Sequence[SheetRow], *, enterprises: bool) -> tuple[int, int] | None:
    """Return the places of the first row of a header and of the first below it; None without one."""
    for start, row in enumerate(rows[:-1]):
        labels = [
            each
            for each in _labels(row, enterprises)
            if each != Label(each.text, measure=each.measure)
        ]
        if len(labels) > 1:
            end = start + 1
            while end < min(start + _MOST, len(rows)) and _is_lower(rows, start, end, enterprises):
                end += 1
            return start, end
    return None


def _labels(row: SheetRow, enterprises: bool) -> list[Label]:
    found = (read_label(text, enterprises) for cell in row.cells if (text := small(cell)))
    return [label for label in found if label is not None]


def _is_lower(rows: Sequence[SheetRow], start: int, end: int, enterprises: bool) -> bool:
    """Tell whether a row continues a header: labels alone, but for the head of its names."""
    heads = _heads(rows[start:end], enterprises)
    texts = [(place, text) for place, cell in enumerate(rows[end].cells) if (text := small(cell))]
    others = [(place, text) for place, text in texts if read_label(text, enterprises) is None]
    labels = [text for place, text in texts if (place, text) not in others]
    # A row of small numbers alone may be one of data.
    worded = [text for text in labels if not _NUMBER.fullmatch(text)]
    return bool(worded) and all(
        place in heads and not re.search("[0-9]", text) for place, text in others
    )


def _heads(rows: Iterable[SheetRow], enterprises: bool) -> set[int]:
    """Return the places that hold a text that is no label: names, units."""
    return {
        place
        for row in rows
        for place, cell in enumerate(row.cells)
        if small(cell) and read_label(small(cell), enterprises) is None
    }


def head_of(rows: Sequence[SheetRow], enterprises: bool) -> str:
    """Return the head of the column of names, plain and in small letters; empty without one."""
    places = _heads(rows, enterprises)
    first = min(places, default=None)
    if first is None:
        return ""
    cells = (small(row.cells[first]) for row in rows if first < len(row.cells))
    return "".join(dict.fromkeys(cell for cell in cells if cell))


def read_header(rows: Sequence[SheetRow], kind: Kind, flow: str | None) -> Header:
    """Read the header rows; nothing is taken from the order of the columns.

    Parameters
    ----------
    rows : sequence of SheetRow
        Its rows.
    kind : Kind
        The table.
    flow : str or None
        The flow that all columns are of, where the table holds one.

    Raises
    ------
    SourceError
        When a column is none of such a table's, is there twice or lacks, or months differ.
    """
    last = rows[-1]
    places: dict[Column, int] = {}
    titles: dict[int, str] = {}
    months: dict[int, str] = {}
    units: list[int] = []
    heads: list[int] = []
    for place, texts in _stacks(rows):
        title = titles[place] = " ".join(dict.fromkeys(plain(text) for text in texts))
        label = _read(texts, kind)
        if label is None and not places:
            # Names and units stand before all numbers.
            (units if _UNIT.fullmatch(small(texts[-1])) else heads).append(place)
            continue
        column = None if label is None else _column(label, kind, flow)
        if label is None or column is None:
            raise last.fault(_expected(kind), shown(title), _ANOTHER, title)
        if column.flow == BALANCE:
            continue
        if column in places:
            raise last.fault("one such column", "two", _ANOTHER, title)
        places[column] = place
        if label.month and not column.growth:
            months[label.month] = max(months.get(label.month, ""), _month_text(texts), key=len)
    month = _one_month(last, months, kind)
    places = _january(places) if month == 1 else places
    header = Header(
        rows,
        month,
        months.get(month, ""),
        min(heads, default=0),
        min(units, default=None),
        places,
        titles,
    )
    _check_complete(header, kind, flow)
    return header


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


def _read(texts: Sequence[str], kind: Kind) -> Label | None:
    """Return what the texts above one another say together; None where one of them is no label."""
    enterprises = kind.across == "enterprise"
    found: Label | None = None
    for text in texts:
        label = read_label(small(text), enterprises)
        if label is None:
            return None
        found = label if found is None else label.within(found)
    return found


def _column(label: Label, kind: Kind, flow: str | None) -> Column | None:
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


def _one_month(row: SheetRow, months: Mapping[int, str], kind: Kind) -> int:
    if len(months) == 1:
        return next(iter(months))
    if not months and kind.dimension == PERIOD:
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


def _expected(kind: Kind) -> str:
    if kind.name.startswith("commodity"):
        return "数量 and 金额, each with 12月 and 1至12月 or with its growth"
    if kind.across:
        return "kinds of enterprise, each with 12月 or 1至12月 or with its growth"
    return "进出口, 出口 and 进口, each with 12月 and 1至12月 or with its growth"


def _check_complete(header: Header, kind: Kind, flow: str | None) -> None:
    """Raise for a flow without its column; the month may lack, of all flows, and all growth."""
    flows = [flow] if flow else list(dict.fromkeys(column.flow for column in header.places))
    spans = {column.holds for column in header.places if not column.growth}
    called = {MONTH: "the month", YTD: "January to the month", LAST_YEAR: "the year before"}
    needed = {EXPORT, IMPORT} if not kind.by_flow else {flow}
    lacking = [
        (each, span)
        for span in sorted(spans | ({YTD} if kind.dimension != PERIOD else set()))
        for each in (TOTAL, EXPORT, IMPORT, *flows)
        if each in needed | set(flows)
        and not any(
            column.flow == each and column.holds == span and not column.growth
            for column in header.places
        )
    ]
    if lacking:
        each, span = lacking[0]
        found = f"no column of {_WORDS.get(str(each), each)}, {called[span]}"
        raise header.last.fault(_expected(kind), found, _ANOTHER)
    if QUANTITY in {column.measure for column in header.places} and header.unit is None:
        raise header.last.fault("a column 计量单位", "none", _ANOTHER)
