"""Which slice answers a query: all members first, then the fewest sums, then the latest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpers.observations.readers.description import RawFile
from helpers.observations.warehouse.query import Query


@dataclass(frozen=True)
class Slice:
    """The rows of a dataset, month, span and flow that tell the same dimensions apart.

    Attributes
    ----------
    period, span, flow, dataset, slice : str
        As in the rows of the store.
    member : str
        Which of ``Query.members`` the rows are of; empty where the query names none.
    digits : int
        The length of its HS codes, 0 where it has none.
    released : str
        The latest day of release.
    sources : tuple of str
        The raw files that give it.
    parts : frozenset of str
        The dimensions some of whose members add up.
    longer : bool
        Whether some product is not the one the query names, but a longer code within it.
    """

    period: str
    span: str
    flow: str
    member: str
    dataset: str
    slice: str
    digits: int
    released: str
    sources: tuple[str, ...]
    parts: frozenset[str]
    longer: bool

    @property
    def answers(self) -> tuple[str, str, str, str]:
        """Return what only one slice may answer: a month, span, flow and member."""
        return self.period, self.span, self.flow, self.member

    @property
    def dimensions(self) -> frozenset[str]:
        """Return the dimensions it tells apart."""
        return frozenset(self.slice.split("+")) - {""}

    def summed_over(self, query: Query) -> frozenset[str]:
        """Return the dimensions it is to be summed over to answer a query."""
        over = self.dimensions - set(query.keep) - set(query.fixed)
        return over | {"product"} if self.longer else over

    def serves(self, query: Query, files: Mapping[str, RawFile]) -> bool:
        """Return whether it has all that is queried, and its files add up over the rest."""
        over = self.summed_over(query)
        if not set(query.keep) | set(query.fixed) <= self.dimensions or not over <= self.parts:
            return False
        raws = [files[source] for source in self.sources]
        return all(raw.adds_up(name, query.fixed.get(name)) for raw in raws for name in over)

    def rank(self, query: Query, files: Mapping[str, RawFile]) -> tuple[int, int, int, str]:
        """Rank it: all members first, then fewest extra dimensions, then the latest, by name."""
        raws = [files[source] for source in self.sources]
        wholes = () if query.members else query.keep
        partial = sum(not all(raw.adds_up(name, None) for raw in raws) for name in set(wholes))
        released = int(self.released.replace("-", ""))
        return partial, len(self.summed_over(query)), -released, self.dataset


def best_slices(slices: Iterable[Slice], query: Query, files: Mapping[str, RawFile]) -> list[Slice]:
    """Choose by month, span, flow and member the slice that answers a query, if one does."""
    best: dict[tuple[str, ...], Slice] = {}
    for candidate in slices:
        if candidate.serves(query, files):
            known = best.setdefault(candidate.answers, candidate)
            if candidate.rank(query, files) < known.rank(query, files):
                best[candidate.answers] = candidate
    return list(best.values())
