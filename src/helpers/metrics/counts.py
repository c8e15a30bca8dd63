"""How many rose and how many fell."""

from __future__ import annotations

from typing import Final

import pandas as pd

from helpers import numfmt
from helpers.figures import COLUMNS, COMPUTED, COUNT
from helpers.vocabulary import WHOLE

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
    signs = cells["value"].map(lambda value: numfmt.direction(numfmt.percent(value)))
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


def _count(key: dict[str, str], group: pd.DataFrame, metric: str, count: int) -> dict[str, object]:
    ids = {one for text in group["sources"] for one in text.split(";") if one}
    wholes = {"region": WHOLE, "partner": WHOLE, "product": WHOLE}
    measured = {"value": float(count), "unit": COUNT, "basis": COMPUTED}
    return {"metric": metric, **key, **wholes, **measured, "sources": ";".join(sorted(ids))}
