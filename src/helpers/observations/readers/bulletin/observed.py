"""A table's observations: what it says of all its numbers, its rows, and their sums put together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from helpers.core.dimensions import WHOLE
from helpers.core.errors import ReferenceTableError
from helpers.observations.coded_rows import CodedRows
from helpers.observations.readers.bulletin.kinds import PERIOD, TableKind
from helpers.observations.readers.bulletin.observations import Place, observations_of
from helpers.observations.readers.bulletin.row_codes import RowCodes, members_of
from helpers.observations.readers.bulletin.sums import check_sums, flows_apart
from helpers.observations.readers.bulletin.table import BulletinTable
from helpers.observations.readers.bulletin.table_facts import TableFacts, read_facts
from helpers.observations.readers.bulletin.table_rows import (
    AGAIN,
    TableRow,
    TableRows,
    read_entries,
)
from helpers.observations.readers.bulletin.totals import read_totals
from helpers.observations.readers.faults import fault, shown
from helpers.observations.readers.reading import Hints, Reading
from helpers.reference.provinces import provinces
from helpers.reference.reference_table import enterprise_code

_SHOWN: Final = 5
"""Names that a warning lists."""

_LARGEST_OF_A_PROVINCE: Final = {"CNY": 2 * 10**13, "USD": 3 * 10**12}
"""Twice what any province trades in a year."""

_FOREIGN: Final = "foreign"
_ZONES: Final = "ZONE"
"""All zones of a table of them."""

_BY_PROVINCE: Final = ("location", "locality")


def read_table(path: Path, table: BulletinTable, hints: Hints) -> Reading:
    """Read a table; errors as of the stages."""
    facts = read_facts(path, table, hints)
    found = read_entries(table.below, facts.header, facts.kind)
    if not found.entries:
        raise fault(path, "rows below the header", "none", AGAIN)
    if facts.kind.dimension == PERIOD:
        return _reading(facts, found, CodedRows.of(read_totals(facts, found.entries)))
    return _of_members(path, facts, found)


def _of_members(path: Path, facts: TableFacts, found: TableRows) -> Reading:
    """Read a table whose rows are members of a dimension."""
    kind, entries, column = facts.kind, found.entries, facts.header.head
    members = members_of(entries, facts)
    _refuse_twice(entries, members, kind, column)
    if kind.name == "city":
        _refuse_magnitude(facts, entries)
    sums = check_sums(entries, members.codes, facts)
    if kind.name in _BY_PROVINCE and not sums.whole:
        _refuse_lacking(path, members)
    # What the kinds of foreign-invested enterprises are called, the reference table says.
    places, names = [], {} if kind.name == "foreign" else dict(members.names)
    for entry, code in zip(entries, members.codes, strict=True):
        place = _place(facts, entry, code, column)
        places.append(Place(facts.month, place))
        if place["region"] == _ZONES:
            names[_ZONES] = f"{column}{entry.name}"
    return _reading(
        facts,
        found,
        CodedRows.of(observations_of(entries, places, facts.unit)),
        names={kind.dimension: names} if names else {},
        complete=sums.complete,
        lines=(*sums.lines, *_unlisted(members), *_unclosed(found)),
    )


def _place(facts: TableFacts, entry: TableRow, code: str, column: str) -> dict[str, str]:
    """Return what a row is of, by dimension.

    A table of foreign-invested enterprises has no row of all enterprises; the total of a table of zones is
    of these, and they are not all of the country. The whole of a province's table is the province.
    """
    kind = facts.kind
    if kind.name == "foreign":
        region, _, name = code.partition("-")
        return {"region": region, "enterprise": _enterprise(entry, name, column)}
    if kind.name == "zone" and code == WHOLE:
        return {"region": _ZONES}
    whole = (code, kind.dimension) == (WHOLE, "region")
    return {"region": facts.region, kind.dimension: facts.region if whole else code}


def _enterprise(entry: TableRow, name: str, column: str) -> str:
    """Return the code of a kind of foreign-invested enterprise, that of all of them where none is named."""
    try:
        return enterprise_code(name) if name else _FOREIGN
    except ReferenceTableError as error:
        expected, _, advice = str(error).partition("; expected ")[2].partition("; ")
        raise entry.row.fault(expected, shown(entry.name), advice, column) from None


def _reading(
    facts: TableFacts,
    found: TableRows,
    cells: CodedRows,
    *,
    names: dict[str, dict[str, str]] | None = None,
    complete: tuple[str, ...] = (),
    lines: tuple[str, ...] = (),
) -> Reading:
    unit = facts.unit
    apart = flows_apart(found.entries, facts.kind, unit.name)
    return Reading(
        cells,
        inferred=facts.inferred,
        warnings=(*apart, *lines, *found.warnings, *unit.warnings),
        names=names or {},
        dataset=facts.dataset,
        complete=complete,
        released=facts.released,
        kind=facts.kind.release,
        of_others=facts.region != WHOLE,
    )


def _refuse_twice(
    entries: Sequence[TableRow], members: RowCodes, kind: TableKind, column: str
) -> None:
    """Raise for a row that stands twice; a good may, once a unit of its quantity."""
    seen: set[tuple[str, str]] = set()
    for entry, code in zip(entries, members.codes, strict=True):
        key = code, entry.unit
        if key in seen:
            expected = f"each {kind.dimension} once"
            raise entry.row.fault(expected, f"{entry.name} again", "keep one", column)
        seen.add(key)


def _refuse_magnitude(facts: TableFacts, entries: Sequence[TableRow]) -> None:
    """Raise for amounts that no province has: the unit that such tables state may be wrong."""
    unit = facts.unit
    limit = _LARGEST_OF_A_PROVINCE[unit.currency]
    for entry in entries:
        for column, number in entry.numbers.items():
            if number * unit.factor > limit:
                fits = {"CNY": "元", "USD": "美元"}[unit.currency]
                raise entry.row.fault(
                    f"a province's trade, of at most {limit:,} {fits}",
                    f"{number * unit.factor:,.0f} by the unit {unit.name} ({column.flow})",
                    f"where the amounts are in {fits}, which would make {number:,.0f}, "
                    f"say so with --unit {fits}",
                )
    if unit.factor > 1 and not unit.certain:
        # Such tables state 万元 over amounts in 元: of a small province both can be.
        name = unit.name.removeprefix("人民币")
        raise entries[0].row.fault(
            "a unit that is certain: tables by city state 万元 where their amounts are in 元",
            f"{unit.name} in the table",
            f"say which with --unit {name} or --unit {name.lstrip('十百千万亿')}",
        )


def _refuse_lacking(path: Path, members: RowCodes) -> None:
    """Raise for a table by province that lacks some, where those present are not all of the total."""
    names = {"总值": WHOLE} | {name: code for code, name in provinces()["full_name"].items()}
    lacking = ", ".join(name for name, code in names.items() if code not in members.codes)
    if lacking:
        expected = "总值 and the 31 provinces by their full names"
        raise fault(path, expected, f"no {lacking}", AGAIN)


def _unlisted(members: RowCodes) -> list[str]:
    count = len(members.unlisted)
    if not count:
        return []
    names = ", ".join(members.unlisted[:_SHOWN]) + (" …" if count > _SHOWN else "")
    return [f"{count} rows that no reference table has are kept by their names: {names}"]


def _unclosed(found: TableRows) -> list[str]:
    if found.noted:
        return []
    last = found.entries[-1].name
    return [f"no note closes the table; make sure that no row below {last} is cut off"]
