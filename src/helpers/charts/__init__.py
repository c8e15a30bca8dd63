"""Charts: figures as Altair charts, drawn to SVG with a caption and a text that states the finding.

``marks`` turns figures into the rows of a chart; ``bars`` and ``tiles`` hold one kind of chart
each; ``theme`` the colours, fonts and sizes they share; ``picture`` shows a chart on a page.
"""

from helpers.charts.bars import diverging_bars
from helpers.charts.marks import ALL, MANY, marks_of, robust_limit
from helpers.charts.picture import Gallery, Picture
from helpers.charts.ranked import growth_dots, ranked_bars
from helpers.charts.tiles import tile_map

__all__ = [
    "ALL",
    "MANY",
    "Gallery",
    "Picture",
    "diverging_bars",
    "growth_dots",
    "marks_of",
    "ranked_bars",
    "robust_limit",
    "tile_map",
]
