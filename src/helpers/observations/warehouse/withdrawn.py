"""Rows that a complete file lacks, though another of its dataset has them: withdrawn, or not yet there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pandas as pd
from duckdb import DuckDBPyConnection

from helpers.core.dimensions import QUANTITY, VALUE
from helpers.observations.readers.description import RawFile
from helpers.observations.schema import CELL
from helpers.observations.scope import within
from helpers.observations.validation.finding import WARNING, Finding
from helpers.observations.warehouse.vintages import Covered

LACKING: Final = "lacking"
DAYS: Final = "days"
TABLE: Final = ("source", "period", "span", "flow", "measure", "unit", "slice", "digits")

LARGE: Final = 0.1
"""A release that withdraws more than this of the value of a table may be none, but another part."""


def lay_out_days(con: DuckDBPyConnection, files: Iterable[RawFile]) -> None:
    """Make the table ``DAYS``: by ``source`` the ``day`` of release, and ``known``, the day from which."""
    rows = [(raw.id, raw.day, raw.known_from) for raw in files]
    con.execute(f"CREATE OR REPLACE TEMP TABLE {DAYS} (source VARCHAR, day VARCHAR, known VARCHAR)")
    if rows:
        con.register("described", pd.DataFrame(rows, columns=["source", "day", "known"]))
        con.execute(f"INSERT INTO {DAYS} SELECT * FROM described")


def lay_out_lacking(con: DuckDBPyConnection, relation: str, covered: Iterable[Covered]) -> None:
    """Make the table ``LACKING``: the rows of files that others cover and do not have.

    Its columns are those of the cell, ``TABLE`` (``source`` being the file that has the row),
    ``dataset``, ``cell``, ``value``, and ``lacked_by``.

    Parameters
    ----------
    con : duckdb.DuckDBPyConnection
        Where the relation is known, and ``DAYS``.
    relation : str
        A table of columns ``rows.stored_rows``.
    covered : iterable of Covered
        What files cover of others.
    """
    columns = ", ".join(
        f"old.{name}" for name in dict.fromkeys((*TABLE, *CELL, "dataset", "cell", "value"))
    )
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {LACKING} AS "
        f"SELECT {columns}, old.source AS lacked_by FROM {relation} old LIMIT 0"
    )
    by_scope: dict[tuple[tuple[str, str], ...], list[Covered]] = {}
    for each in covered:
        by_scope.setdefault(each.only, []).append(each)
    same = [f"new.{name} = old.{name}" for name in ("dataset", *CELL) if name != "unit"]
    same.append(f"(new.unit = old.unit OR old.measure = '{QUANTITY}')")
    for only, tables in by_scope.items():
        where, values = within(only, "old.")
        con.register("covering", pd.DataFrame(tables).drop(columns=["only", "since"]))
        # What another file of that day has is not lacked: they are parts of one query.
        con.execute(
            f"INSERT INTO {LACKING} SELECT {columns}, covering.by FROM {relation} old "
            f"JOIN covering USING ({', '.join(TABLE)}) JOIN {DAYS} later ON later.source = covering.by "
            f"WHERE {where} AND NOT EXISTS (SELECT 1 FROM {relation} new JOIN {DAYS} USING (source) "
            f"WHERE {DAYS}.day = later.day AND {' AND '.join(same)})",
            values,
        )


def large_withdrawals(
    con: DuckDBPyConnection, relation: str, replaced: Iterable[Covered]
) -> Iterator[Finding]:
    """Yield the releases that withdraw much of what an earlier one had: of two files the most.

    Parameters
    ----------
    con, relation
        As ``lay_out_lacking`` has them.
    replaced : iterable of Covered
        What later files cover of earlier ones.
    """
    lay_out_lacking(con, relation, replaced)
    table = ", ".join(TABLE)
    rows = con.execute(
        f"SELECT source, lacked_by, period, span, flow, unit, rows, gone, total FROM "
        f"(SELECT {table}, lacked_by, count(*) AS rows, sum(value) AS gone FROM {LACKING} "
        f"WHERE measure = ? GROUP BY {table}, lacked_by) JOIN "
        f"(SELECT {table}, sum(value) AS total FROM {relation} GROUP BY {table}) USING ({table}) "
        "WHERE gone > ? * total QUALIFY row_number() OVER "
        "(PARTITION BY source, lacked_by ORDER BY gone / total DESC, period, span, flow, unit) = 1 "
        "ORDER BY lacked_by, source",
        [VALUE, LARGE],
    ).fetchall()
    names = ("period", "span", "flow", "unit", "count", "value", "other_value")
    for older, newer, *facts in rows:
        values = dict(zip(names, facts, strict=True))
        share = values["value"] / values["other_value"]
        yield Finding("withdrawn", WARNING, newer, values, older, share)
