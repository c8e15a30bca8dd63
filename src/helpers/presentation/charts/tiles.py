"""A map of China's provinces in equal tiles, coloured by growth; no boundary file is needed.

Each province is one tile, near where it lies; small provinces can be read as well as large ones.
"""

from __future__ import annotations

import pandas as pd

from helpers.presentation.charts import theme
from helpers.presentation.charts.layers import (
    Layer,
    LayeredChart,
    nominal,
    ordinal,
    quantitative,
    texts,
)
from helpers.reference.provinces import provinces

_TILE = 42
_DARK = 0.62
"""From this part of the scale's half-width on, a tile is dark enough for white text."""


def tile_map(marks: pd.DataFrame, limit: float, title: str, names: str = "name") -> LayeredChart:
    """Draw the provinces as tiles.

    Parameters
    ----------
    marks : pandas.DataFrame
        As from ``marks_of``, with province codes in ``code``.
    limit : float
        Half-width of the colour scale; beyond it the colour no longer deepens.
    title : str
        Title of the legend.
    names : str
        The column of the table of provinces that is written into the tiles.
    """
    places = provinces()[[names, "tile_row", "tile_col"]].rename(columns={names: "short"})
    tiles = marks.merge(places, left_on="code", right_index=True)
    tiles["tone"] = tiles["value"].abs().ge(limit * _DARK).map({True: "#ffffff", False: "#1c2330"})
    ends = {"domain": [-limit, limit], "range": theme.DIVERGING}
    scale = {**ends, "clamp": True, "interpolate": "lab"}
    gradient = {"gradientLength": 220, "gradientThickness": 10, "values": [-limit, 0, limit]}
    legend = {"title": title, "orient": "top", "direction": "horizontal", **gradient}
    grid = {"axis": None, "scale": {"paddingInner": 0.05, "paddingOuter": 0}}
    place = {"x": ordinal("tile_col", **grid), "y": ordinal("tile_row", **grid)}
    ink = place | {"color": nominal("tone", scale=None)}
    colour = place | {"color": quantitative("value", scale=scale, legend=legend)}
    layers = [
        Layer(tiles, {"type": "rect", "cornerRadius": 3}, colour),
        texts(tiles, ink, {"dy": -7, "fontSize": 12}, "short"),
        texts(tiles, ink, {"dy": 9, "fontSize": 10.5}, "label"),
    ]
    columns = int(tiles["tile_col"].max() - tiles["tile_col"].min()) + 1
    rows = int(tiles["tile_row"].max()) + 1
    independent = {"resolve": {"scale": {"color": "independent"}}}
    return LayeredChart(layers, _TILE * columns, _TILE * rows, independent)
