"""A whole and the parts it is the sum of, each beginning where the last ended."""

from __future__ import annotations

import math
from typing import Final

import altair as alt
import pandas as pd

from helpers.presentation.charts import theme
from helpers.presentation.charts.axes import name_axis
from helpers.presentation.charts.labels import text_width

_STEP: Final = 24
_TEXT: Final = 11
_NAME: Final = 12
_GAP: Final = 5
_BAR: Final = 0.66
"""The height of a bar in rows; a joint goes from one bar's foot to the next bar's head."""
_COLOURS: Final = {"up": theme.UP, "down": theme.DOWN, "rest": theme.FAINT, "whole": theme.BAR}


def waterfall(marks: pd.DataFrame, axis: str) -> alt.LayerChart:
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
    side = name_axis(names)
    side.labelPadding = _GAP
    top = alt.Axis(title=axis, orient="top", labels=False, grid=False, values=[0])
    x = alt.X("start:Q", scale=alt.Scale(domain=_domain(drawn, width), nice=False), axis=top)
    base = alt.Chart(drawn).encode(y=alt.Y("name:N", sort=order, axis=side))
    colours = alt.Scale(domain=list(_COLOURS), range=list(_COLOURS.values()))
    bars = base.mark_bar(height={"band": _BAR}).encode(
        x=x, x2=alt.X2("end:Q"), color=alt.Color("tone:N", scale=colours, legend=None)
    )
    joints = base.transform_filter("isValid(datum.next)").mark_rule(
        color=theme.FAINT, strokeWidth=1
    )
    text = base.mark_text(align="left", dx=_GAP, fontSize=_TEXT)
    zero = (
        alt.Chart(pd.DataFrame({"at": [0.0]})).mark_rule(strokeOpacity=0.6).encode(x=alt.X("at:Q"))
    )
    layers = [
        joints.encode(
            x=alt.X("end:Q"),
            y=alt.Y("name:N", sort=order, bandPosition=0.5 + _BAR / 2),
            y2=alt.Y2("next:N", bandPosition=0.5 - _BAR / 2),
        ),
        bars,
        text.encode(x=alt.X("beyond:Q"), text=alt.Text("label:N")),
        zero,
    ]
    return alt.LayerChart(layer=layers, width=width, height=_STEP * len(drawn))


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
