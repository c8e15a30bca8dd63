"""Growth against size: each a point, those that matter by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from helpers.presentation.charts import theme
from helpers.presentation.charts.bars import sign_colour
from helpers.presentation.charts.labels import Box, Spot, beside, freest, text_width
from helpers.presentation.charts.layers import (
    Layer,
    LayeredChart,
    Ticks,
    at_left,
    diverging_axis,
    log_axis,
    log_place,
    log_value,
    nominal,
    quantitative,
    reference_line,
    texts,
    zero_line,
)

_AXIS: Final = 30
_WIDTH: Final = theme.FULL - _AXIS
_HEIGHT: Final = 320
_TEXT: Final = 11
_LINE: Final = 14
_AROUND: Final = (30, 14)
"""How far to the side, and up and down, the names of points may stand."""
_ROOM: Final = 1.06
"""The scale's half-height in limits: the points at its edge stand inside the plot."""
_MARGIN: Final = 1.3
"""How far the scale of sizes goes beyond the smallest and the largest, as a factor."""
_DOTS: Final = {
    "datum.text == ''": {"size": 32, "opacity": 0.5},
    "datum.text != ''": {"size": 52, "opacity": 1.0},
}
"""The points without names lie behind, and are fainter: a name is looked for among the others."""
_WRITTEN: Final = {"x": quantitative("size"), "y": quantitative("shown")}
"""Where the texts stand in the plot."""


def growth_against_size(
    marks: pd.DataFrame,
    limit: float,
    x: tuple[str, Ticks],
    y_title: str,
    reference: tuple[float, str] | None = None,
) -> LayeredChart:
    """Draw one point a mark: its size to the right, on a logarithmic scale, its growth upwards.

    Parameters
    ----------
    marks : pandas.DataFrame
        ``name``; ``size``, above zero; ``growth``, in percent; ``sign``, 1, 0 or -1 as printed;
        ``named``, whether the name is written. ``label``, the growth as printed, if there is one,
        is written behind the names of points beyond the limit.
    limit : float
        Half-height of the scale; a point beyond it stands at its edge, with its name and an arrow.
    x : (str, sequence of (float, str))
        Title of the scale of sizes, and the sizes that have a tick with their labels.
    y_title : str
        Title of the scale of growth.
    reference : (float, str), optional
        A growth and a label for a line across the points, such as the nation's; left out where it
        is beyond the limit.
    """
    drawn = marks.assign(shown=marks["growth"].clip(-limit, limit), text=_texts(marks, limit))
    sizes = [*marks["size"], *(value for value, _ in x[1])]
    plane = _Plane((min(sizes) / _MARGIN, max(sizes) * _MARGIN), limit)
    at = [plane.pixel(*pair) for pair in zip(drawn["size"], drawn["shown"], strict=True)]
    layers, taken = [zero_line("y")], [plane.line(0.0)]
    if reference is not None and abs(reference[0]) <= limit:
        spot = plane.above_or_below(reference, at)
        taken += [plane.line(reference[0]), spot.box]
        layers.append(reference_line("y", reference[0]))
        label = pd.DataFrame([plane.text(reference[1], spot)])
        italic = {"align": spot.align, "baseline": "middle", "fontStyle": "italic"}
        layers.append(texts(label, _WRITTEN, italic))
    layers += plane.points(drawn, x, y_title)
    spots = beside(at, drawn["text"].tolist(), _TEXT, (_WIDTH, _HEIGHT), taken)
    rows = [plane.text(drawn["text"].iloc[index], spot) for index, spot in spots.items()]
    names = pd.DataFrame(rows, columns=["text", "align", "size", "shown"])
    for align in ("left", "right", "center"):
        look = {"align": align, "baseline": "middle", "fontSize": _TEXT}
        layers.append(texts(names, _WRITTEN, look, where=f"datum.align == '{align}'"))
    return LayeredChart(layers, _WIDTH, _HEIGHT)


@dataclass(frozen=True)
class _Plane:
    """The plot: from size and growth to pixels, and back."""

    ends: tuple[float, float]
    limit: float

    def pixel(self, size: float, growth: float) -> tuple[float, float]:
        """Return how far right and down a point is drawn."""
        down = (1 - growth / (self.limit * _ROOM)) / 2
        return log_place(size, self.ends) * _WIDTH, down * _HEIGHT

    def line(self, growth: float) -> Box:
        """Return what a line across the plot covers."""
        down = self.pixel(self.ends[0], growth)[1]
        return Box(0.0, down - 0.5, _WIDTH, down + 0.5)

    def points(self, drawn: pd.DataFrame, x: tuple[str, Ticks], y_title: str) -> list[Layer]:
        """Draw the points, and with them the axes."""
        wide = {"type": "log", "domain": list(self.ends), "nice": False}
        high = {"domain": [-self.limit * _ROOM, self.limit * _ROOM], "nice": False}
        y_axis = at_left(diverging_axis(self.limit, y_title), _AXIS)
        place = {
            "x": quantitative("size", scale=wide, axis=log_axis(x[1], title=x[0])),
            "y": quantitative("shown", scale=high, axis=y_axis),
            "color": sign_colour(),
            "detail": nominal("name"),
        }
        return [
            Layer(drawn, {"type": "point", "filled": True, **look}, place, which)
            for which, look in _DOTS.items()
        ]

    def text(self, text: str, spot: Spot) -> dict[str, str | float]:
        """Make the row of a text that is written at a spot."""
        growth = (1 - 2 * spot.y / _HEIGHT) * self.limit * _ROOM
        size = log_value(spot.x / _WIDTH, self.ends)
        return {"text": text, "align": spot.align, "size": size, "shown": growth}

    def above_or_below(
        self, reference: tuple[float, str], points: list[tuple[float, float]]
    ) -> Spot:
        """Find the label of the line across the spot at its ends with the fewest points around."""
        line = self.pixel(self.ends[0], reference[0])[1]
        wide = text_width(reference[1], _TEXT)
        aside, apart = _AROUND
        dots = [Box(x - aside, y - apart, x + aside, y + apart) for x, y in points]
        spots = [
            Spot(Box(left, top, left + wide, top + _LINE), align)
            for left, align in ((_WIDTH - wide, "right"), (0.0, "left"))
            for top in (line - _LINE - 1, line + 1)
        ]
        return freest(spots, dots)


def _texts(marks: pd.DataFrame, limit: float) -> list[str]:
    """Return what is written beside each point; nothing beside those that have no name."""
    found = []
    for one in marks.to_dict("records"):
        beyond = f"{one['name']} {one.get('label', '')}".rstrip()
        arrow = " ▲" if one["growth"] > 0 else " ▼"
        inside = str(one["name"]) if one["named"] else ""
        found.append(beyond + arrow if abs(one["growth"]) > limit else inside)
    return found
