"""The rows of the table: China, the provinces, and the cities and zones within them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from helpers.core.dimensions import EXPORT, IMPORT, TOTAL, WHOLE
from helpers.observations.readers.faults import fault, shown
from helpers.observations.readers.location.header import GROWTH, LocationHeader
from helpers.observations.readers.sheets import SheetRow, bare
from helpers.observations.schema import LOSS
from helpers.reference.provinces import provinces

_WHOLE_NAME: Final = "总值"
_NONE: Final = frozenset({"-", "－", "—", "–", "--", "——"})
"""What is printed where there was no trade, or no growth can be given."""

_NOTES: Final = ("注", "备注", "说明", "资料来源", "数据来源")
_NUMBER: Final = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_AGAIN: Final = "it is cut or was changed; download it again"
_ROUNDED: Final = Decimal("1.5")
"""What rounding can make of a sum of two and its parts: half a last digit each."""


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
        By flow and span the numbers in the table's unit; by flow and ``growth`` the growth of
        January to the month, where it is printed.
    """

    code: str
    name: str
    amounts: Mapping[tuple[str, str], Decimal]


def read_regions(
    path: Path, rows: Sequence[SheetRow], header: LocationHeader
) -> tuple[list[Region], bool]:
    """Read all rows below the header, and whether a note closes them.

    SourceError with the first mistake, or when a province or the whole lacks.
    """
    codes = {name: code for code, name in provinces()["full_name"].items()} | {_WHOLE_NAME: WHOLE}
    column = header.titles[header.region]
    found: dict[str, Region] = {}
    province, noted = "", False
    for row in rows:
        name = bare(row.cells[header.region]) if len(row.cells) > header.region else ""
        if _is_note(name, row, header, noted):
            noted = True
            continue
        _check_row(row, name, header)
        code = str(codes.get(name, f"{province}-{name}"))
        if code.startswith("-"):
            expected = f"{_WHOLE_NAME} or a province's full name, such as 北京市, before any city"
            raise row.fault(expected, shown(name), _AGAIN, column)
        if code in found:
            raise row.fault("each region once", f"{name} again", "keep one", column)
        province = code if name in codes and code != WHOLE else province
        cells = {key: _number(row, header, key[1], place) for key, place in header.places.items()}
        amounts = {key: number for key, number in cells.items() if number is not None}
        found[code] = Region(code, name, amounts)
    lacking = ", ".join(name for name, code in codes.items() if code not in found)
    if lacking:
        expected = f"{_WHOLE_NAME} and the 31 provinces by their full names"
        raise fault(path, expected, f"no {lacking}", _AGAIN)
    return list(found.values()), noted


def last_digit(regions: Sequence[Region]) -> Decimal:
    """Return one in the last digit of the amounts: 1, or 0.01 where there are decimals."""
    exponents = [
        int(amount.as_tuple().exponent)
        for region in regions
        for (_, kind), amount in region.amounts.items()
        if kind != GROWTH
    ]
    return Decimal(1).scaleb(min(exponents))


def flows_apart(regions: Sequence[Region], digit: Decimal, unit: str) -> list[str]:
    """Compare exports and imports with their total: a line for each span, on the worst region."""
    lines = []
    for span in dict.fromkeys(kind for _, kind in regions[0].amounts if kind != GROWTH):
        gaps = {}
        for each in regions:
            total, exports, imports = (each.amounts[flow, span] for flow in (TOTAL, EXPORT, IMPORT))
            gaps[each.name] = abs(total - exports - imports)
        count = sum(gap > digit * _ROUNDED for gap in gaps.values())
        if count:
            worst = max(gaps, key=lambda name: gaps[name])
            lines.append(
                f"{span}: exports and imports of {count} regions do not add up to their total, "
                f"those of {worst} by {gaps[worst]} {unit}, more than rounding makes"
            )
    return lines


def _is_note(name: str, row: SheetRow, header: LocationHeader, noted: bool) -> bool:
    """Tell a note by how it begins; its further lines by holding text alone, or it in all cells."""
    others = {bare(cell) for cell in row.cells[header.region + 1 :]} - {""}
    return name.startswith(_NOTES) or others == {name} or (noted and not others)


def _check_row(row: SheetRow, name: str, header: LocationHeader) -> None:
    """Raise for a row that is too short, has no name, or a cell where the header has none."""
    if len(row.cells) < header.width:
        raise row.fault(f"{header.width} cells as in the header", str(len(row.cells)), _AGAIN)
    for place, cell in enumerate(row.cells):
        if place not in header.titles and bare(cell):
            raise row.fault(
                "no cell where the header has none", shown(cell), _AGAIN, str(place + 1)
            )
    if not name:
        raise row.fault("a region's name", "''", _AGAIN, header.titles[header.region])


def _number(row: SheetRow, header: LocationHeader, kind: str, place: int) -> Decimal | None:
    """Read a cell: an amount, or a growth, of which there may be none."""
    text = row.cells[place].strip()
    if text in _NONE or (kind == GROWTH and text == ""):
        return None if kind == GROWTH else Decimal(0)
    number = Decimal(text.replace(",", "")) if _NUMBER.fullmatch(text) else None
    if kind == GROWTH:
        expected, least = "a percentage from -100 on, or '-' for none", LOSS
    elif number is None:
        expected, least = "a number, or '-' where there was no trade", 0
    else:
        expected, least = "a number not below zero", 0
    if number is None or number < least or (kind != GROWTH and text.startswith("-")):
        advice = "correct the cell, or download the file again"
        raise row.fault(expected, shown(text), advice, header.titles[place])
    return number
