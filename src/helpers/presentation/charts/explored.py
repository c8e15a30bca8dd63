"""The charts of the explorer, without rows: lines over months, bars of all members, tiles of provinces.

A page fills in their rows and parameters, so that they are compiled once; what each row needs is said
with its function. Colours and strokes are those of all charts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import pandas as pd

from helpers.presentation.charts import theme
from helpers.presentation.charts.drawing import compiled
from helpers.presentation.charts.layers import (
    Encoding,
    Layer,
    LayeredChart,
    nominal,
    ordinal,
    quantitative,
    texts,
    zero_line,
)

MOST_LINES: Final = len(theme.LINES) * len(theme.DASHES)
"""So many lines can be told apart by colour and stroke."""

_HEIGHT: Final = 300
_WIDTH: Final = 600
_STEP: Final = 19
_TILE: Final = 46
_NAMES: Final = 92
_GAP: Final = 5
_LEADER: Final = 12
_MONTH: Final = "floor(datum.value / 12) + '-' + pad(datum.value % 12 + 1, 2, '0', 'left')"
_NUMBER: Final = "replace(format(datum.value, ',~r'), '\\u2212', '-')"
_DESCRIBED: Final = {"description": nominal("told")}


def _as_given(kind: Callable[..., dict[str, Any]], column: str) -> dict[str, Any]:
    """Show what a row gives itself: its colour, its width."""
    return kind(column, scale=None, legend=None)


def lines() -> LayeredChart:
    """Return one line a member over the months, broken where there is no value, its name at its end.

    Rows: ``month`` (a count of months), ``value`` (in the printed unit, or null), ``name``, ``order``
    (its place among the lines), ``width``, ``faint``, ``dot`` (the opacity of its point), ``told``.
    Ends: ``month``, ``value``, ``turn`` (the month where the name stands), ``at`` (its height),
    ``text``, ``order``. Parameters: ``first``, ``last``, ``low``, ``high``, ``room`` for names,
    ``months`` and ``numbers`` with ticks, ``turned`` where low numbers stand on top.
    """
    rows = _rows("month", "value", "name", "order", "width", "faint", "dot", "told")
    ends = _rows("month", "value", "turn", "at", "text", "order")
    x = {
        "x": quantitative(
            "month", scale=_months(), axis=_axis("months", _MONTH, grid=False, offset=_GAP)
        )
    }
    y = {"y": quantitative("value", scale=_values(), axis=_axis("numbers", _NUMBER))}
    colour = {"color": nominal("order", scale=_range(_colours()), legend=None)}
    dash = {"strokeDash": nominal("order", scale=_range(_strokes()), legend=None)}
    look = {
        "strokeWidth": _as_given(quantitative, "width"),
        "opacity": _as_given(quantitative, "faint"),
    }
    line = {"type": "line", "strokeJoin": "round", "aria": False}
    dot = {"type": "point", "filled": True, "size": 34}
    name = {"x": quantitative("turn"), "y": quantitative("at")}
    leader = {**x, "x2": {"field": "turn"}, "y": quantitative("value"), "y2": {"field": "at"}}
    shown = {"opacity": _as_given(quantitative, "dot")}
    layers = [
        Layer(rows, line, x | y | colour | dash | look),
        Layer(ends, {"type": "rule", "opacity": 0.5, "aria": False}, leader | colour),
        Layer(rows, dot, x | y | colour | shown | _DESCRIBED, "isValid(datum.value)"),
        texts(ends, name | colour, {"align": "left", "dx": _GAP, "fontSize": 12, "aria": False}),
    ]
    given = {"first": 0, "last": 1, "low": 0, "high": 1, "room": 80, "months": [], "numbers": []}
    return LayeredChart(layers, _WIDTH, _HEIGHT, _parameters(given | {"turned": False}))


def bars() -> LayeredChart:
    """Return one bar a member around zero, in the order of the rows, its number behind.

    Rows: ``name``, ``value`` (in the printed unit), ``text``, ``tone`` (its colour), ``faint``, ``told``.
    Parameters: ``low`` and ``high``, the ends of the scale with room for the numbers.
    """
    rows = _rows("name", "value", "text", "tone", "faint", "told")
    names = {"title": None, "grid": False, "labelLimit": _NAMES, "labelPadding": _GAP}
    y = {"y": nominal("name", sort=None, axis={**names, "minExtent": _NAMES, "maxExtent": _NAMES})}
    scale = {"domain": [{"expr": "low"}, {"expr": "high"}], "nice": False}
    place = y | {"x": quantitative("value", scale=scale, axis=None)}
    look = {"color": _as_given(nominal, "tone"), "opacity": _as_given(quantitative, "faint")}
    bar = {"type": "bar", "height": {"band": 0.72}}
    quiet: dict[str, Any] = {"aria": False}
    zero = zero_line("x")
    layers = [
        Layer(rows, bar, place | look | _DESCRIBED),
        texts(rows, place, {"align": "left", "dx": 4, **quiet}, where="datum.value >= 0"),
        texts(rows, place, {"align": "right", "dx": -4, **quiet}, where="datum.value < 0"),
        replace(zero, mark={**zero.mark, **quiet}),
    ]
    return LayeredChart(layers, _WIDTH, {"step": _STEP}, _parameters({"low": 0, "high": 1}))


def tiles() -> LayeredChart:
    """Return the provinces as tiles, coloured as the rows say.

    Rows: ``column``, ``row``, ``name``, ``text``, ``tone`` (the tile's colour), ``ink`` (that of its
    texts), ``edge`` (the width of its edge), ``told``.
    """
    rows = _rows("column", "row", "name", "text", "tone", "ink", "edge", "told")
    grid = {"axis": None, "scale": {"paddingInner": 0.06, "paddingOuter": 0.03}}
    place = {"x": ordinal("column", **grid), "y": ordinal("row", **grid)}
    ink = place | {"color": _as_given(nominal, "ink")}
    look = {
        "color": _as_given(nominal, "tone"),
        "strokeWidth": _as_given(quantitative, "edge"),
        "stroke": {"value": theme.INK},
    }
    quiet: dict[str, Any] = {"aria": False}
    layers = [
        Layer(rows, {"type": "rect", "cornerRadius": 3}, place | look | _DESCRIBED),
        texts(rows, ink, {"dy": -7, "fontSize": 12, **quiet}, "name"),
        texts(rows, ink, {"dy": 9, "fontSize": 10.5, **quiet}),
    ]
    return LayeredChart(layers, {"step": _TILE}, {"step": _TILE})


CHARTS: Final[dict[str, Callable[[], LayeredChart]]] = {
    "lines": lines,
    "bars": bars,
    "tiles": tiles,
}


def specifications() -> dict[str, Any]:
    """Return the charts as Vega-Lite specifications by name."""
    config = {**theme.config(), "font": theme.FONT, "legend": {}}
    config["axis"] = {**config["axis"], "aria": False}
    return {name: {**chart().spec(), "config": config} for name, chart in CHARTS.items()}


def compiled_charts() -> dict[str, Any]:
    """Return the charts as Vega specifications by name, and the colours that their rows choose from."""
    specs = {name: compiled(spec) for name, spec in specifications().items()}
    colours = {"up": theme.UP, "down": theme.DOWN, "bar": theme.BAR, "neutral": theme.NEUTRAL}
    shades = {"diverging": theme.DIVERGING, "lines": _colours(), "dashes": _strokes()}
    return {"specs": specs, "colours": {**colours, **shades}}


def _rows(*columns: str) -> pd.DataFrame:
    return pd.DataFrame(columns=list(columns))


def _parameters(given: dict[str, Any]) -> dict[str, Any]:
    return {"params": [{"name": name, "value": value} for name, value in given.items()]}


def _axis(ticks: str, label: str, **more: Any) -> Encoding:
    """Return an axis whose ticks a parameter names."""
    plain = {"title": None, "labelFlush": False, "labelOverlap": False}
    return {**plain, "values": {"expr": ticks}, "labelExpr": label, **more}


def _months() -> dict[str, Any]:
    """Return the scale of the months, which ends where the room for the names begins."""
    ends = {"domain": [{"expr": "first"}, {"expr": "last"}], "nice": False, "zero": False}
    return {**ends, "range": [0, {"expr": "width - room"}]}


def _values() -> dict[str, Any]:
    ends = [{"expr": "low"}, {"expr": "high"}]
    return {"domain": ends, "nice": False, "zero": False, "reverse": {"expr": "turned"}}


def _range(values: list[Any]) -> dict[str, Any]:
    return {"domain": list(range(len(values))), "range": values}


def _colours() -> list[str]:
    return [*theme.LINES] * len(theme.DASHES)


def _strokes() -> list[list[float]]:
    return [dash for dash in theme.DASHES for _ in theme.LINES]
