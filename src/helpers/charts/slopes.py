"""Ranks over the years: who rose, who fell, who stayed."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from helpers.charts import theme
from helpers.charts.labels import spread, text_width

_STEP: Final = 15
_TEXT: Final = 11
_GAP: Final = 8
_MOST_YEARS: Final = 5
"""How many years have their labels side by side; of more, every second, third ... has one."""
_STYLES: Final = {
    "same": {"color": theme.FAINT, "strokeWidth": 1.0, "opacity": 0.55},
    "down": {"color": theme.DOWN, "strokeWidth": 2.2},
    "up": {"color": theme.UP, "strokeWidth": 2.2},
}
"""How lines are drawn, those on top last."""


def rank_slopes(marks: pd.DataFrame) -> alt.LayerChart:
    """Draw each name's rank from year to year, the first on top, with names at both ends.

    Parameters
    ----------
    marks : pandas.DataFrame
        ``name``; ``period``, the year's label, in the order of the years; ``place``, the rank, 1
        for the first; ``moved``, the places a name has gained by the last year, below zero where
        it has lost some.
    """
    periods = list(dict.fromkeys(marks["period"]))
    ways = {1.0: "up", -1.0: "down"}
    drawn = marks.assign(
        way=[ways.get(float((moved > 0) - (moved < 0)), "same") for moved in marks["moved"]],
        text=[
            f"{place:.0f} {name}" for place, name in zip(marks["place"], marks["name"], strict=True)
        ],
    )
    top, bottom = float(marks["place"].min()), float(marks["place"].max())
    room = max(text_width(text, _TEXT) for text in drawn["text"]) + _GAP
    x = alt.X(
        "period:N",
        sort=periods,
        scale=alt.Scale(type="point", padding=0, range=[room, theme.FULL - room]),
        axis=_year_axis(periods),
    )
    y_scale = alt.Scale(domain=[bottom + 0.5, top - 0.5], nice=False, zero=False)
    base = alt.Chart(drawn).encode(x=x, y=alt.Y("place:Q", scale=y_scale, axis=None))
    layers = []
    for way, style in _STYLES.items():
        chosen = base.transform_filter(f"datum.way == '{way}'")
        layers.append(chosen.mark_line(strokeCap="round", **style).encode(detail="name:N"))
        layers.append(chosen.mark_point(filled=True, size=26, opacity=1, color=style["color"]))
    for period, align, dx in ((periods[0], "right", -_GAP), (periods[-1], "left", _GAP)):
        ends = drawn[drawn["period"] == period]
        ends = ends.assign(at=spread(ends["place"].tolist(), 1.0, top, bottom))
        names = alt.Chart(ends).mark_text(align=align, dx=dx, fontSize=_TEXT, baseline="middle")
        layers.append(names.encode(x=x, y=alt.Y("at:Q", scale=y_scale, axis=None), text="text:N"))
    height = _STEP * (bottom - top + 1)
    return alt.LayerChart(layer=layers).properties(width=theme.FULL, height=height)


def _year_axis(periods: list[str]) -> alt.Axis:
    every = -(-len(periods) // _MOST_YEARS)
    labelled = periods[::-1][::every][::-1]
    return alt.Axis(
        title=None,
        orient="top",
        labelAngle=0,
        labelOverlap=False,
        labelFontWeight="bold",
        grid=True,
        values=labelled,
    )
