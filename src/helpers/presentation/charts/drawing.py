"""Drawing a chart's specification as SVG: in this process, or in another while this one goes on.

A renderer takes as long to start as a dozen drawings, lets no other thread work meanwhile, and does
not survive a fork.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from typing import Any, Final

from helpers.core.errors import BuildError
from helpers.presentation.charts.theme import FONT
from helpers.presentation.fonts import FOLDER, MEASURED

_SMALL: Final = {"mark": "text", "data": {"values": [{}]}}

_SNIPPET: Final = "window.vegaEmbed = vegaEmbed;"

_TAG: Final = re.compile(r"<[^>]*>")
_FONT: Final = f' font-family="{FONT}"'
_MEASURED: Final = f' font-family="{MEASURED}"'
_PLACED: Final = re.compile(r' (?:d|transform|[xy][12]?|width|height)="[^"]*"')
_PLACE: Final = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_EMPTY: Final = re.compile(
    r'<path class="(?:back|fore)ground" aria-hidden="true" d="(?:M0,0h0v0h0Z)?"[^>]*>'
)
_ID: Final = re.compile(r'(?P<head>\bid="|url\(#|href="#)(?P<name>[^")]+)')

_PENDING: Final = "<svg>drawing {}</svg>"
"""Stands for a drawing, by its place among those that another process draws."""
_PENDING_DRAWING: Final = re.compile(_PENDING.format(r"(\d+)"))


_apart: Final[ContextVar[tuple[ProcessPoolExecutor, list[Future[str]]] | None]] = ContextVar(
    "apart", default=None
)
"""Another process that draws, and the drawings it was asked for."""


def draw(spec: dict[str, Any], anchor: str) -> str:
    """Return the drawing of a Vega-Lite specification for the figure of an id on a page.

    Where another process draws, a text that stands for the drawing until ``with_drawings``.

    Raises
    ------
    ValueError
        When it is no specification.
    """
    apart = _apart.get()
    if apart is None:
        return _drawn(spec, anchor)
    pool, drawings = apart
    drawings.append(pool.submit(_drawn, spec, anchor))
    return _PENDING.format(len(drawings) - 1)


@contextmanager
def drawing_in(pool: ProcessPoolExecutor) -> Iterator[None]:
    """Let the other process of a pool draw in the block, and end with it.

    Its renderer starts while this one does something else, and is not waited for at the end.
    """
    pool.submit(svg_of, _SMALL)
    token = _apart.set((pool, []))
    try:
        yield
    finally:
        _apart.reset(token)
        with suppress(BrokenProcessPool):
            pool.submit(os._exit, 0)


def with_drawings(text: str) -> str:
    """Return a text with the drawings that another process was given to draw.

    Raises
    ------
    BuildError
        When that process was stopped.
    ValueError
        When something was no specification.
    """
    apart = _apart.get()
    if apart is None:
        return text
    return _PENDING_DRAWING.sub(lambda found: _result(apart[1][int(found[1])]), text)


def svg_of(spec: dict[str, Any]) -> str:
    """Return a Vega-Lite specification's drawing as the renderer gives it; errors as in ``draw``."""
    return str(_renderer().vegalite_to_svg(spec))


def png_of(svg: str) -> bytes:
    """Return a drawing as a picture, in the project's own typeface."""
    return bytes(_renderer().svg_to_png(svg))


def compiled(spec: dict[str, Any]) -> dict[str, Any]:
    """Return a Vega-Lite specification as the Vega specification that draws it; errors as in ``draw``."""
    found: dict[str, Any] = _renderer().vegalite_to_vega(spec)
    return found


def drawing_library() -> str:
    """Return a script that draws Vega specifications in a page: ``window.vegaEmbed``, no other name."""
    return f"(() => {{{_renderer().javascript_bundle(_SNIPPET)}}})();\n"


@cache
def _renderer() -> Any:
    # A process that has its charts drawn by another need not import it.
    import vl_convert  # noqa: PLC0415

    vl_convert.register_font_directory(str(FOLDER))
    return vl_convert


def _drawn(spec: dict[str, Any], anchor: str) -> str:
    return _with_ids_of(anchor, _slim(svg_of(spec)))


def _result(drawing: Future[str]) -> str:
    try:
        return drawing.result()
    except BrokenProcessPool:
        raise BuildError(
            "charts: the process that draws was stopped from outside, perhaps for want of memory; run it again"
        ) from None


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
