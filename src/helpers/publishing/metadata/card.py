"""The picture of an edition for sharing: its title, its headline numbers, its headline chart."""

from __future__ import annotations

from importlib import resources
from typing import Final

import jinja2

from helpers.presentation.charts.drawing import png_of
from helpers.presentation.fonts import FAMILY
from helpers.presentation.fonts.glyphs import check_glyphs, drawn_texts
from helpers.presentation.parts import ChartPart
from helpers.publishing.bundle.edition_pages import EditionPage

WIDTH: Final = 1200
HEIGHT: Final = 630
_ROOM: Final = (520.0, 550.0)
"""Width and height left for the chart."""

_CARD: Final = jinja2.Template(
    resources.files(__package__).joinpath("card.svg.j2").read_text(encoding="utf-8"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
)


def card(page: EditionPage, chart: ChartPart, site: str) -> bytes:
    """Draw the picture of an edition, with its headline chart and the name of the site, as PNG.

    BuildError when the typeface lacks a character of it.
    """
    width, height = chart.size
    scale = min(_ROOM[0] / width, _ROOM[1] / height)
    svg = _CARD.render(
        width=WIDTH,
        height=HEIGHT,
        family=FAMILY,
        site=site,
        record=page.record,
        chart=chart.svg,
        x=WIDTH - 40 - width * scale,
        y=(HEIGHT - height * scale) / 2,
        scale=scale,
    )
    check_glyphs(f"{page.page}: the picture for sharing", drawn_texts(svg))
    return png_of(svg)
