"""The numbers of two releases, compared."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, cast

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, TOTAL, WHOLE
from helpers.core.escaping import in_csv
from helpers.indicators.figures import COLUMNS, Figure, read_figures
from helpers.observations.schema import KEYS, MEMBERS

REVISED: Final = "revised"
NEW: Final = "new"
WITHDRAWN: Final = "withdrawn"
REBASED: Final = "rebased"
KINDS: Final = (REVISED, NEW, WITHDRAWN, REBASED)
"""What happened to a number: it is another; there was none before; there is none any more; it is the same
on another basis, or with other digits given."""

CHANGE_COLUMNS: Final = (
    *(*KEYS, "unit", "kind", "old", "new", "difference", "reason", "caused_by", "known_from"),
)
"""The columns of a file of changes; ``difference`` is empty where either is no number, ``reason`` (one
of ``schema.REASONS``) where the number was not withdrawn, or the new release has no such figure."""

_FLOWS: Final = (TOTAL, EXPORT, IMPORT, BALANCE)
_LEVEL: Final = "level"


@dataclass(frozen=True)
class Change:
    """A number that differs between two releases.

    Attributes
    ----------
    old, new : Figure or None
        None in the one that has no such figure.
    added : frozenset of str
        The raw files behind the new release, and not behind the old one.
    """

    old: Figure | None
    new: Figure | None
    added: frozenset[str] = frozenset()

    @property
    def figure(self) -> Figure:
        """Return the new figure, or the old one where it is gone or has no number."""
        found = self.old if self.kind == WITHDRAWN else self.new
        return cast("Figure", found)

    @property
    def kind(self) -> str:
        """Return one of ``KINDS``."""
        if self.old is None or self.old.value is None:
            return NEW
        if self.new is None or self.new.value is None:
            return WITHDRAWN
        same = (self.old.value, self.old.unit) == (self.new.value, self.new.unit)
        return REBASED if same else REVISED

    @property
    def reason(self) -> str:
        """Return why a number was withdrawn; empty for others, and where there is no such figure."""
        return self.new.reason if self.kind == WITHDRAWN and self.new else ""

    @property
    def difference(self) -> Decimal | None:
        """Return new less old, exactly; None where either is no number, or the unit changed."""
        if self.old is None or self.new is None or self.old.unit != self.new.unit:
            return None
        if self.old.value is None or self.new.value is None:
            return None
        return Decimal(repr(self.new.value)) - Decimal(repr(self.old.value))

    @property
    def caused_by(self) -> list[str]:
        """Return the ids of the raw files behind the new number that were not behind the old one.

        Where there are none, those behind the new release and not the old one: a rank changes when
        others do. Where there are none of these either, the code changed, or what a description says.
        """
        old, new = (
            set(each.sources.split(";")) if each else set() for each in (self.old, self.new)
        )
        return sorted(new - old - {""} or self.added)


def changes_between(old: str, new: str) -> list[Change]:
    """Compare two figures files, given as CSV as ``Figures.csv`` writes it.

    Changed are figures whose number, unit or basis differs, and that have a number in either: revised
    ones first, then new ones, those withdrawn, those on another basis; of each those in a currency, the values of the
    whole before those of its parts, and of parts the largest differences.
    """
    if old == new:
        return []
    before, now = ({_key(each): each for each in read_figures(text)} for text in (old, new))
    was_made_of, is_made_of = (_sources(each.values()) for each in (before, now))
    added = frozenset(is_made_of - was_made_of)
    found = []
    for key in before | now:
        was, is_now = before.get(key), now.get(key)
        if all(each is None or each.value is None for each in (was, is_now)):
            continue
        if was is None or is_now is None or _number(was) != _number(is_now):
            found.append(Change(was, is_now, added))
    whole = min(map(_depth, (*before.values(), *now.values())), default=0)
    return sorted(found, key=lambda change: _order(change, whole))


def count_by_kind(changes: Iterable[Change]) -> dict[str, int]:
    """Count changes by kind, in the order of ``KINDS``; a kind without any is left out."""
    found = Counter(change.kind for change in changes)
    return {kind: found[kind] for kind in KINDS if found[kind]}


def changes_csv(changes: Iterable[Change], known: Mapping[str, str]) -> str:
    """Write changes as CSV, in their order; ``known``: by raw file the day its data is known from."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CHANGE_COLUMNS)
    for change in changes:
        keys = [in_csv(str(getattr(change.figure, key))) for key in (*KEYS, "unit")]
        values = [figure.value if figure else None for figure in (change.old, change.new)]
        numbers = ["" if value is None else repr(value) for value in values]
        numbers.append("" if change.difference is None else f"{change.difference:f}")
        days = ";".join(known[file] for file in change.caused_by if file in known)
        causes = [in_csv(";".join(change.caused_by)), days]
        writer.writerow([*keys, change.kind, *numbers, change.reason, *causes])
    return text.getvalue()


def _key(figure: Figure) -> tuple[str, ...]:
    return tuple(str(getattr(figure, key)) for key in KEYS)


def _number(figure: Figure) -> tuple[Any, ...]:
    """Return what of a figure is its number; from where it came, and why there is none, may change."""
    beside = ("sources", "reason")
    return tuple(getattr(figure, name) for name in COLUMNS[len(KEYS) :] if name not in beside)


def _sources(figures: Iterable[Figure]) -> set[str]:
    return {name for figure in figures for name in figure.sources.split(";")} - {""}


def _depth(figure: Figure) -> int:
    """Return in how many dimensions a figure is of a part; of a page's subject in the fewest."""
    return sum(getattr(figure, name) != WHOLE for name in MEMBERS)


def _order(change: Change, whole: int) -> tuple[Any, ...]:
    """Put money first; of one unit the values of the whole, by flow; then what changed most."""
    figure, difference = change.figure, change.difference
    size = math.inf if difference is None else float(abs(difference))
    first = figure.metric == _LEVEL and _depth(figure) == whole and figure.flow in _FLOWS
    place = _FLOWS.index(figure.flow) if first else len(_FLOWS)
    kind = KINDS.index(change.kind)
    return (kind, not figure.unit.isupper(), figure.unit, place, -size, _key(figure))
