"""The rows below the header: names with their numbers, and the growth that stands in rows of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from typing import Final

from helpers.core.dimensions import QUANTITY
from helpers.core.periods import MONTH
from helpers.observations.readers.bulletin.header import Column, TableHeader
from helpers.observations.readers.bulletin.kinds import PERIOD, TableKind
from helpers.observations.readers.faults import shown
from helpers.observations.readers.sheets import SheetRow, bare, plain
from helpers.observations.schema import LOSS

NONE: Final = frozenset({"-", "－", "—", "–", "--", "——"})
"""What is printed where there was no trade, or no growth can be given."""

AGAIN: Final = "it is cut or was changed; download it again"
_NOTES: Final = ("注", "备注", "说明", "资料来源", "数据来源", "note", "source", "单位:", "单位：")
_NUMBER: Final = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_DIGITS: Final = Context(prec=15)
"""What a spreadsheet keeps of a number: more digits are noise, as in 13431307938.000002."""

_BROKEN: Final = re.compile(r"[*]?#?(?:REF|N/A|VALUE|DIV/0|NAME|NULL|NUM)[!?]?|#+")
_PERCENT: Final = re.compile(
    r"(?:(?:当月|累计)?(?:同比|环比|比(?:去年|上年)?同期|比上月)(?:增减)?)?(?:[(]?[±+/-]*%[)]?)?"
    r"|(?:month|ytd)?percentagechange(?:[(].*[)])?|year-on-year.*",
    re.IGNORECASE,
)
_WITH_PERCENT_ROWS: Final = ("regime", "enterprise", PERIOD)
"""What rows are of in the tables that print growth in rows of its own."""

_AGAINST_LAST_MONTH: Final = re.compile("环比|上月")
_OF_WHICH: Final = re.compile(r"^\s*(?:其\s*中|of\s+which)\s*[:：∶]?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class TableRow:
    """A name with its numbers.

    Attributes
    ----------
    row : SheetRow
        Where it stands.
    name : str
        As printed, without indentation, ``其中：`` and the like.
    indent : int
        How many spaces stand before it.
    unit : str
        The unit of its quantities; empty where there is none.
    numbers, growth : mapping of Column to Decimal
        Its numbers, in the table's unit, and percentages, by the column of the values.
    """

    row: SheetRow
    name: str
    indent: int
    unit: str
    numbers: Mapping[Column, Decimal]
    growth: Mapping[Column, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class TableRows:
    """All entries, whether a note closes them, and what a user should know of cells, a line each."""

    entries: tuple[TableRow, ...]
    noted: bool
    warnings: tuple[str, ...]


def read_entries(rows: Sequence[SheetRow], header: TableHeader, kind: TableKind) -> TableRows:
    """Read all rows below the header.

    SourceError with the first cell that is no number, or row without a name.
    """
    found: list[TableRow] = []
    warnings: list[str] = []
    noted = False
    for row in rows:
        cell = row.cells[header.name] if len(row.cells) > header.name else ""
        if _is_note(cell, row, header, noted):
            noted = True
        elif found and kind.dimension in _WITH_PERCENT_ROWS and _is_percent(cell):
            if not _AGAINST_LAST_MONTH.search(plain(cell)):
                found[-1] = replace(
                    found[-1], growth={**found[-1].growth, **_growth_row(row, header)}
                )
        else:
            _check_row(row, cell, header, kind)
            values = dict(_numbers(row, header, kind, warnings))
            if values or not _OF_WHICH.match(cell):
                found.append(_entry(row, cell, header, values))
    return TableRows(tuple(found), noted, tuple(warnings))


def _entry(
    row: SheetRow, cell: str, header: TableHeader, numbers: Mapping[Column, Decimal | None]
) -> TableRow:
    text = cell.replace("\u200b", "").replace("\ufeff", "")
    indent = len(text) - len(text.lstrip())
    unit = plain(row.cells[header.unit]) if header.unit is not None else ""
    known = {column: number for column, number in numbers.items() if number is not None}
    return TableRow(
        row,
        " ".join(_OF_WHICH.sub("", text).split()),
        indent,
        "" if unit in NONE else unit,
        {column: number for column, number in known.items() if not column.growth},
        {
            replace(column, growth=False): number
            for column, number in known.items()
            if column.growth
        },
    )


def _is_note(cell: str, row: SheetRow, header: TableHeader, noted: bool) -> bool:
    """Tell a note by how it begins; its further lines by holding text alone, or it in all cells."""
    texts = {bare(each) for each in row.cells} - {""}
    if len(texts) == 1 and next(iter(texts)).lower().startswith(_NOTES):
        return True
    name = bare(cell)
    others = {bare(each) for each in row.cells[header.name + 1 :]} - {""}
    start = name.lower().startswith(_NOTES) and not others - {name}
    return start or others == {name} or (noted and not others)


def _is_percent(cell: str) -> bool:
    return _PERCENT.fullmatch(plain(cell)) is not None


def _growth_row(row: SheetRow, header: TableHeader) -> dict[Column, Decimal]:
    """Return the percentages of a row of its own, by the columns of the values above them."""
    wanted = MONTH if "当月" in plain(row.cells[header.name]) else None
    numbers = {
        column: _number(row, header, replace(column, growth=True), place)
        for column, place in header.places.items()
        if not column.growth and wanted in (None, column.holds) and len(row.cells) > place
    }
    return {column: number for column, number in numbers.items() if number is not None}


def _check_row(row: SheetRow, name: str, header: TableHeader, kind: TableKind) -> None:
    """Raise for a row that is too short, has no name, or a cell where the header has none."""
    if len(row.cells) < header.width:
        raise row.fault(f"{header.width} cells as in the header", str(len(row.cells)), AGAIN)
    for place, cell in enumerate(row.cells):
        if place not in header.titles and bare(cell):
            raise row.fault("no cell where the header has none", shown(cell), AGAIN, str(place + 1))
    if not bare(name):
        raise row.fault(f"a {kind.dimension}'s name", "''", AGAIN, header.titles[header.name])


def _numbers(
    row: SheetRow, header: TableHeader, kind: TableKind, warnings: list[str]
) -> Iterator[tuple[Column, Decimal | None]]:
    """Yield the numbers of a row by column; None where there is none, and where none is to be."""
    empty = all(not bare(row.cells[place]) for place in header.places.values())
    for column, place in header.places.items():
        text = row.cells[place].strip()
        if _BROKEN.fullmatch(text):
            title = header.titles[place]
            warnings.append(
                f"row {row.line}, column '{title}': {shown(text)} is no number; left out"
            )
        elif empty or (text == "" and kind.listed):
            continue
        else:
            yield column, _number(row, header, column, place)


def _number(row: SheetRow, header: TableHeader, column: Column, place: int) -> Decimal | None:
    """Read a cell: an amount, or a growth, of which there may be none."""
    text = unicodedata.normalize("NFKC", row.cells[place]).replace("−", "-").strip()
    if column.growth:
        text = text.removesuffix("%").rstrip()
    if text in NONE or (column.growth and text == ""):
        return None if column.growth or column.measure == QUANTITY else Decimal(0)
    number = _DIGITS.create_decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else None
    if column.growth:
        expected, least = "a percentage from -100 on, or '-' for none", LOSS
    elif number is None:
        expected, least = "a number, or '-' where there was no trade", 0
    else:
        expected, least = "a number not below zero", 0
    if number is None or number < least or (not column.growth and text.startswith("-")):
        advice = "correct the cell, or download the file again"
        raise row.fault(expected, shown(row.cells[place].strip()), advice, header.titles[place])
    return number


def last_digits(entries: Sequence[TableRow]) -> dict[str, Decimal]:
    """Return one in the last digit of the numbers of each measure: 1, or 0.01 with decimals."""
    exponents: dict[str, set[int]] = {}
    for entry in entries:
        for column, number in entry.numbers.items():
            found = exponents.setdefault(column.measure, set())
            found.add(int(number.as_tuple().exponent))
    return {measure: Decimal(1).scaleb(min(found)) for measure, found in exponents.items()}
