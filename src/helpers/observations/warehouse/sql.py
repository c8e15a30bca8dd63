"""The questions to DuckDB: what a query sees, which slices that makes, and their sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import pandas as pd
import pyarrow as pa
from duckdb import DuckDBPyConnection

from helpers.core.dimensions import DIMENSIONS, WHOLE
from helpers.observations.schema import CELL, COMPUTED, OBSERVED
from helpers.observations.warehouse.choice import Slice
from helpers.observations.warehouse.query import ANSWER_COLUMNS, Query
from helpers.observations.warehouse.rows import NUMBERS

_SEEN: Final = "seen"
_SLICE: Final = ("span", "flow", "dataset", "slice", "digits")
_SUMMED: Final = ("value", "growth", "step", "basis", "sources")
_TEXTS: Final = [name for name in ANSWER_COLUMNS if name not in NUMBERS]
_ANSWER: Final = pa.schema(
    [(name, pa.float64() if name in NUMBERS else pa.string()) for name in ANSWER_COLUMNS]
)


def see(con: DuckDBPyConnection, relation: str, query: Query) -> None:
    """Keep the rows a query may use; of a figure that a dataset gives twice, the latest.

    The latest is that of the latest release; of two of one day that of the file last by name.
    """
    where, values = _conditions(query)
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {_SEEN} AS SELECT * FROM {relation} WHERE {where}", values
    )
    count, files, cells = con.execute(
        f"SELECT count(*), count(DISTINCT source), count(DISTINCT cell) FROM {_SEEN}"
    ).fetchone() or (0, 0, 0)
    if files > 1 and cells < count:
        _keep_latest(con)


def slices(con: DuckDBPyConnection, query: Query) -> Iterator[Slice]:
    """Yield the slices of what a query sees."""
    parts = ", ".join(f"bool_or({name}_part)" for name in DIMENSIONS)
    rows = con.execute(
        f"SELECT {', '.join(_SLICE)}, max(released), list(DISTINCT source), "
        f"bool_or(product <> ?), {parts} FROM {_SEEN} GROUP BY {', '.join(_SLICE)} "
        f"ORDER BY {', '.join(_SLICE)}",
        [query.fixed.get("product", "")],
    ).fetchall()
    for span, flow, dataset, name, digits, released, sources, other, *flags in rows:
        yield Slice(
            span,
            flow,
            dataset,
            name,
            digits,
            released,
            tuple(sorted(sources)),
            frozenset(one for one, flag in zip(DIMENSIONS, flags, strict=True) if flag),
            other and "product" in query.fixed,
        )


def answered(con: DuckDBPyConnection, found: Iterable[Slice], query: Query) -> pd.DataFrame:
    """Answer a query from the slices chosen for it, one a span and flow.

    Returns
    -------
    pandas.DataFrame
        Columns ``ANSWER_COLUMNS``, by span and flow.
    """
    ordered = sorted(found, key=lambda one: (one.span, one.flow))
    tables = [_answer(con, one, query) for one in ordered]
    if not tables:
        return pd.DataFrame(columns=list(ANSWER_COLUMNS))
    # Dictionaries are for the store: an answer has text.
    frame: pd.DataFrame = pa.concat_tables(one.cast(_ANSWER) for one in tables).to_pandas()
    return frame.astype(dict.fromkeys(_TEXTS, "str"))


def _conditions(query: Query) -> tuple[str, list[Any]]:
    where = ["period = ?", "measure = ?", "unit = ?"]
    values: list[Any] = [query.period, query.measure, query.unit]
    for dimension, member in query.fixed.items():
        if dimension == "product" and member.isdigit():
            # Of an HS code the rows of the longer codes within it too.
            where.append("starts_with(product, ?) AND digits > 0")
        else:
            where.append(f"{dimension} = ?")
        values.append(member)
    if query.as_of is not None:
        where.append("released <= ?")
        values.append(query.as_of)
    return " AND ".join(where), values


def _keep_latest(con: DuckDBPyConnection) -> None:
    """Look closer at the rows whose cell another shares: they may be of one figure."""
    key = ", ".join(("dataset", *CELL))
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE shared AS SELECT * FROM {_SEEN} WHERE cell IN "
        f"(SELECT cell FROM {_SEEN} GROUP BY cell HAVING count(*) > 1)"
    )
    con.execute(f"DELETE FROM {_SEEN} WHERE cell IN (SELECT cell FROM shared)")
    con.execute(
        f"INSERT INTO {_SEEN} SELECT * FROM shared QUALIFY row_number() OVER "
        f"(PARTITION BY {key} ORDER BY released DESC, source DESC) = 1"
    )


def _answer(con: DuckDBPyConnection, one: Slice, query: Query) -> pa.Table:
    mine = " AND ".join(f"{name} = ?" for name in _SLICE)
    values = [one.span, one.flow, one.dataset, one.slice, one.digits]
    over = one.over(query)
    if not over:
        basis = f"'{OBSERVED}' AS basis, source AS sources"
        names = ", ".join(ANSWER_COLUMNS[:-2])
        text = f"SELECT {names}, {basis} FROM {_SEEN} WHERE {mine} ORDER BY source, place"
        return con.sql(text, params=values).to_arrow_table()
    wholes = {name: query.fixed.get(name, WHOLE) for name in over}
    keys = [name for name in ANSWER_COLUMNS if name not in _SUMMED and name not in over]
    parts = "".join(f" AND {name}_part" for name in sorted(over))
    columns = {
        **{name: name for name in keys},
        **dict.fromkeys(wholes, "CAST(? AS VARCHAR)"),
        "value": "sum(value)",
        "growth": "CAST(NULL AS DOUBLE)",
        "step": "max(step)",
        "basis": f"'{COMPUTED}'",
        "sources": "string_agg(DISTINCT source, ';' ORDER BY source)",
    }
    listed = ", ".join(f"{columns[name]} AS {name}" for name in ANSWER_COLUMNS)
    asked = [wholes[name] for name in ANSWER_COLUMNS if name in wholes]
    by = ", ".join(keys)
    text = f"SELECT {listed} FROM {_SEEN} WHERE {mine}{parts} GROUP BY {by} ORDER BY {by}"
    return con.sql(text, params=[*asked, *values]).to_arrow_table()
