"""A map of China's provinces in equal tiles, coloured by growth; no boundary file is needed.

Each province is one tile, near where it lies; small provinces can be read as well as large ones.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from helpers.presentation.charts import theme
from helpers.reference.provinces import provinces

_TILE = 42
_DARK = 0.62
"""From this part of the scale's half-width on, a tile is dark enough for white text."""


def tile_map(marks: pd.DataFrame, limit: float, title: str) -> alt.LayerChart:
    """Draw the provinces as tiles.

    Parameters
    ----------
    marks : pandas.DataFrame
        As from ``marks_of``, with province codes in ``code``.
    limit : float
        Half-width of the colour scale; beyond it the colour no longer deepens.
    title : str
        Title of the legend.
    """
    places = provinces()[["name", "tile_row", "tile_col"]].rename(columns={"name": "short"})
    tiles = marks.merge(places, left_on="code", right_index=True)
    tiles["tone"] = tiles["value"].abs().ge(limit * _DARK).map({True: "#ffffff", False: "#1c2330"})
    scale = alt.Scale(domain=[-limit, limit], range=theme.DIVERGING, clamp=True, interpolate="lab")
    legend = alt.Legend(
        title=title,
        orient="top",
        direction="horizontal",
        gradientLength=220,
        gradientThickness=10,
        values=[-limit, 0, limit],
    )
    base = alt.Chart(tiles).encode(
        x=alt.X("tile_col:O", axis=None, scale=alt.Scale(paddingInner=0.05, paddingOuter=0)),
        y=alt.Y("tile_row:O", axis=None, scale=alt.Scale(paddingInner=0.05, paddingOuter=0)),
    )
    squares = base.mark_rect(cornerRadius=3).encode(
        color=alt.Color("value:Q", scale=scale, legend=legend)
    )
    ink = alt.Color("tone:N", scale=None)
    name = base.mark_text(dy=-7, fontSize=12).encode(text=alt.Text("short:N"), color=ink)
    number = base.mark_text(dy=9, fontSize=10.5).encode(text=alt.Text("label:N"), color=ink)
    columns = int(tiles["tile_col"].max() - tiles["tile_col"].min()) + 1
    rows = int(tiles["tile_row"].max()) + 1
    return alt.LayerChart(
        layer=[squares, name, number],
        resolve=alt.Resolve(scale=alt.ScaleResolveMap(color="independent")),
        width=_TILE * columns,
        height=_TILE * rows,
    )
