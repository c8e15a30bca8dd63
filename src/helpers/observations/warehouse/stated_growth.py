"""Growth that is stated of a figure elsewhere: by another dataset, or of January under its other span.

Another dataset is a bulletin, or a file written by hand with its source.
"""

from __future__ import annotations

from math import isnan
from typing import Final

import pandas as pd
from duckdb import DuckDBPyConnection

from helpers.core.dimensions import DIMENSIONS
from helpers.observations.schema import CELL

_EXACT: Final = 1e-9
"""Relative: sums of the same numbers, but for the order in which they are added."""


def with_stated_growth(con: DuckDBPyConnection, relation: str, rows: pd.DataFrame) -> pd.DataFrame:
    """Fill in the growth that other datasets state, of figures whose own source states none.

    Only where both give the figure the same value, but for rounding: else the growth is of another
    release, or of something else. Of several that of the latest release counts.

    Parameters
    ----------
    con : duckdb.DuckDBPyConnection
        Where the relation is known.
    relation : str
        All rows that a query may use, of all datasets.
    rows : pandas.DataFrame
        What is answered, columns ``query.ANSWER_COLUMNS``.

    Returns
    -------
    pandas.DataFrame
        The same rows; the file that states the growth is among their sources.
    """
    several = con.execute(f"SELECT count(DISTINCT dataset) > 1 FROM {relation}").fetchall()[0][0]
    if not several or rows["growth"].notna().all():
        return rows
    stated = con.execute(
        f"SELECT {', '.join(CELL)}, value, coalesce(step, 0), growth, source FROM {relation} "
        "WHERE growth IS NOT NULL ORDER BY released, source"
    ).fetchall()
    known = {tuple(map(str, row[: len(CELL)])): row[len(CELL) :] for row in stated}
    growths, sources = rows["growth"].tolist(), rows["sources"].tolist()
    keys = zip(*(rows[name].tolist() for name in CELL), strict=True)
    cells = zip(keys, rows["value"].tolist(), rows["step"].tolist(), strict=True)
    for place, (key, value, step) in enumerate(cells):
        if isnan(growths[place]) and (told := known.get(key)):
            stated_value, stated_step, growth, source = told
            rounding = (stated_step + (step if step > 0 else 0)) / 2
            if abs(value - stated_value) <= rounding + _EXACT * stated_value:
                growths[place] = growth
                sources[place] = ";".join(sorted({*sources[place].split(";"), source}))
    return rows.assign(growth=growths, sources=pd.Series(sources, rows.index, dtype="str"))


def with_growth_of_january(rows: pd.DataFrame) -> pd.DataFrame:
    """Fill in the growth of January that its source states of January to January, and the other way round.

    The two are one figure: only where they have one value, in the same files.

    Parameters
    ----------
    rows : pandas.DataFrame
        What is answered, columns ``query.ANSWER_COLUMNS``.
    """
    open_ = rows["growth"].isna() & rows["period"].str.endswith("-01")
    if not open_.any():
        return rows
    figure = ["period", "flow", *DIMENSIONS, "measure", "unit", "value", "sources"]
    known = rows.groupby(figure, observed=True)["growth"].transform("first")
    return rows.assign(growth=rows["growth"].mask(open_, known))
