"""Growth of the surplus, and how far it can be trusted."""

from __future__ import annotations

from typing import Final

import pandas as pd

from helpers.core.dimensions import BALANCE
from helpers.indicators.cells import SUBJECT
from helpers.indicators.changes import MINIMUM_BASE, against_base, figures_of
from helpers.indicators.figures import PERCENT, POINTS
from helpers.indicators.inputs import Declaration, cell, sides
from helpers.indicators.panel import both_sides
from helpers.observations.schema import BALANCE_SIGN, IMPLIED

_HALF_DIGIT: Final = 0.0005
"""Half of the last digit of a growth printed to one decimal of a percent."""

_SURPLUS: Final = ((cell, "level"), (cell, "base"))
INPUTS: Final[Declaration] = {
    "surplus_growth": (_SURPLUS,),
    "surplus_growth_error": ((*_SURPLUS, (sides, "level"), (sides, "base")),),
}


def surplus_growth(panel: pd.DataFrame) -> pd.DataFrame:
    """Return the growth of the surplus (顺差增长率): (value - base) / base of the balance.

    Unit: percent. Absent unless both years are surpluses: a balance that changes its sign has no
    growth rate. Source: the customs' annual briefing.
    """
    cells = against_base(panel[panel["flow"] == BALANCE])
    both = (cells["base"] >= MINIMUM_BASE) & (cells["value"] >= MINIMUM_BASE)
    growth = ((cells["value"] / cells["base"] - 1) * 100).where(both)
    return figures_of(cells, "surplus_growth", growth, PERCENT, BALANCE_SIGN)


def surplus_growth_error(panel: pd.DataFrame) -> pd.DataFrame:
    """Return how far rounding can move the growth of the surplus (误差上限).

    A surplus is a small difference of large numbers. Where its base is implied, each of the values
    is known to half a ``step`` and each printed growth to half of its last digit; the bound adds
    up what each of these does to the growth, to first order. A value's error is in its base too,
    where most of it cancels. Unit: percentage points. Rows only for surpluses in both years whose
    base is implied.
    """
    balance = panel[(panel["flow"] == BALANCE) & (panel["basis_base"] == IMPLIED)]
    cells = balance.merge(both_sides(panel), on=list(SUBJECT))
    cells = cells[(cells["base"] >= MINIMUM_BASE) & (cells["value"] >= MINIMUM_BASE)]
    ratio = cells["value"] / cells["base"]
    error = cells["value"] * 0
    for side in "xm":
        deflated = cells[f"base_{side}"] / cells[f"value_{side}"]
        error += (1 - ratio * deflated).abs() * cells[f"step_{side}"].fillna(0) / 2
        error += ratio * cells[f"base_{side}"] * deflated * _HALF_DIGIT
    return figures_of(
        against_base(cells), "surplus_growth_error", error / cells["base"] * 100, POINTS
    )
