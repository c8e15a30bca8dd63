"""What the store answers: rows, and how far they are all there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import pandas as pd

from helpers.observations.scope import covers


@dataclass(frozen=True)
class Extent:
    """How much of the members asked for the rows of a month, span and flow have.

    Attributes
    ----------
    period, span, flow : str
        Of which rows.
    whole : bool
        Whether no member is missing: one without a row has no trade.
    largest : bool
        Whether those that are there are the largest, if not all.
    parts : tuple of tuple of (str, str)
        What the files that have all members of their part are restricted to, by dimension.
    fixed : tuple of (str, str)
        The members that the query held fixed.
    sources : tuple of str
        The raw files.
    missing : tuple of str
        The months without which there is no sum from January on.
    """

    period: str
    span: str
    flow: str
    whole: bool
    largest: bool
    parts: tuple[tuple[tuple[str, str], ...], ...]
    fixed: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    missing: tuple[str, ...] = ()

    def has(self, dimension: str, code: str) -> bool:
        """Return whether a member without a row has no trade, since its part is all there."""
        return self.whole or (not self.missing and _has(self.parts, self.fixed, dimension, code))


@dataclass(frozen=True)
class Answer:
    """The answer to a query.

    Attributes
    ----------
    rows : pandas.DataFrame
        Columns ``query.ANSWER_COLUMNS``: every value is right, since a sum of which a part is missing
        is not among them.
    extents : tuple of Extent
        How far they are all there are, a month, span and flow each; also of those of which there
        is some data, but not enough for an answer.
    without_trade : frozenset of (str, str, str, str)
        Where single members are asked for: month, span, flow and member of which files that are complete
        have no row.
    """

    rows: pd.DataFrame
    extents: tuple[Extent, ...] = field(default=())
    without_trade: frozenset[tuple[str, str, str, str]] = frozenset()

    def extent(self, period: str, span: str, flow: str) -> Extent | None:
        """Return the extent of a month, span and flow; None where there is no data of it."""
        return self._extents.get((period, span, flow))

    def of_months(self, months: Collection[str]) -> Answer:
        """Return what it says of some months."""
        rows = self.rows[self.rows["period"].isin(months)]
        return Answer(rows, tuple(each for each in self.extents if each.period in months))

    @cached_property
    def _extents(self) -> Mapping[tuple[str, str, str], Extent]:
        return {(each.period, each.span, each.flow): each for each in self.extents}


@lru_cache(maxsize=100_000)
def _has(
    parts: tuple[tuple[tuple[str, str], ...], ...],
    fixed: tuple[tuple[str, str], ...],
    dimension: str,
    code: str,
) -> bool:
    return covers(map(dict, parts), {**dict(fixed), dimension: code}, {})
