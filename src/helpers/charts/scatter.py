"""Growth against size: each a point, those that matter by name."""

from __future__ import annotations

from typing import Final

import altair as alt
import pandas as pd

from helpers.charts import theme
from helpers.charts.axes import diverging_axis
from helpers.charts.labels import Box, Spot, beside, freest, text_width
from helpers.charts.logarithmic import Ticks, log_axis, log_place, log_value

_AXIS: Final = 30
_WIDTH: Final = theme.FULL - _AXIS
_HEIGHT: Final = 320
_TEXT: Final = 11
_ROOM: Final = 1.06
"""The height's half in limits: the points at the edge stand inside the plot."""
_MARGIN: Final = 1.3
"""How far the scale of sizes goes beyond the smallest and the largest, as a factor."""
_SIGNS: Final = {-1: theme.DOWN, 0: theme.BAR, 1: theme.UP}


def growth_against_size(
    marks: pd.DataFrame,
    limit: float,
    x_title: str,
    y_title: str,
    ticks: Ticks,
    reference: tuple[float, str] | None = None,
) -> alt.LayerChart:
    """Draw one point a mark: its size to the right, on a logarithmic scale, its growth upwards.

    Parameters
    ----------
    marks : pandas.DataFrame
        ``name``; ``size``, above zero; ``growth``, in percent; ``sign``, 1, 0 or -1 as printed;
        ``named``, whether the name is written; ``label``, the growth as printed, if it is to be
        written beside a name that stands at the edge.
    limit : float
        Half-height of the scale; a point beyond it stands at its edge, with name and an arrow.
    x_title, y_title : str
        Titles of the scales.
    ticks : sequence of (float, str)
        The sizes that have a tick, and their labels.
    reference : (float, str), optional
        A growth and a label for a line across the points, such as the nation's; left out where it
        is beyond the limit.
    """
    sizes = [*marks["size"], *(value for value, _ in ticks)]
    ends = min(sizes) / _MARGIN, max(sizes) * _MARGIN
    drawn = marks.assign(shown=marks["growth"].clip(-limit, limit), text=_texts(marks, limit))
    places = [
        (log_place(size, ends) * _WIDTH, _down(growth, limit))
        for size, growth in zip(drawn["size"], drawn["shown"], strict=True)
    ]
    inside = reference is not None and abs(reference[0]) <= limit
    lines = _reference(*reference, limit, places) if reference is not None and inside else None
    spots = beside(
        places, drawn["text"].tolist(), _TEXT, (_WIDTH, _HEIGHT), lines[1] if lines else ()
    )
    x = alt.X("size:Q", scale=alt.Scale(type="log", domain=list(ends), nice=False))
    x.axis = log_axis(ticks, title=x_title, grid=True)
    y = alt.Y("shown:Q", scale=alt.Scale(domain=[-limit * _ROOM, limit * _ROOM], nice=False))
    y.axis = _growth_axis(limit, y_title)
    colours = alt.Scale(domain=list(_SIGNS), range=list(_SIGNS.values()))
    dots = alt.Chart(drawn).mark_point(filled=True, size=50, opacity=0.9)
    colour = alt.Color("sign:O", scale=colours, legend=None)
    zero = alt.Chart(pd.DataFrame({"at": [0.0]})).mark_rule(strokeOpacity=0.6).encode(y="at:Q")
    layers = [zero, *(lines[0] if lines else ()), dots.encode(x=x, y=y, color=colour)]
    layers += _written(drawn["text"].tolist(), spots, ends, limit)
    return alt.LayerChart(layer=layers).properties(width=_WIDTH, height=_HEIGHT)
