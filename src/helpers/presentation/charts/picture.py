"""A chart on a page: SVG in the HTML, a caption, and a text alternative that states the finding."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from helpers.presentation.charts import theme
from helpers.presentation.charts.drawing import MEASURED, svg_of
from helpers.presentation.charts.facts import Facts
from helpers.presentation.charts.layers import LayeredChart
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
    """A drawn chart.

    Attributes
    ----------
    anchor : str
        The figure's id on its page, by which it can be linked to.
    caption : str
        Number and title.
    alternative : str
        What the chart shows, in words, for those who don't see it.
    svg : str
        The drawing.
    sheet : Sheet or None
        The data it is drawn from, where it is told of.
    """

    anchor: str
    caption: str
    alternative: str
    svg: str
    sheet: Sheet | None = None

    @classmethod
    def draw(
        cls,
        chart: LayeredChart,
        anchor: str,
        caption: str,
        alternative: str,
        facts: Facts | None = None,
    ) -> Picture:
        """Draw a chart to SVG; the same chart gives the same text.

        Parameters
        ----------
        chart : LayeredChart
            The chart.
        anchor, caption, alternative : str
            As in the attributes.
        facts : Facts, optional
            What is known of its marks; without it they have no tooltips, and the chart no data.
        """
        spec = {**chart.spec(), "config": theme.config()}
        if facts is not None:
            facts.describe(spec)
        svg = _slim(svg_of(spec))
        sheet = facts.sheet(anchor, caption) if facts is not None else None
        return cls(anchor, caption, alternative, _with_ids_of(anchor, svg), sheet)

    def html(self) -> Markup:
        """Return the figure as HTML."""
        tools = downloads(self.anchor, self.caption) if self.sheet else ""
        return Markup(
            '<figure class="tb-chart" id="{}"><div role="img" aria-label="{}">{}</div>'
            "<figcaption>{}</figcaption>{}</figure>"
        ).format(self.anchor, self.alternative, Markup(self.svg), self.caption, tools)

    def sheets(self) -> list[dict[str, Any]]:
        """Return the chart's data as an output carries it."""
        return [self.sheet.content()] if self.sheet else []

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        plain = f"{self.caption}\n{self.alternative}"
        return {"text/html": self.html(), "text/plain": plain, SHEET_TYPE: self.sheets()}


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
        plain = "\n".join(f"{one.caption}\n{one.alternative}" for one in self.pictures)
        return {
            "text/html": f'<div class="tb-gallery">{html}</div>',
            "text/plain": plain,
            SHEET_TYPE: [sheet for picture in self.pictures for sheet in picture.sheets()],
        }
