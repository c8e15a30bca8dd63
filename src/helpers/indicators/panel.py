"""The panel: each value beside its base, the same cell of the year before."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, WHOLE, is_part
from helpers.core.periods import Month
from helpers.indicators.cells import (
    CELL,
    SUBJECT,
    extent_of,
    extents_behind,
    joined,
    keys_of,
    with_totals,
)
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
    cells, bases = with_totals(now), with_totals(before)
    found = _bases_of(cells, bases, before)
    panel = cells.rename(columns={"growth": "printed"}).assign(
        base=np.array([each.value for each in found], dtype=np.float64),
        step_base=np.array([each.step for each in found], dtype=np.float64),
        basis_base=[each.basis for each in found],
        sources_base=[each.sources for each in found],
        superseded=float("nan"),
        sources_superseded="",
        reason_base=[each.reason for each in found],
        extent_base=[each.extent for each in found],
    )
    return panel.loc[:, list(PANEL_COLUMNS)]


class _Base(NamedTuple):
    """The base of a cell, or why there is none."""

    value: float
    step: float
    basis: str
    sources: str
    reason: str
    extent: str


class _Named(NamedTuple):
    """What names a cell: ``_KEYS``."""

    period: str
    span: str
    flow: str
    region: str
    partner: str
    product: str
    enterprise: str
    regime: str
    unit: str


def _bases_of(cells: pd.DataFrame, bases: pd.DataFrame, before: Answer) -> list[_Base]:
    """Return the base of each cell, how much there is of the year before, and where there is none why."""
    rows = before.rows.dropna(subset="value")
    stated = dict(zip(keys_of(rows, _KEYS), rows["value"].tolist(), strict=True))
    of_base = [*keys_of(bases, ("value", "step", "basis", "sources", "reason"))]
    places = {key: place for place, key in enumerate(keys_of(bases, ("period", *CELL)))}
    found = []
    for cell in map(_Named._make, keys_of(cells, _KEYS)):
        month = _year_before(cell.period)
        place = places.get((month, *cell[1:-1]))
        known = (math.nan, math.nan, "", "", "") if place is None else of_base[place]
        extents = extents_behind(before, month, cell.span, cell.flow)
        found.append(_base_of(cell, known, extents, stated))
    return found


@lru_cache(maxsize=1000)
def _year_before(month: str) -> str:
    return str(Month.parse(month).year_before())


def _base_of(
    cell: _Named,
    known: tuple[float, float, str, str, str],
    extents: Sequence[Extent],
    stated: Mapping[tuple[Any, ...], float],
) -> _Base:
    """Return the base of a cell from what is known of the cell a year before."""
    value, step, basis, sources, reason = known
    extent = extent_of(extents)
    if not (math.isnan(value) and reason == ""):
        why = BASE_INCOMPLETE if reason == INCOMPLETE else reason
        return _Base(value, step, basis, joined(sources), why, extent)
    base = _base_without_row(cell, extents, stated)
    if base is None:
        return _Base(value, step, "", "", _why(extents), extent)
    return _Base(base, step, COMPUTED, joined(*chain(*(e.sources for e in extents))), "", extent)


def _base_without_row(
    cell: _Named, extents: Sequence[Extent], stated: Mapping[tuple[Any, ...], float]
) -> float | None:
    """Return the base of a cell of which there is no row; None where it is not known.

    Where all there is has no row of it, there was no trade. Of a total or a balance one side may have
    a row.
    """
    base = 0.0
    for each in extents:
        value = stated.get((each.period, cell.span, each.flow, *cell[3:]))
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


def join_sources(*columns: pd.Series[str]) -> list[str]:
    """Join lists of sources row by row, as ``joined``."""
    return [joined(*row) for row in zip(*columns, strict=True)]


def _sides(cells: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the exports and the imports of the subjects that have both, row by row."""
    exports, imports = (cells[cells["flow"] == flow] for flow in (EXPORT, IMPORT))
    places = places_of(exports, imports, SUBJECT)
    both = places >= 0
    return (
        exports[both].reset_index(drop=True),
        imports.iloc[places[both]].reset_index(drop=True),
    )


def _has(extent: Extent, cell: _Named) -> bool:
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
