"""A chart on a page: SVG in the HTML, a caption, and a text alternative that states the finding."""

from __future__ import annotations

import re
from dataclasses import dataclass

import altair as alt
import vl_convert
from markupsafe import Markup

from helpers.charts import theme

_TAG = re.compile(r"<[^>]*>")
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
    """

    anchor: str
    caption: str
    alternative: str
    svg: str

    @classmethod
    def draw(cls, chart: alt.TopLevelMixin, anchor: str, caption: str, alternative: str) -> Picture:
        """Draw an Altair chart to SVG; the same chart gives the same text."""
        spec = chart.to_dict()
        spec["config"] = theme.config()
        svg = vl_convert.vegalite_to_svg(spec)
        return cls(anchor, caption, alternative, _with_ids_of(anchor, svg))

    def html(self) -> Markup:
        """Return the figure as HTML."""
        return Markup(
            '<figure class="tb-chart" id="{}"><div role="img" aria-label="{}">{}</div>'
            "<figcaption>{}</figcaption></figure>"
        ).format(self.anchor, self.alternative, Markup(self.svg), self.caption)

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": f"{self.caption}\n{self.alternative}"}


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

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        html = Markup("").join(picture.html() for picture in self.pictures)
        plain = "\n".join(f"{one.caption}\n{one.alternative}" for one in self.pictures)
        return {"text/html": f'<div class="tb-gallery">{html}</div>', "text/plain": plain}
