"""Spans that no source states: January to a month as the sum of its months, February as a difference."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from helpers.core.dimensions import is_part
from helpers.core.periods import MONTH, YTD, Month
from helpers.observations.schema import COMPUTED, DIFFERENCE, SUMMED
from helpers.observations.warehouse.answer import Answer, Extent
from helpers.observations.warehouse.query import ANSWER_COLUMNS, Query

OfMonths = Callable[[Query, Sequence[str]], Answer]
"""Answers a query from what sources state of some months."""

Cells = Sequence[dict[Any, Any]]
"""Rows of an answer, each by the names of its columns: of a few rows that is many times faster."""

_FEBRUARY = 2
_EXACT = 1e-9


def with_derived_spans(answer: Answer, query: Query, of_months: OfMonths) -> Answer:
    """Add the spans that follow from others, of each flow that lacks them or has a part of them only.

    January to a month is the sum of its months, where all of them are there; what a source states of
    it goes before. February is January and February less January, since some tables come out for the
    two together. Members that add up to something are of one kind: where a source states a part of them
    only, and all follow from others, none is as stated but those that are the same number; a group it
    states beside its members stays. Quantities of some goods are a part in the same way.

    Parameters
    ----------
    answer : Answer
        Of one month.
    query : Query
        What was asked.
    of_months : callable
        See ``OfMonths``.

    Returns
    -------
    Answer
        With rows of basis ``summed`` or ``difference``. Where a month is missing there is an extent
        that names it, and no row.
    """
    month = Month.parse(query.period)
    made = []
    if month.number > 1 and (lacking := _lacking(answer, YTD, MONTH, query)):
        months = [str(month.minus(back)) for back in range(month.number - 1, -1, -1)]
        found = of_months(query, months)
        made += [_summed(found, query, months, flow) for flow in lacking]
    if month.number == _FEBRUARY and (lacking := _lacking(answer, MONTH, YTD, query)):
        january = str(month.minus(1))
        found = of_months(query, [january])
        made += [_difference(answer, found, query, january, flow) for flow in lacking]
    for derived in made:
        answer = _completed(answer, derived, query)
    return answer


def with_derived_series(stated: Answer, query: Query) -> Answer:
    """Add to an answer of several months the spans of each that follow from others.

    Parameters
    ----------
    stated : Answer
        What sources state, of all months that others may follow from.
    query : Query
        What was asked.
    """
    months = sorted({each.period for each in stated.extents})
    found = [
        with_derived_spans(
            stated.of_months((month,)),
            replace(query, period=month),
            lambda _, needed: stated.of_months(needed),
        )
        for month in months
    ]
    return _joined(found) if found else stated


def _lacking(answer: Answer, span: str, other: str, query: Query) -> list[str]:
    """Return the flows that have another span, and of which this one is not stated in full."""
    flows = {each.flow for each in answer.extents if each.span == other}
    return sorted(flow for flow in flows if not _is_settled(answer, span, flow, query))


def _is_settled(answer: Answer, span: str, flow: str, query: Query) -> bool:
    """Return whether nothing is lacking of what a source states of a flow."""
    extent = answer.extent(query.period, span, flow)
    return extent is not None and _is_full(answer, extent, query)


def _is_full(answer: Answer, extent: Extent, query: Query) -> bool:
    """Return whether nothing is lacking of what an extent tells of."""
    if extent.whole or query.keep:
        return extent.whole and not extent.gaps
    rows = answer.rows[answer.rows["period"] == extent.period]
    return not extent.gaps and bool(_in(rows, extent.span, extent.flow).any())


def _completed(answer: Answer, derived: Answer, query: Query) -> Answer:
    """Put what follows of a flow and span in the place of what is stated, where it has more.

    What is stated gives way to what has all members and all quantities, or where it has no row.
    """
    (extent,) = derived.extents
    stated = answer.extent(extent.period, extent.span, extent.flow)
    if stated is None:
        return _joined([answer, derived])
    mine = _in(answer.rows, extent.span, extent.flow)
    rows = answer.rows[mine]
    complete = extent.whole and not extent.gaps
    if not complete and (derived.rows.empty or not rows.empty):
        return answer
    others = tuple(each for each in answer.extents if each != stated)
    chosen = Answer(_of_one_kind(rows, derived.rows, query), (extent,))
    return _joined([Answer(answer.rows[~mine], others), chosen])


def _of_one_kind(stated: pd.DataFrame, derived: pd.DataFrame, query: Query) -> pd.DataFrame:
    """Return what is derived, and what is stated of the same number, or of what adds up to nothing."""
    values = {
        member: cells[0]["value"] for member, cells in _by_member(derived, query.keep).items()
    }
    kept = {
        member: cells
        for member, cells in _by_member(stated, query.keep).items()
        if query.keep and (not _adds_up(query, member) or _is_same(cells[0], values.get(member)))
    }
    members = zip(*(derived[name] for name in query.keep), strict=True) if kept else ()
    rest = derived[[member not in kept for member in members]] if kept else derived
    printed = _frame([cell for cells in kept.values() for cell in cells])
    return pd.concat([printed, rest], ignore_index=True) if kept else rest


def _adds_up(query: Query, member: Sequence[str]) -> bool:
    return all(is_part(name, code) for name, code in zip(query.keep, member, strict=True))


def _is_same(cell: dict[Any, Any], value: float | None) -> bool:
    """Return whether a number is what is stated, as its source rounds it."""
    half = 0.0 if math.isnan(cell["step"]) else cell["step"] / 2
    return value is not None and math.isclose(value, cell["value"], rel_tol=_EXACT, abs_tol=half)


def _summed(stated: Answer, query: Query, months: Sequence[str], flow: str) -> Answer:
    """Return January to a month of one flow."""
    extents = [stated.extent(month, MONTH, flow) for month in months]
    there = [each for each in extents if each is not None]
    missing = tuple(month for month, each in zip(months, extents, strict=True) if each is None)
    extent = _extent(there, query, YTD, missing)
    rows = _of_one_length(_of(stated.rows, MONTH, flow), there, query)
    if missing or rows.empty:
        return Answer(rows[:0], (extent,))
    sums = []
    for member, cells in sorted(_by_member(rows, query.keep).items()):
        known = {cell["period"] for cell in cells}
        if all(each.period in known or _has(each, query, member) for each in there):
            value = float(np.nansum([cell["value"] for cell in cells]))
            sums.append(_row(cells, query, YTD, SUMMED, value))
    return Answer(_frame(sums), (extent,))


def _difference(answer: Answer, stated: Answer, query: Query, january: str, flow: str) -> Answer:
    """Return February of one flow."""
    both = [each for each in answer.extents if (each.span, each.flow) == (YTD, flow)]
    first = [each for span in (MONTH, YTD) if (each := stated.extent(january, span, flow))]
    first.sort(key=lambda each: not _is_full(stated, each, query))
    there = [*both, *first[:1]]
    extent = _extent(there, query, MONTH, () if first else (january,))
    # Of quantities that are not given of all goods, the two may be of other goods.
    if not first or extent.gaps:
        return Answer(answer.rows[:0], (_unknown(extent),))
    rows = [_of(stated.rows, first[0].span, flow), _of(answer.rows, YTD, flow)]
    cells = _of_one_length(pd.concat(rows, ignore_index=True), there, query)
    is_later = cells["period"] == query.period
    earlier, later = (_by_member(cells[chosen], query.keep) for chosen in (~is_later, is_later))
    found = []
    for member in {**later, **earlier}:
        row, before = later.get(member, [])[-1:], earlier.get(member, [])[-1:]
        if before or _has(first[0], query, member):
            value = sum(cell["value"] for cell in row) - sum(cell["value"] for cell in before)
            if row and value >= 0:
                found.append(_row([*row, *before], query, MONTH, DIFFERENCE, value))
            elif value < 0 and (row or _has(both[0], query, member)):
                # Revised since, the two contradict each other: that is no February.
                extent = _unknown(extent)
    return Answer(_frame(found), (extent,))


def _of_one_length(rows: pd.DataFrame, extents: Sequence[Extent], query: Query) -> pd.DataFrame:
    """Return rows of several months by HS codes of the length that all of them have, the shortest.

    Rows of one month are of one length. A shorter code is the sum of those within it, where its month has
    all of these.
    """
    if "product" not in query.keep:
        return rows
    lengths = {
        period: len(code)
        for period, code in zip(rows["period"], rows["product"], strict=True)
        if code.isdigit()
    }
    shortest = min(lengths.values(), default=0)
    longer = [each for each in extents if lengths.get(each.period, shortest) > shortest]
    if not longer:
        return rows
    kept = rows[~rows["period"].isin([each.period for each in longer])]
    shortened = [
        _shortened(rows[rows["period"] == each.period], each, query, shortest) for each in longer
    ]
    return pd.concat([kept, *shortened], ignore_index=True)


def _shortened(rows: pd.DataFrame, extent: Extent, query: Query, length: int) -> pd.DataFrame:
    """Return the rows of a month by shorter HS codes, those of which it has all."""
    codes = [code[:length] if code.isdigit() else code for code in rows["product"]]
    month = replace(query, period=extent.period)
    return _frame(
        [
            _row(cells, month, extent.span, COMPUTED, math.fsum(cell["value"] for cell in cells))
            for member, cells in _by_member(rows.assign(product=codes), query.keep).items()
            if _has(extent, query, member)
        ]
    )


def _unknown(extent: Extent) -> Extent:
    """Return an extent of which a member without a row may have trade."""
    return replace(extent, whole=False, parts=())


def _by_member(rows: pd.DataFrame, keys: Sequence[str]) -> dict[tuple[str, ...], Cells]:
    """Return the rows of each member, in their order."""
    found: dict[tuple[str, ...], list[dict[Any, Any]]] = {}
    for row in rows.to_dict("records"):
        found.setdefault(tuple(str(row[name]) for name in keys), []).append(row)
    return {**found}


def _has(extent: Extent, query: Query, member: Sequence[str]) -> bool:
    """Return whether a member without a row is known to have no trade."""
    return extent.whole or (len(query.keep) == 1 and extent.has(query.keep[0], member[0]))


def _extent(extents: Sequence[Extent], query: Query, span: str, missing: tuple[str, ...]) -> Extent:
    """Return the extent of what is made of several."""
    first, *others = extents
    return replace(
        first,
        period=query.period,
        span=span,
        whole=first.whole and all(each.whole for each in others) and not missing,
        largest=False,
        gaps=any(each.gaps for each in extents),
        parts=tuple(part for part in first.parts if all(part in each.parts for each in others)),
        missing=missing,
        sources=tuple(
            sorted({*first.sources, *(name for each in others for name in each.sources)})
        ),
    )


def _of(rows: pd.DataFrame, span: str, flow: str) -> pd.DataFrame:
    return rows[_in(rows, span, flow)]


def _in(rows: pd.DataFrame, span: str, flow: str) -> pd.Series[bool]:
    return (rows["span"] == span) & (rows["flow"] == flow)


def _row(cells: Cells, query: Query, span: str, basis: str, value: float) -> dict[str, Any]:
    sources = {name for cell in cells for name in cell["sources"].split(";")}
    step = max((cell["step"] for cell in cells if not math.isnan(cell["step"])), default=math.nan)
    made = {"value": value, "growth": math.nan, "step": step, "basis": basis}
    named = {"period": query.period, "span": span, "sources": ";".join(sorted(sources))}
    return {**cells[-1], **made, **named}


def _frame(rows: list[dict[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(ANSWER_COLUMNS))


def _joined(answers: Sequence[Answer]) -> Answer:
    full = [each.rows for each in answers if not each.rows.empty]
    rows = pd.concat(full, ignore_index=True) if full else answers[0].rows
    return Answer(rows, tuple(extent for each in answers for extent in each.extents))
