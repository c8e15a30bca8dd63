"""Values from month to month, a line a flow; where a month has no value the line is broken."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

import pandas as pd

from helpers.presentation.charts import theme
from helpers.presentation.charts.labels import spread, text_width
from helpers.presentation.charts.layers import (
    Axis,
    Layer,
    LayeredChart,
    at_left,
    nominal,
    quantitative,
    texts,
    zero_line,
)

_HEIGHT: Final = 190
_TEXT: Final = 12
_LINE: Final = 15
_GAP: Final = 7
_LEFT: Final = 46
_LABELS: Final = 4
"""How many months have a label, at most."""
_MARGIN: Final = 0.08
_PLACES: Final = 5
"""How many places have a label, at most."""
_GAP_LEAST: Final = 3
"""The months it takes to write in their middle that they have no value."""
_GAP_PLACE: Final = 0.375
"""How far down the plot that stands: between the lines of its grid."""
_HALF: Final = 0.5
"""Of a place: the room above the first rank, and below the last."""


def month_lines(
    marks: pd.DataFrame,
    months: list[str],
    title: str,
    *,
    limit: float | None = None,
    gap: str = "",
    written: Callable[[str], str] = str,
) -> LayeredChart:
    """Draw one line a flow over months without a gap on the axis, with its name at its end.

    Parameters
    ----------
    marks : pandas.DataFrame
        ``name``; ``flow``, which gives the colour; ``period``, one of ``months``; ``value``, NaN where
        there is none, in printed units.
    months : list of str
        All months, the oldest first.
    title : str
        Title of the scale.
    limit : float, optional
        Half-width of a scale around zero; what is beyond it is drawn at its edge. Without it the scale
        is that of the values, from zero where they are none below it.
    gap : str
        What is written where no flow has a value for some months.
    written : callable
        Writes a month as the axis does.
    """
    drawn = marks.assign(
        shown=marks["value"] if limit is None else marks["value"].clip(-limit, limit)
    )
    label = "replace(format(datum.value, ',~f'), '\\u2212', '-')"
    chart = _lines(drawn, months, written, _domain(drawn["shown"], limit), _scale(title, label))
    return replace(chart, layers=[*chart.layers, *_gaps(drawn, months, gap)])


def rank_lines(
    marks: pd.DataFrame, months: list[str], title: str, *, written: Callable[[str], str] = str
) -> LayeredChart:
    """Draw one line a flow of ranks, the first at the top; see ``month_lines``."""
    drawn = marks.assign(shown=-marks["value"])
    last = int(drawn["value"].max())
    domain = [-last - _HALF, -_HALF]
    places = [-place for place in range(1, last + 1, -(-last // _PLACES))]
    axis = {**_scale(title, "format(-datum.value, 'd')"), "values": places}
    return _lines(drawn, months, written, domain, axis)


def _lines(
    drawn: pd.DataFrame,
    months: list[str],
    written: Callable[[str], str],
    domain: list[float],
    scale: Axis,
) -> LayeredChart:
    """Draw what is ``shown`` of marks."""
    names = list(dict.fromkeys(drawn["name"]))
    width = theme.FULL - _LEFT - max(text_width(name, _TEXT) for name in names) - 2 * _GAP
    y = {"y": quantitative("shown", scale={"domain": domain, "nice": False}, axis=scale)}
    across = {"type": "point", "padding": 0.5}
    axis = _months(months, written)
    x = {"x": nominal("period", sort=months, scale={**across, "domain": months}, axis=axis)}
    colour = {"color": _colours(drawn, names)}
    line = {"type": "line", "strokeWidth": 2, "strokeJoin": "round"}
    point = {"type": "point", "filled": True, "size": 30, "opacity": 1}
    run = x | y | colour | {"detail": nominal("run")}
    known = drawn.dropna(subset="shown")
    end = {"x": {"value": width}, "y": quantitative("at")} | colour
    look = {"align": "left", "dx": _GAP, "fontSize": _TEXT, "baseline": "middle"}
    layers = [
        *([zero_line("y")] if domain[0] < 0 < domain[1] else []),
        *(Layer(joined, line, run) for joined in _runs(drawn, months)),
        Layer(known, point, x | y | colour),
        texts(_ends(known, months, domain), end, look, "name"),
    ]
    return LayeredChart(layers, width, _HEIGHT)


def _gaps(drawn: pd.DataFrame, months: list[str], text: str) -> list[Layer]:
    """Say of runs of months without any value that these have none, in the middle of each."""
    known = set(drawn.dropna(subset="shown")["period"])
    runs = (list(run) for has, run in groupby(months, key=known.__contains__) if not has)
    middles = [run[len(run) // 2] for run in runs if len(run) >= _GAP_LEAST]
    if not middles or not text:
        return []
    rows = pd.DataFrame({"period": middles, "text": text})
    place = {"x": nominal("period", sort=months), "y": {"value": _HEIGHT * _GAP_PLACE}}
    look = {"align": "center", "color": theme.FAINT}
    return [texts(rows, place, look)]


def _colours(drawn: pd.DataFrame, names: list[str]) -> dict[str, Any]:
    """Give each name the colour of its flow."""
    flows = drawn.drop_duplicates("name").set_index("name")["flow"]
    scale = {"domain": names, "range": [theme.FLOWS[flows[name]] for name in names]}
    return nominal("name", legend=None, scale=scale)


def _domain(values: pd.Series[float], limit: float | None) -> list[float]:
    if limit is not None:
        return [-limit, limit]
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    room = (high - low or 1.0) * _MARGIN
    return [low - room if low < 0 else 0.0, high + room]


def _runs(drawn: pd.DataFrame, months: list[str]) -> list[pd.DataFrame]:
    """Return the rows that lines join, numbered by the run of months they are in: no gap is bridged."""
    place = {month: at for at, month in enumerate(months)}
    known = drawn.dropna(subset="shown").assign(at=lambda rows: rows["period"].map(place))
    ordered = known.sort_values(["name", "at"], kind="stable")
    steps = ordered.groupby("name")["at"].diff().fillna(1).ne(1)
    run = steps.groupby(ordered["name"]).cumsum().astype("int64").astype("str")
    numbered = ordered.assign(run=ordered["name"] + "-" + run)
    return [numbered.reset_index(drop=True)] if len(numbered) else []


def _ends(known: pd.DataFrame, months: list[str], domain: list[float]) -> pd.DataFrame:
    """Return the last point of each line, and where its name is written."""
    place = {month: at for at, month in enumerate(months)}
    last = known.assign(place=known["period"].map(place)).sort_values("place", kind="stable")
    ends = last.groupby("name", sort=False).tail(1)
    unit = (domain[1] - domain[0]) / _HEIGHT
    at = spread(ends["shown"].tolist(), _LINE * unit, domain[0], domain[1])
    return ends.assign(at=at)[["name", "flow", "at"]].reset_index(drop=True)


def _scale(title: str, label: str) -> Axis:
    return {**at_left({"title": title}, _LEFT), "tickCount": 5, "labelExpr": label}


def _months(months: list[str], written: Callable[[str], str]) -> Axis:
    """Label the last month, and at equal steps before it as many as there is room for."""
    every = -(-len(months) // _LABELS)
    shown = months[::-1][::every][::-1]
    quiet = {"title": None, "grid": False, "labelOverlap": False}
    labels = json.dumps({month: written(month) for month in shown}, ensure_ascii=False)
    label = {"labelExpr": f"{labels}[datum.value]"}
    return {**quiet, **label, "labelAngle": 0, "labelPadding": 9, "values": shown}
