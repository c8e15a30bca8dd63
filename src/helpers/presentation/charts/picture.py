"""A chart on a page: SVG in the HTML, a caption, and a text alternative that states the finding."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Final

from markupsafe import Markup

from helpers.presentation.charts import theme
from helpers.presentation.charts.drawing import MEASURED, svg_of
from helpers.presentation.charts.layers import LayeredChart
from helpers.presentation.charts.marks import Facts
from helpers.presentation.numbering import Caption
from helpers.presentation.parts import PARTS_TYPE, ChartPart, output_of
from helpers.presentation.spreadsheets import SHEET_TYPE, Sheet, downloads

_TAG = re.compile(r"<[^>]*>")
_FONT: Final = f' font-family="{theme.FONT}"'
_MEASURED: Final = f' font-family="{MEASURED}"'
_PLACED = re.compile(r' (?:d|transform|[xy][12]?|width|height)="[^"]*"')
_PLACE = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_EMPTY = re.compile(
    r'<path class="(?:back|fore)ground" aria-hidden="true" d="(?:M0,0h0v0h0Z)?"[^>]*>'
)
_ID = re.compile(r'(?P<head>\bid="|url\(#|href="#)(?P<name>[^")]+)')


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
        svg = _slim(svg_of(spec))
        sheet = facts.sheet(anchor) if facts is not None else None
        return cls(anchor, caption, alternative, _with_ids_of(anchor, svg), sheet, spec)

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


def _slim(svg: str) -> str:
    """Write a drawing shorter, and the same to the eye.

    The font stands once, places have two decimals, and what draws nothing is left out. What marks
    are called stands between the tags, or in attributes that are left alone.
    """

    def shorter(tag: re.Match[str]) -> str:
        if tag[0].startswith("<svg"):
            return f"{tag[0][:-1]}{_FONT}>"
        if _EMPTY.fullmatch(tag[0]):
            return ""
        return _PLACED.sub(lambda one: _PLACE.sub(_rounded, one[0]), tag[0].replace(_MEASURED, ""))

    return _TAG.sub(shorter, svg)


def _rounded(place: re.Match[str]) -> str:
    return f"{float(place[0]) + 0.0:.2f}".rstrip("0").rstrip(".")


def _with_ids_of(anchor: str, svg: str) -> str:
    """Name clips and gradients after the figure, in the order they appear.

    The renderer counts them over all drawings of a process: two drawings on a page would share
    names, and the same chart drawn again would have others. Between the tags stands what the marks
    are called, which may look like an id.
    """
    tags = "".join(_TAG.findall(svg))
    names = dict.fromkeys(match["name"] for match in _ID.finditer(tags))
    places = {name: place for place, name in enumerate(names)}

    def renamed(tag: re.Match[str]) -> str:
        return _ID.sub(lambda one: f"{one['head']}{anchor}-{places[one['name']]}", tag[0])

    return _TAG.sub(renamed, svg)


@dataclass(frozen=True)
class Gallery:
    """Pictures side by side where there is room, one below the other where there is not."""

    pictures: tuple[Picture, ...]

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        html = Markup("").join(picture.html() for picture in self.pictures)
        return _shown(f'<div class="tb-gallery">{html}</div>', *self.pictures)


def _shown(html: str, *pictures: Picture) -> dict[str, Any]:
    parts = [picture.part() for picture in pictures]
    return {
        "text/html": html,
        "text/plain": "\n".join(f"{one.caption}\n{one.alternative}" for one in parts),
        SHEET_TYPE: [one.sheet.content() for one in parts if one.sheet],
        PARTS_TYPE: output_of(*parts),
    }
