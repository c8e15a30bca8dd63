"""Ranks over the years: who rose, who fell, who stayed."""

from __future__ import annotations

import math
from typing import Final

import pandas as pd

from helpers.core import number_format
from helpers.presentation.charts import theme
from helpers.presentation.charts.labels import spread, text_width
from helpers.presentation.charts.layers import (
    Axis,
    Layer,
    LayeredChart,
    key,
    nominal,
    quantitative,
    texts,
)

_STEP: Final = 15
_TEXT: Final = 11
_HEAD: Final = 12
_GAP: Final = 8
_STYLES: Final = {
    "same": ({"color": theme.FAINT, "strokeWidth": 1.0, "opacity": 0.55}, 14),
    "down": ({"color": theme.DOWN, "strokeWidth": 2.2}, 28),
    "up": ({"color": theme.UP, "strokeWidth": 2.2}, 28),
}
"""How lines are drawn, and the size of their points; those on top last."""
_WEIGHT: Final = {"expr": "datum.way == 'same' ? 400 : 700"}


def rank_slopes(marks: pd.DataFrame, ways: tuple[str, str]) -> LayeredChart:
    """Draw each name's rank from year to year, the first on top, with names at both ends.

    Parameters
    ----------
    marks : pandas.DataFrame
        ``name``; ``period``, the year's label, in the order of the years; ``place``, the rank, 1
        for the first; ``moved``, the places a name has gained by the last year, below zero where
        it has lost some.
    ways : (str, str)
        What the lines of those are called that rose, and that fell.
    """
    places = marks["place"].map(lambda place: number_format.plain(place, 0))
    drawn = marks.assign(way=marks["moved"].map(_way), text=places + " " + marks["name"])
    periods = list(dict.fromkeys(drawn["period"]))
    room = max(text_width(text, _TEXT) for text in drawn["text"]) + _GAP
    across = {"type": "point", "padding": 0, "range": [room, theme.FULL - room]}
    axis = _year_axis(periods, theme.FULL - 2 * room)
    x = {"x": nominal("period", sort=periods, scale=across, axis=axis)}
    top, bottom = int(drawn["place"].min()), int(drawn["place"].max())
    down = {"scale": {"domain": [bottom + 0.5, top - 0.5], "nice": False, "zero": False}}
    place = x | {"y": quantitative("place", axis=None, **down)}
    layers = []
    for way, (style, size) in _STYLES.items():
        line = {"type": "line", "strokeCap": "round", **style}
        point = {"type": "point", "filled": True, "size": size, "opacity": 1}
        where = f"datum.way == '{way}'"
        layers.append(Layer(drawn, line, place | {"detail": nominal("name")}, where))
        layers.append(Layer(drawn, {**point, "color": style["color"]}, place, where))
    for period, align, dx in ((periods[0], "right", -_GAP), (periods[-1], "left", _GAP)):
        ends = drawn[drawn["period"] == period]
        # Two that share a rank would else be written on each other.
        ends = ends.assign(at=spread(ends["place"].tolist(), 1.0, top, bottom))
        look = {"align": align, "dx": dx, "fontSize": _TEXT, "fontWeight": _WEIGHT}
        layers.append(texts(ends, x | {"y": quantitative("at", axis=None, **down)}, look))
    height = _STEP * (bottom - top + 1)
    looks = ({"type": "rule", **_STYLES[way][0]} for way in ("up", "down"))
    layers += key(height + _HEAD, list(zip(looks, ways, strict=True)))
    return LayeredChart(layers, theme.FULL, height)


def _way(moved: float) -> str:
    return "up" if moved > 0 else "down" if moved < 0 else "same"


def _year_axis(periods: list[str], width: float) -> Axis:
    """Label the first year and the last, and between them as many as there is room for."""
    wide = max(text_width(period, _HEAD) for period in periods) + _GAP
    every = math.ceil(wide * (len(periods) - 1) / width) or 1
    last = len(periods) - 1
    places = {0, last, *(place for place in range(last, 0, -every) if place >= every)}
    return {
        "title": None,
        "orient": "top",
        "labelAngle": 0,
        "labelOverlap": False,
        "labelFontWeight": "bold",
        "grid": True,
        "values": [periods[place] for place in sorted(places)],
    }
