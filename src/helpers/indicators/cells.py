"""The cells of an answer: each number by its month and members, and the totals and balances they make."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple

import pandas as pd

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, TOTAL
from helpers.observations.schema import COMPUTED, MEMBERS
from helpers.observations.warehouse.answer import Answer, Extent

_ROUNDED: Final = 1.5
"""What rounding can make of a total and its two sides: half a last digit each."""

CELL: Final = ("span", "flow", *MEMBERS)
"""What names a cell of a panel, apart from its month."""

SUBJECT: Final = ("measure", "period", *(name for name in CELL if name != "flow"), "unit")
"""What the flows of one trade have in common."""

ALL: Final = "all"
LARGEST: Final = "largest"
SOME: Final = "some"


def with_totals(answer: Answer) -> pd.DataFrame:
    """Return the cells of an answer, with total and balance of each subject that has both sides."""
    cells = _cells_of(answer)
    flows, subjects = cells["flow"].tolist(), [*keys_of(cells, SUBJECT)]
    places = {key: place for place, key in enumerate(zip(flows, subjects, strict=True))}
    pairs = [
        (place, places[IMPORT, subject])
        for place, (flow, subject) in enumerate(zip(flows, subjects, strict=True))
        if flow == EXPORT and (IMPORT, subject) in places
    ]
    if not pairs:
        return cells
    numbers = [*map(_Number._make, keys_of(cells, _Number._fields))]
    stated = [places.get((TOTAL, subjects[export])) for export, _ in pairs]
    replaced = {*stated}
    rest = [place for place in range(len(cells)) if place not in replaced]
    made = [numbers[place] for place in rest]
    for (export, other), place in zip(pairs, stated, strict=True):
        total = _sum_of(numbers[export], numbers[other], 1)
        made.append(total if place is None else _total(total, numbers[place]))
    made += [_sum_of(numbers[export], numbers[other], -1) for export, other in pairs]
    exports = [export for export, _ in pairs]
    columns = dict(zip(_Number._fields, map(list, zip(*made, strict=True)), strict=True))
    sums = [TOTAL] * len(pairs) + [BALANCE] * len(pairs)
    found = cells.iloc[[*rest, *exports, *exports]].reset_index(drop=True)
    return found.assign(flow=[*(flows[place] for place in rest), *sums], **columns)


class _Number(NamedTuple):
    """What a cell holds."""

    value: float
    growth: float
    step: float
    basis: str
    sources: str
    reason: str
    extent: str


def _cells_of(answer: Answer) -> pd.DataFrame:
    """Return the rows of an answer as cells of a panel, each with how far it is all there is."""
    columns = [*SUBJECT, "flow", *_Number._fields[:-1]]
    rows = answer.rows.reindex(columns=columns).reset_index(drop=True)
    keys = [*keys_of(rows, ("period", "span", "flow"))]
    extents = {key: extent_of(extents_behind(answer, *key)) for key in set(keys)}
    reasons = [reason if isinstance(reason, str) else "" for reason in rows["reason"].tolist()]
    return rows.assign(
        **{name: rows[name].astype("float64") for name in ("value", "growth", "step")},
        reason=pd.Series(reasons, rows.index, dtype="str"),
        extent=pd.Series([extents[key] for key in keys], rows.index, dtype="str"),
    )


def _sum_of(export: _Number, other: _Number, sign: int) -> _Number:
    """Return exports and imports together, or less them.

    Of lists of the largest, the largest sums may be elsewhere.
    """
    steps = [each for each in (export.step, other.step) if not math.isnan(each)]
    return _Number(
        value=export.value + sign * other.value,
        growth=math.nan,
        step=max(steps, default=math.nan),
        basis=COMPUTED,
        sources=joined(export.sources, other.sources),
        reason=export.reason or other.reason,
        extent=ALL if export.extent == other.extent == ALL else SOME,
    )


def _total(computed: _Number, stated: _Number) -> _Number:
    """Return a total: as a source prints it, or else exports and imports together.

    A printed total that is rounded more coarsely than its sides, or is further from their sum than rounding
    makes, gives way to it: it is of another source, or another day. Its printed growth is kept all the same.
    """
    digit, own = (0.0 if math.isnan(one.step) else one.step for one in (computed, stated))
    near = abs(stated.value - computed.value) <= _ROUNDED * digit
    if own <= digit and near:
        return stated._replace(extent=computed.extent)
    return computed._replace(growth=stated.growth)


def extents_behind(answer: Answer, period: str, span: str, flow: str) -> list[Extent]:
    """Return what tells how far a flow is there; of a total or a balance, of both its sides."""
    sides = (EXPORT, IMPORT) if flow in (TOTAL, BALANCE) else ()
    both = [found for side in sides if (found := answer.extent(period, span, side))]
    single = answer.extent(period, span, flow)
    if both and (single is None or len(both) > 1):
        return both if len(both) > 1 else []
    return [single] if single else []


def extent_of(extents: Sequence[Extent]) -> str:
    """Return how much of the members extents tell of: ``ALL``, ``LARGEST`` or ``SOME``."""
    if extents and all(each.whole for each in extents):
        return ALL
    return LARGEST if len(extents) == 1 and extents[0].largest else SOME


def keys_of(cells: pd.DataFrame, keys: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the keys of each row."""
    return zip(*(cells[name].tolist() for name in keys), strict=True)


@lru_cache(maxsize=10_000)
def joined(*texts: object) -> str:
    """Join lists of sources: each id once, in order, separated by ``;``; NaN is none."""
    named = [one for text in texts if isinstance(text, str) for one in text.split(";")]
    return ";".join(sorted({*named} - {""}))
