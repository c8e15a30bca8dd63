"""Charts: figures as Altair charts, drawn to SVG with a caption and a text that states the finding.

``marks`` turns figures into the rows of a chart; ``bars``, ``ranked`` and ``tiles`` hold the
charts of a month, ``slopes``, ``scatter``, ``waterfall`` and ``lines`` those of a year; ``theme``
the colours and sizes they share; ``facts`` what is known of the marks; ``spec`` makes a chart's
specification, ``drawing`` draws it, and ``picture`` shows it on a page.
"""

from helpers.charts.bars import diverging_bars
from helpers.charts.facts import Fact, Facts
from helpers.charts.lines import long_lines
from helpers.charts.logarithmic import log_ticks
from helpers.charts.marks import ALL, MANY, marks_of, robust_limit
from helpers.charts.picture import Gallery, Picture
from helpers.charts.ranked import growth_dots, ranked_bars
from helpers.charts.scatter import growth_against_size
from helpers.charts.slopes import rank_slopes
from helpers.charts.tiles import tile_map
from helpers.charts.waterfall import waterfall

__all__ = [
    "ALL",
    "MANY",
    "Fact",
    "Facts",
    "Gallery",
    "Picture",
    "diverging_bars",
    "growth_against_size",
    "growth_dots",
    "log_ticks",
    "long_lines",
    "marks_of",
    "rank_slopes",
    "ranked_bars",
    "robust_limit",
    "tile_map",
    "waterfall",
]
