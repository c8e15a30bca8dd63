"""The drawings of charts as they stand on paper."""

from __future__ import annotations

import re
from typing import Any, Final

from helpers.presentation.charts.theme import FONT
from helpers.presentation.parts import ChartPart

_INK: Final = "#1f2630"
_FAMILY: Final = re.compile(r'font-family="[^"]*"')


def paper_drawing(svg: str) -> str:
    """Return a drawing in the ink of paper and in the project's typeface; older ones named others."""
    return _FAMILY.sub(f'font-family="{FONT}"', svg.replace("currentColor", _INK))


def drawn_on_paper(chart: ChartPart) -> dict[str, Any]:
    """Return what a template of Typst reads of a chart."""
    return {
        "caption": chart.caption,
        "alternative": chart.alternative,
        "svg": paper_drawing(chart.svg),
        "width": chart.size[0],
    }
