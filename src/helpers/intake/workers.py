"""Reading many files in several processes: most of the work holds the interpreter's lock."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Final, Protocol, TypeVar

from helpers.errors import SourceError
from helpers.processes import end_with_parent

_FEW: Final = 8
"""Files that are read sooner than a process is started."""

_AT_ONCE: Final = 4
"""Files handed over at once, lest handing over take longer than reading."""

One = TypeVar("One")
Result = TypeVar("Result")


class Each(Protocol):
    """Does a piece of work for each of several things; results come in their order."""

    def __call__(self, work: Callable[[One], Result], things: Iterable[One]) -> Iterator[Result]:
        """Yield what the work gives for each thing."""


@contextmanager
def workers(files: int) -> Iterator[Each]:
    """Give a way to work at so many files: here, or in a process for each core.

    Work and things are sent to other processes: the work must be a function of a module, or a
    ``partial`` of one.

    Raises
    ------
    SourceError
        When a process is killed, by want of memory for example.
    """
    count = min(os.cpu_count() or 1, files // _FEW)
    if count <= 1:
        yield _here
        return
    # A copy of this process starts at once, a new one would load all libraries first.
    kind = "fork" if sys.platform == "linux" else "spawn"
    pool = ProcessPoolExecutor(
        count, mp_context=multiprocessing.get_context(kind), initializer=end_with_parent
    )
    try:
        yield lambda work, things: pool.map(work, things, chunksize=_AT_ONCE)
    except BrokenProcessPool:
        raise SourceError(
            "a process that read files was stopped from outside, perhaps for want of memory; "
            "nothing was added: try fewer files at once"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _here(work: Callable[[One], Result], things: Iterable[One]) -> Iterator[Result]:
    return map(work, things)
