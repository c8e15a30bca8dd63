"""Ranked bars with last year's mark, and growth of the month against that of the year to date."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from helpers.presentation.charts import theme
from helpers.presentation.charts.axes import diverging_axis, name_axis

_STEP: Final = 24
_NAME_WIDTH: Final = 78
_DOT_STEP: Final = 22
_SIZES: Final = [40, 110]
_TEXT_ROOM: Final = 1.55
"""The scale's length in lengths of the longest bar: room for the numbers behind it."""


def ranked_bars(marks: pd.DataFrame) -> alt.LayerChart:
    """Draw one bar a mark from zero, a line where last year's value was, and the numbers behind.

    Parameters
    ----------
    marks : pandas.DataFrame
        ``name``; ``value`` and ``base`` (NaN where there is none), in one unit; ``text``, the
        numbers as printed. In the order to be drawn.
    """
    longest = float(marks[["value", "base"]].max().max()) or 1.0
    scale = alt.Scale(domain=[0, longest * _TEXT_ROOM], nice=False)
    drawn = marks.assign(end=marks[["value", "base"]].max(axis=1))
    base = alt.Chart(drawn).encode(
        y=alt.Y("name:N", sort=drawn["name"].tolist(), axis=name_axis(_NAME_WIDTH))
    )
    bars = base.mark_bar(color=theme.BAR, height={"band": 0.62}).encode(
        x=alt.X("value:Q", scale=scale, axis=None)
    )
    ticks = base.transform_filter("isValid(datum.base)").mark_tick(
        color=theme.INK, thickness=2, size=18
    )
    text = base.mark_text(align="left", dx=6).encode(
        x=alt.X("end:Q", scale=scale), text=alt.Text("text:N")
    )
    layers = [bars, ticks.encode(x=alt.X("base:Q", scale=scale)), text]
    return alt.LayerChart(layer=layers, width=theme.WIDTH - 20, height=_STEP * len(drawn))


def growth_dots(marks: pd.DataFrame, limit: float, axis: str) -> alt.LayerChart:
    """Draw two dots a name: the growth of the month (filled) and of the year to date (hollow).

    Parameters
    ----------
    marks : pandas.DataFrame
        ``name``, ``value`` (percent), ``series`` (two labels, the month's first), ``filled``. In
        the order to be drawn.
    limit : float
        Half-width of the scale; a dot beyond it stands at its edge.
    axis : str
        Title of the scale.
    """
    # Hollow dots are larger and come first: two dots at one place are both seen.
    drawn = marks.assign(shown=marks["value"].clip(-limit, limit)).iloc[::-1]
    order = list(dict.fromkeys(marks["name"]))
    series = list(dict.fromkeys(marks["series"]))
    scale = alt.Scale(domain=[-limit * 1.06, limit * 1.06], nice=False)
    ticks = diverging_axis(limit, axis)
    base = alt.Chart(drawn).encode(y=alt.Y("name:N", sort=order, axis=name_axis(_NAME_WIDTH)))
    line = base.mark_rule(strokeWidth=2, strokeOpacity=0.35).encode(
        x=alt.X("min(shown):Q", scale=scale, axis=ticks), x2=alt.X2("max(shown):Q")
    )
    legend = alt.Legend(title=None, orient="top", direction="horizontal", symbolType="circle")
    dots = base.mark_point(strokeWidth=2).encode(
        x=alt.X("shown:Q", scale=scale, axis=ticks),
        fill=alt.Fill(
            "series:N",
            sort=series,
            legend=legend,
            scale=alt.Scale(domain=series, range=[theme.UP, theme.HOLLOW]),
        ),
        size=alt.Size("series:N", legend=None, scale=alt.Scale(domain=series, range=_SIZES)),
        stroke=alt.StrokeValue(theme.UP),
    )
    zero = (
        alt.Chart(pd.DataFrame({"at": [0.0]})).mark_rule(strokeOpacity=0.6).encode(x=alt.X("at:Q"))
    )
    layers = [zero, line, dots]
    return alt.LayerChart(layer=layers, width=theme.WIDTH - 20, height=_DOT_STEP * len(order))
