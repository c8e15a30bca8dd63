"""The store itself: what it holds, and the way from a query to its answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Self

import duckdb
import pandas as pd

from helpers.core.dimensions import QUANTITY, WHOLE
from helpers.observations.coded_rows import CodedRows
from helpers.observations.readers.description import RawFile
from helpers.observations.readers.quoted import STATEMENT_COLUMNS
from helpers.observations.schema import KEYS
from helpers.observations.warehouse.choice import chosen
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.questions import hash_of, noted
from helpers.observations.warehouse.revisions import revisions, vintages
from helpers.observations.warehouse.rows import INDEX_COLUMNS, counted, stored_rows
from helpers.observations.warehouse.sql import answered, see, slices


class Store:
    """Observations, answered by the slice that fits.

    Parameters
    ----------
    relations : mapping of str to str
        By month, the table that has its rows, as DuckDB calls it: columns ``rows.stored_rows``.
    connection : duckdb.DuckDBPyConnection
        Where it is known by that name.
    index : pandas.DataFrame
        Columns ``rows.INDEX_COLUMNS``.
    files : iterable of RawFile
        The descriptions of the files in the column ``source``.
    statements : pandas.DataFrame
        What sources state beside observations, columns ``quoted.STATEMENT_COLUMNS``.
    """

    def __init__(
        self,
        relations: Mapping[str, str],
        connection: duckdb.DuckDBPyConnection,
        index: pd.DataFrame,
        files: Iterable[RawFile],
        statements: pd.DataFrame,
    ) -> None:
        self.files = {raw.id: raw for raw in files}
        self._relations, self._connection, self._index = relations, connection, index
        self._statements = statements
        self._answers: dict[tuple[object, ...], pd.DataFrame] = {}
        self._states: dict[str | None, str] = {}

    @classmethod
    def of(
        cls,
        observations: pd.DataFrame,
        files: Iterable[RawFile],
        statements: pd.DataFrame | None = None,
    ) -> Self:
        """Make a store of observations in memory, columns ``OBSERVATION_COLUMNS``."""
        described = list(files)
        datasets = {raw.id: raw.group for raw in described}
        con = connection()
        cells = CodedRows.of(observations)
        con.register("observations", stored_rows(cells, datasets))
        relations = dict.fromkeys(observations["period"].unique(), "observations")
        empty = pd.DataFrame(columns=list(STATEMENT_COLUMNS))
        stated = empty if statements is None else statements
        index = pd.DataFrame(counted(cells), columns=list(INDEX_COLUMNS))
        return cls(relations, con, index, described, stated)

    @noted
    def query(self, query: Query) -> pd.DataFrame:
        """Answer a query; empty where the store has nothing.

        Returns
        -------
        pandas.DataFrame
            Columns ``ANSWER_COLUMNS``, one row a span, flow and member of the kept dimensions;
            ``growth`` is kept only where the slice is the one asked for, since growth rates do not
            add up.
        """
        fixed = tuple(sorted(query.fixed.items()))
        asked = (query.period, query.unit, query.measure, query.keep, fixed, query.as_of)
        if asked not in self._answers:
            self._answers[asked] = self._ask(query)
        return self._answers[asked].copy()

    @noted
    def statements(self, period: str, as_of: str | None = None) -> pd.DataFrame:
        """Return what sources state of a month, or of the year up to it.

        Returns
        -------
        pandas.DataFrame
            Columns ``quoted.STATEMENT_COLUMNS``; of what is stated twice, the latest release.
        """
        rows = self._statements[self._statements["period"] == period]
        if as_of is not None:
            rows = rows[rows["released"] <= as_of]
        latest = rows.sort_values(["released", "source"], kind="stable")
        return latest.drop_duplicates(list(KEYS), keep="last").sort_index()

    @noted
    def file(self, name: str) -> RawFile:
        """Return the description of a raw file, by id."""
        return self.files[name]

    @noted
    def months(self, until: str | None = None) -> list[str]:
        """Return all months there are observations of, oldest first, up to one."""
        return [month for month in sorted(self._relations) if until is None or month <= until]

    @noted
    def periods(self, query: Query) -> list[str]:
        """List the months for which a query like this one has an answer, oldest first."""
        return [
            m for m in sorted(self._relations) if not self.query(replace(query, period=m)).empty
        ]

    @noted
    def units(self, measure: str, query_units: Iterable[str]) -> list[str]:
        """List which of these units the store has observations of, in the order given."""
        present = set(self._index.loc[self._index["measure"] == measure, "unit"])
        return [unit for unit in query_units if unit in present]

    @noted
    def quantity_units(self, query: Query) -> list[str]:
        """List the units of quantity there are for a query, the most frequent first."""
        mine = (self._index["measure"] == QUANTITY) & (self._index["period"] == query.period)
        found = {
            unit: self._count(replace(query, measure=QUANTITY, unit=unit))
            for unit in sorted(set(self._index.loc[mine, "unit"]))
        }
        return sorted((unit for unit in found if found[unit]), key=lambda unit: -found[unit])

    @noted
    def members(self, dimension: str, among: Iterable[str] = ()) -> list[str]:
        """List the members of a dimension the store has observations of, by code; or some of them."""
        found: set[str] = set()
        for relation in set(self._relations.values()):
            text = f"SELECT DISTINCT {dimension} FROM {relation}"
            found.update(code for (code,) in self._connection.execute(text).fetchall())
        return sorted((found & set(among) if among else found) - {WHOLE})

    def state(self, period: str | None = None) -> str:
        """Return a hash of the files that have rows of a month, or of all files."""
        if period not in self._states:
            mine = self._index[self._index["period"] == period]["source"]
            names = sorted(self.files if period is None else set(mine))
            self._states[period] = hash_of([self.files[name] for name in names])
        return self._states[period]

    def revisions(self, since: str | None = None, until: str | None = None) -> pd.DataFrame:
        """List the figures whose value a later release changed: see ``revisions.revisions``."""
        return revisions(self._connection, self._with_several_files(), since, until)

    def vintages(self) -> pd.DataFrame:
        """List every value released of totals that were released again: ``revisions.vintages``."""
        return vintages(self._connection, self._with_several_files())

    def extent(self, source: str) -> dict[str, object]:
        """Tell what a raw file holds: its ``months``, oldest first, and its number of ``rows``."""
        rows = self._index[self._index["source"] == source]
        stated = self._statements.loc[self._statements["source"] == source, "period"]
        count = int(rows["rows"].sum()) + len(stated)
        return {"months": sorted({*rows["period"], *stated}), "rows": count}

    def _with_several_files(self) -> list[str]:
        """Return the tables of the months that several files have rows of: others revise nothing."""
        files = self._index.groupby("period")["source"].nunique()
        return [table for month, table in self._relations.items() if files[month] > 1]

    def _ask(self, query: Query) -> pd.DataFrame:
        found = self._see(query) and chosen(slices(self._connection, query), query, self.files)
        return answered(self._connection, found.values() if found else (), query)

    def _see(self, query: Query) -> bool:
        """Tell whether there may be rows for a query, and lay them out."""
        index = self._index
        mine = (index["period"] == query.period) & (index["measure"] == query.measure)
        if not (mine & (index["unit"] == query.unit)).any():
            return False
        see(self._connection, self._relations[query.period], query)
        return True

    def _count(self, query: Query) -> int:
        self._see(query)
        (count,) = self._connection.execute("SELECT count(*) FROM seen").fetchone() or (0,)
        return int(count)


def connection() -> duckdb.DuckDBPyConnection:
    """Connect to a database in memory that asks no other machine for anything."""
    con = duckdb.connect(":memory:")
    # One thread adds in one order: sums are the same to the last bit wherever they are made.
    con.execute("SET threads = 1")
    con.execute("SET autoinstall_known_extensions = false")
    con.execute("SET autoload_known_extensions = false")
    return con
