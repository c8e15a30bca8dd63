"""The official monthly table by location of importer or exporter, 进出口商品收发货人所在地总值表.

Exports, imports and both, in the month and from January on, for China, the 31 provinces, and the
cities and zones in them; with the growth of the figures from January on. CSV or Excel, as the
customs publish it or as a script saved it.

The stages: ``sheet`` makes rows of text of a file, ``header`` finds the columns, ``title`` the unit
and the month, ``regions`` reads the rows.
"""

from __future__ import annotations

from decimal import Decimal
from math import nan
from pathlib import Path
from typing import Final

import pandas as pd

from helpers.core.dimensions import DIMENSIONS, EXPORT, IMPORT, TOTAL, VALUE, WHOLE
from helpers.core.errors import SourceError, UnknownFileError
from helpers.core.periods import SPANS, YTD, Month
from helpers.observations.coded_rows import CodedRows
from helpers.observations.readers.faults import ENCODINGS, fault, shown
from helpers.observations.readers.location.header import GROWTH, find_header, read_header
from helpers.observations.readers.location.regions import (
    Region,
    flows_apart,
    last_digit,
    read_regions,
)
from helpers.observations.readers.location.title import Unit, read_day, read_period, read_unit
from helpers.observations.readers.reading import Hints, Reading
from helpers.observations.readers.sheets import SheetRow, bare, read_sheets
from helpers.observations.readers.workbooks import OLE, ZIP
from helpers.observations.schema import RAW_COLUMNS, STEP

NAME: Final = "location"
"""How a ``.meta.yml`` calls the format."""

KIND: Final = "bulletin"
"""What the table is in the calendar of releases: a part of the monthly bulletin."""


def recognises(head: bytes, name: str) -> bool:
    """Tell by a file's first bytes and its name whether it may be this table.

    No other input format is an Excel file, and an Excel file's first bytes say no more.
    """
    if head.startswith((ZIP, OLE)):
        return name.lower().endswith((".xlsx", ".xls"))
    return _is_titled(head) or _names_it(name)


def refuse_others(path: Path) -> None:
    """Raise UnknownFileError for an Excel file, or one called so, that does not hold the table."""
    try:
        _table(path)
    except UnknownFileError:
        raise
    except SourceError as error:
        if not _is_titled(path.read_bytes()):
            raise UnknownFileError(str(error)) from None


def _is_titled(content: bytes) -> bool:
    texts = (bare(content.decode(encoding, errors="ignore")) for encoding in ENCODINGS)
    return any(map(_names_it, texts))


def _names_it(text: str) -> bool:
    return "所在地" in text and "进出口" in text


def read(path: Path, hints: Hints) -> Reading:
    """Read the table.

    Parameters
    ----------
    path : pathlib.Path
        CSV in UTF-8 or GB18030, .xlsx or .xls.
    hints : Hints
        ``period`` where neither the table nor ``name`` gives the year.

    Returns
    -------
    Reading
        Flows ``total``, ``export`` and ``import``; ``step`` is what the table is rounded to. A city
        or zone has its province's code and its name as code, ``22-吉林市``.

    Raises
    ------
    SourceError
        With the file, the row and the column of the first mistake.
    """
    _refuse(path, hints)
    rows, index, column = _table(path)
    header = read_header(rows[index], rows[index + 1], column)
    unit = read_unit(path, rows[:index])
    month, clue = read_period(path, hints, rows[:index], header)
    regions, noted = read_regions(path, rows[index + 2 :], header)
    digit = last_digit(regions)
    warnings = flows_apart(regions, digit, unit.name)
    if not noted:
        last = regions[-1].name
        warnings.append(f"no note closes the table; make sure that no row below {last} is cut off")
    return Reading(
        CodedRows.of(_observations(regions, month, unit, digit * unit.factor)),
        inferred={
            "unit": f"{unit.name}, {unit.factor:,}, from the row {shown(unit.stated)}",
            "currency": f"{unit.currency}, from the row {shown(unit.stated)}",
            "period": f"{month}, from {clue}",
        },
        warnings=tuple(warnings),
        names={"region": {each.code: each.name for each in regions if "-" in each.code}},
        dataset=f"{NAME}-{unit.currency}",
        complete=("region",),
        released=read_day(rows[:index]),
        kind=KIND,
    )


def _refuse(path: Path, hints: Hints) -> None:
    """Raise for a hint that cannot be: nothing is silently passed over."""
    if hints.flow is not None:
        advice = "this table holds exports and imports; leave --flow out"
        raise fault(path, "no flow to be told", shown(hints.flow), advice)
    if hints.only:
        pairs = ", ".join(f"{name} {code}" for name, code in hints.only.items())
        advice = "this table is of all regions and all goods; leave the restriction out"
        raise fault(path, "no restriction", pairs, advice)


def _table(path: Path) -> tuple[list[SheetRow], int, int]:
    """Return the rows of the sheet that holds the table, its header's place, the names' column."""
    sheets = read_sheets(path)
    found = [(rows, *place) for rows in sheets if (place := find_header(rows)) is not None]
    if len(found) == 1:
        return found[0]
    if found:
        raise fault(path, "one sheet with the table", str(len(found)), "keep one sheet a file")
    first = next((cell for rows in sheets for row in rows for cell in row.cells if bare(cell)), "")
    why = fault(
        path,
        "a header row with 收发货人所在地, 进出口, 出口 and 进口",
        f"none in a file that begins with {shown(first)}",
        "this is not 进出口商品收发货人所在地总值表, or in another encoding; give the table itself",
    )
    raise UnknownFileError(str(why))


def _observations(regions: list[Region], month: Month, unit: Unit, step: Decimal) -> pd.DataFrame:
    """Return the cells as observations, each value with its growth.

    The table prints growth of January to the month; in January that is the month itself.
    """
    grown = SPANS if month.number == 1 else (YTD,)
    rows = [
        dict.fromkeys(DIMENSIONS, WHOLE)
        | {"period": str(month), "span": span, "flow": flow, "region": each.code}
        | {"measure": VALUE, "unit": unit.currency, STEP: float(step)}
        | {"value": float(each.amounts[flow, span] * unit.factor)}
        | {"growth": float(each.amounts.get((flow, GROWTH), nan)) if span in grown else nan}
        for each in regions
        for flow in (TOTAL, EXPORT, IMPORT)
        for span in SPANS
        if (flow, span) in each.amounts
    ]
    return pd.DataFrame(rows, columns=[*RAW_COLUMNS, STEP])
