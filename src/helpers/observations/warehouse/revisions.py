"""What a later release changed: the same figure of a dataset, with another value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd
from duckdb import DuckDBPyConnection

from helpers.core.dimensions import DIMENSIONS, VALUE, WHOLE
from helpers.observations.schema import CELL
from helpers.observations.warehouse.vintages import Covered
from helpers.observations.warehouse.withdrawn import DAYS, LACKING, lay_out_lacking

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
_KEY: Final = ", ".join(("dataset", *CELL))


def revisions(
    con: DuckDBPyConnection,
    relations: Iterable[str],
    covered: Sequence[Covered],
    since: str | None,
    until: str | None,
) -> pd.DataFrame:
    """List the figures whose value a later release changed.

    Which is the later one the day of release decides. What a complete release does not have is nothing.

    Parameters
    ----------
    con : duckdb.DuckDBPyConnection
        Where the relations are known, and the table ``DAYS``.
    relations : iterable of str
        Tables of columns ``rows.stored_rows``.
    covered : sequence of Covered
        What complete files cover of others.
    since : str or None
        A day: what was known on it is compared with what is known later. None compares each figure
        with the release before its latest.
    until : str or None
        A day: nothing released after it is seen.

    Returns
    -------
    pandas.DataFrame
        Columns ``REVISION_COLUMNS``; values before quantities, the largest difference first. Nothing
        is NaN; of a file without a day of release it is empty.
    """
    older = "known <= ?" if since else "vintage = 2"
    pairs = (
        f"vintages newer JOIN (SELECT * FROM vintages WHERE {older} QUALIFY row_number() OVER "
        f"(PARTITION BY {_KEY} ORDER BY vintage) = 1) older USING ({_KEY}) WHERE newer.vintage = 1"
    )
    days = [since] if since else []
    frames = []
    for relation in sorted(set(relations)):
        _lay_out_vintages(con, relation, covered, until)
        frames.append(_changed(con, pairs, days))
    return _ordered(frames)


def release_changes(
    con: DuckDBPyConnection, relations: Iterable[str], covered: Sequence[Covered]
) -> pd.DataFrame:
    """List what each release changed: every figure released again, compared with the release before.

    A figure that two releases changed one after the other is listed twice.

    Returns
    -------
    pandas.DataFrame
        As ``revisions`` does.
    """
    pairs = (
        f"vintages newer JOIN vintages older USING ({_KEY}) WHERE older.vintage = newer.vintage + 1"
    )
    frames = []
    for relation in sorted(set(relations)):
        _lay_out_vintages(con, relation, covered, None)
        frames.append(_changed(con, pairs, []))
    return _ordered(frames)


def vintages(con: DuckDBPyConnection, relations: Iterable[str]) -> pd.DataFrame:
    """List every value released of the totals of China and its provinces, where they differ.

    Returns
    -------
    pandas.DataFrame
        Columns ``VINTAGE_COLUMNS``: of totals of all goods, partners, regimes and enterprises;
        those of one figure below one another, the first release first, ``released`` being empty where
        the day is not known.
    """
    wholes = " AND ".join(f"{name} = '{WHOLE}'" for name in DIMENSIONS if name != "region")
    frames = [
        con.sql(
            f"SELECT * REPLACE (day AS released) FROM {relation} JOIN {DAYS} USING (source) "
            f"WHERE {wholes} AND (region = ? OR region_part) AND measure = ? "
            f"QUALIFY count(DISTINCT value) OVER (PARTITION BY {_KEY}) > 1",
            params=[WHOLE, VALUE],
        )
        .to_arrow_table()
        .to_pandas()
        for relation in sorted(set(relations))
    ]
    full = [frame for frame in frames if not frame.empty]
    if not full:
        return pd.DataFrame(columns=list(VINTAGE_COLUMNS))
    found = pd.concat(full, ignore_index=True)
    columns = list(VINTAGE_COLUMNS)
    ordered: pd.DataFrame = found[columns].sort_values(columns[:-1], ignore_index=True)
    return ordered


def _lay_out_vintages(
    con: DuckDBPyConnection, relation: str, covered: Sequence[Covered], until: str | None
) -> None:
    """Make the table ``vintages``: what each release known by a day has of figures, 1 the latest."""
    lay_out_lacking(con, relation, covered)
    cells = f"SELECT cell FROM {relation} GROUP BY cell"
    # Only rows that share their cell can be of one figure: few do, and only those are compared.
    con.execute(
        "CREATE OR REPLACE TEMP TABLE vintages AS SELECT *, dense_rank() OVER "
        f"(PARTITION BY {_KEY} ORDER BY day DESC) AS vintage FROM (SELECT {_KEY}, source, value "
        f"FROM {relation} WHERE cell IN ({cells} HAVING count(*) > 1) OR cell IN "
        f"(SELECT cell FROM {LACKING}) UNION ALL SELECT DISTINCT {_KEY}, lacked_by, NULL FROM "
        f"{LACKING}) JOIN {DAYS} USING (source) WHERE known <= ? "
        f"QUALIFY row_number() OVER (PARTITION BY {_KEY}, day ORDER BY value IS NULL, source DESC) = 1",
        [until or _LAST_DAY],
    )


def _changed(con: DuckDBPyConnection, pairs: str, values: list[str]) -> pd.DataFrame:
    """Return the pairs of vintages, ``newer`` and ``older``, that differ."""
    text = (
        f"SELECT {', '.join(f'newer.{name}' for name in CELL)}, newer.dataset, "
        "older.value AS before, newer.value, "
        "coalesce(newer.value, 0) - coalesce(older.value, 0) AS difference, "
        "older.source AS source_before, older.day AS released_before, "
        f"newer.source, newer.day AS released FROM {pairs} "
        "AND newer.value IS DISTINCT FROM older.value"
    )
    found: pd.DataFrame = con.sql(text, params=values).to_arrow_table().to_pandas()
    return found


def _ordered(frames: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Put values before quantities, and the largest difference first."""
    full = [frame for frame in frames if not frame.empty]
    if not full:
        return pd.DataFrame(columns=list(REVISION_COLUMNS))
    found = pd.concat(full, ignore_index=True)
    order = found.assign(kind=found["measure"] != VALUE, size=-found["difference"].abs())
    ordered = order.sort_values(["kind", "unit", "size", *CELL], kind="stable")
    return ordered.loc[:, list(REVISION_COLUMNS)].reset_index(drop=True)
