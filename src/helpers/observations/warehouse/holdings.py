"""What the files of a store hold: which have rows of what, and which rows later ones replace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from helpers.core.dimensions import DIMENSIONS, QUANTITY
from helpers.observations.readers.description import RawFile
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.rows import Count
from helpers.observations.warehouse.slices import Slice
from helpers.observations.warehouse.vintages import Covered, replaced_rows


@dataclass(frozen=True)
class Holdings:
    """What files hold.

    Attributes
    ----------
    files : mapping of str to RawFile
        By id.
    counts : tuple of Count
        How many rows they have.
    """

    files: Mapping[str, RawFile]
    counts: tuple[Count, ...]

    def with_rows(self, query: Query, month: str) -> set[str]:
        """Return the files that have rows of a month, of the measure and unit of a query."""
        keys = ((month, query.measure, unit) for unit in query.units)
        return set().union(*(self._by_unit.get(key, ()) for key in keys))

    def of_slice(self, query: Query, wanted: Slice) -> list[str]:
        """Name the files that have rows of a slice, of the query's measure, known on its day."""
        place = (wanted.dataset, wanted.period, wanted.span, wanted.flow, wanted.slice)
        units = () if query.measure == QUANTITY else query.units
        found = {
            count.source
            for count in self._by_table.get((*place, wanted.digits, query.measure), ())
            if not units or count.unit in units
        }
        day = query.as_of
        return sorted(name for name in found if not day or self.files[name].known_from <= day)

    def tables(self, query: Query, months: Iterable[str]) -> Iterator[Slice]:
        """Yield the tables of some months that tell apart what a query asks for, without their rows."""
        asked = {*query.keep, *query.fixed}
        for month in months:
            for group, span, flow, name, digits, measure in self._tables.get(month, ()):
                parts = frozenset(name.split("+")) - {""}
                if measure == query.measure and asked <= parts:
                    longer = "product" in query.fixed and digits > len(query.fixed["product"])
                    yield Slice(
                        month,
                        span,
                        flow,
                        "",
                        group,
                        name,
                        digits,
                        0,
                        (),
                        parts,
                        longer,
                        coarse=False,
                    )

    def replaced_for(self, query: Query, months: Iterable[str]) -> Iterator[Covered]:
        """Yield the rows for a query that later files replace, known on its day."""
        for month in months:
            for each in self.replaced.get(month, ()):
                same = each.measure == query.measure and each.unit in query.units
                if same and (query.as_of is None or each.since <= query.as_of):
                    yield each

    def first_known(self, name: str, month: str) -> str:
        """Return the day from which the rows of a month that a file has are known, of whatever vintage."""
        raw = self.files[name]
        others = (self.files[each] for each in self.by_month.get(month, ()))
        same = (one for one in others if (one.group, one.told) == (raw.group, raw.told))
        return min((one.known_from for one in same), default=raw.known_from)

    @cached_property
    def by_month(self) -> Mapping[str, set[str]]:
        """Return by month the files that have rows of it."""
        found: dict[str, set[str]] = {}
        for count in self.counts:
            found.setdefault(count.period, set()).add(count.source)
        return found

    @cached_property
    def undated(self) -> list[str]:
        """Return the files without a day of release, which are older than all others."""
        return [raw.id for raw in self.files.values() if not raw.day]

    @cached_property
    def replaced(self) -> Mapping[str, list[Covered]]:
        """Return by month the rows that later files replace."""
        found: dict[str, list[Covered]] = {}
        for each in replaced_rows(self.counts, self.files):
            found.setdefault(each.period, []).append(each)
        return found

    @cached_property
    def complete(self) -> Mapping[str, list[str]]:
        """Return by dimension the files that have all members, and not those of a part alone."""
        return {
            name: [
                raw.id
                for raw in self.files.values()
                if name in raw.complete and name not in raw.told.only
            ]
            for name in DIMENSIONS
        }

    @cached_property
    def _by_unit(self) -> Mapping[tuple[str, str, str], set[str]]:
        """Return the files by month, measure and unit."""
        found: dict[tuple[str, str, str], set[str]] = {}
        for count in self.counts:
            key = (count.period, count.measure, count.unit)
            found.setdefault(key, set()).add(count.source)
        return found

    @cached_property
    def _tables(self) -> Mapping[str, list[tuple[str, str, str, str, int, str]]]:
        """Return by month the tables there are: dataset, span, flow, slice, length of codes and measure."""
        found: dict[str, dict[tuple[str, str, str, str, int, str], None]] = {}
        for each in self.counts:
            group = self.files[each.source].group
            table = (group, each.span, each.flow, each.slice, each.digits, each.measure)
            found.setdefault(each.period, {})[table] = None
        return {month: [*tables] for month, tables in found.items()}

    @cached_property
    def _by_table(self) -> Mapping[tuple[object, ...], list[Count]]:
        """Return what files have by dataset, month, span, flow, slice, length of codes and measure."""
        found: dict[tuple[object, ...], list[Count]] = {}
        for each in self.counts:
            group = self.files[each.source].group
            place = (group, each.period, each.span, each.flow, each.slice)
            found.setdefault((*place, each.digits, each.measure), []).append(each)
        return found
