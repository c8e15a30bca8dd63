"""Drawing a chart's specification as SVG: here, or by a process that draws for many."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from functools import cache
from multiprocessing import AuthenticationError
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any, Final, NoReturn

import vl_convert

MEASURED: Final = "Tradebook Measure"
"""The font drawings are laid out in, which `scripts/measuring_font.py` makes. It is never shown; with it
a drawing is the same whatever fonts a machine has, and none of them is searched for each character."""

_FONTS: Final = Path(__file__).parent
_SMALL: Final = {"mark": "text", "data": {"values": [{}]}, "encoding": {"text": {"value": "0"}}}

Draw = Callable[[dict[str, Any]], str]
_DRAW: Final[ContextVar[Draw | None]] = ContextVar("draw", default=None)


def svg_of(spec: dict[str, Any]) -> str:
    """Return a Vega-Lite specification's drawing, by whoever draws here.

    Raises
    ------
    ValueError
        When it is no specification.
    """
    return (_DRAW.get() or _drawn)(spec)


def is_begun() -> bool:
    """Tell whether this process has a renderer: copies of the process could not use theirs."""
    return _register.cache_info().currsize > 0


def draw_for_others(address: str, ready: Callable[[], None]) -> None:
    """Draw for one process after the other, without end; the renderer, slow to start, starts once.

    Parameters
    ----------
    address : str
        Where to be asked: a file's path, for a socket.
    ready : callable
        Called when one can ask.
    """
    with Listener(address, family="AF_UNIX", authkey=_key()) as listener:
        ready()
        while True:
            # Whoever asks may be gone before it has said anything.
            with suppress(AuthenticationError, EOFError, OSError), listener.accept() as asked:
                _start()
                _answer(asked)


@contextmanager
def drawing_at(address: str) -> Iterator[None]:
    """Let the process at an address draw what is drawn in the block.

    Raises
    ------
    OSError
        When it is not there.
    """
    with Client(address, family="AF_UNIX", authkey=_key()) as ask:

        def draw(spec: dict[str, Any]) -> str:
            try:
                ask.send(spec)
                drawn, fault = ask.recv()
            except (EOFError, OSError) as error:
                raise OSError("the process that draws has ended; run it again") from error
            if fault:
                raise ValueError(fault)
            return str(drawn)

        token = _DRAW.set(draw)
        try:
            yield
        finally:
            _DRAW.reset(token)


def _answer(asked: Connection) -> NoReturn:
    """Draw for a process, until it is done and ends the connection."""
    while True:
        asked.send(_tried(asked.recv()))


def _tried(spec: dict[str, Any]) -> tuple[str, str]:
    """Return the drawing and no fault, or a fault."""
    try:
        return _drawn(spec), ""
    except ValueError as error:
        return "", str(error)


@cache
def _start() -> None:
    """Let the renderer start, before there is something to draw."""
    _drawn(_SMALL)


def _drawn(spec: dict[str, Any]) -> str:
    _register()
    return str(vl_convert.vegalite_to_svg(spec))


@cache
def _register() -> None:
    """Let the renderer know the font, once."""
    vl_convert.register_font_directory(str(_FONTS))


def _key() -> bytes:
    """Return what processes of one family know each other by."""
    return bytes(multiprocessing.current_process().authkey)
