"""Level, change and growth of a cell against the same cell a year before."""

from __future__ import annotations

from typing import Final

import pandas as pd

from helpers.core.dimensions import BALANCE
from helpers.indicators.figures import COLUMNS, PERCENT
from helpers.indicators.inputs import (
    Declaration,
    cell,
    group_members,
    printed,
    sides,
    whole_members,
)
from helpers.indicators.panel import join_sources
from helpers.observations.schema import ABSENT, BASE_ZERO, COMPUTED, IMPLIED, PRINTED, SUPERSEDED

MINIMUM_BASE: Final = 1.0
"""A base of less than one unit (a dollar, a yuan, a piece) counts as none: the growth against it
says nothing. Bases of a few dollars do occur in print, with growth of millions of percent."""

INPUTS: Final[Declaration] = {
    "level": (((sides, "level"),), ((group_members, "level"),), ((whole_members, "level"),)),
    # The bases of provinces are implied one by one, by flow: a region's exports and imports of last
    # year do not add up to its total, which is the sum of its provinces' totals.
    "base": (
        ((cell, "level"), (printed, "growth")),
        ((group_members, "base"),),
        ((sides, "base"),),
        ((whole_members, "base"),),
    ),
    "change": (((cell, "level"), (cell, "base")), ((cell, "level"), (printed, "growth"))),
    "growth": (((cell, "level"), (cell, "base")), ((cell, "level"), (cell, "change"))),
}


def level(panel: pd.DataFrame) -> pd.DataFrame:
    """Return the value of each cell: exports, imports, their total, and exports - imports.

    Unit: that of the panel. Absent for a group of which a member is missing. Source: the customs'
    tables of 进出口, 出口, 进口 and 差额.
    """
    cells = panel.assign(metric="level", basis=panel["basis"].mask(panel["value"].isna(), ABSENT))
    return cells.loc[:, list(COLUMNS)]


def base(panel: pd.DataFrame) -> pd.DataFrame:
    """Return the value of each cell a year before (上年同期).

    Unit: that of the panel. Absent where none is stored and no printed growth implies it; zero where
    what is stored of that year is all there is, and has no such cell.
    """
    cells = panel.assign(sources=panel["sources_base"], reason=panel["reason_base"])
    figures = figures_of(cells, "base", panel["base"], panel["unit"])
    figures["basis"] = figures["basis"].where(figures["basis"] == ABSENT, panel["basis_base"])
    return figures


def change(panel: pd.DataFrame) -> pd.DataFrame:
    """Return the absolute change (增减额): value - base.

    Unit: that of the panel. Absent without a base. Source: the published monthly reports, which
    print it for the balance in place of a growth rate.
    """
    difference = panel["value"] - panel["base"]
    return figures_of(against_base(panel), "change", difference, panel["unit"])


def growth(panel: pd.DataFrame) -> pd.DataFrame:
    """Return the year-on-year growth (同比): (value - base) / base.

    Unit: percent. Computed where a base of at least ``MINIMUM_BASE`` is stored; else as the source
    prints it (basis ``printed``), also where the base is implied by what it prints; else computed
    with bases that are implied for its parts (basis ``implied``); else absent. Where the stored base was
    revised, and the source prints no growth, the basis is ``superseded``. A balance has no
    growth rate. Source: the customs' 同比, and the published monthly reports.
    """
    cells = against_base(panel[panel["flow"] != BALANCE])
    as_printed = (cells["basis_base"] == IMPLIED) & cells["printed"].notna()
    stored = cells["base"].where(~as_printed)
    base = stored.where(stored >= MINIMUM_BASE)
    computed = (cells["value"] - base) / base * 100
    # A stored base that is too small is no base: the growth the source prints would be as empty.
    printed = cells["printed"].where(stored.isna())
    figures = figures_of(cells, "growth", computed.fillna(printed), PERCENT)
    figures.loc[computed.isna() & printed.notna(), "basis"] = PRINTED
    return figures


def against_base(cells: pd.DataFrame) -> pd.DataFrame:
    """Prepare cells for figures that compare with the base.

    Returns
    -------
    pandas.DataFrame
        The cells with the sources of both; ``derived``, the basis; ``reason``, why value or base is
        missing.
    """
    derived = cells["basis_base"].where(cells["basis_base"].isin((IMPLIED, SUPERSEDED)), COMPUTED)
    sources = join_sources(cells["sources"], cells["sources_base"])
    reason = cells["reason"].where(cells["reason"] != "", cells["reason_base"])
    return cells.assign(sources=sources, derived=derived, reason=reason)


def figures_of(
    cells: pd.DataFrame,
    metric: str,
    value: pd.Series[float],
    unit: str | pd.Series[str],
    otherwise: str = BASE_ZERO,
) -> pd.DataFrame:
    """Return figures of computed values; NaN is ``absent``, for the reason that the cell gives.

    Parameters
    ----------
    cells : pandas.DataFrame
        Columns ``PANEL_COLUMNS``; ``reason``, why there is no value; ``derived``, the basis, if it
        is not ``computed``.
    metric : str
        The metric's name.
    value : pandas.Series
        Unrounded, aligned with ``cells``.
    unit : str or pandas.Series
        One unit for all, or one a cell.
    otherwise : str
        Why a value is NaN where the cell lacks nothing: its divisor is too small.
    """
    # Of what the source rounded, only an amount in the same unit is known to the same step.
    step = cells["step"].where(cells["unit"] == unit) if "step" in cells else float("nan")
    basis = cells.get("derived", COMPUTED)
    named = cells.loc[:, [name for name in COLUMNS if name in cells]]
    figures = named.assign(metric=metric, value=value, unit=unit, step=step, basis=basis)
    figures.loc[value.isna(), "basis"] = ABSENT
    why = cells["reason"].where(cells["reason"] != "", otherwise)
    figures["reason"] = why.where(value.isna(), "")
    return figures.loc[:, list(COLUMNS)]
