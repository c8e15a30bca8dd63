"""Drawing a chart's specification as SVG: in this process, or in one of its own.

A renderer takes as long to start as a dozen drawings, lets no other thread work meanwhile, and does
not survive a fork.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any, Final

import vl_convert

from helpers.core.workers import process_pool

MEASURED: Final = "Tradebook Measure"
"""The font drawings are laid out in, which `tools/measuring_font.py` makes. It is never shown; with it
a drawing is the same whatever fonts a machine has, and none of them is searched for each character."""

_FONTS: Final = Path(__file__).parent
_SMALL: Final = {"mark": "text", "data": {"values": [{}]}}


def svg_of(spec: dict[str, Any]) -> str:
    """Return a Vega-Lite specification's drawing.

    Raises
    ------
    ValueError
        When it is no specification.
    """
    return _renderer.get()(spec)


@contextmanager
def drawing_apart() -> Iterator[None]:
    """Let another process draw in the block: its renderer starts while this one does something else."""
    with process_pool(1) as pool:
        pool.submit(_drawn, _SMALL)
        token = _renderer.set(lambda spec: pool.submit(_drawn, spec).result())
        try:
            yield
        finally:
            _renderer.reset(token)


def _drawn(spec: dict[str, Any]) -> str:
    _register_font()
    return str(vl_convert.vegalite_to_svg(spec))


@cache
def _register_font() -> None:
    vl_convert.register_font_directory(str(_FONTS))


_renderer: Final[ContextVar[Callable[[dict[str, Any]], str]]] = ContextVar(
    "renderer", default=_drawn
)
