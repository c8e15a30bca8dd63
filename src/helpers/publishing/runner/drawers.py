"""Processes that draw for those that run editions."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from helpers.core.workers import end_with_parent
from helpers.presentation.charts.drawing import draw_for_others, drawing_at, is_begun


class Drawer:
    """A process that draws for one edition after the other; nothing of any of them stays in it.

    A renderer takes as long to start as a dozen drawings.

    Parameters
    ----------
    context : multiprocessing context
        How processes are started.
    address : pathlib.Path
        Where it is asked.
    """

    def __init__(self, context: Any, address: Path) -> None:
        self._context, self._address = context, address
        self._process: Any = None

    def address(self) -> str:
        """Return where it is asked; it is started, if it is not there or no more."""
        if self._process is None or not self._process.is_alive():
            self._address.unlink(missing_ok=True)
            here, there = self._context.Pipe(duplex=False)
            self._process = self._context.Process(target=_draw, args=(str(self._address), there))
            self._process.start()
            there.close()
            here.recv()
        return str(self._address)

    def kill(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.kill()
            self._process.join()


@contextmanager
def drawing_beside() -> Iterator[None]:
    """Let another process draw in the block: its renderer starts while this one does something else.

    Where this one has a renderer already, or cannot be copied, it draws itself.
    """
    if is_begun() or "fork" not in multiprocessing.get_all_start_methods():
        yield
        return
    with TemporaryDirectory(prefix="tradebook-") as folder:
        drawer = Drawer(multiprocessing.get_context("fork"), Path(folder) / "socket")
        try:
            with drawing_at(drawer.address()):
                yield
        finally:
            drawer.kill()


def _draw(address: str, ready: Connection) -> None:
    end_with_parent()
    draw_for_others(address, lambda: ready.send(True))
