"""One cell through the years: records, runs of growth, multiples, compound growth, sums of a plan.

These take figures of several periods and return figures of the last of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Final

import pandas as pd

from helpers.core import number_format
from helpers.core.periods import MONTHS_OF_YEAR, Month
from helpers.indicators.figures import COLUMNS, COUNT, PERCENT, TIMES, Figure
from helpers.indicators.inputs import Declaration, Selected, cell
from helpers.indicators.page import PageFigures
from helpers.indicators.panel import join_sources
from helpers.observations.schema import COMPUTED, KEYS

_CELL: Final = [key for key in KEYS if key not in ("metric", "period")]
_YEARS_OF_PLAN: Final = 5


def plan_of(year: int) -> range:
    """Return the years of the five-year plan of a year: 2021 to 2025 for 2024."""
    first = (year - 1) // _YEARS_OF_PLAN * _YEARS_OF_PLAN + 1
    return range(first, first + _YEARS_OF_PLAN)


def plan_base(period: str) -> str:
    """Return the same period of the year before the plan: 2020-12 for 2024-12."""
    return f"{plan_of(int(period[:4]))[0] - 1}{period[4:]}"


def record(levels: pd.DataFrame, lag: int | None = None) -> pd.DataFrame:
    """Return among how many periods the last is the highest (最高纪录), 0 if it is not.

    Unit: count. No row for a cell of one period only. Source: 创历史新高 in the customs' briefings,
    as far as the data goes back.

    Parameters
    ----------
    levels : pandas.DataFrame
        Figures ``level`` of several periods.
    lag : int, optional
        Months from one period to the next, such as 1: only the periods up to the last without a gap count.
    """
    rows = []
    for every in _series(levels):
        cells = every if lag is None else _without_gap(every, lag)
        last, before = cells.iloc[-1], cells.iloc[:-1]
        if len(before):
            highest = bool((before["value"] < last["value"]).all())
            rows.append(_row(cells, "record", len(cells) if highest else 0, COUNT))
    return _frame(rows)


def run(growths: pd.DataFrame, lag: int) -> pd.DataFrame:
    """Count the periods in a row, up to the last, with growth as printed above zero.

    Metric ``run_years`` or ``run_months``; unit: count. A gap ends the run, so the count is the
    least it can be. Source: 连续增长 in the customs' briefings.

    Parameters
    ----------
    growths : pandas.DataFrame
        Figures ``growth`` of several periods.
    lag : int
        Months from one period to the next: 12 for years, 1 for months.
    """
    metric = "run_years" if lag == MONTHS_OF_YEAR else "run_months"
    rows = []
    for cells in _series(growths):
        count, expected = 0, Month.parse(str(cells["period"].iloc[-1]))
        for period, value in zip(cells["period"][::-1], cells["value"][::-1], strict=True):
            rose = number_format.direction(number_format.percent(value)) > 0
            if Month.parse(period) != expected or not rose:
                break
            count, expected = count + 1, expected.minus(lag)
        rows.append(_row(cells, metric, count, COUNT))
    return _frame(rows)


def multiple(levels: pd.DataFrame, first: str) -> pd.DataFrame:
    """Return the last value as a multiple (倍数) of that of the first period: last / first.

    Unit: times. No row without a value above zero in the first period. Source: the article on the 31
    provinces in 2024 (``data/published/annual_2024_*``).
    """
    return _since(levels, first, "multiple", TIMES, lambda ratio, _: ratio)


def growth_since(levels: pd.DataFrame, first: str) -> pd.DataFrame:
    """Return the growth of the last value over that of the first period: last / first - 1.

    Unit: percent. No row without a value above zero in the first period. The metric
    ``growth_since_base`` takes the year before the five-year plan. Source: the customs' briefings.
    """
    return _since(levels, first, "growth_since_base", PERCENT, lambda ratio, _: (ratio - 1) * 100)


def cagr(levels: pd.DataFrame, first: str) -> pd.DataFrame:
    """Return the compound annual growth (年均增长) since the first period.

    (last / first) ^ (1 / years) - 1. Unit: percent. No row without a value above zero in the first
    period. Source: 年均增长 in the customs' briefings.
    """
    return _since(
        levels, first, "cagr", PERCENT, lambda ratio, years: (ratio ** (1 / years) - 1) * 100
    )


def plan_sum(levels: pd.DataFrame, years: Iterable[int]) -> pd.DataFrame:
    """Return the sum of the years of a plan.

    Unit: that of the levels. No row for a cell that lacks one of the years. Source: 五年累计 in the
    customs' briefing for 2025.

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
            rows.append(_row(cells, "plan_sum", cells["value"].sum(), unit))
    return _frame(rows)


def _series(figures: pd.DataFrame) -> list[pd.DataFrame]:
    """Return each cell's figures that have a number, oldest first."""
    known = figures.dropna(subset="value").sort_values("period", kind="stable")
    return [cells for _, cells in known.groupby(_CELL, sort=True)]


def _without_gap(cells: pd.DataFrame, lag: int) -> pd.DataFrame:
    """Return the periods up to the last between which none is missing."""
    months = [Month.parse(str(period)) for period in cells["period"]]
    follows = [later.minus(lag) == earlier for earlier, later in pairwise(months)]
    gaps = [place for place, joined in enumerate(follows, start=1) if not joined]
    return cells.iloc[gaps[-1] if gaps else 0 :]


def _since(
    levels: pd.DataFrame,
    first: str,
    metric: str,
    unit: str,
    formula: Callable[[float, int], float],
) -> pd.DataFrame:
    """Return a metric of last / first and the years between, for cells that have the first period."""
    rows = []
    for cells in _series(levels[levels["period"] >= first]):
        start, last = cells.iloc[0], cells.iloc[-1]
        if start["period"] == first and len(cells) > 1 and start["value"] > 0:
            years = int(str(last["period"])[:4]) - int(first[:4])
            value = formula(float(last["value"] / start["value"]), years)
            rows.append(_row(cells.iloc[[0, -1]], metric, value, unit))
    return _frame(rows)


def _row(cells: pd.DataFrame, metric: str, value: float, unit: str) -> dict[str, object]:
    last = cells.iloc[-1]
    (sources,) = join_sources(pd.Series([";".join(cells["sources"])]))
    known = {"metric": metric, "value": float(value), "unit": unit, "basis": COMPUTED, "reason": ""}
    amount = {"step": cells["step"].max() if unit == last["unit"] else float("nan")}
    return {**{key: last[key] for key in (*_CELL, "period")}, **known, **amount, "sources": sources}


def _frame(rows: list[dict[str, object]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _compared(figure: Figure, page: PageFigures, metric: str) -> Selected:
    """Select the levels among which a record was found: as many as it counts."""
    levels = page.history(figure, metric)
    return levels if len(levels) > 1 and figure.value in (0, len(levels)) else []


def _run(figure: Figure, page: PageFigures, metric: str) -> Selected:
    """Select the growth of the periods of a run, and of that which ended it."""
    last, count = Month.parse(figure.period), int(figure.value or 0)
    lag = MONTHS_OF_YEAR if figure.metric == "run_years" else 1
    months = [str(last.minus(lag * place)) for place in range(count + 1)]
    return [page.find(figure, metric=metric, period=month) for month in months]


def _oldest(figure: Figure, page: PageFigures, metric: str) -> Selected:
    return page.history(figure, metric)[:1]


def _at_plan_base(figure: Figure, page: PageFigures, metric: str) -> Selected:
    return [page.find(figure, metric=metric, period=plan_base(figure.period))]


def _plan_years(figure: Figure, page: PageFigures, metric: str) -> Selected:
    years = [f"{year}{figure.period[4:]}" for year in plan_of(int(figure.period[:4]))]
    return [page.find(figure, metric=metric, period=year) for year in years]


_SINCE_PLAN_BASE: Final = ((cell, "level"), (_at_plan_base, "level"))
INPUTS: Final[Declaration] = {
    "record": (((_compared, "level"),),),
    "run_*": (((_run, "growth"),),),
    "multiple": (((cell, "level"), (_oldest, "level")),),
    "growth_since_base": (_SINCE_PLAN_BASE,),
    "cagr": (_SINCE_PLAN_BASE,),
    "plan_sum": (((_plan_years, "level"),),),
}
