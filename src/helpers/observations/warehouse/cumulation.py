"""Spans that no source states: January to a month as the sum of its months, February as a difference."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from helpers.core.periods import MONTH, YTD, Month
from helpers.observations.schema import DIFFERENCE, SUMMED
from helpers.observations.warehouse.answer import Answer, Extent
from helpers.observations.warehouse.query import ANSWER_COLUMNS, Query

OfMonths = Callable[[Query, Sequence[str]], Answer]
"""Answers a query from what sources state of some months."""

Cells = Sequence[dict[Any, Any]]
"""Rows of an answer, each by the names of its columns: of a few rows that is many times faster."""

_FEBRUARY = 2


def with_derived_spans(answer: Answer, query: Query, of_months: OfMonths) -> Answer:
    """Add the spans that follow from others, of each flow that lacks them.

    January to a month is the sum of its months, where all of them are there; what a source states of
    it goes before. February is January and February less January, since some tables come out for the
    two together.

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
    flows = {span: _flows(answer, span) for span in (MONTH, YTD)}
    found = [answer]
    if month.number > 1 and (lacking := flows[MONTH] - flows[YTD]):
        months = [str(month.minus(back)) for back in range(month.number - 1, -1, -1)]
        stated = of_months(query, months)
        found += [_summed(stated, query, months, flow) for flow in sorted(lacking)]
    if month.number == _FEBRUARY and (lacking := flows[YTD] - flows[MONTH]):
        january = str(month.minus(1))
        stated = of_months(query, [january])
        found += [_difference(answer, stated, query, january, flow) for flow in sorted(lacking)]
    return _joined(found) if len(found) > 1 else answer


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


def _flows(answer: Answer, span: str) -> set[str]:
    return {each.flow for each in answer.extents if each.span == span}


def _summed(stated: Answer, query: Query, months: Sequence[str], flow: str) -> Answer:
    """Return January to a month of one flow."""
    extents = [stated.extent(month, MONTH, flow) for month in months]
    there = [each for each in extents if each is not None]
    missing = tuple(month for month, each in zip(months, extents, strict=True) if each is None)
    extent = _extent(there, query, YTD, missing)
    rows = _of(stated.rows, MONTH, flow)
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
    both = answer.extent(query.period, YTD, flow)
    first = stated.extent(january, MONTH, flow) or stated.extent(january, YTD, flow)
    there = [each for each in (both, first) if each is not None]
    extent = _extent(there, query, MONTH, () if first else (january,))
    if first is None:
        return Answer(answer.rows[:0], (extent,))
    earlier = _by_member(_of(stated.rows, first.span, flow), query.keep)
    found = []
    for member, (*_, row) in _by_member(_of(answer.rows, YTD, flow), query.keep).items():
        before = earlier.get(member, [])[-1:]
        if before or _has(first, query, member):
            value = row["value"] - sum(cell["value"] for cell in before)
            # Revised since, the two may contradict each other: that is no February.
            found += [_row([row, *before], query, MONTH, DIFFERENCE, value)] if value >= 0 else []
    return Answer(_frame(found), (extent,))


def _by_member(rows: pd.DataFrame, keys: Sequence[str]) -> dict[tuple[str, ...], Cells]:
    """Return the rows of each member, in their order."""
    found: dict[tuple[str, ...], list[dict[Any, Any]]] = {}
    for row in rows.to_dict("records"):
        found.setdefault(tuple(str(row[name]) for name in keys), []).append(row)
    return {**found}


def _has(extent: Extent, query: Query, member: Sequence[str]) -> bool:
    """Return whether a member without a row is known to have no trade."""
    return extent.whole or (len(query.keep) == 1 and extent.has(query.keep[0], member[0]))


def _extent(extents: Iterable[Extent], query: Query, span: str, missing: tuple[str, ...]) -> Extent:
    """Return the extent of what is made of several."""
    first, *others = extents
    return replace(
        first,
        period=query.period,
        span=span,
        whole=first.whole and all(each.whole for each in others) and not missing,
        largest=False,
        parts=tuple(part for part in first.parts if all(part in each.parts for each in others)),
        missing=missing,
        sources=tuple(
            sorted({*first.sources, *(name for each in others for name in each.sources)})
        ),
    )


def _of(rows: pd.DataFrame, span: str, flow: str) -> pd.DataFrame:
    return rows[(rows["span"] == span) & (rows["flow"] == flow)]


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
