"""Processes that work for another one: several for many things, and how they end."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from threading import Thread
from typing import Protocol, TypeVar

One = TypeVar("One")
Result = TypeVar("Result")


class Each(Protocol):
    """Does a piece of work for each of several things; results come in their order."""

    def __call__(self, work: Callable[[One], Result], things: Iterable[One]) -> Iterator[Result]:
        """Yield what the work gives for each thing."""


@contextmanager
def workers(things: int, fault: Exception, *, few: int = 1, at_once: int = 1) -> Iterator[Each]:
    """Give a way to work at so many things: here, or in a process for each core.

    Work and things are sent to other processes: the work must be a function of a module, or a
    ``partial`` of one.

    Parameters
    ----------
    things : int
        How many there are.
    fault : Exception
        Raised when a process is killed, by want of memory for example.
    few : int
        So many are done sooner than a process is started.
    at_once : int
        How many are handed over at once, lest handing over take longer than the work.
    """
    count = min(os.cpu_count() or 1, things // few)
    if count <= 1:
        yield _here
        return
    # A copy of this process starts at once, a new one would load all libraries first.
    kind = "fork" if sys.platform == "linux" else "spawn"
    pool = ProcessPoolExecutor(
        count, mp_context=multiprocessing.get_context(kind), initializer=end_with_parent
    )
    try:
        yield lambda work, things: pool.map(work, things, chunksize=at_once)
    except BrokenProcessPool:
        raise fault from None
    finally:
        pool.shutdown(cancel_futures=True)


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


def _here(work: Callable[[One], Result], things: Iterable[One]) -> Iterator[Result]:
    return map(work, things)


def _watch() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
