"""The observations of a table: rows, columns, unit and month put together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import nan
from pathlib import Path
from typing import Any, Final

import pandas as pd

from helpers.core.dimensions import DIMENSIONS, QUANTITY, WHOLE
from helpers.core.errors import ReferenceTableError
from helpers.core.periods import YTD, Month
from helpers.observations.coded_rows import CodedRows
from helpers.observations.readers.bulletin.header import Column, Header, read_header
from helpers.observations.readers.bulletin.kinds import PERIOD, Kind, named
from helpers.observations.readers.bulletin.labels import LAST_YEAR
from helpers.observations.readers.bulletin.members import Members, members_of
from helpers.observations.readers.bulletin.rows import (
    AGAIN,
    Entries,
    Entry,
    last_digits,
    read_entries,
)
from helpers.observations.readers.bulletin.sums import check_sums, flows_apart
from helpers.observations.readers.bulletin.table import Table
from helpers.observations.readers.bulletin.title import (
    Unit,
    read_day,
    read_period,
    read_region,
    read_unit,
)
from helpers.observations.readers.faults import fault, shown
from helpers.observations.readers.reading import Hints, Reading
from helpers.observations.readers.sheets import bare
from helpers.observations.schema import RAW_COLUMNS, STEP
from helpers.reference.commodities import unit_of
from helpers.reference.provinces import provinces
from helpers.reference.units import base_unit, factors

_LARGE: Final = 10**6
"""A unit of 亿元 or 百万美元: preliminary tables are in these, verified ones in 万元 or 千美元."""

_PERIODS: Final = (
    re.compile(r"(?P<year>(?:19|20)\d\d)[.年/-](?P<month>1[0-2]|0?[1-9])月?"),
    re.compile(r"(?P<year>(?:19|20)\d\d)年?"),
)


@dataclass(frozen=True)
class _Put:
    """A row's place among the dimensions, and its month."""

    period: str
    codes: dict[str, str]


def read_table(path: Path, table: Table, hints: Hints) -> Reading:
    """Read a table; errors as of the stages."""
    unit = read_unit(path, table.above)
    kind = table.kind
    if kind.preliminary and unit.factor >= _LARGE:
        kind = named(kind.preliminary)
    _refuse(path, hints, kind)
    header = read_header(table.header, kind, table.flow)
    month, clue = read_period(path, hints, table.above, header)
    region = read_region(path, hints, [*table.titles])
    found = read_entries(table.below, header, kind)
    if not found.entries:
        raise fault(path, "rows below the header", "none", AGAIN)
    if kind.dimension == PERIOD:
        return _totals(table, kind, header, unit, found, region, (month, clue))
    column = header.titles[header.name]
    members = members_of(found.entries, kind, table.flow, column)
    whole, lines = check_sums(found.entries, members.codes, kind, str(month))
    _refuse_faults(path, found.entries, members, kind, column, whole)
    puts = [_Put(str(month), {"region": region, kind.dimension: code}) for code in members.codes]
    rows = _observations(found.entries, puts, kind, header, unit)
    names = {kind.dimension: members.names} if members.names else {}
    return Reading(
        CodedRows.of(rows),
        inferred=_inferred(unit, f"{month}, from {clue}", kind, region),
        warnings=(
            *flows_apart(found.entries, kind, unit.name),
            *(lines if kind.name != "location" else ()),
            *_unlisted(members),
            *_unclosed(found),
            *found.warnings,
            *unit.warnings,
        ),
        names=names,
        dataset=_dataset(kind, table.flow, region, unit),
        complete=_complete(kind, whole),
        released=read_day(table.above),
        kind=kind.release,
    )


def _refuse(path: Path, hints: Hints, kind: Kind) -> None:
    """Raise for a hint that cannot be: nothing is silently passed over."""
    if hints.flow is not None and not kind.by_flow:
        advice = "this table holds exports and imports; leave --flow out"
        raise fault(path, "no flow to be told", shown(hints.flow), advice)
    others = {name: code for name, code in hints.only.items() if name != "region"}
    if others or (hints.only and kind.dimension == "region"):
        pairs = ", ".join(f"{name} {code}" for name, code in hints.only.items())
        advice = "this table is of all regions and all goods; leave the restriction out"
        raise fault(path, "no restriction", pairs, advice)


def _refuse_faults(
    path: Path,
    entries: Sequence[Entry],
    members: Members,
    kind: Kind,
    column: str,
    whole: bool,
) -> None:
    """Raise for a row that stands twice, and for a whole or a province that lacks."""
    seen: dict[tuple[str, str], Entry] = {}
    for entry, code in zip(entries, members.codes, strict=True):
        # A good may stand twice, once a unit of its quantity.
        key = code, entry.unit
        if key in seen:
            what = "region" if kind.dimension == "region" else kind.dimension
            raise entry.row.fault(f"each {what} once", f"{entry.name} again", "keep one", column)
        seen[key] = entry
    if kind.name not in ("location", "locality") or (whole and WHOLE in members.codes):
        return
    names = {"总值": WHOLE} | {name: code for code, name in provinces()["full_name"].items()}
    lacking = ", ".join(name for name, code in names.items() if code not in members.codes)
    if lacking:
        expected = "总值 and the 31 provinces by their full names"
        raise fault(path, expected, f"no {lacking}", AGAIN)


def _complete(kind: Kind, whole: bool) -> tuple[str, ...]:
    """Return the dimensions whose members make up the whole.

    Provinces always do, as the checks of the store then make sure: one that lacks is refused.
    """
    if kind.name in ("location", "locality"):
        return (kind.dimension,)
    across = (kind.across,) if kind.across else ()
    return (kind.dimension, *across) if whole and kind.name not in ("zone", "foreign") else across


def _dataset(kind: Kind, flow: str | None, region: str, unit: Unit) -> str:
    of = [flow] if kind.by_flow and flow else []
    where = [] if region == WHOLE else [region]
    first, _, last = kind.name.partition("-express")
    return (
        "-".join(
            [first, *of, *(["express"] if "-express" in kind.name else []), *where, unit.currency]
        )
        + last
    )


def _inferred(unit: Unit, period: str, kind: Kind, region: str) -> dict[str, str]:
    found = {
        "unit": f"{unit.name}, {unit.factor:,}, from the row {shown(unit.stated)}",
        "currency": f"{unit.currency}, from the row {shown(unit.stated)}",
        "period": period,
    }
    if kind.name != "location":
        found["table"] = kind.name
    if region != WHOLE:
        found["region"] = region
    return found


def _unlisted(members: Members) -> list[str]:
    if not members.unlisted:
        return []
    names = ", ".join(members.unlisted[:5]) + (" …" if len(members.unlisted) > 5 else "")
    return [
        f"{len(members.unlisted)} rows that no reference table has are kept by their names: {names}"
    ]


def _unclosed(found: Entries) -> list[str]:
    if found.noted:
        return []
    last = found.entries[-1].name
    return [f"no note closes the table; make sure that no row below {last} is cut off"]


def _observations(
    entries: Sequence[Entry], puts: Sequence[_Put], kind: Kind, header: Header, unit: Unit
) -> pd.DataFrame:
    digits = {column: last_digits(entries, column) for entry in entries for column in entry.values}
    rows: dict[tuple[Any, ...], dict[str, Any]] = {}
    for entry, put in zip(entries, puts, strict=True):
        for column, number in entry.values.items():
            row = _row(entry, put, column, number, digits[column], kind, unit)
            if row is not None:
                # The second row of a good repeats its amount.
                rows.setdefault(tuple(row[name] for name in RAW_COLUMNS[:-2]), row)
    return pd.DataFrame(rows.values(), columns=[*RAW_COLUMNS, STEP])


def _row(
    entry: Entry,
    put: _Put,
    column: Column,
    number: Decimal,
    digit: Decimal,
    kind: Kind,
    unit: Unit,
) -> dict[str, Any] | None:
    """Return one observation; None for a quantity in no unit."""
    named_unit, factor = unit.currency, Decimal(unit.factor)
    if column.measure == QUANTITY:
        if not entry.unit:
            return None
        named_unit, factor = _quantity(entry, put.codes["product"], column)
    growth = entry.growth.get(column)
    codes = dict.fromkeys(DIMENSIONS, WHOLE) | put.codes
    if column.enterprise:
        codes["enterprise"] = column.enterprise
    before = column.holds == LAST_YEAR
    period = str(Month.parse(put.period).minus(12)) if before else put.period
    return codes | {
        "period": period,
        "span": YTD if before else column.holds,
        "flow": column.flow,
        "measure": column.measure,
        "unit": named_unit,
        "value": float(number * factor),
        "growth": nan if growth is None else float(growth),
        STEP: float(digit * factor),
    }


def _quantity(entry: Entry, product: str, column: Column) -> tuple[str, Decimal]:
    """Return the unit that quantities of a good are compared in, and how many of it one is."""
    try:
        code = unit_of(entry.unit, product, column.flow)
    except ReferenceTableError as error:
        expected, _, advice = str(error).partition("; ")
        raise entry.row.fault(
            "a unit of quantity of units.csv", shown(entry.unit), advice or expected
        ) from None
    base = base_unit(code)
    return base, Decimal(str(factors(base)[code]))


def _totals(
    table: Table,
    kind: Kind,
    header: Header,
    unit: Unit,
    found: Entries,
    region: str,
    when: tuple[Month, str],
) -> Reading:
    """Read a table of totals, whose rows are months or years."""
    month, clue = when
    puts: list[_Put] = []
    for entry in found.entries:
        before = puts[-1].period if puts else ""
        puts.append(_Put(str(_period(entry, header, before)), {"region": region}))
    rows = _observations(found.entries, puts, kind, header, unit)
    twice = rows.duplicated(["period", "span", "flow"])
    if twice.any():
        raise fault(
            table.header[0].path,
            "each month once",
            str(rows.loc[twice, "period"].iloc[0]),
            "keep one",
        )
    return Reading(
        CodedRows.of(rows),
        inferred=_inferred(unit, f"{month}, from {clue}; each row says its own", kind, region),
        warnings=(*flows_apart(found.entries, kind, unit.name), *found.warnings, *unit.warnings),
        dataset=_dataset(kind, None, region, unit),
        released=read_day(table.above),
        kind=kind.release,
    )


def _period(entry: Entry, header: Header, before: str) -> Month:
    """Return the month a row is of; a year ends with December.

    A workbook may keep 2024.10 as a number, 2024.1: after other months of its year it is October.
    """
    for pattern in _PERIODS:
        if found := pattern.fullmatch(bare(unicodedata.normalize("NFKC", entry.name))):
            parts = found.groupdict()
            if parts.get("month") == "1" and before.startswith(parts["year"]):
                return Month(int(parts["year"]), 10)
            return Month(int(parts["year"]), int(parts.get("month") or 12))
    expected = "a month such as 2025.11, or a year"
    raise entry.row.fault(expected, shown(entry.name), AGAIN, header.titles[header.name])
