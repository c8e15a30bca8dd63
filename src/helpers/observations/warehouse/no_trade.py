"""Of what complete files have no row: there was no trade, and nothing may stand in for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from helpers.core.dimensions import VALUE, is_part
from helpers.observations.readers.description import RawFile
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.slices import Candidate, Extra, Slice


def without_trade(
    found: Iterable[Candidate],
    seen: Iterable[Slice],
    tables: Iterable[tuple[Slice, tuple[RawFile, ...]]],
    query: Query,
    extra: Extra,
) -> Iterator[Candidate]:
    """Yield candidates of which files that are complete have no row for a query: there was no trade.

    Parameters
    ----------
    found : iterable of Candidate
        What answers.
    seen : iterable of Slice
        What there are rows of, whether it answers or not.
    tables : iterable of Slice
        The tables that there are of the months asked for, and the files of each.
    query, extra
        As in ``best_slices``.
    """
    known = {each.slice.answers for each in found}
    answering = {each.slice.table[1:] for each in found}
    with_rows = {each.table for each in seen}
    # Of quantities it may be another unit that is lacking, and not the trade.
    by_value = query.measure == VALUE and not query.having
    asked = dict(_of_members(query))
    for each, silent in tables:
        for member, own in asked.items():
            if not _would_have(each, own):
                continue
            there = replace(each, member=member)
            candidate = Candidate(there, own, (), silent, extra)
            certain = by_value or there.table[1:] in answering
            certain &= there.table not in with_rows and there.answers not in known
            if certain and candidate.fits() and candidate.whole:
                known.add(there.answers)
                yield candidate


def _of_members(query: Query) -> Iterator[tuple[str, Query]]:
    """Yield each member that a query asks for with the query of it alone; where it names none, the query."""
    if not query.members:
        yield "", query
    for member in query.members:
        fixed = {**query.fixed, query.keep[0]: member}
        yield member, replace(query, keep=(), fixed=fixed, members=())


def _would_have(table: Slice, query: Query) -> bool:
    """Return whether a complete table has a row of what is fixed if it is traded.

    A group of partners, a list of goods, an area within a province is printed or not: that it has no row
    says nothing. Nor does an HS code longer than those of the table. A province trades in every month: of
    all that it trades a row is missing.
    """
    if {*query.fixed} == {"region"}:
        return False
    whole_codes = all(is_part(name, code) for name, code in query.fixed.items())
    product_code = query.fixed.get("product", "")
    return whole_codes and (
        not product_code or (product_code.isdigit() and len(product_code) <= table.digits)
    )
