"""How much of a whole its largest parts hold."""

from __future__ import annotations

import pandas as pd

from helpers.core.dimensions import BALANCE, is_part
from helpers.indicators.changes import MINIMUM_BASE, figures_of
from helpers.indicators.figures import PERCENT

_GROUP = ["measure", "period", "span", "flow", "unit"]


def concentration(
    parts: pd.DataFrame, whole: pd.DataFrame, dimension: str, count: int
) -> pd.DataFrame:
    """Give CRn: the share of the n largest parts in the whole, in percent.

    Parameters
    ----------
    parts, whole : pandas.DataFrame
        Columns ``PANEL_COLUMNS``; the parts need not be all of them, but the n largest must be
        there. Groups of parts, such as ASEAN among the partners, are not counted.
    dimension : str
        In which the parts differ.
    count : int
        The n.

    Returns
    -------
    pandas.DataFrame
        Columns ``figures.COLUMNS``, metric such as ``partner_cr10``; none for a span and flow with
        fewer parts.
    """
    single = parts[parts[dimension].map(lambda code: is_part(dimension, code)).astype(bool)]
    ordered = single[single["flow"] != BALANCE].sort_values("value", ascending=False)
    largest = ordered.groupby(_GROUP).head(count)
    sums = largest.groupby(_GROUP)["value"].agg(["sum", "size"]).reset_index()
    cells = whole.merge(sums[sums["size"] == count], on=_GROUP)
    ratio = cells["sum"] / cells["value"].where(cells["value"] >= MINIMUM_BASE) * 100
    return figures_of(cells, f"{dimension}_cr{count}", ratio, PERCENT)
