"""The picture of an edition for sharing: its title, its headline numbers, its headline chart."""

from __future__ import annotations

import hashlib
from importlib import resources
from typing import Final

import jinja2
import vl_convert

from helpers.presentation.parts import ChartPart
from helpers.publishing.bundle.edition_pages import EditionPage

WIDTH: Final = 1200
HEIGHT: Final = 630
_ROOM: Final = (520.0, 550.0)
"""Width and height left for the chart."""

_FAMILIES: Final = (
    "'Noto Sans SC', 'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', "
    "'Microsoft YaHei', sans-serif"
)

_CARD: Final = jinja2.Template(
    resources.files(__package__).joinpath("card.svg.j2").read_text(encoding="utf-8"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
)


def card(page: EditionPage, chart: ChartPart, site: str) -> bytes:
    """Draw the picture of an edition, with its headline chart and the name of the site, as PNG."""
    width, height = chart.size
    scale = min(_ROOM[0] / width, _ROOM[1] / height)
    svg = _CARD.render(
        width=WIDTH,
        height=HEIGHT,
        families=_FAMILIES,
        site=site,
        record=page.record,
        chart=chart.svg,
        x=WIDTH - 40 - width * scale,
        y=(HEIGHT - height * scale) / 2,
        scale=scale,
    )
    return bytes(vl_convert.svg_to_png(svg))


def fonts() -> str:
    """Return a hash of how this machine's fonts draw a few characters: pictures change with it."""
    shown = (
        f'<text y="20" font-family="{_FAMILIES}">中国 Aa 0<tspan font-weight="700">%</tspan></text>'
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="24">{shown}</svg>'
    return hashlib.sha256(vl_convert.svg_to_png(svg)).hexdigest()
