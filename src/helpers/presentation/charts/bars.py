"""Charts with a row a name: bars around zero, ranked bars, dots of growth, and the parts of a sum."""

from __future__ import annotations

import math
from typing import Any, Final

import pandas as pd

from helpers.presentation.charts import theme
from helpers.presentation.charts.labels import text_width
from helpers.presentation.charts.layers import (
    Layer,
    LayeredChart,
    diverging_axis,
    name_axis,
    nominal,
    quantitative,
    reference_line,
    texts,
    zero_line,
)

_NAME: Final = 12
_GAP: Final = 5

_STEP: Final = 19
_ROOM: Final = 1.42
"""The scale's width in lengths of the longest bar: room for the numbers beside it."""

_RANKED_STEP: Final = 24
_RANKED_NAMES: Final = 78
_RANKED_ROOM: Final = 1.55
_DOT_STEP: Final = 22
_DOT_SIZES: Final = [40, 110]

_PART_STEP: Final = 24
_PART_TEXT: Final = 11
_PART: Final = 0.66
"""The height of a part in rows; a joint goes from one bar's foot to the next bar's head."""
_PART_COLOURS: Final = {"up": theme.UP, "down": theme.DOWN, "rest": theme.FAINT, "whole": theme.BAR}


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
    text = marks["label"].mask(marks["value"] > limit, marks["label"] + " →")
    text = text.mask(marks["value"] < -limit, "← " + marks["label"])
    drawn = marks.assign(shown=marks["value"].clip(-limit, limit), text=text)
    falls = bool((drawn["shown"] < 0).any())
    domain = [-limit * _ROOM if falls else 0.0, limit * _ROOM]
    order = drawn["name"].tolist()
    names = max(theme.NAME_WIDTH, _longest(order) + 2 * _GAP)
    side = {**name_axis(names), "labelPadding": _GAP}
    ticks = diverging_axis(limit, axis)
    place = {
        "x": quantitative("shown", scale={"domain": domain, "nice": False}, axis=ticks),
        "y": nominal("name", sort=order, axis=side),
    }
    falling = {"test": "datum.sign < 0", "value": theme.DOWN}
    colour = {"color": {"condition": falling, "value": theme.UP}}
    height = _STEP * len(drawn)
    layers = [
        *([] if reference is None else _reference(*reference, height)),
        Layer(drawn, {"type": "bar", "height": {"band": 0.72}}, place | colour),
        texts(drawn, place, {"align": "left", "dx": 4}, where="datum.shown >= 0"),
        texts(drawn, place, {"align": "right", "dx": -4}, where="datum.shown < 0"),
        zero_line("x"),
    ]
    return LayeredChart(layers, theme.FULL - names, height)


def _reference(at: float, label: str, height: int) -> list[Layer]:
    """Draw a line across the bars, and its label at the foot of the plot."""
    rows = pd.DataFrame({"at": [at], "label": [label]})
    place = {"x": quantitative("at"), "y": {"value": height}}
    look = {"align": "left", "dx": 5, "dy": -3, "baseline": "bottom", "fontStyle": "italic"}
    return [reference_line("x", at), texts(rows, place, look, "label")]


def ranked_bars(marks: pd.DataFrame) -> LayeredChart:
    """Draw one bar a mark from zero, a line where last year's value was, and the numbers behind.

    Parameters
    ----------
    marks : pandas.DataFrame
        ``name``; ``value`` and ``base`` (NaN where there is none), in one unit; ``text``, the
        numbers as printed. In the order to be drawn.
    """
    longest = float(marks[["value", "base"]].max().max()) or 1.0
    scale = {"domain": [0, longest * _RANKED_ROOM], "nice": False}
    drawn = marks.assign(end=marks[["value", "base"]].max(axis=1))
    y = {"y": nominal("name", sort=drawn["name"].tolist(), axis=name_axis(_RANKED_NAMES))}
    bar = {"type": "bar", "color": theme.BAR, "height": {"band": 0.62}}
    tick = {"type": "tick", "color": theme.INK, "thickness": 2, "size": 18}
    base = y | {"x": quantitative("base", scale=scale)}
    layers = [
        Layer(drawn, bar, y | {"x": quantitative("value", scale=scale, axis=None)}),
        Layer(drawn, tick, base, "isValid(datum.base)"),
        texts(drawn, y | {"x": quantitative("end", scale=scale)}, {"align": "left", "dx": 6}),
    ]
    return LayeredChart(layers, theme.WIDTH - 20, _RANKED_STEP * len(drawn))


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
    y = {"y": nominal("name", sort=order, axis=name_axis(_RANKED_NAMES))}
    across = {
        "scale": {"domain": [-limit * 1.06, limit * 1.06], "nice": False},
        "axis": diverging_axis(limit, axis),
    }
    span = {
        "x": quantitative("shown", aggregate="min", **across),
        "x2": {"field": "shown", "aggregate": "max"},
    }
    # The dots of the first series are filled, and a legend explains both.
    legend = {"title": None, "orient": "top", "direction": "horizontal", "symbolType": "circle"}
    fills = {"domain": series, "range": [theme.UP, theme.HOLLOW]}
    look = {
        "fill": nominal("series", sort=series, legend=legend, scale=fills),
        "size": nominal("series", legend=None, scale={"domain": series, "range": _DOT_SIZES}),
        "stroke": {"value": theme.UP},
    }
    dots = {"x": quantitative("shown", **across), **look}
    layers = [
        zero_line("x"),
        Layer(drawn, {"type": "rule", "strokeWidth": 2, "strokeOpacity": 0.35}, y | span),
        Layer(drawn, {"type": "point", "strokeWidth": 2}, y | dots),
    ]
    return LayeredChart(layers, theme.WIDTH - 20, _DOT_STEP * len(order))


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
    names = _longest(order) + 2 * _GAP
    width = theme.FULL - names
    top = {"title": axis, "orient": "top", "labels": False, "grid": False, "values": [0]}
    scale = {"domain": _domain(drawn, width), "nice": False}
    tones = {"domain": list(_PART_COLOURS), "range": list(_PART_COLOURS.values())}
    side = {**name_axis(names), "labelPadding": _GAP}
    y = {"y": nominal("name", sort=order, axis=side)}
    joint = {
        "x": quantitative("end"),
        "y": nominal("name", sort=order, bandPosition=0.5 + _PART / 2),
        "y2": {"field": "next", "bandPosition": 0.5 - _PART / 2},
    }
    bar: dict[str, Any] = {
        "x": quantitative("start", scale=scale, axis=top),
        "x2": {"field": "end"},
        "color": nominal("tone", scale=tones, legend=None),
    }
    line = {"type": "rule", "color": theme.FAINT, "strokeWidth": 1}
    look = {"align": "left", "dx": _GAP, "fontSize": _PART_TEXT}
    layers = [
        Layer(drawn, line, joint, "isValid(datum.next)"),
        Layer(drawn, {"type": "bar", "height": {"band": _PART}}, y | bar),
        texts(drawn, y | {"x": quantitative("beyond")}, look, "label"),
        zero_line("x"),
    ]
    return LayeredChart(layers, width, _PART_STEP * len(drawn))


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
    room = max(text_width(label, _PART_TEXT) for label in drawn["label"]) + 2 * _GAP
    per_pixel = ((high - low) or 1.0) / (width - room)
    return [low, high + room * per_pixel]


def _longest(names: list[str]) -> int:
    return math.ceil(max((text_width(name, _NAME) for name in names), default=0.0))
