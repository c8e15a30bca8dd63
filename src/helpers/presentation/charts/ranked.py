"""Ranked bars with last year's mark, and growth of the month against that of the year to date."""

from __future__ import annotations

from typing import Final

import pandas as pd

from helpers.presentation.charts import theme
from helpers.presentation.charts.axes import diverging_axis, name_axis
from helpers.presentation.charts.layers import (
    Encoding,
    Layer,
    LayeredChart,
    nominal,
    quantitative,
    zero_line,
)

_STEP: Final = 24
_NAME_WIDTH: Final = 78
_DOT_STEP: Final = 22
_SIZES: Final = [40, 110]
_TEXT_ROOM: Final = 1.55
"""The scale's length in lengths of the longest bar: room for the numbers behind it."""


def ranked_bars(marks: pd.DataFrame) -> LayeredChart:
    """Draw one bar a mark from zero, a line where last year's value was, and the numbers behind.

    Parameters
    ----------
    marks : pandas.DataFrame
        ``name``; ``value`` and ``base`` (NaN where there is none), in one unit; ``text``, the
        numbers as printed. In the order to be drawn.
    """
    longest = float(marks[["value", "base"]].max().max()) or 1.0
    scale = {"domain": [0, longest * _TEXT_ROOM], "nice": False}
    drawn = marks.assign(end=marks[["value", "base"]].max(axis=1))
    y = nominal("name", sort=drawn["name"].tolist(), axis=name_axis(_NAME_WIDTH))
    layers = [
        Layer(
            drawn,
            {"type": "bar", "color": theme.BAR, "height": {"band": 0.62}},
            {"x": quantitative("value", scale=scale, axis=None), "y": y},
        ),
        Layer(
            drawn,
            {"type": "tick", "color": theme.INK, "thickness": 2, "size": 18},
            {"x": quantitative("base", scale=scale), "y": y},
            "isValid(datum.base)",
        ),
        Layer(
            drawn,
            {"type": "text", "align": "left", "dx": 6},
            {"x": quantitative("end", scale=scale), "y": y, "text": nominal("text")},
        ),
    ]
    return LayeredChart(layers, theme.WIDTH - 20, _STEP * len(drawn))


def growth_dots(marks: pd.DataFrame, limit: float, axis: str) -> LayeredChart:
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
    y = nominal("name", sort=order, axis=name_axis(_NAME_WIDTH))
    across = {
        "scale": {"domain": [-limit * 1.06, limit * 1.06], "nice": False},
        "axis": diverging_axis(limit, axis),
    }
    span = {
        "x": quantitative("shown", aggregate="min", **across),
        "x2": {"field": "shown", "aggregate": "max"},
        "y": y,
    }
    dots = {"x": quantitative("shown", **across), "y": y, **_look(series)}
    layers = [
        zero_line("x"),
        Layer(drawn, {"type": "rule", "strokeWidth": 2, "strokeOpacity": 0.35}, span),
        Layer(drawn, {"type": "point", "strokeWidth": 2}, dots),
    ]
    return LayeredChart(layers, theme.WIDTH - 20, _DOT_STEP * len(order))


def _look(series: list[str]) -> Encoding:
    """Fill the dots of the first series, and explain both in a legend."""
    legend = {
        "title": None,
        "orient": "top",
        "direction": "horizontal",
        "symbolType": "circle",
    }
    fills = {"domain": series, "range": [theme.UP, theme.HOLLOW]}
    return {
        "fill": nominal("series", sort=series, legend=legend, scale=fills),
        "size": nominal("series", legend=None, scale={"domain": series, "range": _SIZES}),
        "stroke": {"value": theme.UP},
    }
