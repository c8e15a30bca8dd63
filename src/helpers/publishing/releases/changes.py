"""The numbers of two releases, compared."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from helpers.core.escaping import in_csv
from helpers.indicators.figures import COLUMNS, Figure, read_figures
from helpers.observations.schema import KEYS

CHANGE_COLUMNS: Final = (*KEYS, "unit", "old", "new", "difference", "caused_by", "known_from")
"""The columns of a file of changes; the difference is empty where one of the two is no number."""


@dataclass(frozen=True)
class Change:
    """A number that differs between two releases.

    Attributes
    ----------
    old, new : Figure or None
        What it was and is; None where the release has no such figure.
    caused_by : str
        Ids of the raw files behind the new number that were not behind the old one, separated by
        ``;``; empty where there are none: then the code changed, or what a description says.
    """

    old: Figure | None
    new: Figure | None
    caused_by: str

    @property
    def figure(self) -> Figure:
        """Return the figure it is of: the new one, or the old one where it is gone."""
        found = self.new or self.old
        if found is None:
            raise ValueError("a change is of a figure")
        return found

    @property
    def difference(self) -> Decimal | None:
        """Return new less old, exactly; None where one is no number, or is in another unit."""
        if self.old is None or self.new is None or self.old.unit != self.new.unit:
            return None
        if self.old.value is None or self.new.value is None:
            return None
        return Decimal(repr(self.new.value)) - Decimal(repr(self.old.value))

    @property
    def size(self) -> float:
        """Return by how much it changed, up or down, for the order; gone or new: most of all."""
        return math.inf if self.difference is None else float(abs(self.difference))


def changes_between(old: str, new: str) -> list[Change]:
    """Compare two figures files.

    Parameters
    ----------
    old, new : str
        CSV as ``Figures.csv`` writes it.

    Returns
    -------
    list of Change
        Of every figure whose number, unit or basis differs: those in a currency first, and of one
        unit the largest differences first.
    """
    before = {key_of(one): one for one in read_figures(old)}
    now = {key_of(one): one for one in read_figures(new)}
    found = []
    for key in before | now:
        one, other = before.get(key), now.get(key)
        if one is None or other is None or _number(one) != _number(other):
            found.append(Change(one, other, _cause(one, other)))
    return sorted(found, key=_order)


def changes_csv(changes: Iterable[Change], known: Mapping[str, str]) -> str:
    """Write changes as CSV, in their order; ``known``: by raw file the day its data is known from."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow(CHANGE_COLUMNS)
    for one in changes:
        keys = [in_csv(str(getattr(one.figure, key))) for key in (*KEYS, "unit")]
        numbers = [*(figure.value if figure else None for figure in (one.old, one.new))]
        days = ";".join(known[file] for file in one.caused_by.split(";") if file in known)
        told = ["" if number is None else repr(number) for number in numbers]
        told.append("" if one.difference is None else f"{one.difference:f}")
        writer.writerow([*keys, *told, in_csv(one.caused_by), days])
    return held.getvalue()


def key_of(figure: Figure) -> tuple[str, ...]:
    """Return what names a figure."""
    return tuple(str(getattr(figure, key)) for key in KEYS)


def _number(figure: Figure) -> tuple[Any, ...]:
    """Return what of a figure is its number; from where it came may change without it."""
    return tuple(getattr(figure, name) for name in COLUMNS[len(KEYS) :] if name != "sources")


def _cause(old: Figure | None, new: Figure | None) -> str:
    before, now = (set(one.sources.split(";")) if one else set() for one in (old, new))
    return ";".join(sorted(now - before - {""}))


def _order(change: Change) -> tuple[Any, ...]:
    figure = change.figure
    money = figure.unit.isupper()
    return (not money, figure.unit, -change.size, key_of(figure))
