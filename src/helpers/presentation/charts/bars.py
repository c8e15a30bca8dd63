"""Charts with a row a name: bars around zero, ranked bars, dots of growth, and the parts of a sum."""

from __future__ import annotations

import json
from typing import Any, Final

import pandas as pd

from helpers.presentation.charts import theme
from helpers.presentation.charts.labels import text_width
from helpers.presentation.charts.layers import (
    Layer,
    LayeredChart,
    diverging_axis,
    key,
    nominal,
    ordinal,
    quantitative,
    reference_line,
    texts,
    zero_line,
)
from helpers.presentation.charts.name_column import NameColumn

_GAP: Final = 5
_NAMES_MOST: Final = 150
"""How wide a name may be in one line, if it has a blank to break it at."""

_STEP: Final = 19
_ROOM: Final = 1.42
"""The scale's width in lengths of the longest bar: room for the numbers beside it."""

_RANKED_STEP: Final = 24
_RANKED_BAR: Final = 12
_RANKED_BASE: Final = 4
_RAISED: Final = -3
_LOWERED: Final = 6
"""The heights of a bar and of last year's below it, and how far they are from the middle of their row."""
_KEY_PLACE: Final = 9
"""How far a key is from the plot."""
_RANKED_NAMES: Final = 78
_RANKED_ROOM: Final = 1.55
_DOT_STEP: Final = 22
_DOTS: Final = ((True, 45), (False, 110))
"""Whether the dots of a series are filled, and their size."""

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
        As from ``marks_of``, in the order to be drawn. Where it has ``head``, what the marks below one
        another have in common, that stands above each such run.
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
    order = _with_heads(drawn)
    column = NameColumn.of(order, _NAMES_MOST)
    names = max(theme.NAME_WIDTH, column.longest + 2 * _GAP)
    heads = [name for name in order if name not in set(drawn["name"])]
    bold = {"test": f"indexof({json.dumps(heads)}, datum.value) >= 0", "value": "bold"}
    weight = {"labelFontWeight": {"condition": bold, "value": "normal"}} if heads else {}
    side = {**column.axis(names), "labelPadding": _GAP, **weight}
    ticks = diverging_axis(limit, axis)
    rows = {"sort": order, "scale": {"domain": order}} if heads else {"sort": order}
    place = {
        "x": quantitative("shown", scale={"domain": domain, "nice": False}, axis=ticks),
        "y": nominal("name", axis=side, **rows),
    }
    colour = {"color": sign_colour()}
    height = column.step(_STEP) * len(order)
    layers = [
        *([] if reference is None else _reference(*reference, height)),
        Layer(drawn, {"type": "bar", "height": {"band": 0.72}}, place | colour),
        texts(drawn, place, {"align": "left", "dx": 4}, where="datum.shown >= 0"),
        texts(drawn, place, {"align": "right", "dx": -4}, where="datum.shown < 0"),
        zero_line("x"),
    ]
    return LayeredChart(layers, theme.FULL - names, height)


def _with_heads(drawn: pd.DataFrame) -> list[str]:
    """Return the names of marks, before each run of one head that head."""
    heads = drawn["head"] if "head" in drawn else [""] * len(drawn)
    pairs = zip(heads, drawn["name"], strict=True)
    return list(dict.fromkeys(text for pair in pairs for text in pair if text))


def _reference(at: float, label: str, height: int) -> list[Layer]:
    """Draw a line across the bars, and its label at the foot of the plot."""
    rows = pd.DataFrame({"at": [at], "label": [label]})
    place = {"x": quantitative("at"), "y": {"value": height}}
    look = {"align": "left", "dx": 5, "dy": -3, "baseline": "bottom", "fontStyle": "italic"}
    return [reference_line("x", at), texts(rows, place, look, "label")]


def ranked_bars(marks: pd.DataFrame, base: str) -> LayeredChart:
    """Draw one bar a mark from zero, last year's as a thin one below it, and the numbers behind.

    Parameters
    ----------
    marks : pandas.DataFrame
        ``name``; ``value`` and ``base`` (NaN where there is none), in one unit; ``text``, the
        numbers as printed. In the order to be drawn.
    base : str
        What last year's bars are called.
    """
    longest = float(marks[["value", "base"]].max().max()) or 1.0
    # A number stands behind its own bar: only the longest of these needs the room.
    room = max(float(marks["value"].max()) / longest * _RANKED_ROOM, 1.02)
    scale = {"domain": [0, longest * room], "nice": False}
    column, names, width = _ranked_names(marks["name"].tolist())
    y = {"y": nominal("name", sort=marks["name"].tolist(), axis=column.axis(names))}
    value, before = (
        y | {"x": quantitative(column, scale=scale, axis=None)} for column in ("value", "base")
    )
    bar = {"type": "bar", "color": theme.BAR, "height": _RANKED_BAR, "yOffset": _RAISED}
    line = {"type": "rule", "color": theme.FAINT, "strokeWidth": _RANKED_BASE}
    before["x2"] = {"value": 0}
    based = bool(marks["base"].notna().any())
    layers = [
        Layer(marks, {**line, "yOffset": _LOWERED}, before, "isValid(datum.base)"),
        Layer(marks, bar, value),
        texts(marks, value, {"align": "left", "dx": 5, "dy": _RAISED}),
        *(key(-_KEY_PLACE, [(line, base)]) if based else []),
    ]
    return LayeredChart(layers, width, column.step(_RANKED_STEP) * len(marks))


def _ranked_names(names: list[str]) -> tuple[NameColumn, int, int]:
    """Return the column of names, its width, and that of the plot beside it."""
    column = NameColumn.of(names, _NAMES_MOST)
    width = _RANKED_NAMES
    if column.has_blanks_beyond(width):
        width = max(width, column.longest)
    return column, width, theme.WIDTH - 20 - (width - _RANKED_NAMES)


def growth_dots(marks: pd.DataFrame, limit: float, axis: str) -> LayeredChart:
    """Draw two dots a name: the growth of the month (filled) and of the year to date (hollow).

    Parameters
    ----------
    marks : pandas.DataFrame
        ``name``, ``value`` (percent), ``sign`` (1, 0 or -1 as printed), ``series`` (two labels, the
        month's first). In the order to be drawn.
    limit : float
        Half-width of the scale; a dot beyond it stands at its edge.
    axis : str
        Title of the scale.
    """
    drawn = marks.assign(shown=marks["value"].clip(-limit, limit))
    order, series = (list(dict.fromkeys(marks[name])) for name in ("name", "series"))
    column, names, width = _ranked_names(order)
    y = {"y": nominal("name", sort=order, axis=column.axis(names))}
    across = {
        "scale": {"domain": [-limit * 1.06, limit * 1.06], "nice": False},
        "axis": diverging_axis(limit, axis),
    }
    span = {
        "x": quantitative("shown", aggregate="min", **across),
        "x2": {"field": "shown", "aggregate": "max"},
    }
    dots = y | {"x": quantitative("shown", **across), "color": sign_colour()}
    # Hollow dots are larger: two dots at one place are both seen.
    looks: list[dict[str, Any]]
    looks = [{"filled": filled, "size": size} for filled, size in _DOTS[: len(series)]]
    looks = [{"type": "point", "strokeWidth": 2, "opacity": 1, **look} for look in looks]
    height = column.step(_DOT_STEP) * len(order)
    named = [({**look, "color": theme.BAR}, name) for look, name in zip(looks, series, strict=True)]
    layers = [
        zero_line("x"),
        Layer(drawn, {"type": "rule", "strokeWidth": 2, "strokeOpacity": 0.2}, y | span),
        *(
            Layer(drawn[drawn["series"] == name].reset_index(drop=True), look, dots)
            for look, name in zip(looks, series, strict=True)
        ),
        *key(height + _KEY_PLACE, named),
    ]
    return LayeredChart(layers, width, height)


def sign_colour() -> dict[str, Any]:
    """Return the colour of what rose, fell or stood still, as printed."""
    signs = {"domain": list(theme.SIGNS), "range": list(theme.SIGNS.values())}
    return ordinal("sign", scale=signs, legend=None)


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
    column = NameColumn.of(order, _NAMES_MOST)
    names = column.longest + 2 * _GAP
    width = theme.FULL - names
    top = {"title": axis, "orient": "top", "labels": False, "grid": False, "values": [0]}
    scale = {"domain": _domain(drawn, width), "nice": False}
    tones = {"domain": list(_PART_COLOURS), "range": list(_PART_COLOURS.values())}
    side = {**column.axis(names), "labelPadding": _GAP}
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
    return LayeredChart(layers, width, column.step(_PART_STEP) * len(drawn))


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
