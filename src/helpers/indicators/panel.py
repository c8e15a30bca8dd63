"""The panel: each value beside its base, the same cell of the year before."""

from __future__ import annotations

from typing import Final

import pandas as pd

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


def with_bases(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    """Join a month's answer of the store with that of the year before.

    Parameters
    ----------
    now, before : pandas.DataFrame
        Columns ``store.ANSWER_COLUMNS``, of the same query for two months; ``before`` may be empty.

    Returns
    -------
    pandas.DataFrame
        Columns ``PANEL_COLUMNS``. Where a cell has exports and imports, their total and balance are
        added; a stored total stands only where the source prints no split.
    """
    left = _with_totals(now)
    right = _with_totals(before)[[*CELL, "value", "step", "basis", "sources"]]
    right = right.rename(
        columns={
            "value": "base",
            "step": "step_base",
            "basis": "basis_base",
            "sources": "sources_base",
        }
    )
    joined = left.merge(right, on=list(CELL), how="left").rename(columns={"growth": "printed"})
    joined["base"] = joined["base"].astype("float64")
    joined["sources_base"] = join_sources(joined["sources_base"])
    joined["basis_base"] = joined["basis_base"].astype("object").fillna("")
    joined = joined.assign(superseded=float("nan"), sources_superseded="")
    return joined.loc[:, list(PANEL_COLUMNS)]


def both_sides(cells: pd.DataFrame) -> pd.DataFrame:
    """Join the exports of each subject with its imports: columns end in ``_x`` and in ``_m``."""
    exports, imports = (cells[cells["flow"] == flow] for flow in (EXPORT, IMPORT))
    return exports.merge(imports, on=list(SUBJECT), suffixes=("_x", "_m"))


def join_sources(*columns: pd.Series[str]) -> list[str]:
    """Join lists of sources row by row: each id once, in order, separated by ``;``; NaN is none."""
    return [
        ";".join(
            sorted({one for text in row if isinstance(text, str) for one in text.split(";") if one})
        )
        for row in zip(*columns, strict=True)
    ]


def _with_totals(answer: pd.DataFrame) -> pd.DataFrame:
    answer = answer.astype({"value": "float64", "growth": "float64", "step": "float64"})
    keys = list(SUBJECT)
    columns = [*keys, "flow", "value", "growth", "step", "basis", "sources"]
    both = both_sides(answer)
    sources = join_sources(both["sources_x"], both["sources_m"])
    step = both[["step_x", "step_m"]].max(axis=1)
    both = both.assign(sources=sources, growth=float("nan"), step=step, basis=COMPUTED)
    stated = answer.loc[answer["flow"] == TOTAL, [*keys, "growth"]]
    totals = both.drop(columns="growth").merge(stated, on=keys, how="left")
    derived = [
        totals.assign(flow=TOTAL, value=totals["value_x"] + totals["value_m"])[columns],
        both.assign(flow=BALANCE, value=both["value_x"] - both["value_m"])[columns],
    ]
    frames = [frame for frame in (answer[columns], *derived) if not frame.empty]
    stacked = pd.concat(frames) if frames else answer[columns]
    # A computed total, coming last, takes the place of a stored one; its printed growth is kept.
    return stacked.drop_duplicates([*keys, "flow"], keep="last").reset_index(drop=True)
