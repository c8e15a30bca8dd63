"""Places in an order by value."""

from __future__ import annotations

import pandas as pd

from helpers.core.dimensions import BALANCE
from helpers.indicators.changes import MINIMUM_BASE, against_base, figures_of
from helpers.indicators.figures import PERCENT, PLACES
from helpers.indicators.panel import CELL

_GROUP = ["measure", "period", "span", "flow", "unit"]


def rank(panel: pd.DataFrame) -> pd.DataFrame:
    """Give each cell's place by value within its span and flow, 1 for the largest.

    Equal values share the better place.

    Parameters
    ----------
    panel : pandas.DataFrame
        Columns ``PANEL_COLUMNS``; the cells to be ranked against one another.

    Returns
    -------
    pandas.DataFrame
        Columns ``figures.COLUMNS``, places.
    """
    cells = panel[panel["flow"] != BALANCE]
    return figures_of(cells, "rank", _places(cells, "value"), PLACES)


def rank_change(panel: pd.DataFrame) -> pd.DataFrame:
    """Give the places gained since the year before: last year's rank - this year's.

    Absent for a span and flow in which a cell has no base: an order with gaps has no places.
    """
    cells = panel[panel["flow"] != BALANCE]
    full = cells["base"].notna().groupby([cells[key] for key in _GROUP]).transform("all")
    gained = (_places(cells, "base") - _places(cells, "value")).where(full)
    return figures_of(against_base(cells), "rank_change", gained, PLACES)


def gap(panel: pd.DataFrame) -> pd.DataFrame:
    """Give how far each cell is behind the next larger one (与前位差率), in percent.

    (value of the place before - own value) / own value; none for the first place, or an own value
    next to none. Of equal values the first by code stands before the others.
    """
    cells = panel[panel["flow"] != BALANCE].sort_values(list(CELL))
    cells = cells.sort_values("value", ascending=False, kind="stable")
    ahead = cells.groupby(_GROUP)["value"].shift()
    behind = cells[ahead.notna() & (cells["value"] >= MINIMUM_BASE)]
    return figures_of(behind, "gap", (ahead / behind["value"] - 1).dropna() * 100, PERCENT)


def _places(cells: pd.DataFrame, column: str) -> pd.Series[float]:
    return cells.groupby(_GROUP)[column].rank(method="min", ascending=False)
