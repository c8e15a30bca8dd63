"""The panel: each value beside its base, the same cell of the year before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, TOTAL
from helpers.observations.schema import COMPUTED

CELL: Final = ("span", "flow", "region", "partner", "product", "enterprise")
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
)
"""``base``: the value a year before, NaN where none is stored; ``printed``: the growth as the
source prints it, NaN where it prints none; ``step`` and ``step_base``: what the sources rounded
value and base to; ``basis`` and ``sources``: of the value; ``basis_base`` and ``sources_base``: of
the base, empty where there is none; ``superseded`` and ``sources_superseded``: the stored base in
whose place another stands, NaN and empty where none does."""


def join_bases(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Join answers of the store with those of the year before.

    Parameters
    ----------
    now, before : pandas.DataFrame
        Columns ``query.ANSWER_COLUMNS``, in one unit, of one month or several; the base of a cell is
        that of the same month a year earlier, and ``before`` may lack it.

    Returns
    -------
    pandas.DataFrame
        Columns ``PANEL_COLUMNS``. Where a cell has exports and imports, their total and balance are
        added; a stored total stands only where the source prints no split.
    """
    cells, bases = _with_totals(now), _with_totals(before)
    later = {month: f"{int(month[:4]) + 1}{month[4:]}" for month in bases["period"].unique()}
    bases["period"] = bases["period"].map(later)
    found = bases.reindex(places_of(cells, bases, ("period", *CELL)))
    joined = cells.rename(columns={"growth": "printed"}).assign(
        base=found["value"].to_numpy(),
        step_base=found["step"].to_numpy(),
        basis_base=found["basis"].fillna("").to_numpy(),
        sources_base=join_sources(found["sources"]),
        superseded=float("nan"),
        sources_superseded="",
    )
    return joined.loc[:, list(PANEL_COLUMNS)]


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


def _with_totals(answer: pd.DataFrame) -> pd.DataFrame:
    columns = [*SUBJECT, "flow", "value", "growth", "step", "basis", "sources"]
    numbers = dict.fromkeys(("value", "growth", "step"), "float64")
    cells = answer[columns].astype(numbers).reset_index(drop=True)
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
    )
    # A computed total takes the place of a stored one; its printed growth is kept.
    growth = stated["growth"].reset_index(drop=True).reindex(places).to_numpy()
    totals = derived.assign(flow=TOTAL, value=exports["value"] + imports["value"], growth=growth)
    balances = derived.assign(flow=BALANCE, value=exports["value"] - imports["value"])
    rest = cells.drop(stated.index[places[places >= 0]])
    return pd.concat([rest, totals, balances], ignore_index=True)
