"""What all charts share: colours, fonts, sizes.

Text and lines take the colour of the page (``currentColor``), so a chart in the page follows its
light or dark theme. The diverging colours stay apart for colour-blind readers: orange against blue.
"""

from __future__ import annotations

from typing import Any, Final

from helpers.presentation.fonts import FAMILY, MEASURED

UP: Final = "#d1661c"
DOWN: Final = "#2f74b5"
BAR: Final = "#7d93ad"
SIGNS: Final = {-1: DOWN, 0: BAR, 1: UP}
"""The colours of what fell, stood still and rose; nothing else is drawn in those of a rise and a fall."""
NEUTRAL: Final = "#e9e6df"
DIVERGING: Final = ["#1f5a96", "#7fb0dc", NEUTRAL, "#f0a868", "#b9490c"]
INK: Final = "currentColor"
FAINT: Final = "#8a8f98"

LINES: Final = ["#b58900", "#2aa198", "#a0577f"]
DASHES: Final[list[list[float]]] = [[1, 0], [6, 3], [1.5, 3]]
"""Three colours that stay apart for colour-blind readers, each solid, dashed and dotted."""

FLOWS: Final = {"total": "#6b7280", "export": "#0f8f6f", "import": "#8a5fb3"}
"""The colours of lines of trade by flow; none of them says that something rose or fell."""

FONT: Final = f"'{FAMILY}', sans-serif"
"""What the texts of drawings are shown in."""

WIDTH: Final = 286
"""Plot width in pixels: with its names a chart is as wide as a phone shows unscaled."""
NAME_WIDTH: Final = 48
FULL: Final = WIDTH + NAME_WIDTH
"""Width of a chart that shares its room between names and plot as its names need."""


def config() -> dict[str, Any]:
    """Return the Vega-Lite configuration of every chart."""
    text = {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12}
    quiet = {"domain": False, "ticks": False, "gridColor": FAINT, "gridOpacity": 0.25}
    return {
        "background": "transparent",
        "font": MEASURED,
        "view": {"stroke": None},
        "axis": {**text, **quiet, "titleFontWeight": "normal"},
        "legend": {**text, "titleFontWeight": "normal"},
        "text": {"color": INK, "fontSize": 11},
        "rule": {"color": INK},
    }
