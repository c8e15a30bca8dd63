"""Ranked bars on both sides of zero, or from zero where none is below it."""

from __future__ import annotations

import math

import altair as alt
import pandas as pd

from helpers.presentation.charts import theme
from helpers.presentation.charts.axes import diverging_axis, name_axis
from helpers.presentation.charts.labels import text_width

_STEP = 19
_NAME = 12
_GAP = 10
_ROOM = 1.42
"""The scale's width in lengths of the longest bar: room for the numbers beside it."""


def diverging_bars(
    marks: pd.DataFrame, limit: float, axis: str, reference: tuple[float, str] | None = None
) -> alt.LayerChart:
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
    scale = alt.Scale(domain=[-limit * _ROOM if falls else 0.0, limit * _ROOM], nice=False)
    order = drawn["name"].tolist()
    longest = math.ceil(max((text_width(name, _NAME) for name in order), default=0.0))
    names = max(theme.NAME_WIDTH, longest + _GAP)
    side = name_axis(names)
    side.labelPadding = _GAP / 2
    base = alt.Chart(drawn).encode(
        x=alt.X("shown:Q", scale=scale, axis=diverging_axis(limit, axis)),
        y=alt.Y("name:N", sort=order, axis=side),
    )
    falling = {"test": "datum.sign < 0", "value": theme.DOWN}
    colour = alt.ColorValue(theme.UP, condition=falling)
    bars = base.mark_bar(height={"band": 0.72}).encode(color=colour)
    right = base.transform_filter("datum.shown >= 0").mark_text(align="left", dx=4)
    left = base.transform_filter("datum.shown < 0").mark_text(align="right", dx=-4)
    height = _STEP * len(drawn)
    layers: list[alt.Chart] = [] if reference is None else _reference(*reference, height)
    layers += [bars, *(side.encode(text=alt.Text("text:N")) for side in (right, left))]
    zero = (
        alt.Chart(pd.DataFrame({"at": [0.0]})).mark_rule(strokeOpacity=0.6).encode(x=alt.X("at:Q"))
    )
    layers.append(zero)
    return alt.LayerChart(layer=layers, width=theme.WIDTH + theme.NAME_WIDTH - names, height=height)


def _reference(at: float, label: str, height: int) -> list[alt.Chart]:
    chart = alt.Chart(pd.DataFrame({"at": [at], "label": [label]})).encode(x=alt.X("at:Q"))
    return [
        chart.mark_rule(strokeDash=[4, 3], color=theme.FAINT),
        chart.mark_text(align="left", dx=5, dy=-3, baseline="bottom", fontStyle="italic").encode(
            y=alt.YValue(height), text=alt.Text("label:N")
        ),
    ]
