"""The same table twice, under two months: found by its values, whatever its name and format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.observations.coded_rows import SERIES
from helpers.observations.validation.finding import Remark
from helpers.observations.validation.summary import Together

_SEVERAL: Final = 5
"""So many different numbers are not the same by chance, if each has so many digits."""
_DIGITS: Final = 4
_EXACT: Final = 1e-9
_MOST: Final = 0.5
_TABLE: Final = ["source", "period"]


def same_tables(files: Together) -> Iterator[Remark]:
    """Report two files whose numbers are the same in different months."""
    cells = files.cells
    values = cells.numbers("value")
    frame = cells.rows[_TABLE].astype("str").assign(key=cells.key(SERIES), value=values)
    frame = frame[_is_telling(values)]
    twice = frame[frame.duplicated(["key", "value"], keep=False)]
    if twice.empty:
        return
    pairs = twice.merge(twice, on=["key", "value"], suffixes=("", "_other"))
    pairs = pairs[
        (pairs["period"] < pairs["period_other"]) & (pairs["source"] != pairs["source_other"])
    ]
    for tables, rows in pairs.groupby([*_TABLE, "source_other", "period_other"]):
        names = [*map(str, tables)]
        one, other = names[:2], names[2:]
        shared = len(_series(frame, *one) & _series(frame, *other))
        if rows["value"].nunique() >= _SEVERAL and len(rows) > _MOST * shared:
            last = files.fetched_last((one[0], other[0]))
            (source, period), (first, before) = (one, other) if last == one[0] else (other, one)
            values_of = {"period": period, "other_period": before, "count": len(rows)}
            yield Remark(source, values_of, first, 1.0)


def _series(frame: pd.DataFrame, source: str, period: str) -> set[int]:
    mine = (frame["source"] == source) & (frame["period"] == period)
    return set(frame.loc[mine, "key"])


def _is_telling(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Return which numbers have so many digits, zeros at their end not counted."""
    sizes = np.floor(np.log10(np.where(values > 0, values, 1)))
    shortened = values / 10.0 ** (sizes - _DIGITS + 2)
    found: NDArray[np.bool_] = (values > 0) & (np.abs(shortened - np.round(shortened)) > _EXACT)
    return found
