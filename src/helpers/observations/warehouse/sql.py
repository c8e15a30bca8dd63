"""The SQL of the store: what a query sees, which slices that makes, and their sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from math import nan
from typing import Any, Final

import pandas as pd
import pyarrow as pa
from duckdb import DuckDBPyConnection

from helpers.core.dimensions import DIMENSIONS, WHOLE
from helpers.core.errors import SourceError
from helpers.observations.schema import CELL, COMPUTED, OBSERVED
from helpers.observations.scope import within
from helpers.observations.warehouse.query import ANSWER_COLUMNS, Query
from helpers.observations.warehouse.rows import NUMBERS
from helpers.observations.warehouse.slices import Candidate, Slice
from helpers.observations.warehouse.vintages import Covered
from helpers.reference.units import base_unit

SEEN: Final = "seen"
_SLICE: Final = ("period", "span", "flow", "member", "dataset", "slice", "digits")
TABLE: Final = ("source", "period", "span", "flow", "slice", "digits")
COARSE: Final = 1e9
"""See ``Slice.coarse``."""

_GOODS: Final = ("dataset", "period", "span", "flow", *DIMENSIONS)
"""What a value and its quantity have in common."""
_EXACT: Final = 1e-9
"""Relative: by so much the same number differs from itself, written otherwise."""
_SUMMED: Final = ("value", "growth", "step", "basis", "sources")
_ANSWER: Final = pa.schema(
    [
        (name, pa.float64() if name in NUMBERS else pa.string())
        for name in (*ANSWER_COLUMNS, "member")
    ]
)
_ORDER: Final = ["period", "member", "span", "flow"]


def see(
    con: DuckDBPyConnection,
    relations: Iterable[str],
    months: Sequence[str],
    query: Query,
    among: Iterable[str] | None = None,
) -> None:
    """Keep the rows of some months that a query may use; only of some files where these are given."""
    where, values = _conditions(query, months)
    if among is not None:
        where, values = f"{where} AND source IN (SELECT unnest(?))", [*values, sorted(among)]
    member = query.keep[0] if query.members else "''"
    rows = [
        f"SELECT *, {member} AS member FROM {relation} WHERE {where}"
        for relation in sorted(set(relations))
    ]
    text = " UNION ALL ".join(rows)
    con.execute(f"CREATE OR REPLACE TEMP TABLE {SEEN} AS {text}", values * len(rows))


def convert(con: DuckDBPyConnection, query: Query) -> None:
    """Convert quantities to the unit of the query; those that are zero are not given, and go.

    Of two quantities of the same goods in one file the first counts, as the customs' first unit does.
    """
    con.execute(f"DELETE FROM {SEEN} WHERE value = 0")
    units = [unit for (unit,) in con.execute(f"SELECT DISTINCT unit FROM {SEEN}").fetchall()]
    if set(units) <= {query.unit}:
        return
    factor = f"CASE CAST(unit AS VARCHAR) {' '.join('WHEN ? THEN ?' for _ in units)} END"
    values = [each for unit in units for each in (unit, query.units[unit])]
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {SEEN} AS SELECT * REPLACE "
        f"(value * {factor} AS value, step * {factor} AS step, ? AS unit) FROM {SEEN} "
        f"QUALIFY row_number() OVER (PARTITION BY source, {', '.join(_GOODS)} ORDER BY place) = 1",
        [*values, *values, query.unit],
    )
    con.execute(f"UPDATE {SEEN} SET cell = hash({', '.join(_GOODS)})")


def hold_goods(con: DuckDBPyConnection) -> None:
    """Hold the goods seen for ``drop_other_goods``."""
    con.execute(f"CREATE OR REPLACE TEMP TABLE goods AS SELECT {', '.join(_GOODS)} FROM {SEEN}")


def drop_other_goods(con: DuckDBPyConnection) -> None:
    """Drop the values of goods whose quantity is not given, or the quantities of those whose value is not."""
    same = " AND ".join(f"goods.{name} = {SEEN}.{name}" for name in _GOODS)
    con.execute(f"DELETE FROM {SEEN} WHERE NOT EXISTS (FROM goods WHERE {same})")


def count_by_unit(con: DuckDBPyConnection) -> dict[str, tuple[int, int]]:
    """Count by unit the quantities seen, first those that stand first of their goods in a file.

    Those of units that convert into another count as that.
    """
    goods = f"source, {', '.join(_GOODS)}"
    rows = con.execute(
        f"SELECT unit, count(*) FILTER (number = 1), count(*) FROM (SELECT unit, row_number() OVER "
        f"(PARTITION BY {goods} ORDER BY place) AS number FROM {SEEN}) GROUP BY unit"
    ).fetchall()
    found: dict[str, tuple[int, int]] = {}
    for unit, first, every in rows:
        known = found.get(base_unit(unit), (0, 0))
        found[base_unit(unit)] = (known[0] + first, known[1] + every)
    return found


def see_all(con: DuckDBPyConnection, relation: str, month: str, undated: Sequence[str]) -> str:
    """Lay out all rows of a month with the day of release, empty for files without one.

    Returns
    -------
    str
        The table's name.
    """
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {SEEN} AS SELECT *, CASE WHEN source IN (SELECT unnest(?)) "
        f"THEN '' ELSE released END AS day FROM {relation} WHERE period = ?",
        [list(undated), month],
    )
    return SEEN


def drop_replaced(
    con: DuckDBPyConnection, replaced: Iterable[Covered], columns: Sequence[str] = TABLE
) -> None:
    """Drop the rows that later files cover, known by these columns: see ``vintages.replaced_rows``."""
    by_scope: dict[tuple[tuple[str, str], ...], set[tuple[Any, ...]]] = {}
    for each in replaced:
        by_scope.setdefault(each.only, set()).add(tuple(getattr(each, name) for name in columns))
    for only, tables in by_scope.items():
        listed = ", ".join([f"({_places(columns)})"] * len(tables))
        inside, members = within(only)
        con.execute(
            f"DELETE FROM {SEEN} WHERE ({', '.join(columns)}) IN (VALUES {listed}) AND {inside}",
            [*chain(*sorted(tables)), *members],
        )


def keep_latest(con: DuckDBPyConnection, undated: Sequence[str]) -> None:
    """Drop of a figure that a dataset gives twice all but the latest.

    Only rows whose cell another shares may be of one figure, and are looked at.

    Parameters
    ----------
    con : duckdb.DuckDBPyConnection
        Where the rows seen are.
    undated : sequence of str
        The files without a day of release, older than all others.

    Raises
    ------
    SourceError
        When two files of one day give a figure two values.
    """
    count, cells = con.execute(f"SELECT count(*), count(DISTINCT cell) FROM {SEEN}").fetchall()[0]
    if cells == count:
        return
    key = ", ".join(("dataset", *CELL))
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE shared AS SELECT * FROM (SELECT *, CASE WHEN source IN "
        f"(SELECT unnest(?)) THEN '' ELSE released END AS day FROM {SEEN} WHERE cell IN "
        f"(SELECT cell FROM {SEEN} GROUP BY cell HAVING count(*) > 1)) "
        f"QUALIFY day = max(day) OVER (PARTITION BY {key})",
        [list(undated)],
    )
    _refuse_contradictions(con, key)
    con.execute(
        f"DELETE FROM {SEEN} WHERE cell IN "
        f"(SELECT cell FROM {SEEN} GROUP BY cell HAVING count(*) > 1)"
    )
    con.execute(
        f"INSERT INTO {SEEN} SELECT * EXCLUDE (day) FROM shared QUALIFY row_number() OVER "
        f"(PARTITION BY {key} ORDER BY source DESC) = 1"
    )


def _refuse_contradictions(con: DuckDBPyConnection, key: str) -> None:
    found = con.execute(
        f"SELECT {', '.join(CELL)}, min(value), arg_min(source, value), max(value), "
        f"arg_max(source, value), max(day) FROM shared GROUP BY {key} "
        f"HAVING max(value) - min(value) > greatest(coalesce(max(step), 0), {_EXACT} * max(value)) "
        f"ORDER BY {', '.join(CELL)}"
    ).fetchall()
    if found:
        *cell, low, source, high, other, day = found[0]
        members = (f"{name} {code}" for name, code in zip(CELL, cell, strict=True) if code != WHOLE)
        when = f"both released on {day}" if day else "both without a day of release"
        raise SourceError(
            f"{source} and {other} give two values of one figure ({', '.join(members)}): {low:,.0f} "
            f"and {high:,.0f}, {when}; expected one: say which was released later (key 'released' "
            "of the .meta.yml), or remove the wrong file"
        )


def slices_seen(con: DuckDBPyConnection, query: Query) -> Iterator[Slice]:
    """Yield the slices of what a query sees."""
    parts = ", ".join(f"bool_or({name}_part)" for name in DIMENSIONS)
    rows = con.execute(
        f"SELECT {', '.join(_SLICE)}, "
        "count(DISTINCT region) FILTER (region_part), list(DISTINCT source), "
        f"bool_or(product <> ?), coalesce(max(step), 0) >= {COARSE}, {parts} FROM {SEEN} GROUP BY {', '.join(_SLICE)} "
        f"ORDER BY {', '.join(_SLICE)}",
        [query.fixed.get("product", "")],
    ).fetchall()
    for row in rows:
        named = dict(zip(_SLICE, row, strict=False))
        provinces, sources, other, coarse, *flags = row[len(_SLICE) :]
        yield Slice(
            **named,
            provinces=provinces,
            sources=tuple(sorted(sources)),
            parts=frozenset(name for name, flag in zip(DIMENSIONS, flags, strict=True) if flag),
            longer=other and "product" in query.fixed,
            coarse=coarse,
        )


def answer_from(con: DuckDBPyConnection, chosen: Iterable[Candidate], query: Query) -> pd.DataFrame:
    """Answer a query from the slices chosen for it.

    Returns
    -------
    pandas.DataFrame
        Columns ``ANSWER_COLUMNS``, by month, member, span and flow.
    """
    alike: dict[frozenset[str], list[Slice]] = {}
    for found in chosen:
        alike.setdefault(found.over, []).append(found.slice)
    # Dictionaries are for the store: an answer has text.
    tables = [_answer(con, found, over, query).cast(_ANSWER) for over, found in alike.items()]
    if not tables:
        return pd.DataFrame(columns=list(ANSWER_COLUMNS))
    rows = pa.concat_tables(tables)
    if len(tables) > 1:
        rows = rows.sort_by([(name, "ascending") for name in _ORDER])
    text = pd.StringDtype(na_value=nan)
    frame: pd.DataFrame = rows.drop_columns("member").to_pandas(
        types_mapper={pa.string(): text}.get
    )
    return frame


def _conditions(query: Query, months: Sequence[str]) -> tuple[str, list[Any]]:
    units = [*query.units] if query.unit else []
    where = [f"period IN ({_places(months)})", "measure = ?"]
    values: list[Any] = [*months, query.measure, *units]
    if units:
        where.append(f"unit IN ({_places(units)})")
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
    return _summed(con, found, over, query) if over else _stated(con, found)


def _stated(con: DuckDBPyConnection, found: Sequence[Slice]) -> pa.Table:
    """Return the rows of slices. Of single members there may be tens of thousands of these: a table."""
    con.register(
        "chosen", pa.table({name: [getattr(one, name) for one in found] for name in _SLICE})
    )
    names = ", ".join(ANSWER_COLUMNS[:-2])
    return con.sql(
        f"SELECT {names}, '{OBSERVED}' AS basis, source AS sources, member FROM {SEEN} "
        f"WHERE ({', '.join(_SLICE)}) IN (FROM chosen) ORDER BY {', '.join(_ORDER)}, source, place"
    ).to_arrow_table()


def _summed(
    con: DuckDBPyConnection, found: Sequence[Slice], over: frozenset[str], query: Query
) -> pa.Table:
    """Return the sums of slices over the same dimensions."""
    keys = f"({_places(_SLICE)})"
    mine = f"({', '.join(_SLICE)}) IN (VALUES {', '.join([keys] * len(found))})"
    values = [getattr(one, name) for one in found for name in _SLICE]
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
    text = f"SELECT {listed}, member FROM {SEEN} WHERE {mine}{parts} GROUP BY {by} ORDER BY {by}"
    return con.sql(text, params=[*members, *values]).to_arrow_table()
