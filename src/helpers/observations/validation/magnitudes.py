"""Numbers against the same series in other months: whole files, and single totals, far off.

Trade of a month is seldom more than a few times that of another; 万元 read as 元 makes it 10,000
times smaller throughout. Each number is compared with its nearest neighbours in time, January to a
month as an average month.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pandas as pd

from helpers.core.periods import YTD
from helpers.observations.coded_rows import SERIES, CodedRows, Mask
from helpers.observations.schema import CELL
from helpers.observations.validation.finding import Remark
from helpers.observations.validation.summary import Together, is_steady

_NEIGHBOURS: Final = 3
"""So many numbers before and after, of those there are."""
_APART: Final = 60
"""In months; over a longer time goods do grow fifty-fold."""
_MANY: Final = 5
"""Fewer series tell of a whole file only if they are totals of China or of provinces."""
_FACTOR: Final = np.log10(50)
_FACTOR_OF_FEW: Final = np.log10(500)
_FACTOR_OF_ONE: Final = np.log10(1000)


def magnitudes(files: Together) -> Iterator[Remark]:
    """Report files whose numbers are throughout many times those of other months."""
    everything = np.ones(len(files.cells), dtype=bool)
    for row in _misread(files.cells, everything).itertuples():
        size = float(str(row.size))
        values = {"measure": row.measure, "unit": row.unit, "series": row.series, **_times(size)}
        yield Remark(str(row.source), values, str(row.other), 10 ** abs(size) - 1)


def outliers(files: Together) -> Iterator[Remark]:
    """Warn of single totals of China or a province that are many times those of other months."""
    cells = files.cells
    steady = is_steady(cells)
    misread = frozenset(_misread(cells, steady)["source"])
    sound = steady & ~cells.matching("source", misread.__contains__)
    pairs = _neighbours(cells, sound)
    if pairs.empty:
        return
    pairs["off"] = pairs["size"].abs() >= _FACTOR_OF_ONE
    mostly = pairs.groupby("row")["off"].transform("mean") > 1 / 2
    apart = pairs[pairs["off"] & mostly]
    worst = apart.sort_values("size", key=abs, ascending=False).drop_duplicates("row")
    sources = cells.rows["source"].astype(str).to_numpy()[worst["row"]]
    for source, rows in worst.groupby(sources):
        off, other = (cells.rows.iloc[rows.iloc[0][side]] for side in ("row", "other"))
        size, where = float(rows.iloc[0]["size"]), str(other["source"])
        values = {name: str(off[name]) for name in CELL} | _times(size)
        values |= {
            name: float(cell["value"]) for name, cell in (("value", off), ("other_value", other))
        }
        values |= {"other_month": str(other["period"]), "count": len(rows)}
        yield Remark(
            str(source), values, "" if where == str(source) else where, 10 ** abs(size) - 1
        )


def _times(size: float) -> dict[str, Any]:
    """Return by how many times something is larger or smaller, of a power of ten."""
    return {"kind": "larger" if size > 0 else "smaller", "times": float(f"{10 ** abs(size):.1e}")}


def _neighbours(cells: CodedRows, chosen: Mask) -> pd.DataFrame:
    """Pair each number with the nearest ones of its series, before and after.

    Returns
    -------
    pandas.DataFrame
        ``row`` and ``other``, the places of two numbers; ``size``, the power of ten by which the
        first is larger; ``series``.
    """
    values = cells.rows["value"].to_numpy(dtype=np.float64)
    places = np.flatnonzero(chosen & (values > 0))
    month = cells.mapped("period", lambda period: int(period[:4]) * 12 + int(period[5:]))
    number = cells.mapped("period", lambda period: int(period[5:]))
    sizes = np.log10(values[places])
    sizes -= np.where(cells.having("span", YTD)[places], np.log10(number[places]), 0.0)
    month, series = month[places], cells.key(SERIES)[places]
    order = np.lexsort((month, series))
    frames = []
    for reach in range(1, _NEIGHBOURS + 1):
        later, earlier = order[reach:], order[:-reach]
        near = (series[later] == series[earlier]) & (month[later] - month[earlier] <= _APART)
        later, earlier = later[near], earlier[near]
        for here, there in ((later, earlier), (earlier, later)):
            columns = {"row": places[here], "other": places[there], "series": series[here]}
            frames.append(pd.DataFrame({**columns, "size": sizes[here] - sizes[there]}))
    return pd.concat(frames, ignore_index=True)


def _misread(cells: CodedRows, chosen: Mask) -> pd.DataFrame:
    """Find the files that are off as a whole, as far as the chosen rows tell.

    Of two that differ it is the one that differs from most others; both, where neither does.

    Returns
    -------
    pandas.DataFrame
        A row a file, measure and unit: ``source``, ``measure``, ``unit``, ``other`` (the file it
        was compared with), ``size`` (the power of ten by which it is larger), ``series``.
    """
    pairs = _compared(cells, chosen)
    if pairs.empty:
        return pairs
    side = ["source", "measure", "unit"]
    pairs["mostly"] = pairs.groupby(side)["off"].transform("mean") > 1 / 2
    theirs = pairs.drop_duplicates(side)[[*side, "mostly"]]
    theirs = theirs.rename(columns={"source": "other", "mostly": "other_mostly"})
    pairs = pairs.merge(theirs, on=["other", "measure", "unit"])
    misread = pairs[pairs["off"] & (pairs["mostly"] | ~pairs["other_mostly"])]
    return misread.sort_values("series", ascending=False, kind="stable").drop_duplicates(side)


def _compared(cells: CodedRows, chosen: Mask) -> pd.DataFrame:
    """Compare files two by two, each from its side, by the median of their common series."""
    pairs = _neighbours(cells, chosen)
    row, other = pairs["row"].to_numpy(), pairs["other"].to_numpy()
    sides = {name: cells.rows[name].array[row] for name in ("source", "measure", "unit")}
    sides["other"] = cells.rows["source"].array[other]
    pairs = pairs.assign(**sides, steady=is_steady(cells)[row])
    apart = cells.codes("source")[row] != cells.codes("source")[other]
    grouped = pairs[apart].groupby(list(sides), observed=True)
    found: pd.DataFrame = grouped.agg(
        size=("size", "median"), series=("series", "nunique"), steady=("steady", "all")
    ).reset_index()
    found = found.astype(dict.fromkeys(sides, "str"))
    many = found["series"] >= _MANY
    found["off"] = found["size"].abs() >= np.where(many, _FACTOR, _FACTOR_OF_FEW)
    return found[many | found["steady"]]
