"""The panel: each value beside its base, the same cell of the year before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, TOTAL, WHOLE, is_part
from helpers.core.periods import Month
from helpers.observations.schema import (
    BASE_INCOMPLETE,
    COMPUTED,
    INCOMPLETE,
    MEMBERS,
    MONTHS_MISSING,
    NO_BASE,
)
from helpers.observations.warehouse.answer import Answer, Extent
from helpers.reference.partners import REIMPORTS, UNNAMED

_ROUNDED: Final = 1.5
"""What rounding can make of a total and its two sides: half a last digit each."""

CELL: Final = ("span", "flow", *MEMBERS)
"""What names a cell of a panel, apart from its month."""

SUBJECT: Final = ("measure", "period", *(name for name in CELL if name != "flow"), "unit")
"""What the flows of one trade have in common."""

PANEL_COLUMNS: Final = (
    "measure",
    "period",
    *CELL,
    "unit",
    "value",
    "base",
    "printed",
    "step",
    "step_base",
    "basis",
    "basis_base",
    "sources",
    "sources_base",
    "superseded",
    "sources_superseded",
    "reason",
    "reason_base",
    "extent",
    "extent_base",
)
"""``base``: the value a year before, NaN where none is stored; ``printed``: the growth as the
source prints it, NaN where it prints none; ``step`` and ``step_base``: what the sources rounded
value and base to; ``basis`` and ``sources``: of the value; ``basis_base`` and ``sources_base``: of
the base, empty where there is none; ``superseded`` and ``sources_superseded``: the stored base in
whose place another stands, NaN and empty where none does; ``reason`` and ``reason_base``: why value or
base is missing, empty where it is there; ``extent`` and ``extent_base``: whether the members of its month,
span and flow are ``ALL`` there are, the ``LARGEST`` of them, or ``SOME``."""

ALL: Final = "all"
LARGEST: Final = "largest"
SOME: Final = "some"
_KEYS: Final = ("period", *CELL, "unit")


def join_bases(now: Answer, before: Answer) -> pd.DataFrame:
    """Join answers of the store with those of the year before.

    Parameters
    ----------
    now, before : Answer
        Of one unit, of one month or several; the base of a cell is that of the same month a year
        earlier, and ``before`` may lack it. A member that ``before`` has no row of, while it has all
        members, had no trade: its base is zero.

    Returns
    -------
    pandas.DataFrame
        Columns ``PANEL_COLUMNS``. Where a cell has exports and imports, their total and balance are
        added; a stored total stands only where the source prints no split.
    """
    cells, bases = _with_totals(now), _with_totals(before)
    later = {month: _a_year_later(month) for month in bases["period"].unique()}
    bases["period"] = bases["period"].map(later)
    found = bases.reindex(places_of(cells, bases, ("period", *CELL)))
    joined = cells.rename(columns={"growth": "printed"}).assign(
        base=found["value"].to_numpy(),
        step_base=found["step"].to_numpy(),
        basis_base=found["basis"].fillna("").to_numpy(),
        sources_base=join_sources(found["sources"]),
        superseded=float("nan"),
        sources_superseded="",
        reason_base=found["reason"].fillna("").replace(INCOMPLETE, BASE_INCOMPLETE).to_numpy(),
        extent_base=found["extent"].fillna("").to_numpy(),
    )
    return _with_base_extents(joined, before).loc[:, list(PANEL_COLUMNS)]


def _a_year_later(month: str) -> str:
    return f"{int(month[:4]) + 1}{month[4:]}"


def _with_base_extents(cells: pd.DataFrame, before: Answer) -> pd.DataFrame:
    """Say of each cell how much there is of the year before, and of those without a base why."""
    known: dict[tuple[str, ...], list[Extent]] = {}
    found = []
    unknown = cells["base"].isna() & cells["reason_base"].eq("")
    rows = before.rows.dropna(subset="value")
    stated = dict(zip(keys_of(rows, _KEYS), rows["value"], strict=True))
    columns = [*_KEYS, "base", "reason_base", "basis_base", "sources_base"]
    for cell, open_ in zip(cells[columns].itertuples(index=False), unknown, strict=True):
        key = str(Month.parse(str(cell.period)).year_before()), str(cell.span), str(cell.flow)
        if key not in known:
            known[key] = _extents(before, *key)
        extents = known[key]
        row = (cell.base, cell.reason_base, cell.basis_base, cell.sources_base)
        base = _base_without_row(cell, extents, stated) if open_ else None
        if base is not None:
            row = (base, "", COMPUTED, ";".join(sorted({*chain(*(e.sources for e in extents))})))
        elif open_:
            row = (cell.base, _why(extents), "", "")
        found.append((*row, _extent_of(extents)))
    names = ["base", "reason_base", "basis_base", "sources_base", "extent_base"]
    made = pd.DataFrame(found, cells.index, names)
    return cells.assign(**{name: made[name] for name in names})


def _base_without_row(
    cell: Any, extents: Sequence[Extent], stated: Mapping[tuple[Any, ...], float]
) -> float | None:
    """Return the base of a cell of which there is no row; None where it is not known.

    Where all there is has no row of it, there was no trade. Of a total or a balance one side may have
    a row.
    """
    members = tuple(getattr(cell, name) for name in (*MEMBERS, "unit"))
    base = 0.0
    for each in extents:
        value = stated.get((each.period, cell.span, each.flow, *members))
        if value is None and not _has(each, cell):
            return None
        base += (value or 0.0) * (-1 if (cell.flow, each.flow) == (BALANCE, IMPORT) else 1)
    return base if extents else None


def both_sides(cells: pd.DataFrame) -> pd.DataFrame:
    """Join the exports of each subject with its imports: columns end in ``_x`` and in ``_m``."""
    exports, imports = _sides(cells)
    others = cells.columns.difference(list(SUBJECT), sort=False)
    return pd.concat(
        [
            exports[list(SUBJECT)],
            exports[others].add_suffix("_x"),
            imports[others].add_suffix("_m"),
        ],
        axis="columns",
    )


def is_rival(dimension: str, code: str) -> bool:
    """Return whether a member stands among the largest: groups do not, nor re-imports, nor the unnamed."""
    named = dimension != "partner" or code not in {REIMPORTS, *UNNAMED}
    return named and is_part(dimension, code)


def places_of(cells: pd.DataFrame, others: pd.DataFrame, keys: Sequence[str]) -> NDArray[np.intp]:
    """Return for each cell the place of the other that has the same keys, -1 where none has.

    A merge of frames of some hundred rows takes ten times as long, and reports make many.
    """
    places = {key: place for place, key in enumerate(keys_of(others, keys))}
    return np.array([places.get(key, -1) for key in keys_of(cells, keys)], dtype=np.intp)


def keys_of(cells: pd.DataFrame, keys: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Yield the keys of each row."""
    return zip(*(cells[name].tolist() for name in keys), strict=True)


def join_sources(*columns: pd.Series[str]) -> list[str]:
    """Join lists of sources row by row: each id once, in order, separated by ``;``; NaN is none."""
    return [_joined(*row) for row in zip(*columns, strict=True)]


def joined_sources(texts: Iterable[str]) -> str:
    """Join lists of sources to one, as ``join_sources`` does."""
    return _joined(*texts)


@lru_cache(maxsize=10_000)
def _joined(*texts: object) -> str:
    named = [one for text in texts if isinstance(text, str) for one in text.split(";")]
    return ";".join(sorted({*named} - {""}))


def _sides(cells: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the exports and the imports of the subjects that have both, row by row."""
    exports, imports = (cells[cells["flow"] == flow] for flow in (EXPORT, IMPORT))
    places = places_of(exports, imports, SUBJECT)
    both = places >= 0
    return (
        exports[both].reset_index(drop=True),
        imports.iloc[places[both]].reset_index(drop=True),
    )


def _with_totals(answer: Answer) -> pd.DataFrame:
    columns = [*SUBJECT, "flow", "value", "growth", "step", "basis", "sources", "reason"]
    numbers = dict.fromkeys(("value", "growth", "step"), "float64")
    cells = answer.rows.reindex(columns=columns).astype(numbers).reset_index(drop=True)
    cells["reason"] = cells["reason"].astype("object").fillna("").astype("str")
    keys = [*keys_of(cells, ("period", "span", "flow"))]
    extents = {key: _extent_of(_extents(answer, *key)) for key in set(keys)}
    cells["extent"] = pd.Series([extents[key] for key in keys], cells.index, dtype="str")
    exports, imports = _sides(cells)
    if exports.empty:
        return cells
    stated = cells[cells["flow"] == TOTAL]
    places = places_of(exports, stated, SUBJECT)
    derived = exports.assign(
        growth=float("nan"),
        step=np.fmax(exports["step"], imports["step"]),
        basis=COMPUTED,
        sources=join_sources(exports["sources"], imports["sources"]),
        reason=exports["reason"].where(exports["reason"] != "", imports["reason"]),
        extent=_of_both(exports["extent"], imports["extent"]),
    )
    totals = _totals(
        derived.assign(flow=TOTAL, value=exports["value"] + imports["value"]), stated, places
    )
    balances = derived.assign(flow=BALANCE, value=exports["value"] - imports["value"])
    rest = cells.drop(stated.index[places[places >= 0]])
    return pd.concat([rest, totals, balances], ignore_index=True)


def _totals(computed: pd.DataFrame, stated: pd.DataFrame, places: NDArray[np.intp]) -> pd.DataFrame:
    """Return the totals: as a source prints them, or else exports and imports together.

    A printed total that is rounded more coarsely than its sides, or is further from their sum than rounding
    makes, gives way to it: it is of another source, or another day. Its printed growth is kept all the same.
    """
    known = stated.reset_index(drop=True).reindex(places)
    known.index = computed.index
    digit = computed["step"].fillna(0)
    finer = known["step"].fillna(0) <= digit
    near = (known["value"] - computed["value"]).abs() <= _ROUNDED * digit
    totals = computed.assign(growth=known["growth"])
    for name in ("value", "step", "basis", "sources", "reason"):
        totals[name] = totals[name].mask(finer & near, known[name])
    return totals


def _of_both(one: pd.Series[str], other: pd.Series[str]) -> list[str]:
    """Return the extents of sums of two: of lists of the largest, the largest sums may be elsewhere."""
    return [ALL if {*pair} == {ALL} else SOME for pair in zip(one, other, strict=True)]


def _extents(answer: Answer, period: str, span: str, flow: str) -> list[Extent]:
    """Return what tells how far a flow is there; of a total or a balance, of both its sides."""
    sides = (EXPORT, IMPORT) if flow in (TOTAL, BALANCE) else ()
    both = [found for side in sides if (found := answer.extent(period, span, side))]
    single = answer.extent(period, span, flow)
    if both and (single is None or len(both) > 1):
        return both if len(both) > 1 else []
    return [single] if single else []


def _extent_of(extents: Sequence[Extent]) -> str:
    if extents and all(each.whole for each in extents):
        return ALL
    return LARGEST if len(extents) == 1 and extents[0].largest else SOME


def _has(extent: Extent, cell: Any) -> bool:
    """Return whether a cell without a row is known to have no trade."""
    members = [(name, getattr(cell, name)) for name in MEMBERS]
    told = [
        (name, code) for name, code in members if (name, code) not in extent.fixed and code != WHOLE
    ]
    if not told:
        # Of the one member that was asked for: what has all of it has no row.
        return extent.whole and bool(extent.fixed)
    return len(told) == 1 and is_part(*told[0]) and extent.has(*told[0])


def _why(extents: Sequence[Extent]) -> str:
    """Return why a cell has no base."""
    if any(each.missing for each in extents):
        return MONTHS_MISSING
    return BASE_INCOMPLETE if extents else NO_BASE
