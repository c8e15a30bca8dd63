"""One cell from month to month: sums of twelve months, an index, months that are missing.

These take figures of several months and return figures of those months; what needs months that are not
there is absent for that reason, and never bridged.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Final

import pandas as pd

from helpers.core.dimensions import BALANCE
from helpers.core.periods import MONTH, MONTHS_OF_YEAR, Month
from helpers.indicators.changes import MINIMUM_BASE
from helpers.indicators.figures import COLUMNS, PERCENT, POINTS_OF_INDEX, Figure
from helpers.indicators.inputs import Declaration, Selected, cell
from helpers.indicators.page import PageFigures
from helpers.indicators.panel import joined_sources
from helpers.observations.schema import (
    ABSENT,
    BASE_INCOMPLETE,
    BASE_ZERO,
    COMPUTED,
    KEYS,
    MONTHS_MISSING,
    NO_BASE,
    NO_DATA,
)

_CELL: Final = [key for key in KEYS if key not in ("metric", "period")]

Rows = dict[Hashable, Any]


def months_through(period: str, count: int) -> list[str]:
    """Return so many months through a month, the oldest first.

    Examples
    --------
    >>> months_through("2025-01", 3)
    ['2024-11', '2024-12', '2025-01']
    """
    last = Month.parse(period)
    return [str(last.minus(back)) for back in range(count - 1, -1, -1)]


def months_between(first: str, last: str) -> list[str]:
    """Return all months from one to another, both among them."""
    months = [last]
    while months[-1] > first:
        months.append(str(Month.parse(months[-1]).minus(1)))
    return months[::-1]


def with_gaps(figures: pd.DataFrame, months: Sequence[str]) -> pd.DataFrame:
    """Add to each cell the months that it has no figure of: absent, with the reason ``no_data``.

    Parameters
    ----------
    figures : pandas.DataFrame
        Figures of one metric, of several months.
    months : sequence of str
        The months that are wanted; others are left as they are.
    """
    missing = [
        {**[*cells.values()][-1], "period": month, **_absent(NO_DATA)}
        for cells in _cells(figures)
        for month in months
        if month not in cells
    ]
    return pd.concat([figures, _frame(missing)], ignore_index=True) if missing else figures


def rolling_year(levels: pd.DataFrame) -> pd.DataFrame:
    """Return for each month the sum of the twelve months through it (近 12 个月合计).

    Metric ``rolling_year``; unit: that of the levels. Absent where one of the months has no value
    (``months_missing``). Source: the usual way to look past the Lunar New Year and other seasons.

    Parameters
    ----------
    levels : pandas.DataFrame
        Figures ``level`` of months; those of other spans are left out.
    """
    rows = []
    for cells in _cells(levels[levels["span"] == MONTH]):
        for period, last in cells.items():
            months = (month for month in months_through(period, MONTHS_OF_YEAR) if month in cells)
            known = [cells[month] for month in months if not pd.isna(cells[month]["value"])]
            full = len(known) == MONTHS_OF_YEAR
            value = sum(part["value"] for part in known)
            rows.append(_row(last, known, "rolling_year", value if full else None, MONTHS_MISSING))
    return _frame(rows)


def rolling_year_growth(rolling: pd.DataFrame) -> pd.DataFrame:
    """Return the growth of a sum of twelve months over that a year before.

    Metric ``rolling_year_growth``; unit: percent. Absent without that sum (``no_base`` where the
    data does not reach so far back, ``base_incomplete`` where a month is missing), and for a balance.

    Parameters
    ----------
    rolling : pandas.DataFrame
        What ``rolling_year`` returns.
    """
    rows = []
    for cells in _cells(rolling[rolling["flow"] != BALANCE]):
        for period, last in cells.items():
            before = cells.get(str(Month.parse(period).year_before()))
            base = float("nan") if before is None else before["value"]
            why = last["reason"] or _why(before)
            usable = base >= MINIMUM_BASE and not last["reason"]
            value = (last["value"] - base) / base * 100 if usable else None
            parts = [last, *([] if before is None else [before])]
            row = _row(last, parts, "rolling_year_growth", value, why)
            rows.append({**row, "unit": PERCENT, "step": float("nan")})
    return _frame(rows)


def index(levels: pd.DataFrame, first: str) -> pd.DataFrame:
    """Return each month's level as an index, the month ``first`` being 100 (指数).

    Metric ``index``; unit: index points. Absent where that month has no value, or one below
    ``MINIMUM_BASE``; a balance has no index. Which month is 100 stands with the series, not in the metric.
    """
    rows = []
    for cells in _cells(levels[levels["flow"] != BALANCE]):
        start = cells.get(first)
        base = float("nan") if start is None else start["value"]
        for last in cells.values():
            why = last["reason"] or (NO_BASE if pd.isna(base) else BASE_ZERO)
            usable = base >= MINIMUM_BASE and not last["reason"]
            parts = [last, *([] if start is None else [start])]
            value = last["value"] / base * 100 if usable else None
            row = _row(last, parts, "index", value, why)
            rows.append({**row, "unit": POINTS_OF_INDEX, "step": float("nan")})
    return _frame(rows)


def first_levels(levels: pd.DataFrame, earlier: pd.DataFrame) -> pd.DataFrame:
    """Return what was first released of a level that was revised since (初次公布值).

    Metric ``first_level``; unit: that of the level. No row where the two are the same.

    Parameters
    ----------
    levels, earlier : pandas.DataFrame
        Figures ``level`` as they are known now, and as they were when first released.
    """
    keys = [*_CELL, "period", "unit"]
    now = levels.dropna(subset="value").set_index(keys)["value"]
    known = earlier.dropna(subset="value").assign(metric="first_level")
    latest = pd.Series([now.get(key) for key in known[keys].itertuples(index=False, name=None)])
    changed = latest.notna().to_numpy() & (latest.to_numpy() != known["value"].to_numpy())
    found: pd.DataFrame = known[changed].loc[:, list(COLUMNS)]
    return found


def _why(before: Rows | None) -> str:
    """Return why there is no growth over a sum of a year before."""
    if before is None:
        return NO_BASE
    return BASE_INCOMPLETE if before["reason"] else BASE_ZERO


def _cells(figures: pd.DataFrame) -> list[dict[str, Rows]]:
    """Return each cell's figures by month, oldest first."""
    found: dict[tuple[Any, ...], dict[str, Rows]] = {}
    for row in figures.sort_values([*_CELL, "period"], kind="stable").to_dict("records"):
        found.setdefault(tuple(row[key] for key in _CELL), {})[str(row["period"])] = row
    return [*found.values()]


def _row(last: Rows, parts: Iterable[Rows], metric: str, value: float | None, reason: str) -> Rows:
    """Make a figure of a cell's month from those that it is computed from."""
    used = [*parts]
    sources = joined_sources(str(part["sources"]) for part in used)
    steps = [part["step"] for part in used if not pd.isna(part["step"])]
    made: Rows = {"metric": metric, "value": value, "basis": COMPUTED, "reason": ""}
    known: Rows = {"step": max(steps, default=float("nan")), "sources": sources}
    return {**last, **made, **known} if value is not None else {**last, **made, **_absent(reason)}


def _absent(reason: str) -> Rows:
    nan = float("nan")
    return {"value": nan, "step": nan, "basis": ABSENT, "reason": reason, "sources": ""}


def _frame(rows: list[Rows]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.astype({"value": "float64", "step": "float64"})


def _twelve(figure: Figure, page: PageFigures, metric: str) -> Selected:
    """Select the twelve months of a sum."""
    months = months_through(figure.period, MONTHS_OF_YEAR)
    return [page.find(figure, metric=metric, period=month) for month in months]


def _year_before(figure: Figure, page: PageFigures, metric: str) -> Selected:
    before = str(Month.parse(figure.period).year_before())
    return [page.find(figure, metric=metric, period=before)]


INPUTS: Final[Declaration] = {
    "rolling_year": (((_twelve, "level"),),),
    "rolling_year_growth": (((cell, "rolling_year"), (_year_before, "rolling_year")),),
    "index": (),
    "first_level": (),
}
