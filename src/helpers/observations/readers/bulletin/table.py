"""A file's table: which it is, where its header stands, what stands above and below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from helpers.core.errors import UnknownFileError
from helpers.observations.readers.bulletin.header_labels import says_current, small
from helpers.observations.readers.bulletin.header_rows import find_header, head_of
from helpers.observations.readers.bulletin.kinds import (
    TableKind,
    flow_of,
    kind_of,
    kind_of_head,
    named,
    other_table,
)
from helpers.observations.readers.faults import fault, shown
from helpers.observations.readers.reading import Hints
from helpers.observations.readers.sheets import SheetRow, bare, read_sheets

_HEADS_OF_REGIONS: Final = ("注册海关名称", "注册地名称", "海关名称", "注册地")
"""How workbooks begin that people make of the query platform's figures."""


@dataclass(frozen=True)
class BulletinTable:
    """A table of the customs in a file.

    Attributes
    ----------
    kind : TableKind
        Which it is.
    flow : str or None
        The flow that it is of, where it holds one.
    titles : tuple of str
        What stands above it and the file's name, plain and in small letters, the nearest first.
    above, header, below : sequence of SheetRow
        Its rows.
    """

    kind: TableKind
    flow: str | None
    titles: tuple[str, ...]
    above: Sequence[SheetRow]
    header: Sequence[SheetRow]
    below: Sequence[SheetRow]


def find_table(path: Path, hints: Hints) -> BulletinTable:
    """Find the table in a file.

    Raises
    ------
    UnknownFileError
        When there is none, or it is one that is not read.
    SourceError
        When there are several, or nothing says which flow it is of.
    """
    sheets = read_sheets(path)
    name = small(hints.name)
    found = [table for rows in sheets for table in _tables(rows, name)]
    if not found:
        raise _unknown(path, sheets, name)
    if len(found) > 1:
        raise fault(path, "one sheet with the table", str(len(found)), "keep one sheet a file")
    (table,) = found
    if not table.kind.by_flow:
        return table
    flow = table.flow or hints.flow
    if flow is None:
        advice = "tell it with --flow export or --flow import"
        raise fault(path, "a title that says whether it is of exports or imports", "none", advice)
    if hints.flow not in (None, flow):
        raise fault(
            path, f"a table of {flow}s, as its title says", f"--flow {hints.flow}", "leave it out"
        )
    return replace(table, flow=flow)


def _tables(rows: Sequence[SheetRow], name: str) -> Iterator[BulletinTable]:
    """Yield the table in a sheet, if there is one."""
    for enterprises in (False, True):
        place = find_header(rows, enterprises=enterprises)
        if place is None:
            continue
        start, end = place
        above, header = rows[:start], rows[start:end]
        titles = tuple(text for row in reversed(above) if (text := _title(row)))
        kind = _kind(titles, name, header, enterprises)
        if kind is not None and (kind.across == "enterprise") == enterprises:
            flow = next((flow for text in (*titles, name) if (flow := flow_of(text))), None)
            yield BulletinTable(kind, flow, (*titles, name), above, header, rows[end:])
            return


def _title(row: SheetRow) -> str:
    return "".join(dict.fromkeys(small(cell) for cell in row.cells if bare(cell)))


def _kind(
    titles: Sequence[str], name: str, header: Sequence[SheetRow], enterprises: bool
) -> TableKind | None:
    """Return the table that a title names, or else the head of its names, or the file's name."""
    if any(map(other_table, titles)):
        return None
    if any(says_current(cell) for row in header for cell in row.cells):
        return named("city")
    return kind_of(titles) or kind_of_head(head_of(header, enterprises)) or kind_of([name])


def _unknown(path: Path, sheets: Sequence[Sequence[SheetRow]], name: str) -> UnknownFileError:
    """Return the error of a file without a table that is read: what it is, or how it begins."""
    if not sheets:
        return UnknownFileError(
            f"{path}: expected a table, found a page without one, such as the platform's error page, or one "
            "that shows a picture of it; take the table itself, or write its figures as a tidy CSV"
        )
    titles = [_title(row) for rows in sheets for row in rows[:8]]
    for title in (*titles, name):
        if what := other_table(title):
            return UnknownFileError(
                f"{path}: is a table of the customs that no report uses, and is not read: {what}"
            )
    for title in (*titles, name):
        if kind := kind_of([title]):
            return UnknownFileError(
                f"{path}: expected the header of the customs' table '{kind.name}', which {shown(title)} names, "
                "with months and 进出口, 出口 or 进口, found none that is known; take the official table as it is"
            )
    if any(small(row.cells[0]) in _HEADS_OF_REGIONS for rows in sheets for row in rows[:3]):
        return UnknownFileError(
            f"{path}: expected a table that says its month, and whether it is of the month or from January on, "
            "found one of regions that says neither; write it as a tidy CSV, a line a number, with the "
            "columns that data/README.md describes"
        )
    first = next((cell for rows in sheets for row in rows for cell in row.cells if bare(cell)), "")
    return UnknownFileError(
        str(
            fault(
                path,
                "a table of the customs with months and 进出口, 出口 or 进口 in its header",
                f"none in a file that begins with {shown(first)}",
                "take the official table as it is",
            )
        )
    )
