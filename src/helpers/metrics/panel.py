"""The panel: each value beside its base, the same cell of the year before."""

from __future__ import annotations

from typing import Final

import pandas as pd

from helpers.figures import COMPUTED
from helpers.vocabulary import BALANCE, EXPORT, IMPORT, TOTAL

CELL: Final = ("span", "flow", "region", "partner", "product")
"""What names a cell of a panel, apart from its month."""

PANEL_COLUMNS: Final = (
    "measure",
    "period",
    *CELL,
    "unit",
    "value",
    "base",
    "printed",
    "basis",
    "sources",
)
"""``base``: the value a year before, NaN where none is stored; ``printed``: the growth as the
source prints it, NaN where it prints none; ``basis`` and ``sources``: of the value and its base."""


def panel(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
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
    right = _with_totals(before)[[*CELL, "value", "sources"]]
    joined = left.merge(right, on=list(CELL), how="left", suffixes=("", "_before"))
    joined = joined.rename(columns={"value_before": "base", "growth": "printed"})
    joined["base"] = joined["base"].astype("float64")
    joined["sources"] = [
        _sources(now_, then)
        for now_, then in zip(joined["sources"], joined["sources_before"], strict=True)
    ]
    return joined.loc[:, list(PANEL_COLUMNS)]


def _with_totals(answer: pd.DataFrame) -> pd.DataFrame:
    answer = answer.astype({"value": "float64", "growth": "float64"})
    keys = ["measure", "period", "span", "region", "partner", "product", "unit"]
    columns = [*keys, "flow", "value", "growth", "basis", "sources"]
    exports, imports = (answer[answer["flow"] == flow] for flow in (EXPORT, IMPORT))
    both = exports.merge(imports, on=keys, suffixes=("_x", "_m"))
    both["sources"] = [
        _sources(x, m) for x, m in zip(both["sources_x"], both["sources_m"], strict=True)
    ]
    derived = [
        both.assign(flow=flow, value=value, growth=float("nan"), basis=COMPUTED)[columns]
        for flow, value in (
            (TOTAL, both["value_x"] + both["value_m"]),
            (BALANCE, both["value_x"] - both["value_m"]),
        )
    ]
    frames = [answer[columns], *derived]
    stacked = pd.concat([frame for frame in frames if not frame.empty] or [answer[columns]])
    # A computed total, coming last, takes the place of a stored one of the same cell.
    return stacked.drop_duplicates([*keys, "flow"], keep="last").reset_index(drop=True)


def _sources(*lists: object) -> str:
    ids = {one for text in lists if isinstance(text, str) for one in text.split(";")}
    return ";".join(sorted(ids))
