"""The store: observations by question.

A **slice** is what one dataset tells apart: the rows of its files that have members in the same
dimensions, of a figure released more than once the latest. A query names the dimensions it keeps; it
is answered from the smallest slice that has them all, and by summing a finer slice only over
dimensions which all its files declare complete. Slices are never mixed within one period, span and
flow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

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
``basis`` tells a stored row (``observed``) from a sum (``computed``), ``sources`` are the ids of the
raw files that gave it, separated by ``;``."""

_CELL = ("period", "span", "flow", *DIMENSIONS, "measure", "unit")
"""What names a figure in the observation table, apart from its vintage."""


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
        groups = {name: raw.group for name, raw in self.files.items()}
        self._rows["dataset"] = self._rows["source"].map(groups)
        cells = self._rows.groupby(["period", "measure", "unit"], sort=False)
        self._by_month = dict(iter(cells))
        self._answers: dict[tuple[object, ...], pd.DataFrame] = {}
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
        fixed = tuple(sorted(query.fixed.items()))
        asked = (query.period, query.unit, query.measure, query.keep, fixed, query.as_of)
        if asked not in self._answers:
            self._answers[asked] = self._ask(query)
        return self._answers[asked].copy()

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

    def _ask(self, query: Query) -> pd.DataFrame:
        rows = self._visible(query)
        answers = [
            self._answer(part, query) for _, part in rows.groupby(["span", "flow"], sort=True)
        ]
        found = [answer for answer in answers if answer is not None]
        if not found:
            return pd.DataFrame(columns=list(ANSWER_COLUMNS))
        return pd.concat(found, ignore_index=True).loc[:, list(ANSWER_COLUMNS)]

    def _visible(self, query: Query) -> pd.DataFrame:
        rows = self._by_month.get((query.period, query.measure, query.unit), self._rows[:0])
        mask = pd.Series(True, index=rows.index)
        for dimension, member in query.fixed.items():
            mask &= _of_member(rows[dimension], dimension, member)
        if query.as_of is not None:
            mask &= rows["released"] <= query.as_of
        return rows[mask]

    def _answer(self, rows: pd.DataFrame, query: Query) -> pd.DataFrame | None:
        """Answer one span and flow from the best slice, or None where no slice will do."""
        found = [
            (self._preference(part, over, query), part, over)
            for dims, part in _slices(rows)
            for over in [_over(part, dims, query)]
            if self._serves(part, dims, over, query)
        ]
        best = min(found, key=lambda candidate: candidate[0], default=None)
        return None if best is None else _summed(best[1], best[2], query.fixed)

    def _serves(self, part: pd.DataFrame, dims: str, over: set[str], query: Query) -> bool:
        """Tell whether a slice has all that is asked for, and its files add up over the rest."""
        if not set(query.keep) | set(query.fixed) <= set(_split(dims)):
            return False
        if any(not _parts(part, name).any() for name in over):
            return False
        files = [self.files[source] for source in part["source"].unique()]
        return all(raw.adds_up(name, query.fixed.get(name)) for raw in files for name in over)

    def _preference(
        self, part: pd.DataFrame, over: set[str], query: Query
    ) -> tuple[int, int, int, str]:
        """Rank a slice: all members first, then fewest extra dimensions, then the latest, by name."""
        files = [self.files[source] for source in part["source"].unique()]
        partial = sum(not all(raw.adds_up(name, None) for raw in files) for name in set(query.keep))
        released = int(part["released"].max().replace("-", ""))
        return partial, len(over), -released, str(part["dataset"].iloc[0])


def _of_member(codes: pd.Series[str], dimension: str, member: str) -> pd.Series[bool]:
    """Tell the rows of a member; of an HS code those of the longer codes within it too."""
    if dimension == "product" and member.isdigit():
        return codes.str.startswith(member) & codes.str.isdigit()
    return codes == member


def _slices(rows: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield each slice, of HS codes of one length, with the latest release of each figure."""
    digits = rows["product"].str.isdigit()
    length = rows["product"].str.len().where(digits, 0)
    for (_, dims, _), part in rows.groupby(["dataset", "slice", length], sort=True):
        yield str(dims), _latest(part)


def _latest(part: pd.DataFrame) -> pd.DataFrame:
    """Keep of each figure the latest release; of two of one day the last by name."""
    if (part["source"] == part["source"].iloc[0]).all():
        return part
    ordered = part.sort_values(["released", "source"], kind="stable")
    return ordered.drop_duplicates(list(_CELL), keep="last").sort_index()


def _over(part: pd.DataFrame, dims: str, query: Query) -> set[str]:
    """Return the dimensions a slice is to be summed over to answer a query."""
    over = set(_split(dims)) - set(query.keep) - set(query.fixed)
    asked = query.fixed.get("product")
    if asked is not None and (part["product"] != asked).any():
        over.add("product")
    return over


def _summed(part: pd.DataFrame, over: set[str], fixed: Mapping[str, str]) -> pd.DataFrame:
    part = part.assign(sources=part["source"], basis=COMPUTED if over else OBSERVED)
    if not over:
        return part
    keys = [name for name in ANSWER_COLUMNS if name not in ("value", "growth", "step", "sources")]
    for dimension in over:
        part = part[_parts(part, dimension)]
    part = part.assign(**{dimension: fixed.get(dimension, WHOLE) for dimension in over})
    grouped = part.groupby(keys, as_index=False, sort=True)
    sums: pd.DataFrame = grouped.agg(
        value=("value", "sum"), step=("step", "max"), sources=("sources", _joined)
    )
    return sums.assign(growth=float("nan"))


def _parts(part: pd.DataFrame, dimension: str) -> pd.Series[bool]:
    """Tell the rows whose member may be added up to its dimension's whole."""
    verdict = {code: is_part(dimension, code) for code in part[dimension].unique()}
    return part[dimension].map(verdict).astype(bool)


def _joined(sources: pd.Series[str]) -> str:
    return ";".join(sorted(set(sources)))


def _split(dims: str) -> list[str]:
    return dims.split("+") if dims else []
