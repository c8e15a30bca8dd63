"""How processes that work for another one end."""

from __future__ import annotations

import multiprocessing
import os
import signal
from threading import Thread


def end_with_parent() -> None:
    """End this process when the one that started it is gone, which may be killed at any moment.

    For processes of ``multiprocessing``, whichever way they were started.
    """
    Thread(target=_watch, daemon=True).start()


def end_of(code: int | None, where: str = "above") -> str:
    """Tell how a process ended that said nothing.

    Parameters
    ----------
    code : int or None
        Its exit code; below nothing, the signal that ended it.
    where : str
        The place its traceback is.

    Returns
    -------
    str
        Part of a line.
    """
    if code is not None and code < 0:
        name = signal.Signals(-code).name
        return f"its process was stopped from outside ({name}), perhaps for want of memory"
    return f"its process ended with exit code {code}, for the reason {where}"


def _watch() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
