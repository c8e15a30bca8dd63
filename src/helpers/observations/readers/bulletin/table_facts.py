"""What a table says of all its numbers: unit, month, whose it is, and what its columns hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from helpers.core.dimensions import WHOLE
from helpers.core.periods import Month
from helpers.observations.readers.bulletin.header import TableHeader, read_header
from helpers.observations.readers.bulletin.kinds import TableKind, named
from helpers.observations.readers.bulletin.table import BulletinTable
from helpers.observations.readers.bulletin.title import (
    Unit,
    read_day,
    read_period,
    read_region,
    read_unit,
    row_text,
    told_unit,
)
from helpers.observations.readers.faults import fault, shown
from helpers.observations.readers.reading import Hints
from helpers.observations.readers.sheets import SheetRow

_LARGE: Final = 10**6
"""A unit of 亿元 or 百万美元: preliminary tables are in these, verified ones in 万元 or 千美元."""


_OF_PLACES: Final = ("location", "city")


@dataclass(frozen=True)
class TableFacts:
    """What a table says of all its numbers.

    Attributes
    ----------
    kind : TableKind
        Which table it is.
    flow : str or None
        The flow that it is of, where it holds one.
    header : TableHeader
        Its columns.
    unit : Unit
        What its amounts are in.
    month : Month
        The month it is of.
    clue : str
        From what that is known.
    region : str
        The province whose table it is; ``WHOLE`` for the nation's.
    released : datetime.date or None
        The day of release that it states.
    below : sequence of SheetRow
        The rows below the header.
    """

    kind: TableKind
    flow: str | None
    header: TableHeader
    unit: Unit
    month: Month
    clue: str
    region: str
    released: date | None
    below: Sequence[SheetRow]

    @property
    def dataset(self) -> str:
        """Return what tables like it are vintages or parts of: one of a province is none of the nation's.

        Tables of one flow each, of exports and of imports, are parts of one dataset.
        """
        name, express, more = self.kind.name.partition("-express")
        region = "" if self.region == WHOLE else self.region
        parts = (name, express.removeprefix("-"), region, self.unit.currency)
        return "-".join(part for part in parts if part) + more

    @property
    def inferred(self) -> dict[str, str]:
        """Return what is not told but read from the table, and from what."""
        stated = shown(self.unit.stated)
        found = {
            "unit": f"{self.unit.name}, {self.unit.factor:,}, from the row {stated}",
            "currency": f"{self.unit.currency}, from the row {stated}",
            "period": f"{self.month}, from {self.clue}",
        }
        if self.kind.name != "location":
            found["table"] = self.kind.name
        if self.region != WHOLE:
            found["region"] = self.region
        return found


def read_facts(path: Path, table: BulletinTable, hints: Hints) -> TableFacts:
    """Read what a table says of all its numbers; errors as of ``title`` and ``header``."""
    kind = table.kind
    unit = _unit(path, table, hints)
    if kind.preliminary and unit.factor >= _LARGE:
        kind = named(kind.preliminary)
    _refuse(path, hints, kind)
    region = read_region(path, hints, table.titles, kind)
    if kind.name == "location" and region != WHOLE:
        # A province's own table by location is of its cities.
        kind = named("city")
    header = read_header(table.header, kind, table.flow, hints.span)
    month, clue = read_period(path, hints, table.above, header)
    flow = table.flow if kind.by_flow else None
    released = read_day(table.above)
    return TableFacts(kind, flow, header, unit, month, clue, region, released, table.below)


def _unit(path: Path, table: BulletinTable, hints: Hints) -> Unit:
    """Return the unit: a table by city states it in its last row, if at all."""
    if table.kind.name != "city":
        return read_unit(path, table.above)
    if hints.unit is not None:
        return told_unit(path, hints.unit)
    unit = read_unit(path, [*table.above, *table.below[-1:]])
    return replace(unit, certain=unit.stated in map(row_text, table.above))


def _refuse(path: Path, hints: Hints, kind: TableKind) -> None:
    """Raise for a hint that cannot be: nothing is silently passed over."""
    if hints.flow is not None and not kind.by_flow:
        advice = "this table holds exports and imports; leave --flow out"
        raise fault(path, "no flow to be told", shown(hints.flow), advice)
    for name, told in (("span", hints.span), ("unit", hints.unit)):
        if told is not None and kind.name != "city":
            advice = f"this table says its own; leave --{name} out"
            raise fault(path, f"no {name} to be told", shown(told), advice)
    others = {name: code for name, code in hints.only.items() if name != "region"}
    if others or (hints.only and kind.dimension == "region" and kind.name not in _OF_PLACES):
        pairs = ", ".join(f"{name} {code}" for name, code in hints.only.items())
        advice = "this table is of all regions and all goods; leave the restriction out"
        raise fault(path, "no restriction", pairs, advice)
