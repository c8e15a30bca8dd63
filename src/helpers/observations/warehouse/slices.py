"""Which slice answers a query, and how much of what is asked its files have.

A slice answers where nothing is missing of what is to be summed. Of several: all members first, then
the fewest sums, then the latest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import pandas as pd

from helpers.observations.readers.description import RawFile
from helpers.observations.scope import covers, overlap, restriction, universe
from helpers.observations.warehouse.answer import Extent
from helpers.observations.warehouse.query import Query

Extra = Callable[[], Mapping[str, Iterable[str]]]
"""Gives the members that the data has beside those that a dimension always has."""


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
    provinces : int
        How many provinces it has.
    sources : tuple of str
        The raw files that give it.
    parts : frozenset of str
        The dimensions some of whose members add up.
    longer : bool
        Whether some product is not the one the query names, but a longer code within it.
    coarse : bool
        Whether some value is rounded to a thousand million or more: a statement of the press, which
        restates in 万亿元 what tables give exactly.
    """

    period: str
    span: str
    flow: str
    member: str
    dataset: str
    slice: str
    digits: int
    provinces: int
    sources: tuple[str, ...]
    parts: frozenset[str]
    longer: bool
    coarse: bool

    @property
    def answers(self) -> tuple[str, str, str, str]:
        """Return what only one slice may answer: a month, span, flow and member."""
        return self.period, self.span, self.flow, self.member

    @property
    def table(self) -> tuple[str, str, str, str, str, str, int]:
        """Return of which month, span, flow and member, and of which table, it has the rows."""
        return *self.answers, self.dataset, self.slice, self.digits

    @property
    def dimensions(self) -> frozenset[str]:
        """Return the dimensions it tells apart."""
        return frozenset(self.slice.split("+")) - {""}

    def summed_over(self, query: Query) -> frozenset[str]:
        """Return the dimensions it is to be summed over to answer a query."""
        over = self.dimensions - set(query.keep) - set(query.fixed)
        return over | {"product"} if self.longer else over


@dataclass(frozen=True)
class Candidate:
    """A slice that has the dimensions of a query, and the files it is from.

    Attributes
    ----------
    slice : Slice
        The slice.
    query : Query
        What is asked.
    raws : tuple of RawFile
        The files that give it.
    silent : tuple of RawFile
        Files of the same table that have no row for the query: those that are complete tell thereby
        that there was no trade.
    extra : callable
        See ``Extra``.
    """

    slice: Slice
    query: Query
    raws: tuple[RawFile, ...]
    silent: tuple[RawFile, ...]
    extra: Extra

    @cached_property
    def over(self) -> frozenset[str]:
        """Return the dimensions it is to be summed over."""
        return self.slice.summed_over(self.query)

    @cached_property
    def asked(self) -> frozenset[str]:
        """Return the dimensions of which all members are asked for, summed or not."""
        return self.over if self.query.members else self.over | {*self.query.keep}

    def fits(self) -> bool:
        """Return whether it has the dimensions that are asked for, and members that add up."""
        asked = {*self.query.keep, *self.query.fixed}
        return asked <= self.slice.dimensions and self.over <= self.slice.parts

    @cached_property
    def _parts(self) -> dict[frozenset[str], list[Mapping[str, str]]]:
        """The parts found so far: see ``boxes``."""
        return {}

    @cached_property
    def answers(self) -> bool:
        """Return whether nothing is missing of what is summed, at least for some member kept."""
        if not self.over:
            return True
        boxes = self.boxes(self.over)
        parted = [name for name in self.query.keep if any(name in box for box in boxes)]
        # What parts have in common begins where one of them does.
        begins = [
            {first for box in boxes if name in box for first, _ in restriction(box[name]).ranges}
            for name in parted
        ]
        known = (self._has(dict(zip(parted, codes, strict=True))) for codes in product(*begins))
        return self._has_provinces(self.over) and any(known)

    @cached_property
    def whole(self) -> bool:
        """Return whether nothing is missing of all members asked for."""
        return self._has_provinces(self.asked) and self._covers(self.asked, {})

    def has(self, members: Iterable[str]) -> bool:
        """Return whether nothing is missing of what is summed for a member of each dimension kept."""
        return self._has(dict(zip(self.query.keep, members, strict=True)))

    def _has(self, members: Mapping[str, str]) -> bool:
        return not self.over or self._covers(self.over, members)

    @property
    def rank(self) -> tuple[bool, bool, int, bool, int, str]:
        """Rank it: what answers first, all members, fewest sums, not restated, the latest, by name."""
        # Without a day of release a file is older than any with one.
        day = max((raw.day or "0", raw.known_from) for raw in self.raws)
        newest = -int("".join(day).replace("-", ""))
        restated = self.slice.coarse
        return (
            not self.answers,
            not self.whole,
            len(self.over),
            restated,
            newest,
            self.slice.dataset,
        )

    def extent(self) -> Extent:
        """Return how far its rows are all there are."""
        kept = {*self.query.keep} - {*self.query.fixed}
        boxes = self.boxes(self.asked) if self._has_provinces(self.asked) else []
        return Extent(
            *self.slice.answers[:3],
            whole=self.whole,
            largest=not self.over and all(_lists_largest(raw, kept) for raw in self.raws),
            parts=tuple(tuple(sorted(box.items())) for box in boxes),
            fixed=tuple(sorted(self.query.fixed.items())),
            sources=self.slice.sources,
        )

    def boxes(self, dimensions: frozenset[str]) -> list[Mapping[str, str]]:
        """Return the parts that files have of which nothing is missing over some dimensions.

        None that a file without such a part overlaps, unless that only revises rows of one that has: it is
        not known what is beside its rows.
        """
        if dimensions not in self._parts:
            self._parts[dimensions] = [*self._find_parts(dimensions)]
        return self._parts[dimensions]

    def _find_parts(self, dimensions: frozenset[str]) -> Iterator[Mapping[str, str]]:
        digits = self.slice.digits
        whole = [raw for raw in self.raws if raw.is_whole_over(dimensions, digits)]
        # That there is no row of a member tells something only where no member is missing.
        listed = dimensions | self.query.fixed.keys()
        whole += [raw for raw in self.silent if raw.is_whole_over(listed, digits)]
        others = [
            raw.told.only
            for raw in self.raws
            if not raw.is_whole_over(dimensions, digits)
            and not any(_revises(raw, older) for older in whole)
        ]
        for part in (raw.told.only for raw in whole):
            if not any(overlap(part, other) for other in others):
                yield part

    def _covers(self, dimensions: frozenset[str], members: Mapping[str, str]) -> bool:
        boxes = self.boxes(dimensions)
        restricted = any(box.keys() - self.query.fixed.keys() for box in boxes)
        fixed = {**self.query.fixed, **members}
        return covers(boxes, fixed, self.extra() if restricted else {})

    def _has_provinces(self, dimensions: frozenset[str]) -> bool:
        """Return whether all provinces are there, where all of their trade is asked for.

        Each of them trades every month: a row that is missing is no trade of zero.
        """
        whole_trade = self.slice.dimensions == {"region"}
        needed = "region" in dimensions and whole_trade
        return not needed or self.slice.provinces == len(universe("region"))


def best_slices(
    slices: Iterable[Slice],
    query: Query,
    files: Mapping[str, RawFile],
    of_table: Callable[[Slice], Iterable[str]],
    extra: Extra,
) -> list[Candidate]:
    """Choose by month, span, flow and member the slice that answers a query best.

    Parameters
    ----------
    slices : iterable of Slice
        What there is.
    query : Query
        What is asked.
    files : mapping of str to RawFile
        All files.
    of_table : callable
        Names the files that have rows of a slice, for the query or not.
    extra : callable
        See ``Extra``.
    """
    fitting: dict[tuple[str, ...], list[Candidate]] = {}
    for each in slices:
        raws = tuple(files[name] for name in each.sources)
        silent = tuple(files[name] for name in of_table(each) if name not in each.sources)
        candidate = Candidate(each, query, raws, silent, extra)
        if candidate.fits():
            fitting.setdefault(each.answers, []).append(candidate)
    # To rank them takes longer than to find them, and mostly there is one.
    return [
        min(found, key=lambda one: one.rank) if len(found) > 1 else found[0]
        for found in fitting.values()
    ]


def without_partial_sums(
    rows: pd.DataFrame, found: Iterable[Candidate], query: Query
) -> pd.DataFrame:
    """Leave out the sums of members of which a part is missing."""
    if not query.keep or query.members:
        return rows
    by_key = {candidate.slice.answers[:3]: candidate for candidate in found}
    names = ["period", "span", "flow", *query.keep]
    keys = zip(*(rows[name] for name in names), strict=True)
    has = [by_key[(period, span, flow)].has(codes) for period, span, flow, *codes in keys]
    return rows[has].reset_index(drop=True) if not all(has) else rows


def _lists_largest(raw: RawFile, kept: set[str]) -> bool:
    """Return whether a file has the largest of all members of dimensions, and not those of a part of them."""
    return kept <= {*raw.largest} and kept.isdisjoint(raw.told.only)


def _revises(raw: RawFile, older: RawFile) -> bool:
    """Return whether a file is a later release of rows within another."""
    within = all(
        (text := raw.told.only.get(name)) is not None
        and (member := restriction(text).member) is not None
        and restriction(whole).contains(member)
        for name, whole in older.told.only.items()
    )
    return raw.day > older.day and (within or raw.told.only == older.told.only)
