"""A chart as a Vega-Lite specification: layers of marks, each over a table of rows; scales and axes.

Marks and encodings are written as Vega-Lite has them; a test checks every chart against its schema.
"""

from __future__ import annotations

import json
import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import pandas as pd

from helpers.presentation.charts import theme
from helpers.presentation.charts.labels import text_width

Encoding = dict[str, Any]
"""Definitions by channel, such as ``x`` or ``color``."""
Axis = dict[str, Any]
"""An axis, as Vega-Lite has it."""
Ticks = Sequence[tuple[float, str]]
"""The values that have a tick, and their labels."""

# The same minus sign as in tables and labels, and halves where a half falls on a tick.
_KEY: Final = 14
_KEY_GAP: Final = 5
_KEY_TEXT: Final = 11
"""The width of a mark in a key, the room behind it, and the size of its name."""
_TITLE: Final = 12
_TITLE_MOST: Final = 150
"""The size of a scale's title, and how wide one in the middle of a plot may be."""
_LABEL: Final = "replace(format(datum.value, '~g'), '\\u2212', '-')"
_STEPS: Final = (((1, 2, 5), 1), ((1, 3), 1), ((1,), 1), ((1,), 2), ((1,), 3))
"""Finer and coarser ticks: the beginnings of numbers, and of how many powers of ten one has them."""


@dataclass(frozen=True)
class Layer:
    """Marks of one kind, one for each of the rows that the expression ``where`` chooses, or for all."""

    rows: pd.DataFrame
    mark: dict[str, Any]
    encoding: Encoding
    where: str = ""


@dataclass(frozen=True)
class LayeredChart:
    """Layers over one another, the last on top, in a plot of so many pixels without its axes.

    A size may be ``{"step": pixels}``, those of a name. Layers that share rows share the table, too.
    ``options`` are further properties of the specification, such as ``resolve``.
    """

    layers: Sequence[Layer]
    width: float | dict[str, int]
    height: float | dict[str, int]
    options: dict[str, Any] = field(default_factory=dict)

    def spec(self) -> dict[str, Any]:
        """Return a new Vega-Lite specification, with its rows in ``datasets`` by name."""
        tables = {id(layer.rows): layer.rows for layer in self.layers}
        names = {table: f"rows-{place}" for place, table in enumerate(tables)}
        layers = [
            {
                "data": {"name": names[id(layer.rows)]},
                "mark": dict(layer.mark),
                "encoding": dict(layer.encoding),
                **({"transform": [{"filter": layer.where}]} if layer.where else {}),
            }
            for layer in self.layers
        ]
        datasets = {names[table]: _records(rows) for table, rows in tables.items()}
        size = {"width": self.width, "height": self.height}
        return {**self.options, **size, "layer": layers, "datasets": datasets}


def _shows(kind: str, column: str, **options: Any) -> dict[str, Any]:
    return {"field": column, "type": kind, **options}


quantitative = partial(_shows, "quantitative")
"""Returns the definition of a channel that shows a column of numbers; its options are Vega-Lite's."""
nominal = partial(_shows, "nominal")
"""The same for a column of names."""
ordinal = partial(_shows, "ordinal")
"""The same for a column of values with an order."""


def texts(
    rows: pd.DataFrame,
    place: Encoding,
    look: dict[str, Any],
    column: str = "text",
    where: str = "",
) -> Layer:
    """Return a layer that writes a column of texts."""
    return Layer(rows, {"type": "text", **look}, {**place, "text": nominal(column)}, where)


def key(at: float, entries: Sequence[tuple[Encoding, str]]) -> list[Layer]:
    """Return layers that explain marks in a line so far below the top of the plot: each a mark and its name.

    A mark is written as Vega-Lite has it; one that is a ``rule`` is drawn as a short line.
    """
    layers, across = [], 0.0
    for mark, name in entries:
        rows = pd.DataFrame({"text": [name]})
        line = mark["type"] == "rule"
        start: Encoding = {"x": {"value": across + (0 if line else _KEY / 2)}, "y": {"value": at}}
        end: Encoding = {"x2": {"value": across + _KEY}} if line else {}
        layers.append(Layer(rows, mark, start | end))
        place = {"x": {"value": across + _KEY + _KEY_GAP}, "y": {"value": at}}
        layers.append(texts(rows, place, {"align": "left", "baseline": "middle"}))
        across += _KEY + 2 * _KEY_GAP + text_width(name, _KEY_TEXT) + _KEY
    return layers


def zero_line(channel: str) -> Layer:
    """Return a line across the plot at zero of ``x`` or ``y``."""
    return _line(channel, 0.0, strokeOpacity=0.6)


def reference_line(channel: str, at: float) -> Layer:
    """Return a dashed line across the plot at a value of ``x`` or ``y``."""
    return _line(channel, at, strokeDash=[4, 3], color=theme.FAINT)


def _line(channel: str, at: float, **look: Any) -> Layer:
    rows = pd.DataFrame({"at": [at]})
    return Layer(rows, {"type": "rule", **look}, {channel: quantitative("at")})


def diverging_axis(limit: float, title: str) -> Axis:
    """Mark both ends of a scale around zero, the halves, and zero; a long title begins further left."""
    ticks = [-limit, -limit / 2, 0, limit / 2, limit]
    side = {"titleAnchor": "end"} if text_width(title, _TITLE) > _TITLE_MOST else {}
    return {"title": title, "values": ticks, "orient": "top", "labelExpr": _LABEL, **side}


def name_axis(width: int) -> Axis:
    """Give the names of rows a fixed width, so that charts next to each other line up."""
    fixed = {"minExtent": width, "maxExtent": width, "labelLimit": width}
    return {"title": None, "grid": False, **fixed}


def at_left(axis: Axis, width: float) -> Axis:
    """Put an axis at the left, with so much width for its labels, its title level above it."""
    title = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end"}
    place = {"titleX": -width, "titleY": -8, "minExtent": width, "maxExtent": width}
    return {**axis, "orient": "left", **title, **place}


def log_axis(ticks: Ticks, **options: Any) -> Axis:
    """Make an axis with the given ticks, labelled as given, and options of Vega-Lite."""
    labels = json.dumps({f"{value:.0f}": label for value, label in ticks}, ensure_ascii=False)
    return {
        "values": [value for value, _ in ticks],
        "labelExpr": f"{labels}[format(datum.value, '.0f')]",
        "labelOverlap": False,
        **options,
    }


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


def log_place(value: float, ends: tuple[float, float]) -> float:
    """Return the part of a logarithmic scale that lies below a value."""
    return math.log(value / ends[0]) / math.log(ends[1] / ends[0])


def log_value(place: float, ends: tuple[float, float]) -> float:
    """Return the value at a part of a logarithmic scale."""
    return ends[0] * float((ends[1] / ends[0]) ** place)


def _records(table: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Return a table's rows; what is missing is null, as JSON has no other word."""
    columns = (
        [None if pd.isna(value) else value for value in table[name].tolist()] for name in table
    )
    return [dict(zip(table, row, strict=True)) for row in zip(*columns, strict=True)]
