"""The sums that a table allows: parts and their whole, exports and imports and both together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from helpers.core.dimensions import EXPORT, IMPORT, TOTAL, VALUE, WHOLE, is_part
from helpers.observations.readers.bulletin.header import Column
from helpers.observations.readers.bulletin.kinds import Kind
from helpers.observations.readers.bulletin.rows import AGAIN, Entry, last_digits
from helpers.reference.partners import CONTINENTS, GROUPS, continent_members, members
from helpers.reference.sections import hs_sections

_HALF: Final = Decimal("0.5")
"""What rounding can make of a number, of its last digit."""

_UNASSIGNED: Final = Decimal("1e-6")
"""The part of a whole that the customs themselves leave without a member: 3e-8 of exports in 2024."""


@dataclass(frozen=True)
class Sum:
    """A whole and the rows that make it up."""

    whole: int
    parts: tuple[int, ...]


def check_sums(
    entries: Sequence[Entry], codes: Sequence[str], kind: Kind, period: str
) -> tuple[bool, list[str]]:
    """Compare the rows of a table with their wholes.

    Returns
    -------
    bool
        Whether the parts of the table's dimension make up its whole.
    list of str
        What is less than its parts should make, a line a whole.

    Raises
    ------
    SourceError
        Where parts make more than their whole.
    """
    lines: list[str] = []
    whole = _whole_of(codes, kind)
    complete = whole is not None and not kind.listed
    for each in filter(None, (whole, *_inner(codes, kind, period))):
        gap = _worst(entries, each)
        if gap is None:
            continue
        column, short, limit = gap
        entry = entries[each.whole]
        if short < -limit:
            expected = f"rows that make up no more than {entry.name}"
            found = f"{-short} too much ({column.flow}, {column.holds})"
            raise entry.row.fault(expected, found, AGAIN)
        lines.append(
            f"row {entry.row.line}: what {entry.name} is made up of lacks {short} "
            f"({column.flow}, {column.holds})"
        )
        if each is whole:
            complete = complete and short <= _UNASSIGNED * entry.values[column]
    return complete, lines


def flows_apart(entries: Sequence[Entry], kind: Kind, unit: str) -> list[str]:
    """Compare exports and imports with their total: a line for each span, on the worst row."""
    lines = []
    spans = dict.fromkeys(column.holds for entry in entries for column in entry.values)
    for span in spans:
        gaps: dict[str, Decimal] = {}
        for entry in entries:
            found = [entry.values.get(Column(flow, span)) for flow in (TOTAL, EXPORT, IMPORT)]
            if None not in found:
                total, exports, imports = (number for number in found if number is not None)
                gaps[entry.name] = abs(total - exports - imports)
        digit = last_digits(entries, Column(TOTAL, span))
        # Half a last digit each, of three numbers.
        count = sum(gap > 3 * _HALF * digit for gap in gaps.values())
        if count:
            worst = max(gaps, key=lambda name: gaps[name])
            what = "regions" if kind.dimension == "region" else "rows"
            lines.append(
                f"{span}: exports and imports of {count} {what} do not add up to their total, "
                f"those of {worst} by {gaps[worst]} {unit}, more than rounding makes"
            )
    return lines


def _worst(entries: Sequence[Entry], each: Sum) -> tuple[Column, Decimal, Decimal] | None:
    """Return the column in which a sum differs most, by how much, and what rounding makes; or None."""
    found = None
    for column, total in entries[each.whole].values.items():
        numbers = [entries[part].values.get(column, Decimal(0)) for part in each.parts]
        short = total - sum(numbers, Decimal(0))
        limit = _HALF * last_digits(entries, column) * (len(numbers) + 1)
        far = column.measure == VALUE and abs(short) > limit
        if far and (found is None or abs(short) > abs(found[1])):
            found = column, short, limit
    return found


def _whole_of(codes: Sequence[str], kind: Kind) -> Sum | None:
    """Return the whole of a table and all its parts; None where it prints none."""
    if WHOLE not in codes:
        return None
    parts = tuple(
        place for place, code in enumerate(codes) if code != WHOLE and is_part(kind.dimension, code)
    )
    return Sum(codes.index(WHOLE), parts) if parts and not kind.listed else None


def _inner(codes: Sequence[str], kind: Kind, period: str) -> Iterator[Sum]:
    """Yield the wholes within a table: continents, groups, sections, of which it lists the parts."""
    places = {code: place for place, code in enumerate(codes)}
    wholes: Mapping[str, Sequence[str]] = {}
    if kind.name == "country":
        wholes = {code: continent_members(code) for code in CONTINENTS}
        wholes = wholes | {code: members(code, period) for code in GROUPS}
    if kind.name == "section":
        ranges = hs_sections()["chapters"].str.split("-")
        wholes = {
            str(code): [f"{chapter:02d}" for chapter in range(int(first), int(last) + 1)]
            for code, (first, last) in ranges.items()
        }
    for code, parts in wholes.items():
        listed = tuple(places[part] for part in parts if part in places)
        if code in places and listed:
            yield Sum(places[code], listed)
