"""Which rows a later release replaces: all that it covers, also those that it no longer has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from helpers.core.dimensions import QUANTITY
from helpers.observations.readers.description import RawFile
from helpers.observations.warehouse.rows import Count


class Covered(NamedTuple):
    """Rows of a file that another file of its dataset covers.

    Attributes
    ----------
    source : str
        The file whose rows they are.
    period, span, flow, measure, unit, slice, digits
        Which of its rows: as in ``Count``. A file covers quantities in any unit.
    only : tuple of (str, str)
        What the other file is restricted to, by dimension: only rows within it are covered.
    by : str
        The other file.
    since : str
        The day from which that is known.
    """

    source: str
    period: str
    span: str
    flow: str
    measure: str
    unit: str
    slice: str
    digits: int
    only: tuple[tuple[str, str], ...]
    by: str
    since: str


def replaced_rows(counts: Iterable[Count], files: Mapping[str, RawFile]) -> Iterator[Covered]:
    """Yield what later files replace: what they cover of those released before them.

    Elsewhere a file replaces the rows it has, one by one, which is no matter of this function.
    """
    for each in covered_rows(counts, files):
        if files[each.source].day < files[each.by].day:
            yield each


def covered_rows(counts: Iterable[Count], files: Mapping[str, RawFile]) -> Iterator[Covered]:
    """Yield what complete files cover of the rows of files of other days.

    A file covers the dimensions that it tells apart, within what its query was restricted to, for the
    months, spans, flows and measures that it has.

    Parameters
    ----------
    counts : iterable of Count
        What the files have.
    files : mapping of str to RawFile
        Their descriptions.
    """
    tables: dict[tuple[object, ...], list[Count]] = {}
    for count in counts:
        kind = QUANTITY if count.measure == QUANTITY else count.unit
        what = (count.period, count.span, count.flow, kind, count.slice, count.digits)
        tables.setdefault((files[count.source].group, *what), []).append(count)
    for table in tables.values():
        for other in sorted({count.source for count in table}) if len(table) > 1 else ():
            raw = files[other]
            if raw.is_whole_over(table[0].dimensions, table[0].digits):
                only = tuple(sorted(raw.told.only.items()))
                for count in table:
                    if files[count.source].day != raw.day:
                        yield Covered(*count[:-1], only, other, raw.known_from)
