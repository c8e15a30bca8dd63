"""The numbers of two releases, compared."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, cast

from helpers.core.escaping import in_csv
from helpers.indicators.figures import COLUMNS, Figure, read_figures
from helpers.observations.schema import KEYS

CHANGE_COLUMNS: Final = (*KEYS, "unit", "old", "new", "difference", "caused_by", "known_from")
"""The columns of a file of changes; the difference is empty where either is no number."""


@dataclass(frozen=True)
class Change:
    """A number that differs between two releases; None in the one that has no such figure."""

    old: Figure | None
    new: Figure | None

    @property
    def figure(self) -> Figure:
        """Return the new figure, or the old one where it is gone."""
        return cast("Figure", self.new or self.old)

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

        Where there are none, the code changed, or what a description says.
        """
        old, new = (
            set(each.sources.split(";")) if each else set() for each in (self.old, self.new)
        )
        return sorted(new - old - {""})


def changes_between(old: str, new: str) -> list[Change]:
    """Compare two figures files, given as CSV as ``Figures.csv`` writes it.

    Changed are figures whose number, unit or basis differs, and that have a number in either: those
    in a currency come first, and of one unit the largest differences.
    """
    before, now = ({_key(each): each for each in read_figures(text)} for text in (old, new))
    found = []
    for key in before | now:
        was, is_now = before.get(key), now.get(key)
        if all(each is None or each.value is None for each in (was, is_now)):
            continue
        if was is None or is_now is None or _number(was) != _number(is_now):
            found.append(Change(was, is_now))
    return sorted(found, key=_order)


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
        writer.writerow([*keys, *numbers, in_csv(";".join(change.caused_by)), days])
    return text.getvalue()


def _key(figure: Figure) -> tuple[str, ...]:
    return tuple(str(getattr(figure, key)) for key in KEYS)


def _number(figure: Figure) -> tuple[Any, ...]:
    """Return what of a figure is its number; from where it came, and why there is none, may change."""
    beside = ("sources", "reason")
    return tuple(getattr(figure, name) for name in COLUMNS[len(KEYS) :] if name not in beside)


def _order(change: Change) -> tuple[Any, ...]:
    """Put money first; of one unit what came or went, then what changed most."""
    unit, difference = change.figure.unit, change.difference
    size = math.inf if difference is None else float(abs(difference))
    return (not unit.isupper(), unit, -size, _key(change.figure))
