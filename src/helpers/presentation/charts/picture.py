"""A chart on a page: SVG in the HTML, a caption, and a text alternative that states the finding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from markupsafe import Markup

from helpers.presentation.charts import theme
from helpers.presentation.charts.drawing import draw
from helpers.presentation.charts.layers import LayeredChart
from helpers.presentation.charts.marks import Facts
from helpers.presentation.numbering import Caption
from helpers.presentation.parts import PARTS_TYPE, ChartPart, ProsePart, output_of
from helpers.presentation.spreadsheets import SHEET_TYPE, Sheet, downloads


@dataclass(frozen=True)
class Picture:
    """A chart: its id on the page, number and title, what it shows in words, its Vega-Lite specification.

    ``sheet`` is the data it is drawn from, where it has facts. It is drawn when it is first shown.
    """

    anchor: str
    caption: Caption | str
    alternative: str
    spec: dict[str, Any]
    sheet: Sheet | None = None

    @classmethod
    def draw(
        cls,
        chart: LayeredChart,
        anchor: str,
        caption: Caption | str,
        alternative: str,
        facts: Facts | None = None,
    ) -> Picture:
        """Make a chart's picture; the same chart gives the same drawing.

        Without facts its marks have no tooltips, and the chart no data.
        """
        spec = {**chart.spec(), "config": theme.config()}
        if facts is not None:
            facts.describe(spec)
        sheet = facts.sheet(anchor) if facts is not None else None
        return cls(anchor, caption, alternative, spec, sheet)

    @cached_property
    def svg(self) -> str:
        """Return its drawing."""
        return draw(self.spec, self.anchor)

    def leading(self, finding: str) -> Picture:
        """Return the picture for the head of its page, its title begun by what it finds."""
        if not isinstance(self.caption, Caption):
            raise TypeError(f"{self.anchor}: a chart without a number leads no page")
        self.caption.numbering.leading = self.anchor
        title = self.caption.words.fill("charts.leading", finding=finding, title=self.caption.text)
        return replace(self, caption=replace(self.caption, text=title))

    @property
    def reference(self) -> str:
        """Return what stands in its place where it leads the page; empty where it does not."""
        one = self.caption
        if not isinstance(one, Caption) or one.numbering.leading != self.anchor:
            return ""
        number = one.numbering.take(one.kind, one.anchor)
        return one.words.fill("charts.above", number=number, title=one.text)

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
    """Pictures side by side where there is room, one below the other where there is not.

    One that leads the page is shown there alone, and told here.
    """

    pictures: tuple[Picture, ...]

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        shown = [picture for picture in self.pictures if not picture.reference]
        html = Markup("").join(picture.html() for picture in shown)
        gallery = Markup('<div class="tb-gallery">{}</div>').format(html) if shown else Markup()
        notes = [
            Markup('<p class="tb-note"><a href="#{}">{}</a></p>').format(one.anchor, one.reference)
            for one in self.pictures
            if one.reference
        ]
        return _shown(gallery + Markup("").join(notes), *shown, notes=notes)


def _shown(html: str, *pictures: Picture, notes: Sequence[Markup] = ()) -> dict[str, Any]:
    drawn = [picture.part() for picture in pictures]
    told = [ProsePart.of(notes)] if notes else []
    parts = output_of(*drawn, *told)
    plain = [f"{one.caption}\n{one.alternative}" for one in drawn]
    return {
        "text/html": html,
        "text/plain": "\n".join([*plain, *(note.striptags() for note in notes)]),
        SHEET_TYPE: [part["sheet"] for part in parts if part.get("sheet")],
        PARTS_TYPE: parts,
    }
