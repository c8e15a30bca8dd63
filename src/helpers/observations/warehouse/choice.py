"""Which slice answers a query: all members first, then the fewest sums, then the latest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpers.observations.readers.description import RawFile
from helpers.observations.warehouse.query import Query


@dataclass(frozen=True)
class Slice:
    """The rows of a dataset, span and flow that tell the same dimensions apart.

    Attributes
    ----------
    span, flow, dataset, slice : str
        As in the rows of the store.
    digits : int
        The length of its HS codes, 0 where it has none.
    released : str
        The latest day of release.
    sources : tuple of str
        The raw files that give it.
    parts : frozenset of str
        The dimensions some of whose members add up.
    longer : bool
        Whether some product is not the one asked for, but a longer code within it.
    """

    span: str
    flow: str
    dataset: str
    slice: str
    digits: int
    released: str
    sources: tuple[str, ...]
    parts: frozenset[str]
    longer: bool

    @property
    def dimensions(self) -> frozenset[str]:
        """Return the dimensions it tells apart."""
        return frozenset(self.slice.split("+")) - {""}

    def over(self, query: Query) -> frozenset[str]:
        """Return the dimensions it is to be summed over to answer a query."""
        over = self.dimensions - set(query.keep) - set(query.fixed)
        return over | {"product"} if self.longer else over

    def serves(self, query: Query, files: Mapping[str, RawFile]) -> bool:
        """Tell whether it has all that is asked for, and its files add up over the rest."""
        over = self.over(query)
        if not set(query.keep) | set(query.fixed) <= self.dimensions or not over <= self.parts:
            return False
        raws = [files[source] for source in self.sources]
        return all(raw.adds_up(name, query.fixed.get(name)) for raw in raws for name in over)

    def rank(self, query: Query, files: Mapping[str, RawFile]) -> tuple[int, int, int, str]:
        """Rank it: all members first, then fewest extra dimensions, then the latest, by name."""
        raws = [files[source] for source in self.sources]
        partial = sum(not all(raw.adds_up(name, None) for raw in raws) for name in set(query.keep))
        released = int(self.released.replace("-", ""))
        return partial, len(self.over(query)), -released, self.dataset


def chosen(
    slices: Iterable[Slice], query: Query, files: Mapping[str, RawFile]
) -> dict[tuple[str, str], Slice]:
    """Choose by span and flow the slice that answers a query; none where none will do."""
    best: dict[tuple[str, str], Slice] = {}
    for one in slices:
        if one.serves(query, files):
            known = best.setdefault((one.span, one.flow), one)
            if one.rank(query, files) < known.rank(query, files):
                best[one.span, one.flow] = one
    return best
