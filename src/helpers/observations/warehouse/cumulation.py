"""Spans that no source states: January to a month as the sum of its months, February as a difference."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from helpers.core.dimensions import VALUE, is_part
from helpers.core.periods import MONTH, YTD, Month
from helpers.observations.schema import DIFFERENCE, SUMMED
from helpers.observations.warehouse.answer import Answer, Extent
from helpers.observations.warehouse.query import ANSWER_COLUMNS, Query

OfMonths = Callable[[Query, Sequence[str]], Answer]
"""Answers a query from what sources state of some months."""

Cells = Sequence[dict[Any, Any]]
"""Rows of an answer, each by the names of its columns: of a few rows that is many times faster."""

_FEBRUARY = 2
_EXACT = 1e-9
"""Relative: sums of the same numbers, but for the order in which they are added."""


def with_derived_spans(answer: Answer, query: Query, of_months: OfMonths) -> Answer:
    """Add the spans that follow from others, of each flow that lacks them or has a part of them only.

    January to a month is the sum of its months, where all of them are there; what a source states in
    full goes before. February is January and February less January, since some tables come out for the
    two together; not of quantities, since the two may be given of other goods. Of a list that lacks
    members, while all follow from others, those stay that are the same number, and groups.

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
    found = []
    if month.number > 1 and (lacking := _lacking(answer, YTD, MONTH, query)):
        months = [str(month.minus(back)) for back in range(month.number - 1, -1, -1)]
        stated = of_months(query, months)
        found += [_summed(stated, query, months, each.flow) for each in lacking]
    if month.number == _FEBRUARY and (lacking := _lacking(answer, MONTH, YTD, query)):
        january = str(month.minus(1))
        stated = of_months(query, [january])
        found += [_difference(answer, each, stated, january, query) for each in lacking]
    for derived in found:
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


def _lacking(answer: Answer, span: str, other: str, query: Query) -> list[Extent]:
    """Return the extents of another span whose flow has nothing of this one, or not in full."""
    found = sorted((each for each in answer.extents if each.span == other), key=_flow)
    stated = (answer.extent(each.period, span, each.flow) for each in found)
    return [
        each
        for each, mine in zip(found, stated, strict=True)
        if mine is None or not _is_full(answer, mine, query)
    ]


def _flow(extent: Extent) -> str:
    return extent.flow


def _is_full(answer: Answer, extent: Extent, query: Query) -> bool:
    """Return whether nothing is lacking of what is asked for: of a sum there is a row only then."""
    if extent.whole or query.keep:
        return extent.whole
    rows = _of(answer.rows, extent.span, extent.flow)
    return bool(rows["period"].eq(extent.period).any())


def _completed(answer: Answer, derived: Answer, query: Query) -> Answer:
    """Put what follows of a flow and span in the place of what is stated, where it has more."""
    (extent,) = derived.extents
    stated = answer.extent(extent.period, extent.span, extent.flow)
    mine = _in(answer.rows, extent.span, extent.flow)
    if stated is not None and not extent.whole and (derived.rows.empty or mine.any()):
        return answer
    others = tuple(each for each in answer.extents if each != stated)
    chosen = _of_one_kind(answer.rows[mine], derived.rows, query)
    return _joined([Answer(answer.rows[~mine], others), Answer(chosen, (extent,))])


def _of_one_kind(stated: pd.DataFrame, derived: pd.DataFrame, query: Query) -> pd.DataFrame:
    """Return what is derived, but as stated what is the same number, and groups, which add up to nothing."""
    keys = [*query.keep]
    if stated.empty or not keys:
        return derived
    sums = stated[keys].merge(derived[[*keys, "value"]], on=keys, how="left")["value"]
    rounding = stated["step"].fillna(0).to_numpy() / 2
    stays = np.isclose(stated["value"], sums, rtol=_EXACT, atol=rounding)
    for name in keys:
        stays |= [not is_part(name, code) for code in stated[name]]
    return _stacked([stated[stays], derived]).drop_duplicates(keys)


def _summed(stated: Answer, query: Query, months: Sequence[str], flow: str) -> Answer:
    """Return January to a month of one flow."""
    extents = [stated.extent(month, MONTH, flow) for month in months]
    there = [each for each in extents if each is not None]
    missing = tuple(month for month, each in zip(months, extents, strict=True) if each is None)
    extent = _extent(there, query, YTD, missing)
    rows, cut = _of_one_length(_of(stated.rows, MONTH, flow), query)
    if missing or rows.empty:
        return Answer(rows[:0], (extent,))
    sums = []
    for member, cells in sorted(_by_member(rows, query.keep).items()):
        known = {cell["period"] for cell in cells} - cut
        if all(each.period in known or _has(each, query, member) for each in there):
            value = float(np.nansum([cell["value"] for cell in cells]))
            sums.append(_row(cells, query, YTD, SUMMED, value))
    return Answer(_frame(sums), (extent,))


def _difference(answer: Answer, both: Extent, stated: Answer, january: str, query: Query) -> Answer:
    """Return February of one flow."""
    firsts = [each for span in (MONTH, YTD) if (each := stated.extent(january, span, both.flow))]
    firsts.sort(key=lambda each: not _is_full(stated, each, query))
    there = [both, *firsts[:1]]
    extent = _extent(there, query, MONTH, () if firsts else (january,))
    # Of quantities the two may be given of other goods.
    if not firsts or query.measure != VALUE or query.having:
        return Answer(answer.rows[:0], (_unknown(extent),))
    two = [_of(answer.rows, YTD, both.flow), _of(stated.rows, firsts[0].span, both.flow)]
    rows, cut = _of_one_length(_stacked(two), query)
    found = []
    for member, cells in _by_member(rows, query.keep).items():
        known = {cell["period"] for cell in cells} - cut
        if all(each.period in known or _has(each, query, member) for each in there):
            value = math.fsum(
                -cell["value"] if cell["period"] == january else cell["value"] for cell in cells
            )
            if value >= 0:
                found.append(_row(cells, query, MONTH, DIFFERENCE, value))
            else:
                # Revised since, the two contradict each other: of its February nothing is known.
                extent = _unknown(extent)
    return Answer(_frame(found), (extent,))


def _unknown(extent: Extent) -> Extent:
    """Return an extent of which a member without a row may have trade."""
    return replace(extent, whole=False, parts=())


def _of_one_length(rows: pd.DataFrame, query: Query) -> tuple[pd.DataFrame, set[str]]:
    """Cut the HS codes of several months to the shortest length, since codes within others are not added.

    Returns
    -------
    tuple of (pandas.DataFrame, set of str)
        The rows, and the months whose codes were longer: of a shorter one they may have a part only.
    """
    if "product" not in query.keep:
        return rows, set()
    codes = rows["product"]
    lengths = codes.str.len()[codes.str.isdigit()]
    longer = lengths.index[lengths > lengths.min()]
    if longer.empty:
        return rows, set()
    short = codes.mask(codes.index.isin(longer), codes.str[: int(lengths.min())])
    return rows.assign(product=short), {*rows["period"][longer]}


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
    extents = (extent for each in answers for extent in each.extents)
    return Answer(_stacked([each.rows for each in answers]), tuple(extents))


def _stacked(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    full = [each for each in frames if not each.empty]
    return pd.concat(full, ignore_index=True) if full else frames[0]
