"""What cannot be: figures that contradict each other, in a file, within a dataset, or between two.

A part above its whole, members that do not make it, two values of one figure. Figures of one dataset
must agree to the last digit that they state; between datasets what was revised meanwhile may differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import compress
from typing import Any, Final, NamedTuple, Self

from duckdb import DuckDBPyConnection

from helpers.core.dimensions import DIMENSIONS, TOTAL, WHOLE
from helpers.core.periods import MONTH, YTD
from helpers.observations.schema import CELL
from helpers.observations.validation.finding import ERROR, GROSS, ORDINARY, WARNING, Finding
from helpers.observations.warehouse.sql import COARSE

_EXACT: Final = 1e-9
_UNASSIGNED: Final = 1e-6
"""So little of a total a table may give to none of its members: of exports in December 2024 the customs'
table by country leaves 0.7 million yuan of 2.4 trillion, as issued."""
_TRIFLE: Final = 0.001
"""A part so small of the largest number of a month may be revised by any factor."""
_LATEST: Final = "latest"
_FIRST: Final = ", ".join(
    ("part.source", "whole.source AS other", *(f"part.{name}" for name in CELL), "part.value")
)
_SLACK: Final = "(coalesce(part.step, 0) + coalesce(whole.step, 0)) / 2 + 0.5"
_ALLOWED: Final = f"CASE WHEN part.dataset = whole.dataset THEN {_EXACT} ELSE {GROSS} END"
_ALLOWED_OF_SUMS: Final = (
    f"CASE WHEN part.files = 1 AND part.source = whole.source THEN {_UNASSIGNED} WHEN part.dataset = whole.dataset "
    f"THEN {ORDINARY} ELSE {GROSS} END"
)
"""A whole and members that were not released together do not agree to the last digit."""
_ORDINARY_SUMS: Final = (
    str(ORDINARY),
    f" AND part.dataset <> whole.dataset AND gap <= {GROSS} * whole.value",
)
_RESTATED: Final = " OR ".join(
    f"({one}.day > {other}.day AND coalesce({one}.step, 0) >= {COARSE} AND coalesce({other}.step, 0) < {COARSE})"
    for one, other in (("part", "whole"), ("whole", "part"))
)
"""A later statement that restates exact figures coarsely is not what answers: where it is no rounding of
them, they were revised, and none of what answers shows it."""


class _Whole(NamedTuple):
    """What makes a row the whole of another one: all keys but one are the same, and this.

    ``there`` says of all rows whether some may be wholes, and others their parts.
    """

    key: str
    of: str
    there: str

    @classmethod
    def named(cls, key: str, whole: str, part: str = "") -> Self:
        """Return the one in which the key of a whole has a value, and that of a part another, or any other."""
        ends = f"= '{part}'" if part else f"<> '{whole}'"
        of = f"whole.{key} = '{whole}' AND part.{key} {ends}"
        return cls(key, of, f"bool_or({key} = '{whole}') AND bool_or({key} {ends})")


_WHOLES: Final = (
    *(_Whole.named(name, WHOLE) for name in DIMENSIONS),
    _Whole.named("flow", TOTAL),
    _Whole(
        "product",
        "whole.digits > 0 AND part.digits > whole.digits "
        "AND starts_with(part.product, whole.product)",
        "count(DISTINCT digits) FILTER (digits > 0) > 1",
    ),
)
_YEAR_TO_IT: Final = _Whole.named("span", YTD, MONTH)
_SEVERAL: Final = "count(DISTINCT source) > 1"


def contradictions(
    con: DuckDBPyConnection, rows: str, complete: Mapping[str, Iterable[str]]
) -> Iterator[Finding]:
    """Yield what contradicts among rows: of each check and pair of files the worst.

    Parameters
    ----------
    con : duckdb.DuckDBPyConnection
        Where the table is known.
    rows : str
        A table of columns ``rows.stored_rows`` and ``day``, the day of release, empty where it is not
        known; without what later files replace as a whole.
    complete : mapping of str to iterable of str
        By dimension the files whose members add up to the whole.
    """
    dataset = ", ".join(("dataset", *CELL))
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {_LATEST} AS SELECT * FROM {rows} "
        f"QUALIFY day = max(day) OVER (PARTITION BY {dataset})"
    )
    gross = f"gap > {GROSS} * size AND gap > {_TRIFLE} * part.most"
    several, *there = _there(con, _SEVERAL, *(one.there for one in (*_WHOLES, _YEAR_TO_IT)))
    if several:
        yield from _found(con, "two_values", ERROR, _apart("=", "true"))
    con.execute(
        f"CREATE OR REPLACE TEMP TABLE {_LATEST} AS SELECT *, max(value) OVER (PARTITION BY span, flow, "
        f"measure, unit) AS most FROM {_LATEST} "
        f"QUALIFY row_number() OVER (PARTITION BY {dataset} ORDER BY source DESC) = 1"
    )
    if several:
        ordinary = f"(gap > {ORDINARY} * size OR {_RESTATED}) AND NOT ({gross})"
        yield from _found(con, "sources_agree", WARNING, _apart("<>", ordinary))
        yield from _found(con, "sources_contradict", ERROR, _apart("<>", gross))
    for whole in compress((*_WHOLES, _YEAR_TO_IT), there):
        check = "month_within_ytd" if whole is _YEAR_TO_IT else "part_above_whole"
        yield from _found(con, check, ERROR, _above(whole))
    for over in _summed_over(con):
        files = sorted(set.intersection(*({*complete.get(name, ())} for name in over)))
        errors, warnings = _sums(over, _ALLOWED_OF_SUMS), _sums(over, *_ORDINARY_SUMS)
        named = "+".join(over)
        yield from _found(con, "members_make_whole", ERROR, errors, files, dimension=named)
        yield from _found(con, "members_agree", WARNING, warnings, files, dimension=named)


def _there(con: DuckDBPyConnection, *conditions: str) -> list[bool]:
    """Return which conditions hold of all rows: what cannot be found is not looked for, which takes longest."""
    found = con.execute(f"SELECT {', '.join(conditions)} FROM {_LATEST}").fetchone()
    return [bool(one) for one in found or ()]


def _apart(datasets: str, far: str) -> str:
    """Select the values of one figure in two files that are so far apart beyond rounding."""
    return (
        f"SELECT {_FIRST}, whole.value AS other_value, abs(part.value - whole.value) - ({_SLACK}) AS "
        f"gap, greatest(part.value, whole.value) AS size FROM {_LATEST} part JOIN {_LATEST} whole ON "
        f"{_same(CELL)} WHERE part.source < whole.source AND part.dataset {datasets} whole.dataset "
        f"AND gap > {_EXACT} * size AND {far}"
    )


def _above(whole: _Whole) -> str:
    """Select the parts that are larger than their whole, which has all other keys in common."""
    return (
        f"SELECT {_FIRST}, whole.value AS other_value, part.value - whole.value AS gap, whole.value AS "
        f"size FROM {_LATEST} part JOIN {_LATEST} whole ON {_same(_but(whole.key))} AND {whole.of} "
        f"WHERE gap > {_SLACK} + {_ALLOWED} * whole.value"
    )


def _summed_over(con: DuckDBPyConnection) -> list[tuple[str, ...]]:
    """Return the dimensions over which rows add up to others that there are."""
    rows = con.execute(f"SELECT DISTINCT slice FROM {_LATEST}").fetchall()
    slices = {frozenset(text.split("+")) - {""} for (text,) in rows}
    pairs = {fine - coarse for fine in slices for coarse in slices if coarse < fine}
    return sorted(tuple(name for name in DIMENSIONS if name in over) for over in pairs)


def _sums(over: tuple[str, ...], allowed: str, more: str = "") -> str:
    """Select the wholes that the members in a dataset exceed, or differ from where it has them all."""
    keys, first = _but(*over), _FIRST
    for name in over:
        first = first.replace(f"part.{name}", f"whole.{name}")
    by = ", ".join((*keys, "dataset", "slice", "digits"))
    slack = "greatest((coalesce(part.step, 0) + coalesce(whole.step, 0)) / 2, part.rows)"
    wholes = " AND ".join(f"whole.{name} = '{WHOLE}'" for name in over)
    # Parts of one query are added up together, as the store does.
    return (
        f"SELECT {first}, whole.value AS other_value, CASE WHEN part.complete THEN "
        "abs(part.value - whole.value) ELSE part.value - whole.value END AS gap, whole.value AS size "
        f"FROM (SELECT {by}, sum(value) AS value, sum(step) AS step, count(*) AS rows, min(source) AS "
        "source, count(DISTINCT source) AS files, "
        "bool_and(list_contains(CAST(? AS VARCHAR[]), source)) AS complete "
        f"FROM {_LATEST} WHERE {' AND '.join(f'{name}_part' for name in over)} GROUP BY {by}) part "
        f"JOIN {_LATEST} whole ON {_same(keys)} AND {wholes} "
        f"WHERE gap > {slack} + {allowed} * whole.value{more}"
    )


def _but(*left: str) -> list[str]:
    return [name for name in CELL if name not in left]


def _same(keys: Iterable[str]) -> str:
    return " AND ".join(f"part.{name} = whole.{name}" for name in keys)


def _found(
    con: DuckDBPyConnection,
    check: str,
    severity: str,
    select: str,
    *parameters: Any,
    **more: str,
) -> Iterator[Finding]:
    """Yield the worst of what is selected for each pair of files, and how much there is."""
    names = [*CELL, "value", "other_value"]
    rows = con.execute(
        f"SELECT source, other, {', '.join(names)}, count(*) OVER (PARTITION BY source, other) FROM "
        f"({select}) QUALIFY row_number() OVER (PARTITION BY source, other ORDER BY "
        f"gap / greatest(size, 1) DESC, {', '.join(CELL)}) = 1 ORDER BY source, other",
        [*parameters],
    ).fetchall()
    for source, other, *facts, count in rows:
        values: dict[str, Any] = dict(zip(names, facts, strict=True)) | {"count": count} | more
        oddity = abs(values["value"] - values["other_value"]) / max(values["other_value"], 1)
        yield Finding(check, severity, source, values, other if other != source else "", oddity)
