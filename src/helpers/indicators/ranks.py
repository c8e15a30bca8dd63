"""Ranks: places in an order by value, and the distance to the place before."""

from __future__ import annotations

from typing import Final

import pandas as pd

from helpers.core.dimensions import BALANCE
from helpers.indicators.cells import ALL, CELL, SOME
from helpers.indicators.changes import MINIMUM_BASE, against_base, figures_of
from helpers.indicators.figures import PERCENT, PLACES
from helpers.indicators.inputs import Declaration, cell, member_ahead, rivals
from helpers.observations.schema import BASE_INCOMPLETE, INCOMPLETE

_GROUP = ["measure", "period", "span", "flow", "unit"]

INPUTS: Final[Declaration] = {
    "rank": (((rivals, "level"),),),
    "rank_change": (
        ((rivals, "level"), (rivals, "base")),
        ((rivals, "level"), (rivals, "change")),
    ),
    "gap": (((cell, "level"), (member_ahead, "level")),),
}


def rank(panel: pd.DataFrame) -> pd.DataFrame:
    """Return the rank of each cell (位次) by value among all of its span and flow, 1 for the largest.

    Equal values share the better place. Unit: places. Absent where the cells are neither all there
    are nor the largest. Source: the published provincial report.
    """
    cells = panel[panel["flow"] != BALANCE]
    places = _places(cells, "value").where(cells["extent"] != SOME)
    return figures_of(cells, "rank", places, PLACES, INCOMPLETE)


def rank_change(panel: pd.DataFrame) -> pd.DataFrame:
    """Return the places gained (位次变化): last year's rank - this year's.

    Unit: places. Absent for a span and flow of which a cell or a base is missing: an order with gaps
    has no places. Source: the published provincial report.
    """
    cells = panel[panel["flow"] != BALANCE]
    known = cells["base"].notna() & cells["extent"].eq(ALL)
    full = known.groupby([cells[key] for key in _GROUP]).transform("all")
    places_gained = (_places(cells, "base") - _places(cells, "value")).where(full)
    return figures_of(against_base(cells), "rank_change", places_gained, PLACES, BASE_INCOMPLETE)


def gap(panel: pd.DataFrame) -> pd.DataFrame:
    """Return how far each cell is behind the next larger one (与前位差率).

    (value of the place before - own value) / own value. Unit: percent. No row for the first place,
    nor for an own value below ``MINIMUM_BASE``; absent where ``rank`` is. Of equal values the first by code is ahead.
    Source: an article on the 31 provinces in 2024 (``data/published/annual_2024_*``).
    """
    cells = panel[panel["flow"] != BALANCE].sort_values(list(CELL))
    cells = cells.sort_values("value", ascending=False, kind="stable")
    ahead = cells.groupby(_GROUP)["value"].shift()
    behind = cells[ahead.notna() & (cells["value"] >= MINIMUM_BASE)]
    gaps = (ahead / behind["value"] - 1).dropna() * 100
    return figures_of(behind, "gap", gaps.where(behind["extent"] != SOME), PERCENT, INCOMPLETE)


def _places(cells: pd.DataFrame, column: str) -> pd.Series[float]:
    return cells.groupby(_GROUP)[column].rank(method="min", ascending=False)
