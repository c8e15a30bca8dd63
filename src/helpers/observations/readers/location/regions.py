"""The rows of the table: China, the provinces, and the cities and zones within them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from helpers.core.dimensions import WHOLE
from helpers.observations.readers.location.header import GROWTH, LocationHeader
from helpers.observations.readers.location.sheet import SheetRow, bare, fault, shown
from helpers.reference.provinces import provinces

WHOLE_NAME: Final = "总值"
NONE: Final = frozenset({"-", "－", "—", "–", "--", "——"})
"""What is printed where there was no trade, or no growth can be given."""

_NOTES: Final = ("注", "备注", "说明", "资料来源", "数据来源")
_NUMBER: Final = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_AGAIN: Final = "it is cut or was changed; download it again"
_CELL: Final = "correct the cell, or download the file again"
_LOSS: Final = -100


@dataclass(frozen=True)
class Region:
    """A row of the table.

    Attributes
    ----------
    code : str
        ``_T``, ``22`` or ``22-吉林市``.
    name : str
        As printed, without white space.
    amounts : mapping
        Numbers in the table's unit by flow and span.
    growth : mapping of str to float
        Growth of January to the month by flow, where it is printed.
    """

    code: str
    name: str
    amounts: Mapping[tuple[str, str], Decimal]
    growth: Mapping[str, float]


def read_regions(
    path: Path, rows: Sequence[SheetRow], header: LocationHeader
) -> tuple[list[Region], bool]:
    """Read all rows below the header, and whether a note closes them.

    Raises
    ------
    SourceError
        With the row and the column of the first mistake; when a province or the whole lacks.
    """
    codes = {name: code for code, name in provinces()["full_name"].items()} | {WHOLE_NAME: WHOLE}
    found: dict[str, Region] = {}
    province, noted = "", False
    for row in rows:
        name = bare(row.cells[header.region]) if len(row.cells) > header.region else ""
        if _is_note(name, row, header, noted):
            noted = True
            continue
        _check_row(path, row, name, header)
        code = str(codes.get(name, f"{province}-{name}"))
        column = header.titles[header.region]
        if code.startswith("-"):
            expected = f"{WHOLE_NAME} or a province's full name, such as 北京市, before any city"
            raise fault(path, expected, shown(name), _AGAIN, row=row.line, column=column)
        if code in found:
            expected = "each region once"
            raise fault(path, expected, f"{name} again", "keep one", row=row.line, column=column)
        province = code if name in codes and code != WHOLE else province
        amounts = dict(_amounts(path, row, header))
        found[code] = Region(code, name, amounts, dict(_growth(path, row, header)))
    _check_complete(path, found, {str(code): name for name, code in codes.items()})
    return list(found.values()), noted


def _is_note(name: str, row: SheetRow, header: LocationHeader, noted: bool) -> bool:
    """Tell a note by how it begins; its further lines by holding text alone, or it in all cells."""
    others = {bare(cell) for cell in row.cells[header.region + 1 :]} - {""}
    return name.startswith(_NOTES) or others == {name} or (noted and not others)


def _check_row(path: Path, row: SheetRow, name: str, header: LocationHeader) -> None:
    """Raise for a row that is too short, has no name, or a cell where the header has none."""
    if len(row.cells) < header.width:
        expected = f"{header.width} cells as in the header"
        raise fault(path, expected, str(len(row.cells)), _AGAIN, row=row.line)
    for place, cell in enumerate(row.cells):
        if place not in header.titles and bare(cell):
            expected = "no cell where the header has none"
            column = str(place + 1)
            raise fault(path, expected, shown(cell), _AGAIN, row=row.line, column=column)
    if not name:
        column = header.titles[header.region]
        raise fault(path, "a region's name", "''", _AGAIN, row=row.line, column=column)


def _amounts(
    path: Path, row: SheetRow, header: LocationHeader
) -> Iterator[tuple[tuple[str, str], Decimal]]:
    for (flow, kind), place in header.places.items():
        if kind == GROWTH:
            continue
        text, column = row.cells[place].strip(), header.titles[place]
        number = Decimal(0) if text in NONE else _number(text)
        if number is None:
            expected = "a number, or '-' where there was no trade"
            raise fault(path, expected, shown(text), _CELL, row=row.line, column=column)
        if text.startswith("-") and text not in NONE:
            expected = "a number not below zero"
            raise fault(path, expected, shown(text), _CELL, row=row.line, column=column)
        yield (flow, kind), number


def _growth(path: Path, row: SheetRow, header: LocationHeader) -> Iterator[tuple[str, float]]:
    for (flow, kind), place in header.places.items():
        text = row.cells[place].strip()
        if kind != GROWTH or text == "" or text in NONE:
            continue
        number = _number(text)
        if number is None or number < _LOSS:
            expected = "a percentage from -100 on, or '-' for none"
            column = header.titles[place]
            raise fault(path, expected, shown(text), _CELL, row=row.line, column=column)
        yield flow, float(number)


def _number(text: str) -> Decimal | None:
    return Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else None


def _check_complete(path: Path, found: Mapping[str, Region], names: Mapping[str, str]) -> None:
    lacking = [name for code, name in names.items() if code not in found]
    if lacking:
        expected = f"{WHOLE_NAME} and the 31 provinces by their full names"
        raise fault(path, expected, f"no {', '.join(lacking)}", _AGAIN)
