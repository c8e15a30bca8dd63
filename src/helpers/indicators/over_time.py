"""One cell from month to month: sums of twelve months, an index, what was first released.

These take figures of several months and return figures of those months; what needs months that are not
there is absent for that reason, and never bridged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import pandas as pd

from helpers.core.dimensions import BALANCE
from helpers.core.periods import MONTH, MONTHS_OF_YEAR, Month
from helpers.indicators.cells import joined
from helpers.indicators.changes import MINIMUM_BASE
from helpers.indicators.figures import COLUMNS, PERCENT, POINTS_OF_INDEX, Figure
from helpers.indicators.inputs import Declaration, Selected, cell
from helpers.indicators.page import PageFigures
from helpers.observations.schema import (
    ABSENT,
    BASE_INCOMPLETE,
    BASE_ZERO,
    COMPUTED,
    KEYS,
    MEMBERS_CHANGED,
    MEMBERS_UNKNOWN,
    MONTHS_MISSING,
    NO_BASE,
)
from helpers.reference.partners import GROUPS, UNLISTED, membership_changes

_CELL: Final = [key for key in KEYS if key not in ("metric", "period")]

FIRST_KEYS: Final = (*_CELL, "unit", "period")
"""What names a level that was revised."""

Record = dict[Any, Any]
"""A row of a frame of figures."""


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


def why_apart(partner: str, first: str, last: str) -> str:
    """Return why the values of two months are not of the same members of a group; nothing where they are."""
    if first == last or partner not in {*GROUPS, *UNLISTED}:
        return ""
    if partner in UNLISTED:
        return MEMBERS_UNKNOWN
    moved = any(first < month <= last for month in membership_changes(partner))
    return MEMBERS_CHANGED if moved else ""


def rolling_year(levels: pd.DataFrame) -> pd.DataFrame:
    """Return for each month the sum of the twelve months through it (近 12 个月合计).

    Metric ``rolling_year``; unit: that of the levels. Absent where one of the months has no value
    (``months_missing``), or a group of partners had other members in one (``members_changed``).
    Source: the usual way to look past the Lunar New Year and other seasons.

    Parameters
    ----------
    levels : pandas.DataFrame
        Figures ``level`` of months; those of other spans are left out.
    """
    rows = []
    for cells in _cells(levels[levels["span"] == MONTH]):
        for period, last in cells.items():
            months = months_through(period, MONTHS_OF_YEAR)
            parts = [cells[month] for month in months if month in cells]
            known = [part for part in parts if not pd.isna(part["value"])]
            full = len(known) == MONTHS_OF_YEAR
            why = why_apart(last["partner"], months[0], period) if full else MONTHS_MISSING
            value = None if why else sum(part["value"] for part in known)
            rows.append(_row(last, known, "rolling_year", value, why))
    return _frame(rows)


def rolling_year_growth(rolling: pd.DataFrame) -> pd.DataFrame:
    """Return the growth of a sum of twelve months over that a year before.

    Metric ``rolling_year_growth``; unit: percent. Absent without that sum (``no_base`` where the
    data does not reach so far back, ``base_incomplete`` where a month is missing), of a group that had
    other members in one of the months, and for a balance.

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
            apart = why_apart(
                last["partner"], months_through(period, 2 * MONTHS_OF_YEAR)[0], period
            )
            why = last["reason"] or _why(before) or apart or BASE_ZERO
            usable = base >= MINIMUM_BASE and not last["reason"] and not apart
            value = (last["value"] - base) / base * 100 if usable else None
            parts = [last, *([] if before is None else [before])]
            row = _row(last, parts, "rolling_year_growth", value, why)
            rows.append({**row, "unit": PERCENT, "step": float("nan")})
    return _frame(rows)


def index(levels: pd.DataFrame, first: str) -> pd.DataFrame:
    """Return each month's level as an index, the month ``first`` being 100 (指数).

    Metric ``index``; unit: index points. Absent where that month has no value, or one below
    ``MINIMUM_BASE``, or a group of partners other members than in it; a balance has no index.
    Which month is 100 stands with the series, not in the metric.
    """
    rows = []
    for cells in _cells(levels[levels["flow"] != BALANCE]):
        start = cells.get(first)
        base = float("nan") if start is None else start["value"]
        for period, last in cells.items():
            apart = why_apart(last["partner"], min(first, period), max(first, period))
            why = last["reason"] or (NO_BASE if pd.isna(base) else apart or BASE_ZERO)
            usable = base >= MINIMUM_BASE and not last["reason"] and not apart
            parts = [last, *([] if start is None else [start])]
            value = last["value"] / base * 100 if usable else None
            row = _row(last, parts, "index", value, why)
            rows.append({**row, "unit": POINTS_OF_INDEX, "step": float("nan")})
    return _frame(rows)


def first_levels(
    levels: pd.DataFrame, released: Mapping[tuple[Any, ...], tuple[float, str]]
) -> pd.DataFrame:
    """Return what was first released of levels that were revised since (初次公布值).

    Metric ``first_level``; unit: that of the level. No row of a level that was not revised.

    Parameters
    ----------
    levels : pandas.DataFrame
        Figures ``level``.
    released : mapping of tuple to (float, str)
        By ``FIRST_KEYS`` the value first released, and the files that gave it.
    """
    rows = []
    for row in levels.dropna(subset="value").to_dict("records"):
        found = released.get(tuple(row[key] for key in FIRST_KEYS))
        if found is not None:
            value, sources = found
            rows.append({**row, "metric": "first_level", "value": value, "sources": sources})
    return _frame(rows)


def _why(before: Record | None) -> str:
    """Return why there is no growth over a sum of a year before."""
    if before is None:
        return NO_BASE
    return BASE_INCOMPLETE if before["reason"] else ""


def _cells(figures: pd.DataFrame) -> list[dict[str, Record]]:
    """Return each cell's figures by month, oldest first."""
    found: dict[tuple[Any, ...], dict[str, Record]] = {}
    for row in figures.sort_values([*_CELL, "period"], kind="stable").to_dict("records"):
        found.setdefault(tuple(row[key] for key in _CELL), {})[str(row["period"])] = row
    return [*found.values()]


def _row(
    last: Record, parts: Iterable[Record], metric: str, value: float | None, reason: str
) -> Record:
    """Make a figure of a cell's month from those that it is computed from."""
    used = [*parts]
    sources = joined(*(str(part["sources"]) for part in used))
    steps = [part["step"] for part in used if not pd.isna(part["step"])]
    made: Record = {"metric": metric, "value": value, "basis": COMPUTED, "reason": ""}
    known: Record = {"step": max(steps, default=float("nan")), "sources": sources}
    return {**last, **made, **known} if value is not None else {**last, **made, **_absent(reason)}


def _absent(reason: str) -> Record:
    nan = float("nan")
    return {"value": nan, "step": nan, "basis": ABSENT, "reason": reason, "sources": ""}


def _frame(rows: list[Record]) -> pd.DataFrame:
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
