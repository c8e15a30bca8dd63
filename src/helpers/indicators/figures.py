"""Figures: the numbers of a report, each known by name.

A figure is one unrounded number with its metric, its dimensions, its unit and the raw files behind
it. Metrics return frames of figures; tables, prose and charts are made from them and from nothing
else, so every number on a page can be listed, looked up and checked.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, Self

import pandas as pd

from helpers.core.dimensions import VALUE, WHOLE
from helpers.core.errors import NoDataError
from helpers.core.escaping import in_csv
from helpers.observations.schema import ABSENT, KEYS, NOT_RECORDED, REASONS

COLUMNS: Final = (*KEYS, "value", "unit", "step", "basis", "reason", "sources")
"""``reason``: why there is no value, one of ``schema.REASONS``; empty where there is one. ``step``:
what the value is known to a multiple of (1e10 for 45.47 trillion yuan); NaN where the source gives all
its digits."""

_NUMBERS: Final = ("value", "step")

_DEFAULTS: Final = {
    "measure": VALUE,
    "region": WHOLE,
    "partner": WHOLE,
    "product": WHOLE,
    "enterprise": WHOLE,
    "regime": WHOLE,
}

PERCENT: Final = "percent"
POINTS: Final = "points"
PLACES: Final = "places"
COUNT: Final = "count"
TIMES: Final = "times"
POINTS_OF_INDEX: Final = "index"

THOUSANDFOLD: Final = 99_900.0
"""The growth in percent, or the contribution in points, of what is a thousand times its base."""


@dataclass(frozen=True)
class Figure:
    """One number of a report.

    Attributes
    ----------
    value : float or None
        In single units, unrounded but for ``step``; None where ``basis`` is ``absent``.
    unit : str
        A currency, ``piece``, ``percent``, ``points`` (percentage points), ``places``, ``count`` or
        ``times``.
    step : float or None
        What the source rounded the value to; None where it did not.
    reason : str
        Why there is no value, one of ``schema.REASONS``; empty where there is one.
    sources : str
        Ids of the raw files behind it, separated by ``;``.
    """

    metric: str
    measure: str
    period: str
    span: str
    flow: str
    region: str
    partner: str
    product: str
    enterprise: str
    regime: str
    value: float | None
    unit: str
    step: float | None
    basis: str
    reason: str
    sources: str

    @cached_property
    def id(self) -> str:
        """Return the figure's name on a page, such as ``growth.value.2025-11.month.export.44._T._T``.

        Kinds of enterprise and regimes stand last, and only where the figure is of one.
        """
        return id_of(self.keys)

    @property
    def is_extreme(self) -> bool:
        """Return whether its base is so small that it says nothing: it is more than a thousandfold."""
        return self.unit in (PERCENT, POINTS) and abs(self.value or 0) > THOUSANDFOLD

    @cached_property
    def keys(self) -> dict[str, str]:
        """Return what names the figure: by key, in the order of ``KEYS``."""
        return {key: str(getattr(self, key)) for key in KEYS}

    @classmethod
    def read(cls, row: Mapping[str, str]) -> Figure:
        """Read a figure from a line of ``Figures.csv``; those of older releases record no reason and no regime."""
        numbers = {name: float(row[name]) if row[name] else None for name in _NUMBERS}
        unknown = "" if row["value"] else NOT_RECORDED
        texts = {"reason": unknown, "regime": WHOLE, **row}
        texts = {name: texts[name] for name in COLUMNS if name not in _NUMBERS}
        return cls(**texts, value=numbers["value"], step=numbers["step"])


def id_of(keys: Mapping[str, str]) -> str:
    """Return the name on a page of the figure with these keys, in the order of ``KEYS``."""
    *named, enterprise, regime = keys.values()
    more = [enterprise, regime] if regime != WHOLE else [enterprise] * (enterprise != WHOLE)
    return ".".join([*named, *more])


class Figures:
    """An immutable set of figures, in canonical order.

    Parameters
    ----------
    frame : pandas.DataFrame
        The columns of ``COLUMNS``; a missing number is NaN with basis ``absent``.

    Raises
    ------
    ValueError
        When columns are missing, a figure is there twice, or a number is infinite.
    """

    def __init__(self, frame: pd.DataFrame) -> None:
        lacking = [name for name in COLUMNS if name not in frame.columns]
        if lacking:
            raise ValueError(f"figures lack the columns {lacking}")
        frame = frame.loc[:, list(COLUMNS)].sort_values(list(KEYS), ignore_index=True)
        frame = frame.astype(dict.fromkeys(_NUMBERS, "float64"))
        _refuse_faults(frame)
        self._frame = frame
        self._figures = tuple(_figure(row) for row in frame.to_dict("records"))
        self._groups: dict[tuple[str, ...], dict[tuple[str, ...], list[Figure]]] = {}

    @classmethod
    def read(cls, text: str) -> Self:
        """Read a set of figures from CSV as ``csv`` writes it."""
        rows = [[getattr(one, name) for name in COLUMNS] for one in read_figures(text)]
        return cls(pd.DataFrame(rows, columns=list(COLUMNS)).astype(dict.fromkeys(_NUMBERS, float)))

    def __len__(self) -> int:
        return len(self._figures)

    def __iter__(self) -> Iterator[Figure]:
        return iter(self._figures)

    def frame(self) -> pd.DataFrame:
        """Return the figures as a table, columns as in ``COLUMNS``."""
        return self._frame.copy()

    def csv(self) -> str:
        """Write the figures as CSV, a line each; its text is no formula to a spreadsheet.

        Numbers are left alone: a negative one is a number.
        """
        frame = self.frame()
        for name in frame.columns.difference(list(_NUMBERS)):
            frame[name] = frame[name].map(in_csv)
        return frame.to_csv(index=False, lineterminator="\n")

    def where(self, **keys: str) -> list[Figure]:
        """Return the figures that have these keys (or unit, or basis), in canonical order."""
        names = tuple(keys)
        return list(self._grouped(names).get(tuple(keys.values()), ()))

    def one(self, metric: str, **keys: str) -> Figure:
        """Return the figure with these keys; a dimension not named is the whole.

        Parameters
        ----------
        metric : str
            The metric's name.
        **keys : str
            ``period``, ``span``, ``flow``, and any of ``measure`` (else ``value``), ``region``,
            ``partner``, ``product``, ``enterprise``, ``regime``.

        Raises
        ------
        NoDataError
            When there is no such figure.
        """
        found = self.find(metric, **keys)
        if found is None:
            raise NoDataError(f"no figure '{metric}' for {keys}")
        return found

    def find(self, metric: str, **keys: str) -> Figure | None:
        """Return the figure with these keys as ``one`` does, or None when there is none."""
        wanted = {**_DEFAULTS, **keys, "metric": metric}
        found = self._grouped(KEYS).get(tuple(wanted[key] for key in KEYS))
        return found[0] if found else None

    def _grouped(self, names: tuple[str, ...]) -> dict[tuple[str, ...], list[Figure]]:
        """Return the figures by these keys: made when figures are first asked for by them."""
        if names not in self._groups:
            groups = self._groups.setdefault(names, {})
            # Of a single name ``attrgetter`` returns no tuple.
            read = attrgetter(*names) if len(names) > 1 else lambda one: (getattr(one, *names),)
            for figure in self:
                groups.setdefault(read(figure), []).append(figure)
        return self._groups[names]


def read_figures(text: str) -> list[Figure]:
    """Read figures from CSV as ``Figures.csv`` writes it, in the order of the lines."""
    return [Figure.read(row) for row in csv.DictReader(io.StringIO(text))]


def _refuse_faults(frame: pd.DataFrame) -> None:
    twice = frame.duplicated(list(KEYS))
    if twice.any():
        raise ValueError(f"figure defined twice: {frame.loc[twice, list(KEYS)].iloc[0].tolist()}")
    if (frame["value"].isna() != (frame["basis"] == ABSENT)).any():
        raise ValueError("a figure without a number is absent, and no other is")
    if (frame["value"].isna() != frame["reason"].isin(REASONS)).any():
        raise ValueError("a figure without a number has a reason, and no other has")
    if frame["value"].abs().eq(math.inf).any():
        raise ValueError("a figure is infinite: its metric divides by a missing base")


def _figure(row: dict[Hashable, Any]) -> Figure:
    numbers = {name: float(row[name]) for name in _NUMBERS}
    texts = {str(key): str(cell) for key, cell in row.items() if key not in numbers}
    known = {name: None if math.isnan(one) else one for name, one in numbers.items()}
    return Figure(**texts, value=known["value"], step=known["step"])
