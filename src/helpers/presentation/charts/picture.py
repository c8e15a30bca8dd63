"""A chart on a page: SVG in the HTML, a caption, and a text alternative that states the finding."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from helpers.presentation.charts import theme
from helpers.presentation.charts.drawing import draw
from helpers.presentation.charts.layers import LayeredChart
from helpers.presentation.charts.marks import Facts
from helpers.presentation.numbering import Caption
from helpers.presentation.parts import PARTS_TYPE, ChartPart, output_of
from helpers.presentation.spreadsheets import SHEET_TYPE, Sheet, downloads


@dataclass(frozen=True)
class Picture:
    """A drawn chart: its id on the page, number and title, what it shows in words, its drawing.

    ``sheet`` is the data it is drawn from, where it has facts; ``spec`` its Vega-Lite specification.
    """

    anchor: str
    caption: Caption | str
    alternative: str
    svg: str
    sheet: Sheet | None = None
    spec: dict[str, Any] | None = None

    @classmethod
    def draw(
        cls,
        chart: LayeredChart,
        anchor: str,
        caption: Caption | str,
        alternative: str,
        facts: Facts | None = None,
    ) -> Picture:
        """Draw a chart to SVG; the same chart gives the same text.

        Without facts its marks have no tooltips, and the chart no data.
        """
        spec = {**chart.spec(), "config": theme.config()}
        if facts is not None:
            facts.describe(spec)
        sheet = facts.sheet(anchor) if facts is not None else None
        return cls(anchor, caption, alternative, draw(spec, anchor), sheet, spec)

    def html(self) -> Markup:
        """Return the figure as HTML."""
        tools = downloads(self.anchor, str(self.caption)) if self.sheet else ""
        return Markup(
            '<figure class="tb-chart" id="{}"><div role="img" aria-label="{}">{}</div>'
            "<figcaption>{}</figcaption>{}</figure>"
        ).format(self.anchor, self.alternative, Markup(self.svg), self.caption, tools)

    def part(self) -> ChartPart:
        """Return the chart as data."""
        caption = str(self.caption)
        sheet = replace(self.sheet, title=caption) if self.sheet else None
        return ChartPart(self.anchor, caption, self.alternative, self.svg, self.spec, sheet)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return _shown(self.html(), self)


@dataclass(frozen=True)
class Gallery:
    """Pictures side by side where there is room, one below the other where there is not."""

    pictures: tuple[Picture, ...]

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        html = Markup("").join(picture.html() for picture in self.pictures)
        return _shown(f'<div class="tb-gallery">{html}</div>', *self.pictures)


def _shown(html: str, *pictures: Picture) -> dict[str, Any]:
    parts = output_of(*(picture.part() for picture in pictures))
    return {
        "text/html": html,
        "text/plain": "\n".join(f"{part['caption']}\n{part['alternative']}" for part in parts),
        SHEET_TYPE: [part["sheet"] for part in parts if part["sheet"]],
        PARTS_TYPE: parts,
    }
