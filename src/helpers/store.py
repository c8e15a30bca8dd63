"""The store: observations by question.

A **slice** is what one raw file tells apart: the rows of that file that have members in the same
dimensions. A query names the dimensions it keeps; it is answered from the smallest slice that has
them all, and by summing a finer slice only over dimensions which its file declares complete.
Slices are never mixed within one period, span and flow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import cast

import pandas as pd

from helpers.figures import COMPUTED, KEYS, OBSERVED
from helpers.sources.meta import RawFile
from helpers.sources.quoted import STATEMENT_COLUMNS
from helpers.vocabulary import DIMENSIONS, QUANTITY, VALUE, WHOLE, is_part

ANSWER_COLUMNS = (
    "period",
    "span",
    "flow",
    *DIMENSIONS,
    "measure",
    "unit",
    "value",
    "growth",
    "step",
    "basis",
    "sources",
)
"""The columns of an answer; ``step`` is what the source rounded a value to, the coarsest of a sum;
``basis`` tells a stored row (``observed``) from a sum (``computed``), ``sources`` is the id of the
raw file that gave it."""


@dataclass(frozen=True)
class Query:
    """What to ask the store.

    Attributes
    ----------
    period : str
        The month, as ``2025-11``.
    unit : str
        A currency, or a unit of quantity.
    keep : tuple of str
        Dimensions told apart in the answer; every other is ``WHOLE`` or fixed.
    fixed : mapping of str to str
        Dimensions held at one member, such as ``{"region": "11"}``.
    as_of : str or None
        A day; only what was known on it is seen.
    """

    period: str
    unit: str
    measure: str = VALUE
    keep: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    as_of: str | None = None


class Store:
    """Observations, answered by the slice that fits.

    Parameters
    ----------
    observations : pandas.DataFrame
        Columns ``OBSERVATION_COLUMNS``.
    files : iterable of RawFile
        The descriptions of the files in the column ``source``.
    statements : pandas.DataFrame, optional
        What sources state beside observations, columns ``quoted.STATEMENT_COLUMNS``.
    """

    def __init__(
        self,
        observations: pd.DataFrame,
        files: Iterable[RawFile],
        statements: pd.DataFrame | None = None,
    ) -> None:
        members = observations.loc[:, list(DIMENSIONS)] != WHOLE
        self._rows = observations.assign(
            slice=["+".join(members.columns[row]) for row in members.to_numpy()]
        )
        self.files = {raw.id: raw for raw in files}
        empty = pd.DataFrame(columns=list(STATEMENT_COLUMNS))
        self._statements = empty if statements is None else statements

    def query(self, query: Query) -> pd.DataFrame:
        """Answer a query; empty where the store has nothing.

        Returns
        -------
        pandas.DataFrame
            Columns ``ANSWER_COLUMNS``, one row a span, flow and member of the kept dimensions;
            ``growth`` is kept only where the slice is the one asked for, since growth rates do not
            add up.
        """
        rows = self._visible(query)
        answers = [
            self._answer(part, query) for _, part in rows.groupby(["span", "flow"], sort=True)
        ]
        found = [answer for answer in answers if answer is not None]
        if not found:
            return pd.DataFrame(columns=list(ANSWER_COLUMNS))
        return pd.concat(found, ignore_index=True).loc[:, list(ANSWER_COLUMNS)]

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

    @property
    def months(self) -> list[str]:
        """Return all months there are observations of, oldest first."""
        return sorted(self._rows["period"].unique())

    def periods(self, query: Query) -> list[str]:
        """List the months for which a query like this one has an answer, oldest first."""
        return [m for m in self.months if not self.query(replace(query, period=m)).empty]

    def units(self, measure: str, query_units: Iterable[str]) -> list[str]:
        """List which of these units the store has observations of, in the order given."""
        present = set(self._rows.loc[self._rows["measure"] == measure, "unit"])
        return [unit for unit in query_units if unit in present]

    def quantity_units(self, query: Query) -> list[str]:
        """List the units of quantity there are for a query, the most frequent first."""
        found = {
            unit: len(self._visible(replace(query, measure=QUANTITY, unit=unit)))
            for unit in sorted(set(self._rows.loc[self._rows["measure"] == QUANTITY, "unit"]))
        }
        return sorted((unit for unit in found if found[unit]), key=lambda unit: -found[unit])

    def members(self, dimension: str) -> list[str]:
        """List the members of a dimension the store has observations of, by code."""
        return sorted(set(self._rows[dimension]) - {WHOLE})

    def extent(self, source: str) -> dict[str, object]:
        """Tell what a raw file holds: its ``months``, oldest first, and its number of ``rows``."""
        rows = self._rows.loc[self._rows["source"] == source, "period"]
        stated = self._statements.loc[self._statements["source"] == source, "period"]
        return {"months": sorted({*rows, *stated}), "rows": len(rows) + len(stated)}

    def _visible(self, query: Query) -> pd.DataFrame:
        rows = self._rows
        mask = (
            (rows["period"] == query.period)
            & (rows["measure"] == query.measure)
            & (rows["unit"] == query.unit)
        )
        for dimension, member in query.fixed.items():
            mask &= rows[dimension] == member
        if query.as_of is not None:
            mask &= rows["released"] <= query.as_of
        return rows[mask]

    def _answer(self, rows: pd.DataFrame, query: Query) -> pd.DataFrame | None:
        """Answer one span and flow from the best slice, or None where no slice will do."""
        needed = set(query.keep) | set(query.fixed)
        best = min(
            (
                (self._preference(source, dims, query, part), part, dims)
                for source, dims, part in _slices(rows)
                if self._serves(source, dims, needed)
            ),
            key=lambda candidate: candidate[0],
            default=None,
        )
        if best is None:
            return None
        _, part, dims = best
        return _summed(part, set(_split(dims)) - needed)

    def _serves(self, source: str, dims: str, needed: set[str]) -> bool:
        extra = set(_split(dims)) - needed
        return needed <= set(_split(dims)) and extra <= set(self.files[source].complete)

    def _preference(
        self, source: str, dims: str, query: Query, part: pd.DataFrame
    ) -> tuple[int, int, int, str]:
        """Rank a slice: all members first, then fewest extra dimensions, then the latest, by name."""
        extra = set(_split(dims)) - set(query.keep) - set(query.fixed)
        partial = len(set(query.keep) - set(self.files[source].complete))
        released = int(part["released"].iloc[0].replace("-", ""))
        return partial, len(extra), -released, source


def _slices(rows: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    for key, part in rows.groupby(["source", "slice"], sort=True):
        source, dims = cast("tuple[str, str]", key)
        yield source, dims, part


def _summed(part: pd.DataFrame, over: set[str]) -> pd.DataFrame:
    part = part.assign(sources=part["source"], basis=COMPUTED if over else OBSERVED)
    if not over:
        return part
    keys = [name for name in ANSWER_COLUMNS if name not in ("value", "growth", "step")]
    for dimension in over:
        part = part[part[dimension].map(lambda code, of=dimension: is_part(of, code))]
    part = part.assign(**dict.fromkeys(over, WHOLE))
    grouped = part.groupby(keys, as_index=False, sort=True)
    sums: pd.DataFrame = grouped.agg(value=("value", "sum"), step=("step", "max"))
    return sums.assign(growth=float("nan"))


def _split(dims: str) -> list[str]:
    return dims.split("+") if dims else []
