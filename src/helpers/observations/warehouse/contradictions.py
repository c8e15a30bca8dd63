"""What cannot be: figures that contradict each other, within one dataset or between two.

A part above its whole, parts that add up to more than it, two values of one figure. Files of one dataset
must agree to the last digit that they state; between datasets what was revised meanwhile may differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from duckdb import DuckDBPyConnection

from helpers.core.dimensions import DIMENSIONS, WHOLE
from helpers.observations.schema import CELL
from helpers.observations.validation.finding import ERROR, WARNING, Finding

ORDINARY: Final = 0.01
"""By so much of itself a figure may differ between datasets, of which one was revised."""
_EXACT: Final = 1e-9
_ANY: Final = 1e300
_LATEST: Final = "latest"
_FIRST: Final = ", ".join(
    ("part.source", "whole.source AS other", *(f"part.{name}" for name in CELL), "part.value")
)
_SLACK: Final = "(coalesce(part.step, 0) + coalesce(whole.step, 0)) / 2 + 0.5"
_ALLOWED: Final = f"CASE WHEN part.dataset = whole.dataset THEN {_EXACT} ELSE {ORDINARY} END"


def contradictions(con: DuckDBPyConnection, rows: str) -> Iterator[Finding]:
    """Yield what contradicts among rows: of each check and pair of files the worst.

    Parameters
    ----------
    con : duckdb.DuckDBPyConnection
        Where the table is known.
    rows : str
        A table of columns ``rows.stored_rows`` and ``day``, the day of release, empty where it is not
        known; without what later files replace as a whole.
    """
    dataset = ", ".join(("dataset", *CELL))
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {_LATEST} AS SELECT * FROM {rows} "
        f"QUALIFY day = max(day) OVER (PARTITION BY {dataset})"
    )
    yield from _found(con, "two_values", ERROR, _apart("=", _EXACT, _ANY))
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {_LATEST} AS SELECT * FROM {_LATEST} "
        f"QUALIFY row_number() OVER (PARTITION BY {dataset} ORDER BY source DESC) = 1"
    )
    yield from _found(con, "sources_agree", WARNING, _apart("<>", _EXACT, ORDINARY))
    yield from _found(con, "sources_contradict", ERROR, _apart("<>", ORDINARY, _ANY))
    for dimension in DIMENSIONS:
        whole = f"whole.{dimension} = '{WHOLE}' AND part.{dimension} <> '{WHOLE}'"
        others = [name for name in CELL if name != dimension]
        yield from _found(con, "part_above_whole", ERROR, _above(others, whole))
        yield from _found(con, "parts_above_whole", ERROR, _sums_above(dimension, others))
    within = "whole.digits > 0 AND part.digits > whole.digits AND starts_with(part.product, whole.product)"
    others = [name for name in CELL if name != "product"]
    yield from _found(con, "part_above_whole", ERROR, _above(others, within))


def _apart(datasets: str, least: float, most: float) -> str:
    """Select the values of one figure in two files that are so far apart, relative to the larger."""
    same = " AND ".join(f"part.{name} = whole.{name}" for name in CELL)
    larger = "greatest(part.value, whole.value)"
    return (
        f"SELECT {_FIRST}, whole.value AS other_value, abs(part.value - whole.value) AS gap, {larger} "
        f"AS size FROM {_LATEST} part JOIN {_LATEST} whole ON {same} WHERE part.source < whole.source "
        f"AND part.dataset {datasets} whole.dataset AND gap > {_SLACK} + {least} * {larger} "
        f"AND gap <= {_SLACK} + {most} * {larger}"
    )


def _above(keys: list[str], parts: str) -> str:
    """Select the parts that are larger than the whole that has the same keys."""
    same = " AND ".join(f"part.{name} = whole.{name}" for name in keys)
    return (
        f"SELECT {_FIRST}, whole.value AS other_value, part.value - whole.value AS gap, whole.value AS "
        f"size FROM {_LATEST} part JOIN {_LATEST} whole ON {same} AND {parts} "
        f"WHERE gap > {_SLACK} + {_ALLOWED} * whole.value"
    )


def _sums_above(dimension: str, keys: list[str]) -> str:
    """Select the wholes that the members of one file add up to more than."""
    names = ", ".join(keys)
    same = " AND ".join(f"part.{name} = whole.{name}" for name in keys)
    return (
        f"SELECT {_FIRST.replace(f'part.{dimension}', f'whole.{dimension}')}, whole.value AS "
        f"other_value, part.value - whole.value AS gap, whole.value AS size FROM (SELECT {names}, "
        "dataset, digits, source, sum(value) AS value, sum(coalesce(step, 0)) AS step, count(*) AS "
        f"rows FROM {_LATEST} WHERE {dimension}_part GROUP BY {names}, dataset, digits, source) part "
        f"JOIN {_LATEST} whole ON {same} AND whole.{dimension} = '{WHOLE}' "
        f"WHERE gap > {_SLACK} + part.rows / 2 + {_ALLOWED} * whole.value"
    )


def _found(con: DuckDBPyConnection, check: str, severity: str, select: str) -> Iterator[Finding]:
    """Yield the worst of what is selected for each pair of files, and how much there is."""
    names = [*CELL, "value", "other_value"]
    rows = con.execute(
        f"SELECT source, other, {', '.join(names)}, count(*) OVER (PARTITION BY source, other) FROM "
        f"({select}) QUALIFY row_number() OVER (PARTITION BY source, other ORDER BY "
        f"gap / greatest(size, 1) DESC, {', '.join(CELL)}) = 1 ORDER BY source, other"
    ).fetchall()
    for source, other, *facts, count in rows:
        values: dict[str, Any] = dict(zip(names, facts, strict=True)) | {"count": count}
        oddity = abs(values["value"] / max(values["other_value"], 1) - 1)
        yield Finding(check, severity, source, values, other if other != source else "", oddity)
