"""One figure through the years: records, runs of growth, multiples, compound growth, plan sums.

These take figures of several periods and give figures of the last of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import pandas as pd

from helpers.core import number_format
from helpers.core.periods import Month
from helpers.indicators.figures import COLUMNS, COUNT, PERCENT, TIMES
from helpers.indicators.panel import join_sources
from helpers.observations.schema import COMPUTED, KEYS

_CELL: Final = [key for key in KEYS if key not in ("metric", "period")]
_YEAR: Final = 12


def record(levels: pd.DataFrame) -> pd.DataFrame:
    """Tell whether the last period is the highest of all: of how many it is, 0 if it is not.

    Parameters
    ----------
    levels : pandas.DataFrame
        Figures ``level`` of several periods.

    Returns
    -------
    pandas.DataFrame
        Columns ``figures.COLUMNS``, a count; none for a cell of one period only.
    """
    rows = []
    for cells in _series(levels):
        last, before = cells.iloc[-1], cells.iloc[:-1]
        if len(before):
            highest = bool((before["value"] < last["value"]).all())
            rows.append(_told(cells, "record", len(cells) if highest else 0, COUNT))
    return _frame(rows)


def run(growths: pd.DataFrame, lag: int) -> pd.DataFrame:
    """Count the periods in a row, up to the last, with growth as printed above zero.

    Parameters
    ----------
    growths : pandas.DataFrame
        Figures ``growth`` of several periods.
    lag : int
        Months from one period to the next: 12 for years, 1 for months. A gap ends the run, so the
        count is the least it can be.
    """
    rows = []
    for cells in _series(growths):
        count, expected = 0, Month.parse(str(cells["period"].iloc[-1]))
        for period, value in zip(cells["period"][::-1], cells["value"][::-1], strict=True):
            rose = number_format.direction(number_format.percent(value)) > 0
            if Month.parse(period) != expected or not rose:
                break
            count, expected = count + 1, expected.minus(lag)
        rows.append(_told(cells, "run_years" if lag == _YEAR else "run_months", count, COUNT))
    return _frame(rows)


def multiple(levels: pd.DataFrame, first: str) -> pd.DataFrame:
    """Give the last value as a multiple of that of the first period: last / first."""
    return _since(levels, first, "multiple", TIMES, lambda ratio, _: ratio)


def growth_since(levels: pd.DataFrame, first: str) -> pd.DataFrame:
    """Give the growth of the last value over that of the first period, in percent."""
    return _since(levels, first, "growth_since_base", PERCENT, lambda ratio, _: (ratio - 1) * 100)


def cagr(levels: pd.DataFrame, first: str) -> pd.DataFrame:
    """Give the compound annual growth since the first period, in percent.

    (last / first) ^ (1 / years) - 1.
    """
    return _since(
        levels, first, "cagr", PERCENT, lambda ratio, years: (ratio ** (1 / years) - 1) * 100
    )


def plan_sum(levels: pd.DataFrame, years: Iterable[int]) -> pd.DataFrame:
    """Add up the years of a plan; none for a cell that lacks one of them.

    Parameters
    ----------
    levels : pandas.DataFrame
        Figures ``level`` of whole years.
    years : iterable of int
        Such as 2021 to 2025.
    """
    wanted = {str(year) for year in years}
    rows = []
    for cells in _series(levels[levels["period"].str[:4].isin(wanted)]):
        if set(cells["period"].str[:4]) == wanted:
            unit = str(cells["unit"].iloc[-1])
            rows.append(_told(cells, "plan_sum", cells["value"].sum(), unit))
    return _frame(rows)


def _series(figures: pd.DataFrame) -> list[pd.DataFrame]:
    """Return each cell's figures that have a number, oldest first."""
    known = figures.dropna(subset="value").sort_values("period", kind="stable")
    return [cells for _, cells in known.groupby(_CELL, sort=True)]


def _since(
    levels: pd.DataFrame,
    first: str,
    metric: str,
    unit: str,
    tell: Callable[[float, int], float],
) -> pd.DataFrame:
    """Tell of each cell that has the first period what its last is to it.

    ``tell`` is given last / first, and the years between them.
    """
    rows = []
    for cells in _series(levels[levels["period"] >= first]):
        start, last = cells.iloc[0], cells.iloc[-1]
        if start["period"] == first and len(cells) > 1 and start["value"] > 0:
            years = int(str(last["period"])[:4]) - int(first[:4])
            value = tell(float(last["value"] / start["value"]), years)
            rows.append(_told(cells.iloc[[0, -1]], metric, value, unit))
    return _frame(rows)


def _told(cells: pd.DataFrame, metric: str, value: float, unit: str) -> dict[str, object]:
    last = cells.iloc[-1]
    (sources,) = join_sources(pd.Series([";".join(cells["sources"])]))
    known = {"metric": metric, "value": float(value), "unit": unit, "basis": COMPUTED}
    amount = {"step": cells["step"].max() if unit == last["unit"] else float("nan")}
    return {**{key: last[key] for key in (*_CELL, "period")}, **known, **amount, "sources": sources}


def _frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS))
