"""The store itself: what it holds, and the way from a query to its answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import Self

import duckdb
import pandas as pd

from helpers.core.dimensions import QUANTITY, WHOLE
from helpers.observations.coded_rows import CodedRows
from helpers.observations.readers.description import RawFile, names_in
from helpers.observations.readers.quoted import STATEMENT_COLUMNS
from helpers.observations.schema import KEYS
from helpers.observations.validation.finding import ERROR, Finding
from helpers.observations.warehouse import sql
from helpers.observations.warehouse.answer import Answer
from helpers.observations.warehouse.contradictions import contradictions
from helpers.observations.warehouse.cumulation import with_derived_series, with_derived_spans
from helpers.observations.warehouse.holdings import Holdings
from helpers.observations.warehouse.no_trade import without_trade
from helpers.observations.warehouse.query import ANSWER_COLUMNS, Query
from helpers.observations.warehouse.questions import hash_of, noted
from helpers.observations.warehouse.revisions import release_changes, revisions, vintages
from helpers.observations.warehouse.rows import Count, count_rows, stored_rows
from helpers.observations.warehouse.slices import (
    best_slices,
    without_partial_sums,
)
from helpers.observations.warehouse.standing_in import Ids, by_precedence, filled
from helpers.observations.warehouse.stated_growth import with_growth_of_january, with_stated_growth
from helpers.observations.warehouse.vintages import Covered, covered_rows
from helpers.observations.warehouse.withdrawn import large_withdrawals, lay_out_days
from helpers.reference.products import CHAPTERS


class Store:
    """Observations, answered by the slice that fits.

    Parameters
    ----------
    relations : mapping of str to str
        By month, the table that has its rows, as DuckDB calls it: columns ``rows.stored_rows``.
    connection : duckdb.DuckDBPyConnection
        Where it is known by that name.
    counts : iterable of Count
        How many rows the files have.
    files : iterable of RawFile
        The descriptions of the files in the column ``source``.
    statements : pandas.DataFrame
        What sources state beside observations, columns ``quoted.STATEMENT_COLUMNS``.
    findings : callable
        Gives what the checks say of the files.
    """

    def __init__(
        self,
        relations: Mapping[str, str],
        connection: duckdb.DuckDBPyConnection,
        counts: Iterable[Count],
        files: Iterable[RawFile],
        statements: pd.DataFrame,
        *,
        findings: Callable[[], Iterable[Finding]] = tuple,
    ) -> None:
        self.files = {raw.id: raw for raw in files}
        self._relations, self._connection = relations, connection
        self._holdings = Holdings(self.files, tuple(counts))
        self._statements, self._findings = statements, findings
        self._kinds = by_precedence(self.files.values())
        self._answers: dict[tuple[object, ...], Answer] = {}
        self._states: dict[str | None, str] = {}

    @classmethod
    def of(
        cls,
        observations: pd.DataFrame,
        files: Iterable[RawFile],
        statements: pd.DataFrame | None = None,
        *,
        findings: Callable[[], Iterable[Finding]] = tuple,
    ) -> Self:
        """Make a store of observations in memory, columns ``OBSERVATION_COLUMNS``."""
        described = list(files)
        datasets = {raw.id: raw.group for raw in described}
        con, rows = connection(), stored_rows(CodedRows.of(observations), datasets)
        con.register("given", rows)
        con.execute("CREATE TABLE observations AS FROM given")
        relations = dict.fromkeys(observations["period"].unique(), "observations")
        stated = pd.DataFrame(columns=list(STATEMENT_COLUMNS)) if statements is None else statements
        return cls(relations, con, count_rows(rows), described, stated, findings=findings)

    @noted
    def query(self, query: Query) -> Answer:
        """Answer a query; without rows where the store has nothing, or not all that is summed.

        Spans that no source states are derived where they can be: see ``cumulation``. ``growth`` is
        kept only where the slice is the one queried, since growth rates do not add up, or where another
        dataset states it of the same figure. SourceError when two files of one day give one two values.
        """

        def of_kind(kind: Ids) -> Answer:
            stated = self._answer(query, [query.period], kind)
            of_months = partial(self._answer, kind=kind)
            return stated if query.members else with_derived_spans(stated, query, of_months)

        return filled(query, map(of_kind, self._kinds))

    @noted
    def series(self, query: Query) -> Answer:
        """Answer a query for every month up to its own, or for all where it names none.

        Spans that no source states are derived where they can be, as in ``query``; SourceError as there.
        """
        months = [one for one in sorted(self._relations) if one <= (query.period or one)]
        of_kinds = (self._answer(query, months, kind) for kind in self._kinds)
        return filled(query, (with_derived_series(stated, query) for stated in of_kinds))

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
        dated = rows.assign(dated=~rows["source"].isin(self._holdings.undated))
        latest = dated.sort_values(["dated", "released", "source"], kind="stable")
        kept = latest.drop_duplicates(list(KEYS), keep="last").sort_index()
        return kept.drop(columns="dated")

    @noted
    def file(self, name: str) -> RawFile:
        """Return the description of a raw file, by id."""
        return self.files[name]

    @noted
    def names(self) -> dict[str, dict[str, str]]:
        """Return the names that files give to codes no reference table has: see ``names_in``."""
        return names_in(self.files.values())

    @noted
    def findings(self, files: Sequence[str]) -> list[Finding]:
        """Return what the checks say of these files, errors first."""
        return [one for one in self._findings() if {one.source, one.other} & set(files)]

    @noted
    def errors(self, files: Sequence[str]) -> list[Finding]:
        """Return what of that is an error; a warning that comes or goes is no other answer."""
        return [one for one in self.findings(files) if one.severity == ERROR]

    @noted
    def units(self, measure: str, among: Iterable[str]) -> list[str]:
        """List which of these units the store has observations of, in the order given."""
        present = {count.unit for count in self._holdings.counts if count.measure == measure}
        return [unit for unit in among if unit in present]

    @noted
    def quantity_units(self, query: Query) -> list[str]:
        """List the units of quantity there are for a query in its month, the first of most goods first.

        Units that convert into another are listed as that.
        """
        months = [query.period] if query.period in self._relations else []
        if not months:
            return []
        every = replace(query, measure=QUANTITY, unit="", having="")
        for kind in self._kinds:
            self._lay_out(every, months, kind)
            if counts := sql.count_by_unit(self._connection):
                return sorted(counts, key=lambda unit: (-counts[unit][0], -counts[unit][1], unit))
        return []

    @noted
    def members(self, dimension: str) -> list[str]:
        """List the members of a dimension the store has observations of, by code."""
        found: set[str] = set()
        for relation in set(self._relations.values()):
            text = f"SELECT DISTINCT {dimension} FROM {relation}"
            found.update(code for (code,) in self._connection.execute(text).fetchall())
        return sorted(found - {WHOLE})

    @noted
    def crossed(self, dimension: str, other: str, unit: str) -> list[str]:
        """List the members of a dimension of whose trade, in a unit, it tells several members of another apart."""
        both = {dimension, other}
        known = (
            one for one in self._holdings.counts if both <= one.dimensions and one.unit == unit
        )
        pairs: set[tuple[str, str]] = set()
        for relation in {self._relations[month] for month in {one.period for one in known}}:
            text = (
                f"SELECT DISTINCT {dimension}, {other} FROM {relation} "
                f"WHERE {dimension} <> ? AND {other} <> ? AND unit = ?"
            )
            pairs.update(self._connection.execute(text, [WHOLE, WHOLE, unit]).fetchall())
        often = Counter(code for code, _ in pairs)
        return sorted(code for code, count in often.items() if count > 1)

    def state(self, period: str | None = None) -> str:
        """Return a hash of the files that have rows of a month, or of all files."""
        if period not in self._states:
            names = sorted(
                self.files if period is None else self._holdings.by_month.get(period, ())
            )
            self._states[period] = hash_of([self.files[name] for name in names])
        return self._states[period]

    def revisions(self, since: str | None = None, until: str | None = None) -> pd.DataFrame:
        """List the figures whose value a later release changed: see ``revisions.revisions``."""
        return revisions(*self._releases(), since, until)

    def release_changes(self) -> pd.DataFrame:
        """List what each release changed of the one before it: see ``revisions.release_changes``."""
        return release_changes(*self._releases())

    def vintages(self) -> pd.DataFrame:
        """List every value released of totals that were released as another: ``revisions.vintages``."""
        return vintages(*self._releases()[:2])

    @noted
    def earlier_days(self, period: str) -> list[str]:
        """Return the days of releases with rows of a month that a later file of the same dataset has, too."""
        days: dict[str, set[str]] = {}
        for name in self._holdings.by_month.get(period, ()):
            raw = self.files[name]
            days.setdefault(raw.group, set()).add(raw.known_from)
        return sorted({day for of_group in days.values() for day in sorted(of_group)[:-1]})

    def first_known(self, source: str, period: str) -> str:
        """Return the day from which the rows of a month that a raw file has are known, of whatever vintage."""
        return self._holdings.first_known(source, period)

    def extent(self, source: str) -> dict[str, object]:
        """Return what a raw file holds: its ``months``, oldest first, and its number of ``rows``."""
        mine = [count for count in self._holdings.counts if count.source == source]
        stated = self._statements.loc[self._statements["source"] == source, "period"]
        months = {count.period for count in mine} | set(stated)
        return {"months": sorted(months), "rows": sum(one.rows for one in mine) + len(stated)}

    def contradictions(self, months: Iterable[str] | None = None) -> Iterator[Finding]:
        """Yield what contradicts in some months, or in all, and what releases withdraw to a large part."""
        lay_out_days(self._connection, self.files.values())
        for month in sorted(self._relations if months is None else months):
            rows = sql.see_all(
                self._connection, self._relations[month], month, self._holdings.undated
            )
            replaced = self._holdings.replaced.get(month, ())
            sql.drop_replaced(self._connection, replaced, (*sql.TABLE, "measure", "unit"))
            yield from contradictions(self._connection, rows, self._holdings.complete)
            yield from large_withdrawals(self._connection, self._relations[month], replaced)

    def _releases(self) -> tuple[duckdb.DuckDBPyConnection, list[str], list[Covered]]:
        """Return the tables of months that several files have rows of, and what files cover of others."""
        lay_out_days(self._connection, self.files.values())
        several = (month for month, names in self._holdings.by_month.items() if len(names) > 1)
        tables = [self._relations[month] for month in several]
        return self._connection, tables, [*covered_rows(self._holdings.counts, self.files)]

    def _answer(self, query: Query, months: Sequence[str], kind: Ids) -> Answer:
        fixed = tuple(sorted(query.fixed.items()))
        options = (query.measure, query.unit, query.having, query.keep, query.members, query.as_of)
        key = (tuple(months), kind, *options, fixed)
        if key not in self._answers:
            self._answers[key] = self._compute(query, months, kind)
        found = self._answers[key]
        return replace(found, rows=found.rows.copy())

    def _compute(self, query: Query, months: Sequence[str], kind: Ids) -> Answer:
        if not self._see(query, months, kind):
            return Answer(pd.DataFrame(columns=list(ANSWER_COLUMNS)))
        slices = [*sql.slices_seen(self._connection, query)]
        of_table = partial(self._holdings.of_slice, query)
        beside = partial(self._beside, kind)
        found = best_slices(slices, query, self.files, of_table, beside)
        rows = sql.answer_from(self._connection, [one for one in found if one.answers], query)
        rows = with_growth_of_january(with_stated_growth(self._connection, sql.SEEN, rows))
        tables = (
            (each, tuple(self.files[name] for name in of_table(each) if name in kind))
            for each in self._holdings.tables(query, months)
        )
        silent = [*without_trade(found, slices, tables, query, beside)]
        rows = without_partial_sums(rows, found, query)
        if query.members:
            return Answer(rows, without_trade=frozenset(one.slice.answers for one in silent))
        return Answer(rows, tuple(one.extent() for one in (*found, *silent)))

    def _see(self, query: Query, months: Sequence[str], kind: Ids) -> bool:
        """Lay out the rows for a query; False where there are none of its measure and unit."""
        if query.having:
            if not self._see(query.counterpart, months, kind):
                return False
            sql.hold_goods(self._connection)
        sources = {month: self._holdings.with_rows(query, month) & kind for month in months}
        there = [month for month in months if sources[month]]
        if there:
            self._lay_out(query, there, kind)
            if query.measure == QUANTITY:
                sql.convert(self._connection, query)
            sql.drop_replaced(self._connection, self._holdings.replaced_for(query, there))
            if any(len(sources[month]) > 1 for month in there):
                sql.keep_latest(self._connection, self._holdings.undated)
            if query.having:
                sql.drop_other_goods(self._connection)
        return bool(there)

    def _lay_out(self, query: Query, months: Sequence[str], kind: Ids) -> None:
        """Lay out the rows of months that files of a kind have for a query."""
        among = kind if len(self._kinds) > 1 else None
        sql.see(self._connection, (self._relations[one] for one in months), months, query, among)

    def _beside(self, kind: Ids) -> Mapping[str, Iterable[str]]:
        """Return the chapters that files of a kind have beside those that countries share."""
        chapters = (self._chapters.get(name, frozenset()) for name in kind)
        return {"product": frozenset().union(*chapters) - {*CHAPTERS}}

    @cached_property
    def _chapters(self) -> Mapping[str, frozenset[str]]:
        """The chapters of each file that has some."""
        found: dict[str, frozenset[str]] = {}
        for relation in sorted(set(self._relations.values())):
            rows = self._connection.execute(
                "SELECT source, list(DISTINCT substr(product, 1, 2)) "
                f"FROM {relation} WHERE digits > 0 GROUP BY source"
            ).fetchall()
            for source, chapters in rows:
                found[source] = found.get(source, frozenset()) | {*chapters}
        return found


def connection() -> duckdb.DuckDBPyConnection:
    """Connect to a database in memory that asks no other machine for anything."""
    # One thread adds in one order: sums are the same to the last bit wherever they are made. Settings
    # that come with the connection save the start of threads that are ended at once.
    return duckdb.connect(
        ":memory:",
        config={
            "threads": 1,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        },
    )
