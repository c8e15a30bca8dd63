"""Logarithmic scales: where their ticks fall, and axes whose labels are given as printed."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any, Final

from helpers.presentation.charts.axes import Axis

_STEPS: Final = (((1, 2, 5), 1), ((1, 3), 1), ((1,), 1), ((1,), 2), ((1,), 3))
"""Finer and coarser ticks: the beginnings of numbers, and of how many powers of ten one has them."""

Ticks = Sequence[tuple[float, str]]
"""The values that have a tick, and their labels."""


def log_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Choose round values for the ticks of a logarithmic scale: the finest that are not too many.

    Where fewer than two round values lie between the ends, those around them.

    Parameters
    ----------
    low, high : float
        The ends of the scale, above zero.
    most : int
        How many ticks there may be.
    """
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for firsts, every in _STEPS:
        values = [first * 10.0**power for power in powers if power % every == 0 for first in firsts]
        found = [value for value in values if low <= value <= high]
        if len(found) <= 1:
            around = max(v for v in values if v <= low), min(v for v in values if v >= high)
            return sorted(set(around))
        if len(found) <= most:
            break
    return found


def log_axis(ticks: Ticks, **options: Any) -> Axis:
    """Make an axis with the given ticks, labelled as given.

    Parameters
    ----------
    ticks : sequence of (float, str)
        Values and labels.
    **options
        Options of the axis.
    """
    labels = json.dumps({f"{value:.0f}": label for value, label in ticks}, ensure_ascii=False)
    return {
        "values": [value for value, _ in ticks],
        "labelExpr": f"{labels}[format(datum.value, '.0f')]",
        "labelOverlap": False,
        **options,
    }


def log_place(value: float, ends: tuple[float, float]) -> float:
    """Return the part of a logarithmic scale that lies below a value."""
    return math.log(value / ends[0]) / math.log(ends[1] / ends[0])


def log_value(place: float, ends: tuple[float, float]) -> float:
    """Return the value at a part of a logarithmic scale."""
    return ends[0] * float((ends[1] / ends[0]) ** place)
