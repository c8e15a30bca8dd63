"""Bases that are not stored: those that a source's own growth rates imply.

A producer compares with last year's figures as revised since. What the store has of last year may
be older than that, or not be there at all; the printed growth then tells the base.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from helpers.figures import IMPLIED, PERCENT
from helpers.metrics.changes import MINIMUM_BASE, against_base, figures_of
from helpers.metrics.panel import SUBJECT, both_sides
from helpers.vocabulary import BALANCE, TOTAL

_HALF_DIGIT: Final = 0.05
"""Growth is printed to one decimal: half of its last digit, in percentage points."""


def implied_bases(panel: pd.DataFrame) -> pd.DataFrame:
    """Take the base that the printed growth implies where the stored one is missing or superseded.

    value / (1 + printed growth / 100). A stored base is superseded where the growth against it
    contradicts the printed one by more than rounding allows; then all flows of the subject take
    the implied bases, so that none of them compares two vintages.

    Parameters
    ----------
    panel : pandas.DataFrame
        Columns ``PANEL_COLUMNS``.

    Returns
    -------
    pandas.DataFrame
        The same rows; ``basis_base`` is ``implied`` where the base is, and its sources are those of
        the value. Totals without a printed growth and balances take the bases of their exports and
        imports where one is implied.
    """
    factor = 1 + panel["printed"] / 100
    # Growth that prints as -100 % leaves next to nothing to tell a base from.
    wanted = (factor > 0) & (panel["base"].isna() | _superseded(panel))
    cells = panel.copy()
    cells.loc[wanted, "base"] = panel["value"] / factor
    cells.loc[wanted, "basis_base"] = IMPLIED
    cells.loc[wanted, "sources_base"] = cells["sources"]
    return _derived_bases(cells)


def growth_against_stored(panel: pd.DataFrame) -> pd.DataFrame:
    """Give the growth against the stored base, in percent, where that base is superseded.

    Returns
    -------
    pandas.DataFrame
        Columns ``figures.COLUMNS``, metric ``growth_stored``; empty where no base is superseded.
    """
    cells = against_base(panel[_superseded(panel) & (panel["flow"] != BALANCE)])
    cells = cells[cells["base"] >= MINIMUM_BASE]
    return figures_of(cells, "growth_stored", (cells["value"] / cells["base"] - 1) * 100, PERCENT)


def _superseded(panel: pd.DataFrame) -> pd.Series[bool]:
    """Tell the rows of subjects with a printed growth that their stored base can't give."""
    base = panel["base"].where(panel["base"] > 0)
    computed = (panel["value"] / base - 1) * 100
    rounding = panel["step"].fillna(0) + panel["value"] / base * panel["step_base"].fillna(0)
    slack = rounding / 2 / base * 100 + _HALF_DIGIT
    against = (computed - panel["printed"]).abs() > slack
    return against.groupby([panel[key] for key in SUBJECT]).transform("any")


def _derived_bases(cells: pd.DataFrame) -> pd.DataFrame:
    """Add up, and subtract, the bases of exports and imports where one of them is implied."""
    both = both_sides(cells)
    both = both[(both["basis_base_x"] == IMPLIED) | (both["basis_base_m"] == IMPLIED)]
    bases = {TOTAL: both["base_x"] + both["base_m"], BALANCE: both["base_x"] - both["base_m"]}
    for flow, base in bases.items():
        known = both[list(SUBJECT)].assign(flow=flow, derived_base=base)
        found = cells[[*SUBJECT, "flow"]].merge(known, how="left")["derived_base"]
        found.index = cells.index
        wanted = found.notna() & (cells["basis_base"] != IMPLIED)
        cells.loc[wanted, "base"] = found
        cells.loc[wanted, "basis_base"] = IMPLIED
        cells.loc[wanted, "sources_base"] = cells["sources"]
    return cells
