"""Ranked bars on both sides of zero, or from zero where none is below it."""

from __future__ import annotations

import math

import pandas as pd

from helpers.presentation.charts import theme
from helpers.presentation.charts.axes import diverging_axis, name_axis
from helpers.presentation.charts.labels import text_width
from helpers.presentation.charts.layers import (
    Layer,
    LayeredChart,
    nominal,
    quantitative,
    reference_line,
    zero_line,
)

_STEP = 19
_NAME = 12
_GAP = 10
_ROOM = 1.42
"""The scale's width in lengths of the longest bar: room for the numbers beside it."""


def diverging_bars(
    marks: pd.DataFrame, limit: float, axis: str, reference: tuple[float, str] | None = None
) -> LayeredChart:
    """Draw one bar a mark, left of zero for a fall and right of it for a rise.

    Parameters
    ----------
    marks : pandas.DataFrame
        As from ``marks_of``, in the order to be drawn.
    limit : float
        Half-width of the scale; a longer bar is cut there and its number marked.
    axis : str
        Title of the scale.
    reference : (float, str), optional
        A value and a label for a line across the bars, such as the national growth.
    """
    text = marks["label"].mask(marks["value"] > limit, marks["label"] + " ▸")
    text = text.mask(marks["value"] < -limit, "◂ " + marks["label"])
    drawn = marks.assign(shown=marks["value"].clip(-limit, limit), text=text)
    falls = bool((drawn["shown"] < 0).any())
    domain = [-limit * _ROOM if falls else 0.0, limit * _ROOM]
    order = drawn["name"].tolist()
    longest = math.ceil(max((text_width(name, _NAME) for name in order), default=0.0))
    names = max(theme.NAME_WIDTH, longest + _GAP)
    side = {**name_axis(names), "labelPadding": _GAP / 2}
    ticks = diverging_axis(limit, axis)
    place = {
        "x": quantitative("shown", scale={"domain": domain, "nice": False}, axis=ticks),
        "y": nominal("name", sort=order, axis=side),
    }
    falling = {"test": "datum.sign < 0", "value": theme.DOWN}
    colour = {"color": {"condition": falling, "value": theme.UP}}
    bars = Layer(drawn, {"type": "bar", "height": {"band": 0.72}}, place | colour)
    numbers = place | {"text": nominal("text")}
    right = {"type": "text", "align": "left", "dx": 4}
    left = {"type": "text", "align": "right", "dx": -4}
    height = _STEP * len(drawn)
    layers = [
        *([] if reference is None else _reference(*reference, height)),
        bars,
        Layer(drawn, right, numbers, "datum.shown >= 0"),
        Layer(drawn, left, numbers, "datum.shown < 0"),
        zero_line("x"),
    ]
    return LayeredChart(layers, theme.WIDTH + theme.NAME_WIDTH - names, height)


def _reference(at: float, label: str, height: int) -> list[Layer]:
    """Draw a line across the bars, and its label at the foot of the plot."""
    mark = {
        "type": "text",
        "align": "left",
        "dx": 5,
        "dy": -3,
        "baseline": "bottom",
        "fontStyle": "italic",
    }
    place = {"x": quantitative("at"), "y": {"value": height}, "text": nominal("label")}
    rows = pd.DataFrame({"at": [at], "label": [label]})
    return [reference_line("x", at), Layer(rows, mark, place)]
