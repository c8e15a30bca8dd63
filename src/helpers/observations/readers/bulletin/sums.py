"""The sums that a table allows: parts and their whole, exports and imports and both together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from helpers.core.dimensions import EXPORT, IMPORT, TOTAL, VALUE, is_part
from helpers.observations.readers.bulletin.header import Column
from helpers.observations.readers.bulletin.kinds import TableKind
from helpers.observations.readers.bulletin.table_facts import TableFacts
from helpers.observations.readers.bulletin.table_rows import AGAIN, TableRow, last_digits
from helpers.observations.readers.bulletin.wholes import (
    Sum,
    selections,
    whole_table,
    wholes_within,
)

_HALF: Final = Decimal("0.5")
"""What rounding can make of a number, of its last digit."""

_UNASSIGNED: Final = Decimal("1e-6")
"""The part of a whole that the customs themselves leave without a member: 3e-8 of exports in 2024."""


@dataclass(frozen=True)
class Sums:
    """What comparing parts with their wholes shows.

    Attributes
    ----------
    whole : bool
        Whether the rows make up the whole of the table's dimension.
    complete : tuple of str
        The dimensions whose members make up the whole, as a file's description says it.
    lines : tuple of str
        What is less than its parts should make, a line a whole.
    """

    whole: bool
    complete: tuple[str, ...]
    lines: tuple[str, ...]


def check_sums(entries: Sequence[TableRow], codes: Sequence[str], facts: TableFacts) -> Sums:
    """Compare the rows of a table with their wholes, and kinds of enterprise with all.

    SourceError where parts make more than their whole.
    """
    kind, digits = facts.kind, last_digits(entries)
    inner = [
        gaps
        for each in wholes_within(codes, kind, str(facts.month))
        if (gaps := _gaps(entries, each, digits))
    ]
    of_rows = whole_table(codes, kind)
    outer = _gaps(entries, of_rows, digits) if of_rows else []
    chosen = [
        _gaps(entries, each, digits, lacking=False) for each in selections(codes, kind, facts.flow)
    ]
    across = [gap for entry in entries for gap in _across(entry, digits)] if kind.across else []
    found = [_worst(gaps) for gaps in (*inner, outer, *chosen, across) if gaps]
    _refuse_excess(found)
    whole = of_rows is not None and all(gap.is_slight for gap in outer)
    complete = []
    # Provinces always do, as the checks of the store then make sure: one that lacks is refused.
    if kind.name in ("location", "locality") or (
        whole and kind.name not in ("zone", "foreign", "city")
    ):
        complete.append(kind.dimension)
    if kind.across and all(gap.is_slight for gap in across):
        complete.append(kind.across)
    lines = tuple(dict.fromkeys(map(_line, found))) if kind.name != "location" else ()
    return Sums(whole, tuple(complete), lines)


@dataclass(frozen=True)
class Gap:
    """What a whole has more than its parts: in which row and column."""

    entry: TableRow
    column: Column
    short: Decimal
    what: str
    certain: bool = True

    @property
    def is_slight(self) -> bool:
        """Tell whether it is no more than the customs leave without a member."""
        return self.short <= _UNASSIGNED * self.entry.numbers[self.column]


def _line(gap: Gap) -> str:
    column = gap.column
    differs = f"lacks {gap.short}" if gap.short > 0 else f"is {-gap.short} too much"
    return (
        f"row {gap.entry.row.line}: what {gap.what} is made up of {differs} "
        f"({column.flow}, {column.holds})"
    )


def flows_apart(entries: Sequence[TableRow], kind: TableKind, unit: str) -> list[str]:
    """Compare exports and imports with their total: a line for each span, on the worst row."""
    lines = []
    digits = last_digits(entries)
    spans = dict.fromkeys(column.holds for entry in entries for column in entry.numbers)
    for span in spans:
        gaps: dict[str, Decimal] = {}
        for entry in entries:
            found = [entry.numbers.get(Column(flow, span)) for flow in (TOTAL, EXPORT, IMPORT)]
            if None not in found:
                total, exports, imports = (number for number in found if number is not None)
                gaps[entry.name] = abs(total - exports - imports)
        # Half a last digit each, of three numbers.
        count = sum(gap > 3 * _HALF * digits[VALUE] for gap in gaps.values())
        if count:
            worst = max(gaps, key=lambda name: gaps[name])
            what = "regions" if kind.dimension == "region" else "rows"
            lines.append(
                f"{span}: exports and imports of {count} {what} do not add up to their total, "
                f"those of {worst} by {gaps[worst]} {unit}, more than rounding makes"
            )
    return lines


def _worst(gaps: Sequence[Gap]) -> Gap:
    return max(gaps, key=lambda gap: abs(gap.short))


def _refuse_excess(gaps: Sequence[Gap]) -> None:
    """Raise for parts above their whole, and say what else does not add up: either row may be wrong."""
    above = [gap for gap in gaps if gap.certain and gap.short < 0]
    if not above:
        return
    gap, column = above[0], above[0].column
    expected = f"parts that make up no more than {gap.what}"
    found = f"{-gap.short} too much ({column.flow}, {column.holds})"
    others = dict.fromkeys(_line(other) for other in gaps if other.entry is not gap.entry)
    raise gap.entry.row.fault(expected, found, "; ".join([*list(others)[:2], AGAIN]))


def _gaps(
    entries: Sequence[TableRow], each: Sum, digits: Mapping[str, Decimal], *, lacking: bool = True
) -> list[Gap]:
    """Return the columns in which rows differ from their whole; of a selection only what is above it."""
    entry = entries[each.whole]
    found: list[Gap] = []
    for column, total in entry.numbers.items():
        if column.measure == VALUE:
            parts = [entries[part].numbers.get(column, Decimal(0)) for part in each.parts]
            gap = Gap(entry, column, total - sum(parts), entry.name, each.certain)
            if _is_beyond(gap, digits, len(parts)) and (lacking or gap.short < 0):
                found.append(gap)
    return found


def _is_beyond(gap: Gap, digits: Mapping[str, Decimal], parts: int) -> bool:
    """Tell whether a gap is more than rounding makes of a whole and its parts."""
    return abs(gap.short) > _HALF * digits[gap.column.measure] * (parts + 1)


def _across(entry: TableRow, digits: Mapping[str, Decimal]) -> list[Gap]:
    """Compare the kinds of enterprise of a row with all, and those of foreign ones with these."""
    found: list[Gap] = []
    for column, total in entry.numbers.items():
        beside = {
            other.enterprise: number
            for other, number in entry.numbers.items()
            if replace(other, enterprise=column.enterprise) == column and other != column
        }
        parts = [number for kind, number in beside.items() if _is_kind_of(kind, column.enterprise)]
        what = " ".join(filter(None, (entry.name, column.enterprise)))
        gap = Gap(entry, column, total - sum(parts), what)
        if parts and _is_beyond(gap, digits, len(parts)):
            found.append(gap)
    return found


def _is_kind_of(kind: str, whole: str) -> bool:
    """Tell whether a kind of enterprise is one of all, or one of the foreign-invested."""
    if whole == "":
        return is_part("enterprise", kind)
    return kind.startswith(f"{whole}_") and not is_part("enterprise", kind)
