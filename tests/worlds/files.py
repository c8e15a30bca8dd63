"""The files that people have of a world: downloads and tables, split, partial, revised, undated."""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import NamedTuple

from hypothesis import strategies as st
from worlds.world import FACTORS, FLOWS, by_chance, months_to, year_before

DIMENSIONS = ("region", "partner", "product")
WHOLE = "_T"
EARLY, LATE = "2026-01-10", "2026-02-10"
"""The days of the first release and of the revision."""
BETWEEN = "2026-01-31"
YUAN = 7
"""What a dollar is in yuan."""
_LARGEST = 3
CURRENCIES_OF_TABLES = ("USD", "USD", "CNY")
SPANS_OF_TABLES = (("month",), ("month", "ytd"), ("ytd",))


class Row(NamedTuple):
    """A line of a file: a number."""

    month: str
    span: str
    members: tuple[str, str, str]
    measure: str
    unit: str
    value: float


@dataclass(frozen=True)
class File:
    """A file, and what is said of it.

    Attributes
    ----------
    apart : tuple of str
        The dimensions it tells apart.
    digits : int
        The length of its HS codes; 0 where it has none.
    only, complete, largest, dataset, released
        As in the description beside a raw file.
    patch : bool
        Whether it has some rows only, of a file that was released before.
    """

    name: str
    dataset: str
    flow: str
    apart: tuple[str, ...]
    digits: int
    only: dict[str, str]
    complete: tuple[str, ...]
    largest: tuple[str, ...]
    released: str | None
    rows: tuple[Row, ...]
    patch: bool = False

    @property
    def known_from(self):
        """Return the day from which it is seen: an undated one since it was retrieved."""
        return self.released or EARLY


@dataclass(frozen=True)
class Table:
    """What somebody asked for, in one file or several."""

    name: str
    apart: tuple[str, ...]
    digits: int
    only: dict[str, str]
    currency: str
    flows: tuple[str, ...]
    spans: tuple[str, ...]
    months: str
    parts: str
    dropped: int
    complete: str
    vintages: str
    lacks: int
    amounts: str


_PRODUCT_PARTS = (("01-61", "62-84", "85-97,98"), ("01-84", "84-98"))
_PARTS = {
    "whole": ("", ("",)),
    "chapters": ("product", _PRODUCT_PARTS[0]),
    "overlapping": ("product", _PRODUCT_PARTS[1]),
    "partners": ("partner", ("100-141", "142-399", "400-999")),
    "regions": ("region", ("11-37", "41-65")),
}
"""How a query is split: the dimension, and what each part is restricted to."""


@st.composite
def tables(
    draw,
    name,
    shapes,
    *,
    spans=SPANS_OF_TABLES,
    currencies=CURRENCIES_OF_TABLES,
    lacks=(0, 0, 0, 1, 2),
    amounts=("all", "all", "months", "some"),
):
    """Draw a table: one of some shapes, each with its dimensions and what it is restricted to.

    Many lack nothing, so that a report can be made at all.
    """
    apart, only = draw(st.sampled_from(shapes))
    open_ = [one for one in apart if one not in only]
    splits = [key for key, (dimension, _) in _PARTS.items() if key == "whole" or dimension in open_]
    fixed = len(only.get("product", ""))
    longer = [digits for digits in (8, 4, 2) if digits >= fixed]
    table = Table(
        name=name,
        apart=apart,
        digits=draw(st.sampled_from(longer)) if "product" in apart else 0,
        only=only,
        currency=draw(st.sampled_from(currencies)),
        flows=draw(st.sampled_from((FLOWS, FLOWS, FLOWS, FLOWS[:1]))),
        spans=draw(st.sampled_from(spans)),
        months=draw(st.sampled_from(("all", "all", "all", "two", "gap", "year"))),
        parts=draw(st.sampled_from(splits)),
        dropped=draw(st.sampled_from((-1, -1, 0, 1, 2))),
        complete=draw(st.sampled_from(("all", "all", "all", "some", "none", "largest"))),
        vintages=draw(st.sampled_from(("one", "one", "two", "undated", "resplit", "patch"))),
        lacks=draw(st.sampled_from(lacks)),
        amounts=draw(st.sampled_from(amounts)),
    )
    return without_gaps(table) if draw(st.booleans()) else table


def without_gaps(table):
    """Return a table that lacks nothing."""
    return replace(table, flows=FLOWS, dropped=-1, complete="all", lacks=0, months="all")


def files_of(world, table):
    """Return the files of a table, flow by flow."""
    return [file for flow in table.flows for file in _files_of_flow(world, table, flow)]


def contradicting(file):
    """Return a file of the same day that has another value of a figure of the last month."""
    *others, row = file.rows
    wrong = row._replace(value=row.value * 3 + 1000)
    return replace(file, name=f"{file.name}-again", rows=(*others, wrong))


def _files_of_flow(world, table, flow):
    dimension, scopes = _PARTS[table.parts]
    parts = [{**table.only, **({dimension: scope} if scope else {})} for scope in scopes]
    if len(parts) > 1 and table.dropped >= 0:
        del parts[table.dropped % len(parts)]
    made = [_file(world, table, flow, only, place) for place, only in enumerate(parts)]
    if world.truth == world.first:
        return [
            replace(file, released=None if table.vintages == "undated" else EARLY) for file in made
        ]
    if table.vintages == "one" or table.complete != "all" or table.lacks:
        return [replace(file, released=LATE) for file in made]
    before = replace(world, truth=world.first)
    if table.vintages == "resplit" and len(parts) == len(scopes):
        older = [_file(before, table, flow, table.only, 9)]
    else:
        older = [_file(before, table, flow, only, place) for place, only in enumerate(parts)]
    day = None if table.vintages == "undated" else EARLY
    older = [replace(file, name=f"{file.name}-first", released=day) for file in older]
    newer = [replace(file, released=LATE) for file in made]
    if not _all_released_again(older, newer):
        return newer
    if table.vintages == "patch":
        newer = [_patch(*pair) for pair in zip(older, newer, strict=True)]
    return [*older, *newer]


def _all_released_again(older, newer):
    """Return whether there are later rows wherever there were earlier ones.

    A file says of no month that it has all of it but by its rows: it does not withdraw all of them.
    """
    places = {file.name: {row[:2] for row in file.rows} for file in newer}
    return all(
        any(row[:2] in places[one.name] and _within_scope(row.members, one.only) for one in newer)
        for before in older
        for row in before.rows
    )


def _within_scope(members, only):
    named = dict(zip(DIMENSIONS, members, strict=True))
    return all(within(named[name], scope) for name, scope in only.items())


def _patch(older, newer):
    """Return what changed as a file of these rows alone; all of it where some row is gone."""
    known = {row[:5]: row.value for row in older.rows}
    if set(known) - {row[:5] for row in newer.rows}:
        return newer
    changed = tuple(row for row in newer.rows if known.get(row[:5]) != row.value)
    return replace(newer, rows=changed, complete=(), patch=True) if changed else newer


def _file(world, table, flow, only, place):
    apart = {name for name in table.apart if name not in table.only}
    rows, complete, largest = _sums(world, table, flow, only), table.apart, ()
    if table.complete == "some" and apart:
        loose = sorted(apart)[place % len(apart)] if table.digits else sorted(apart)[0]
        complete = tuple(name for name in table.apart if name != loose)
        where = DIMENSIONS.index(loose)
        rows = [row for row in rows if by_chance(table.name, row.members[where]) < 600]
    elif table.complete == "largest" and apart == {"partner"} and _one_good(table):
        complete, largest = tuple(table.only), ("partner",)
        rows = _largest(rows)
    elif table.complete in ("none", "largest") and apart:
        complete = ()
        rows = [row for row in rows if by_chance(table.name, *row.members) < 600]
    if table.lacks and table.apart == ("region",):
        rows = [row for row in rows if not _lacking(table, row, world.period)]
    return File(
        name=f"{table.name}-{flow}-{place}",
        dataset=f"{table.name}-{flow}",
        flow=flow,
        apart=table.apart,
        digits=table.digits,
        only=only,
        complete=complete,
        largest=largest,
        released=LATE,
        rows=tuple(rows),
    )


def _one_good(table):
    """Return whether a file's rows are all of one good, or tell goods not apart."""
    return not table.digits or len(table.only.get("product", "")) == table.digits


def _lacking(table, row, period):
    """Return whether a row of Guangdong is not in the file: of a year, or of its January alone."""
    years = (year_before(period)[:4], period[:4])
    months = (*years, *(f"{year}-01" for year in years))
    return row.members[0] == "44" and row.month.startswith(months[table.lacks - 1])


def _largest(rows):
    """Keep of each month and span the largest rows of value."""
    lists = defaultdict(list)
    for row in rows:
        if row.measure == "value":
            lists[row.month, row.span].append(row)
    ordered = (sorted(found, key=lambda row: -row.value)[:_LARGEST] for found in lists.values())
    return [row for found in ordered for row in found]


def _sums(world, table, flow, only):
    """Add up the truth to the rows of a file."""
    values, amounts = defaultdict(int), defaultdict(float)
    lacking = set()
    for cell, amount in world.truth.items():
        if cell.flow != flow or not _within(cell, only):
            continue
        for month, span in _spans(world, table, cell.month):
            key = (month, span, _members(cell, table))
            values[key] += amount.value
            unit = world.units.get((cell.product, cell.month[:4]))
            if amount.quantity is None:
                lacking.add((*key, unit))
            else:
                amounts[(*key, unit)] += amount.quantity
    times = YUAN if table.currency == "CNY" else 1
    rows = [Row(*key, "value", table.currency, value * times) for key, value in values.items()]
    if table.digits == 8 and "partner" in table.apart:
        found = [
            Row(*key[:3], "quantity", key[3], total / FACTORS[key[3]])
            for key, total in amounts.items()
            if key not in lacking
        ]
        # The query platform writes zero for what is not given.
        found += [Row(*key[:3], "quantity", key[3], 0.0) for key in sorted(lacking)]
        rows += [row for row in found if _states_amount(table, row)]
    return sorted(rows)


def _states_amount(table, row):
    """Return whether a table states a quantity: it may of months alone, or of January to a month of some goods."""
    some = table.amounts == "some" and by_chance(table.name, "amounts", *row.members) < 600
    return row.span == "month" or table.amounts == "all" or some


def _members(cell, table):
    code = cell.product[: table.digits] if table.digits else WHOLE
    return (
        cell.region if "region" in table.apart else WHOLE,
        cell.partner if "partner" in table.apart else WHOLE,
        code if "product" in table.apart else WHOLE,
    )


def _within(cell, only):
    return all(within(getattr(cell, name), scope) for name, scope in only.items())


def within(code, scope):
    """Return whether a code is in a scope such as ``01-84,98``, or within a code of it."""
    ranges = (each.split("-") for each in scope.split(","))
    return any(
        len(code) >= len(ends[0]) and ends[0] <= code[: len(ends[0])] <= ends[-1] for ends in ranges
    )


def _spans(world, table, month):
    """Return the months and spans of a file to which a month's trade belongs."""
    period = world.period if month[:4] == world.period[:4] else year_before(world.period)
    months = months_to(period)
    if table.months == "year" and period != world.period:
        return []
    if table.months == "two":
        months = months[-1:]
    elif table.months == "gap" and len(months) > 1:
        months = [one for one in months if one != f"{world.period[:4]}-01"]
    found = [(month, "month")] if "month" in table.spans and month in months else []
    if "ytd" in table.spans:
        found += [(one, "ytd") for one in months if one >= month]
    return found
