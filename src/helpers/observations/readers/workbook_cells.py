"""A program: reads an Excel file from its input, and writes its cells as text, as JSON.

It runs as a process of its own, with little memory and time: a file of a thousand bytes may speak of
cells that take half a terabyte, and what reads it then ends its process at once. It imports nothing of
this package, which would take longer than the reading.
"""

from __future__ import annotations

import contextlib
import io
import json
import resource
import sys
from decimal import Decimal
from typing import Any, Final

from python_calamine import CalamineError, PasswordError, SheetTypeEnum, load_workbook

MEMORY: Final = 1_000_000_000
SECONDS: Final = 60
CELLS: Final = 1_000_000
"""At most, of all sheets; a monthly table has some twenty thousand."""

_LONGEST: Final = 40


def main() -> None:
    """Read the file, and write its ``sheets``, or the ``fault`` that keeps it from being read."""
    for kind, limit in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        # The machine may allow less than that already.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, limit))
    try:
        found: dict[str, Any] = {"sheets": _sheets(sys.stdin.buffer.read())}
    except PasswordError:
        found = {"fault": "encrypted"}
    except (CalamineError, OSError, ValueError) as error:
        found = {"fault": "damaged", "why": " ".join(str(error).split())[:_LONGEST]}
    except BaseException as error:
        # What a fault in calamine's Rust becomes is no Exception, and cannot be imported.
        if type(error).__name__ != "PanicException":
            raise
        found = {"fault": "damaged", "why": "its parts do not fit"}
    sys.stdout.buffer.write(json.dumps(found).encode())


def _sheets(content: bytes) -> list[list[list[str]]] | None:
    """Return the cells of each sheet, row by row; None where there are too many."""
    sheets, cells = [], 0
    with load_workbook(io.BytesIO(content)) as book:
        for described in book.sheets_metadata:
            if described.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(described.name)
            row, column = sheet.end or (0, 0)
            cells += (row + 1) * (column + 1)
            if cells > CELLS:
                return None
            rows = sheet.to_python(skip_empty_area=False)
            sheets.append([[_text(cell) for cell in row] for row in rows])
    return sheets


def _text(cell: Any) -> str:
    """Return what Excel shows of a cell: fifteen digits, so that 12.7 is not 12.699999999999999."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return str(cell)
    return format(Decimal(f"{cell:.15g}"), "f")


if __name__ == "__main__":
    main()
