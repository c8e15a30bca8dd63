"""What a later release changed: the same figure of a dataset, with another value."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pandas as pd
from duckdb import DuckDBPyConnection

from helpers.core.dimensions import DIMENSIONS, VALUE, WHOLE
from helpers.observations.schema import CELL

REVISION_COLUMNS: Final = (
    *CELL,
    "dataset",
    "before",
    "value",
    "difference",
    "source_before",
    "released_before",
    "source",
    "released",
)
"""The columns of revisions: the figure, what it was and is, and the files that say so."""

VINTAGE_COLUMNS: Final = (
    "dataset",
    "region",
    "unit",
    "span",
    "flow",
    "period",
    "released",
    "source",
    "value",
)

_LAST_DAY: Final = "9999-12-31"


def revisions(
    con: DuckDBPyConnection, relations: Iterable[str], since: str | None, until: str | None
) -> pd.DataFrame:
    """List the figures whose value a later release changed.

    Parameters
    ----------
    con : duckdb.DuckDBPyConnection
        Where the relations are known.
    relations : iterable of str
        Tables of columns ``rows.stored_rows``.
    since : str or None
        A day: what was known on it is compared with what is known later. None compares each figure
        with the release before its latest.
    until : str or None
        A day: nothing released after it is seen.

    Returns
    -------
    pandas.DataFrame
        Columns ``REVISION_COLUMNS``; values before quantities, the largest difference first.
    """
    frames = [_revised(con, relation, since, until) for relation in sorted(set(relations))]
    full = [frame for frame in frames if not frame.empty]
    if not full:
        return pd.DataFrame(columns=list(REVISION_COLUMNS))
    found = pd.concat(full, ignore_index=True)
    size = found["difference"].abs()
    order = found.assign(kind=found["measure"] != VALUE, size=-size)
    ordered = order.sort_values(["kind", "unit", "size", *CELL], kind="stable")
    return ordered.loc[:, list(REVISION_COLUMNS)].reset_index(drop=True)


def vintages(con: DuckDBPyConnection, relations: Iterable[str]) -> pd.DataFrame:
    """List every value released of the totals of China and its regions, where there are several.

    Returns
    -------
    pandas.DataFrame
        Columns ``VINTAGE_COLUMNS``: of totals of all goods, partners, regimes and enterprises;
        those of one figure below one another, the first release first.
    """
    wholes = " AND ".join(f"{name} = '{WHOLE}'" for name in DIMENSIONS if name != "region")
    key = ", ".join(("dataset", *CELL))
    frames = [
        con.sql(
            f"SELECT {', '.join(VINTAGE_COLUMNS)} FROM {relation} WHERE {wholes} AND measure = ? "
            f"QUALIFY count(DISTINCT released) OVER (PARTITION BY {key}) > 1",
            params=[VALUE],
        )
        .to_arrow_table()
        .to_pandas()
        for relation in sorted(set(relations))
    ]
    full = [frame for frame in frames if not frame.empty]
    if not full:
        return pd.DataFrame(columns=list(VINTAGE_COLUMNS))
    found = pd.concat(full, ignore_index=True)
    ordered: pd.DataFrame = found.sort_values(list(VINTAGE_COLUMNS[:-1]), ignore_index=True)
    return ordered


def _revised(
    con: DuckDBPyConnection, relation: str, since: str | None, until: str | None
) -> pd.DataFrame:
    key = ", ".join(("dataset", *CELL))
    # Only rows that share their cell can be of one figure: few do, and only those are compared.
    con.execute(
        "CREATE OR REPLACE TEMP TABLE vintages AS SELECT *, row_number() OVER "
        f"(PARTITION BY {key} ORDER BY released DESC, source DESC) AS vintage FROM "
        f"(SELECT * FROM {relation} WHERE released <= ? "
        "QUALIFY count(*) OVER (PARTITION BY cell) > 1)",
        [until or _LAST_DAY],
    )
    text = (
        f"SELECT {', '.join(f'newer.{name}' for name in CELL)}, newer.dataset, "
        "older.value AS before, newer.value, newer.value - older.value AS difference, "
        "older.source AS source_before, older.released AS released_before, "
        "newer.source, newer.released FROM vintages newer JOIN "
        f"(SELECT * FROM vintages WHERE vintage > 1 AND released <= ? "
        f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY vintage) = 1) older "
        f"USING ({key}) WHERE newer.vintage = 1 AND newer.value <> older.value "
        "AND newer.released > ?"
    )
    found: pd.DataFrame = (
        con.sql(text, params=[since or _LAST_DAY, since or ""]).to_arrow_table().to_pandas()
    )
    return found
