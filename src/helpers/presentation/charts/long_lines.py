"""Values over many years on a logarithmic scale, each line named at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from helpers.presentation.charts import theme
from helpers.presentation.charts.labels import spread, text_width
from helpers.presentation.charts.layers import (
    Axis,
    Encoding,
    Layer,
    LayeredChart,
    Ticks,
    at_left,
    log_axis,
    log_place,
    log_value,
    nominal,
    quantitative,
    texts,
)

_HEIGHT: Final = 320
_TEXT: Final = 12
_LINE: Final = 15
_GAP: Final = 5
_LEADER: Final = 14
"""The width in which a leader goes from the end of a line to its name."""
_MARGIN: Final = 1.15
"""How far the scale goes beyond the smallest and the largest, as a factor."""
_MOST_STEPS: Final = 4
"""Into how many steps the years on the axis part it at most."""


def long_lines(marks: pd.DataFrame, title: str, ticks: Ticks) -> LayeredChart:
    """Draw one line a name over the years, on a logarithmic scale, with its name at its end.

    Parameters
    ----------
    marks : pandas.DataFrame
        ``name``; ``year``, a whole number; ``value``, in single units; ``text``, what is written
        at the end of the line. Up to eight names. A line is broken where a year has no value, or
        none above zero.
    title : str
        Title of the scale.
    ticks : sequence of (float, str)
        The values that have a tick, and their labels.
    """
    drawn = marks.assign(value=marks["value"].where(marks["value"] > 0))
    drawn = drawn.sort_values("year", kind="stable", ignore_index=True)
    frame = _frame(drawn, ticks)
    axis = at_left(log_axis(ticks, title=title, grid=False), theme.FULL - frame.width)
    scale = {"type": "log", "domain": list(frame.ends), "nice": False}
    y = {"y": quantitative("value", scale=scale, axis=axis)}
    x = {"x": quantitative("year", scale=frame.scale(), axis=_year_axis(*frame.years))}
    look = _look(list(dict.fromkeys(marks["name"])))
    colour = {"color": look["color"]}
    ends = frame.labelled(drawn.dropna(subset="value").groupby("name").tail(1))
    leader = {"x": quantitative("start"), "x2": {"field": "turn"}, "y2": {"field": "at"}}
    name = {"x": quantitative("turn"), "y": quantitative("at")}
    point = {"type": "point", "filled": True, "size": 30}
    text = {"align": "left", "dx": _GAP, "fontSize": _TEXT, "baseline": "middle"}
    line = {"type": "line", "strokeWidth": 2, "strokeJoin": "round"}
    layers = [
        _grid(ticks, frame.years),
        Layer(drawn, line, x | y | look),
        Layer(ends, {"type": "rule", "strokeWidth": 1}, leader | y | colour),
        Layer(ends, {**point, "opacity": 1}, x | y | colour),
        # Unseen until they are pointed at.
        Layer(_but_last(drawn), {**point, "opacity": 0}, x | y | colour),
        texts(ends, name, text),
    ]
    return LayeredChart(layers, frame.width, _HEIGHT)


@dataclass(frozen=True)
class _Frame:
    """The plot: its scales, and the room behind the lines for their names."""

    width: float
    room: float
    years: tuple[int, int]
    ends: tuple[float, float]

    def scale(self) -> dict[str, Any]:
        """Return the scale of the years, which ends where the room begins."""
        across = [0, self.width - self.room]
        return {"domain": list(self.years), "range": across, "nice": False, "zero": False}

    def labelled(self, last: pd.DataFrame) -> pd.DataFrame:
        """Add to the lines' last points where the leaders to their names go."""
        wanted = [(1 - log_place(value, self.ends)) * _HEIGHT for value in last["value"]]
        down = spread(wanted, _LINE, _LINE / 2, _HEIGHT - _LINE / 2)
        year = (self.years[1] - self.years[0]) / (self.width - self.room)
        return last.assign(
            start=last["year"] + _GAP * year,
            turn=self.years[1] + (_GAP + _LEADER) * year,
            at=[log_value(1 - place / _HEIGHT, self.ends) for place in down],
        )


def _frame(drawn: pd.DataFrame, ticks: Ticks) -> _Frame:
    left = max(text_width(label, _TEXT) for _, label in ticks) + _GAP
    right = max(text_width(text, _TEXT) for text in drawn["text"]) + _LEADER + 2 * _GAP
    values = [*drawn["value"].dropna(), *(value for value, _ in ticks)]
    years = int(drawn["year"].min()), int(drawn["year"].max())
    ends = float(min(values)) / _MARGIN, float(max(values)) * _MARGIN
    return _Frame(theme.FULL - left, right, years, ends)


def _but_last(drawn: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that have a value, without the last of each name."""
    known = drawn.dropna(subset="value")
    return known.drop(known.groupby("name").tail(1).index)


def _look(names: list[str]) -> Encoding:
    """Give each name a colour, and every three names another stroke."""
    colours = [theme.LINES[place % len(theme.LINES)] for place in range(len(names))]
    strokes = [place // len(theme.LINES) % len(theme.DASHES) for place in range(len(names))]
    dashes = [theme.DASHES[stroke] for stroke in strokes]
    return {
        "color": nominal("name", legend=None, scale={"domain": names, "range": colours}),
        "strokeDash": nominal("name", legend=None, scale={"domain": names, "range": dashes}),
    }


def _grid(ticks: Ticks, years: tuple[int, int]) -> Layer:
    """Draw the grid as far as the lines go, not behind their names."""
    rows = pd.DataFrame({"tick": [value for value, _ in ticks], "from": years[0], "to": years[1]})
    across = {"x": quantitative("from"), "x2": {"field": "to"}, "y": quantitative("tick")}
    return Layer(rows, {"type": "rule", "color": theme.FAINT, "opacity": 0.25}, across)


def _year_axis(first: int, last: int) -> Axis:
    """Mark the first year, the last, and some between, at equal steps if they can be."""
    span = last - first
    least = max(-(-span // _MOST_STEPS), 1)
    every = next((step for step in range(least, 2 * least) if span % step == 0), least)
    between = [year for year in range(last, first, -every) if year - first > span / 5]
    values = [first, *between[::-1]]
    plain = {"title": None, "grid": False, "labelOverlap": False, "labelFlush": False}
    return {**plain, "format": "d", "values": values}
