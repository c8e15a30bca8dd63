"""A whole and the parts it is the sum of, each beginning where the last ended."""

from __future__ import annotations

import math
from typing import Final

import pandas as pd

from helpers.presentation.charts import theme
from helpers.presentation.charts.axes import name_axis
from helpers.presentation.charts.labels import text_width
from helpers.presentation.charts.layers import (
    Layer,
    LayeredChart,
    nominal,
    quantitative,
    zero_line,
)

_STEP: Final = 24
_TEXT: Final = 11
_NAME: Final = 12
_GAP: Final = 5
_BAR: Final = 0.66
"""The height of a bar in rows; a joint goes from one bar's foot to the next bar's head."""
_COLOURS: Final = {"up": theme.UP, "down": theme.DOWN, "rest": theme.FAINT, "whole": theme.BAR}


def waterfall(marks: pd.DataFrame, axis: str) -> LayeredChart:
    """Draw one bar a part from where the last ended, and the whole from zero.

    Parameters
    ----------
    marks : pandas.DataFrame
        ``name``; ``points``, what it contributes; ``label``, that as printed; ``kind``, "part",
        "rest" or "whole". In the order to be drawn.
    axis : str
        Title of the scale.
    """
    drawn = _running(marks)
    order = drawn["name"].tolist()
    names = math.ceil(max(text_width(name, _NAME) for name in order)) + 2 * _GAP
    width = theme.FULL - names
    side = {**name_axis(names), "labelPadding": _GAP}
    top = {"title": axis, "orient": "top", "labels": False, "grid": False, "values": [0]}
    scale = {"domain": _domain(drawn, width), "nice": False}
    tones = {"domain": list(_COLOURS), "range": list(_COLOURS.values())}
    y = nominal("name", sort=order, axis=side)
    joint = {
        "x": quantitative("end"),
        "y": nominal("name", sort=order, bandPosition=0.5 + _BAR / 2),
        "y2": {"field": "next", "bandPosition": 0.5 - _BAR / 2},
    }
    bar = {
        "x": quantitative("start", scale=scale, axis=top),
        "x2": {"field": "end"},
        "y": y,
        "color": nominal("tone", scale=tones, legend=None),
    }
    number = {"x": quantitative("beyond"), "y": y, "text": nominal("label")}
    text = {"type": "text", "align": "left", "dx": _GAP, "fontSize": _TEXT}
    line = {"type": "rule", "color": theme.FAINT, "strokeWidth": 1}
    layers = [
        Layer(drawn, line, joint, "isValid(datum.next)"),
        Layer(drawn, {"type": "bar", "height": {"band": _BAR}}, bar),
        Layer(drawn, text, number),
        zero_line("x"),
    ]
    return LayeredChart(layers, width, _STEP * len(drawn))


def _running(marks: pd.DataFrame) -> pd.DataFrame:
    """Add where each bar starts and ends, the name the next bar has, and the bar's colour."""
    whole = marks["kind"] == "whole"
    sums = marks["points"].mask(whole, 0.0).cumsum()
    end = sums.mask(whole, marks["points"])
    start = (sums - marks["points"]).mask(whole, 0.0)
    way = (marks["points"] < 0).map({True: "down", False: "up"})
    return marks.assign(
        start=start,
        end=end,
        beyond=pd.concat([start, end], axis=1).max(axis=1),
        next=marks["name"].shift(-1).mask(whole),
        tone=way.mask(marks["kind"] != "part", marks["kind"]),
    )


def _domain(drawn: pd.DataFrame, width: float) -> list[float]:
    """Reach from the lowest to the highest of the sums, with room for the numbers behind."""
    low = min(0.0, float(drawn[["start", "end"]].min().min()))
    high = max(0.0, float(drawn["beyond"].max()))
    room = max(text_width(label, _TEXT) for label in drawn["label"]) + 2 * _GAP
    per_pixel = ((high - low) or 1.0) / (width - room)
    return [low, high + room * per_pixel]
