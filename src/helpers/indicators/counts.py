"""Counts: how many provinces rose and fell, how many partners there are."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import pandas as pd

from helpers.core import number_format
from helpers.core.dimensions import BALANCE, WHOLE
from helpers.indicators.figures import COLUMNS, COUNT
from helpers.indicators.inputs import Declaration, each_partner, each_province
from helpers.indicators.panel import join_sources
from helpers.observations.schema import ABSENT, BASE_ZERO, COMPUTED, MEMBERS

THRESHOLDS: Final[Mapping[str, float]] = {
    "partners_above_1t": 1e12,
    "partners_above_100b": 1e11,
    "partners_above_10b": 1e10,
}
"""The sizes by which the customs' annual briefing counts partners, by metric."""
_METRICS: Final = {1: "rising", -1: "falling", 0: "unchanged"}
_GROUP: Final = ["measure", "period", "span", "flow"]

INPUTS: Final[Declaration] = {
    **dict.fromkeys(_METRICS.values(), (((each_province, "growth"),),)),
    **dict.fromkeys(("partners", "partners_above_*"), (((each_partner, "level"),),)),
}


def directions(growth: pd.DataFrame) -> pd.DataFrame:
    """Count the provinces that rose, fell and stood still, in each span and flow.

    A province rose or fell by its growth as printed, so that the count is what a reader gets who
    counts the table; one that traded nothing a year before is in none. Metrics ``rising``, ``falling``
    and ``unchanged``; unit: count. Absent where the growth of some other province is; no row where that
    of all is. Source: the published provincial report.

    Parameters
    ----------
    growth : pandas.DataFrame
        Figures ``growth`` of the provinces.
    """
    known = growth["value"].notna().groupby([growth[key] for key in _GROUP]).transform("any")
    cells = growth[known & growth["reason"].ne(BASE_ZERO)]
    signs = cells["value"].map(
        lambda value: number_format.direction(number_format.percent(value)), na_action="ignore"
    )
    return _counts(cells, {metric: signs == sign for sign, metric in _METRICS.items()})


def partners_above(levels: pd.DataFrame, thresholds: Mapping[str, float]) -> pd.DataFrame:
    """Count the partners, and those whose trade is above each threshold, in each span and flow.

    Metric ``partners``, and one for each threshold; unit: count. Source: the customs' annual
    briefing (贸易额超过万亿元的贸易伙伴).

    Parameters
    ----------
    levels : pandas.DataFrame
        Figures ``level`` of all partners of one subject, without groups; those with no trade do
        not count. Balances are not counted: a surplus is no size of trade. All partners must be
        there, which levels do not tell.
    thresholds : mapping of str to float
        Size of each threshold in the unit of the values, by the name of its metric.
    """
    cells = levels[levels["flow"] != BALANCE]
    sizes = {"partners": 0.0, **thresholds}
    return _counts(cells, {metric: cells["value"] > size for metric, size in sizes.items()})


def _counts(cells: pd.DataFrame, conditions: Mapping[str, pd.Series[bool]]) -> pd.DataFrame:
    """Count the cells of each span and flow that meet a condition; one metric for each condition."""
    wholes = dict.fromkeys(MEMBERS, WHOLE)
    measured = {"unit": COUNT, "step": float("nan"), **wholes}
    rows = [
        {
            **group.iloc[0][_GROUP].to_dict(),
            **measured,
            "metric": metric,
            "value": float(holds[group.index].sum()) if group["value"].notna().all() else math.nan,
            "basis": COMPUTED if group["value"].notna().all() else ABSENT,
            "reason": group["reason"].max(),
            "sources": join_sources(pd.Series([";".join(group["sources"])]))[0],
        }
        for _, group in cells.groupby(_GROUP)
        for metric, holds in conditions.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))
