"""Which rows of a table are the whole of which others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from helpers.core.dimensions import WHOLE, is_part
from helpers.observations.readers.bulletin.kinds import TableKind
from helpers.reference.commodities import commodities
from helpers.reference.partners import CONTINENTS, GROUPS, continent_members, members, partners
from helpers.reference.sections import hs_sections, sitc_sections

if TYPE_CHECKING:
    import pandas as pd

_WITHIN: Final = re.compile("(?P<whole>[0-9]{2})-.*")
_DIVISION: Final = re.compile("(?P<whole>SITC_[0-9])[0-9]")


@dataclass(frozen=True)
class Sum:
    """A whole and the rows that make it up; not ``certain`` where we, not the table, say which do."""

    whole: int
    parts: tuple[int, ...]
    certain: bool = True


def whole_table(codes: Sequence[str], kind: TableKind) -> Sum | None:
    """Return the whole of a table and all its parts; None where it prints none."""
    if WHOLE not in codes or kind.listed:
        return None
    parts = tuple(place for place, code in enumerate(codes) if is_part(kind.dimension, code))
    return Sum(codes.index(WHOLE), parts) if parts else None


def wholes_within(codes: Sequence[str], kind: TableKind, period: str) -> Iterator[Sum]:
    """Yield the wholes within a table: continents, groups, sections, of which it lists all parts."""
    places = {code: place for place, code in enumerate(codes)}
    for code, parts in _wholes(codes, kind, period).items():
        listed = tuple(places[part] for part in parts if part in places)
        if code in places and listed:
            # Who belongs to a group the customs say in a note, and not in the rows.
            yield Sum(places[code], listed, certain=code not in GROUPS)


def _wholes(codes: Sequence[str], kind: TableKind, period: str) -> Mapping[str, Sequence[str]]:
    match kind.name:
        case "country":
            continents: dict[str, tuple[str, ...]] = {
                code: continent_members(code) for code in CONTINENTS
            }
            table = partners()
            nowhere = map(str, table.index[table["continent"] == ""])
            groups = {code: members(code, period) for code in GROUPS}
            found = continents | groups
            return found | (
                {WHOLE: (*CONTINENTS, *nowhere)} if set(CONTINENTS) & set(codes) else {}
            )
        case "section":
            chapters = _ranges(hs_sections()["chapters"], "{:02d}")
            return {WHOLE: tuple(chapters)} | chapters
        case "composition":
            sums = _ranges(sitc_sections()["sections"], "SITC_{}")
            chosen = {code: parts for code, parts in sums.items() if len(parts) > 1}
            return {WHOLE: tuple(chosen)} | chosen | _grouped(codes, _DIVISION)
        case "city":
            return {WHOLE: tuple(code for code in codes if code != WHOLE)}
        case "foreign":
            return _grouped(codes, _WITHIN)
    return {}


def _ranges(texts: pd.Series[str], shape: str) -> dict[str, tuple[str, ...]]:
    """Return the members of ranges such as 06-14, each written in a shape, by the code of the range."""
    ends = {str(code): [int(end) for end in text.split("-")] for code, text in texts.items()}
    return {
        code: tuple(shape.format(number) for number in range(first, last + 1))
        for code, (first, last) in ends.items()
    }


def _grouped(codes: Sequence[str], within: re.Pattern[str]) -> dict[str, tuple[str, ...]]:
    """Return the codes that lie within another, by it."""
    found: dict[str, tuple[str, ...]] = {}
    for code in codes:
        if part := within.fullmatch(code):
            found[part["whole"]] = (*found.get(part["whole"], ()), code)
    return found


def selections(codes: Sequence[str], kind: TableKind, flow: str | None) -> Iterator[Sum]:
    """Yield each row of a selection with the whole it lies within, which it can never be above."""
    places = {code: place for place, code in enumerate(codes)}
    if not kind.listed:
        return
    if WHOLE in places:
        others = (place for code, place in places.items() if code != WHOLE)
        yield from (Sum(places[WHOLE], (place,)) for place in others)
    if flow and kind.dimension == "product":
        for part, whole in commodities(flow)["parent"].items():
            if part in places and whole in places:
                yield Sum(places[whole], (places[part],))
