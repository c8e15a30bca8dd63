"""How many rose and how many fell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from helpers.core import number_format
from helpers.core.dimensions import BALANCE, WHOLE
from helpers.indicators.figures import COLUMNS, COUNT
from helpers.observations.schema import COMPUTED

_METRICS: Final = {1: "rising", -1: "falling", 0: "unchanged"}
_GROUP: Final = ["measure", "period", "span", "flow"]


def directions(growth: pd.DataFrame) -> pd.DataFrame:
    """Count the cells that rose, fell, and stood still, in each span and flow.

    Parameters
    ----------
    growth : pandas.DataFrame
        Figures of the metric ``growth``. A cell rose or fell by its growth as printed, so that the
        count is what a reader gets who counts the table; a cell without a growth is in none.

    Returns
    -------
    pandas.DataFrame
        Columns ``figures.COLUMNS``: the metrics ``rising``, ``falling``, ``unchanged``, a count.
    """
    cells = growth.dropna(subset="value")
    signs = cells["value"].map(lambda value: number_format.direction(number_format.percent(value)))
    rows = [
        _count(
            dict(zip(_GROUP, map(str, key), strict=True)),
            group,
            metric,
            int((signs[group.index] == sign).sum()),
        )
        for key, group in cells.groupby(_GROUP)
        for sign, metric in _METRICS.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def partners_above(levels: pd.DataFrame, thresholds: Mapping[str, float]) -> pd.DataFrame:
    """Count the partners, and those whose trade is above each threshold, in each span and flow.

    Parameters
    ----------
    levels : pandas.DataFrame
        Figures ``level`` of all partners of one subject, groups left out; those with no trade do
        not count. Of balances nothing is counted: a surplus is no size of trade.
    thresholds : mapping of str to float
        The metric's name of each threshold, and its size in the unit of the values.

    Returns
    -------
    pandas.DataFrame
        Columns ``figures.COLUMNS``: ``partners``, and a metric a threshold.
    """
    sizes = {"partners": 0.0, **thresholds}
    rows = [
        _count(
            dict(zip(_GROUP, map(str, key), strict=True)),
            group,
            metric,
            int((group["value"] > size).sum()),
        )
        for key, group in levels[levels["flow"] != BALANCE].groupby(_GROUP)
        for metric, size in sizes.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _count(key: dict[str, str], group: pd.DataFrame, metric: str, count: int) -> dict[str, object]:
    ids = {one for text in group["sources"] for one in text.split(";") if one}
    wholes = dict.fromkeys(("region", "partner", "product", "enterprise"), WHOLE)
    measured = {"value": float(count), "unit": COUNT, "step": float("nan"), "basis": COMPUTED}
    return {"metric": metric, **key, **wholes, **measured, "sources": ";".join(sorted(ids))}
