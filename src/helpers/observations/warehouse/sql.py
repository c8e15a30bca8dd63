"""The SQL of the store: what a query sees, which slices that makes, and their sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import pandas as pd
import pyarrow as pa
from duckdb import DuckDBPyConnection

from helpers.core.dimensions import DIMENSIONS, WHOLE
from helpers.observations.schema import CELL, COMPUTED, OBSERVED
from helpers.observations.warehouse.query import ANSWER_COLUMNS, Query
from helpers.observations.warehouse.rows import NUMBERS
from helpers.observations.warehouse.slices import Slice

_SEEN: Final = "seen"
_SLICE: Final = ("period", "span", "flow", "member", "dataset", "slice", "digits")
_SUMMED: Final = ("value", "growth", "step", "basis", "sources")
_TEXTS: Final = [name for name in ANSWER_COLUMNS if name not in NUMBERS]
_ANSWER: Final = pa.schema(
    [
        (name, pa.float64() if name in NUMBERS else pa.string())
        for name in (*ANSWER_COLUMNS, "member")
    ]
)
_ORDER: Final = ["period", "member", "span", "flow"]


def see(
    con: DuckDBPyConnection, relations: Iterable[str], months: Sequence[str], query: Query
) -> None:
    """Keep the rows of some months that a query may use."""
    where, values = _conditions(query, months)
    member = query.keep[0] if query.members else "''"
    rows = [
        f"SELECT *, {member} AS member FROM {relation} WHERE {where}"
        for relation in sorted(set(relations))
    ]
    text = " UNION ALL ".join(rows)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {_SEEN} AS {text}", values * len(rows))


def keep_latest(con: DuckDBPyConnection) -> None:
    """Drop of a figure that a dataset gives twice all but the latest.

    The latest is that of the latest release; of two of one day that of the file last by name. Only
    rows whose cell another shares may be of one figure, and are looked at.
    """
    count, cells = con.execute(f"SELECT count(*), count(DISTINCT cell) FROM {_SEEN}").fetchall()[0]
    if cells == count:
        return
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


def count_seen(con: DuckDBPyConnection) -> int:
    """Return the number of rows a query sees."""
    return int(con.execute(f"SELECT count(*) FROM {_SEEN}").fetchall()[0][0])


def slices_seen(con: DuckDBPyConnection, query: Query) -> Iterator[Slice]:
    """Yield the slices of what a query sees."""
    parts = ", ".join(f"bool_or({name}_part)" for name in DIMENSIONS)
    rows = con.execute(
        f"SELECT {', '.join(_SLICE)}, max(released), list(DISTINCT source), "
        f"bool_or(product <> ?), {parts} FROM {_SEEN} GROUP BY {', '.join(_SLICE)} "
        f"ORDER BY {', '.join(_SLICE)}",
        [query.fixed.get("product", "")],
    ).fetchall()
    for row in rows:
        named = dict(zip(_SLICE, row, strict=False))
        released, sources, other, *flags = row[len(_SLICE) :]
        yield Slice(
            **named,
            released=released,
            sources=tuple(sorted(sources)),
            parts=frozenset(name for name, flag in zip(DIMENSIONS, flags, strict=True) if flag),
            longer=other and "product" in query.fixed,
        )


def answer_from(con: DuckDBPyConnection, chosen: Iterable[Slice], query: Query) -> pd.DataFrame:
    """Answer a query from the slices chosen for it.

    Returns
    -------
    pandas.DataFrame
        Columns ``ANSWER_COLUMNS``, by month, member, span and flow.
    """
    alike: dict[frozenset[str], list[Slice]] = {}
    for found in chosen:
        alike.setdefault(found.summed_over(query), []).append(found)
    # Dictionaries are for the store: an answer has text.
    tables = [_answer(con, found, over, query).cast(_ANSWER) for over, found in alike.items()]
    if not tables:
        return pd.DataFrame(columns=list(ANSWER_COLUMNS))
    rows = pa.concat_tables(tables)
    if len(tables) > 1:
        rows = rows.sort_by([(name, "ascending") for name in _ORDER])
    frame: pd.DataFrame = rows.drop_columns("member").to_pandas()
    return frame.astype(dict.fromkeys(_TEXTS, "str"))


def _conditions(query: Query, months: Sequence[str]) -> tuple[str, list[Any]]:
    where = [f"period IN ({_places(months)})", "measure = ?", "unit = ?"]
    values: list[Any] = [*months, query.measure, query.unit]
    if query.members:
        (dimension,) = query.keep
        where.append(f"{dimension} IN ({_places(query.members)})")
        values += query.members
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


def _places(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _answer(
    con: DuckDBPyConnection, found: Sequence[Slice], over: frozenset[str], query: Query
) -> pa.Table:
    """Answer from slices that are summed over the same dimensions, if over any."""
    keys = f"({_places(_SLICE)})"
    mine = f"({', '.join(_SLICE)}) IN (VALUES {', '.join([keys] * len(found))})"
    values = [getattr(one, name) for one in found for name in _SLICE]
    order = ", ".join(_ORDER)
    if not over:
        names = ", ".join(ANSWER_COLUMNS[:-2])
        basis = f"'{OBSERVED}' AS basis, source AS sources, member"
        text = f"SELECT {names}, {basis} FROM {_SEEN} WHERE {mine} ORDER BY {order}, source, place"
        return con.sql(text, params=values).to_arrow_table()
    wholes = {name: query.fixed.get(name, WHOLE) for name in over}
    named = [name for name in ANSWER_COLUMNS if name not in _SUMMED and name not in over]
    parts = "".join(f" AND {name}_part" for name in sorted(over))
    columns = {
        **{name: name for name in named},
        **dict.fromkeys(wholes, "CAST(? AS VARCHAR)"),
        "value": "sum(value)",
        "growth": "CAST(NULL AS DOUBLE)",
        "step": "max(step)",
        "basis": f"'{COMPUTED}'",
        "sources": "string_agg(DISTINCT source, ';' ORDER BY source)",
    }
    listed = ", ".join(f"{columns[name]} AS {name}" for name in ANSWER_COLUMNS)
    members = [wholes[name] for name in ANSWER_COLUMNS if name in wholes]
    by = ", ".join(dict.fromkeys((*_ORDER, *named)))
    text = f"SELECT {listed}, member FROM {_SEEN} WHERE {mine}{parts} GROUP BY {by} ORDER BY {by}"
    return con.sql(text, params=[*members, *values]).to_arrow_table()
