"""Parts of a whole: share of the nation, weight in one's own trade, contribution to growth."""

from __future__ import annotations

import pandas as pd

from helpers.core.dimensions import BALANCE
from helpers.indicators.changes import MINIMUM_BASE, against_base, figures_of
from helpers.indicators.figures import PERCENT, POINTS
from helpers.indicators.panel import join_sources
from helpers.observations.schema import COMPUTED, IMPLIED

_WHOLE_KEYS = ["measure", "period", "span", "flow", "unit"]


def share(parts: pd.DataFrame, whole: pd.DataFrame, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """Give each part's share (份额) of the nation's same trade, in percent.

    Parameters
    ----------
    parts, whole : pandas.DataFrame
        Columns ``PANEL_COLUMNS``; ``whole`` has one row a span, flow and measure, and member of
        ``by``. A balance has no share: its whole may be near zero.
    by : tuple of str
        Dimensions in which a part is held against the whole of its own member: a province's exports
        of one product group against the nation's of that group.

    Returns
    -------
    pandas.DataFrame
        Columns ``figures.COLUMNS``, percent.
    """
    cells = _beside(parts, whole, by)
    return figures_of(cells, "share", _ratio(cells["value"], cells["value_whole"]), PERCENT)


def share_change(
    parts: pd.DataFrame, whole: pd.DataFrame, by: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Give the change of each part's share against a year before, in percentage points."""
    cells = _beside(parts, whole, by)
    now = _ratio(cells["value"], cells["value_whole"])
    then = _ratio(cells["base"], cells["base_whole"])
    return figures_of(against_base(cells), "share_change", now - then, POINTS)


def weight(parts: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Give each part's weight (比重) in the trade it is a part of, in percent.

    Parameters
    ----------
    parts, whole : pandas.DataFrame
        Columns ``PANEL_COLUMNS``: the partners, products or provinces of one subject, and the
        subject's whole trade.
    """
    cells = _beside(parts, whole)
    return figures_of(cells, "weight", _ratio(cells["value"], cells["value_whole"]), PERCENT)


def contribution(parts: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Give each part's contribution to growth (拉动), in percentage points.

    (value - base) of the part / base of the whole. The contributions of all parts add up to the
    growth of the whole.
    """
    cells = _beside(parts, whole)
    points = _ratio(cells["value"] - cells["base"], cells["base_whole"])
    return figures_of(against_base(cells), "contribution", points, POINTS)


def contribution_rest(pulls: pd.DataFrame, growth: pd.DataFrame, dimension: str) -> pd.DataFrame:
    """Give what the parts' contributions leave of the whole's growth, in percentage points.

    Growth of the whole - sum of the contributions: what parts that are not told apart contribute,
    and, where bases are implied, what rounding leaves.

    Parameters
    ----------
    pulls : pandas.DataFrame
        Figures ``contribution`` of parts that do not overlap.
    growth : pandas.DataFrame
        Figures ``growth`` of the whole.
    dimension : str
        In which the parts differ; it stands in the metric's name.
    """
    keys = ["measure", "period", "span", "flow"]
    known = pulls.dropna(subset="value").groupby(keys)
    sums = known.agg(
        pulled=("value", "sum"),
        others=("sources", ";".join),
        implied=("basis", lambda bases: (bases == IMPLIED).any()),
    ).reset_index()
    cells = growth.dropna(subset="value").merge(sums, on=keys)
    cells["sources"] = join_sources(cells["sources"], cells["others"])
    cells["derived"] = cells["implied"].map({True: IMPLIED, False: COMPUTED})
    rest = cells["value"] - cells["pulled"]
    return figures_of(cells, f"{dimension}_contribution_rest", rest, POINTS)


def _beside(parts: pd.DataFrame, whole: pd.DataFrame, by: tuple[str, ...] = ()) -> pd.DataFrame:
    keys = [*_WHOLE_KEYS, *by]
    cells = parts[parts["flow"] != BALANCE].merge(
        whole[[*keys, "value", "base", "basis_base", "sources", "sources_base"]],
        on=keys,
        how="left",
        suffixes=("", "_whole"),
        validate="many_to_one",
    )
    for column in ("sources", "sources_base"):
        cells[column] = join_sources(cells[column], cells[f"{column}_whole"])
    implied = (cells["basis_base"] == IMPLIED) | (cells["basis_base_whole"] == IMPLIED)
    return cells.assign(basis_base=cells["basis_base"].mask(implied, IMPLIED))


def _ratio(part: pd.Series[float], whole: pd.Series[float]) -> pd.Series[float]:
    return part / whole.where(whole >= MINIMUM_BASE) * 100
