"""Other processes: the standard pool for many tasks, one for a single one; none outlives this process."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import forkserver
from threading import Thread
from typing import Any, Final, Protocol, TypeVar

_FORKSERVER: Final = "forkserver"

Task = TypeVar("Task")
Result = TypeVar("Result")

_Surroundings = tuple[dict[str, str], str, tuple[int, int, int]]
"""The environment and the working folder of a process, and when it looks for objects that are no longer used."""


class Each(Protocol):
    """Does a piece of work for each of several tasks; results come in their order."""

    def __call__(
        self, work: Callable[[Task], Result], tasks: Iterable[Task], /
    ) -> Iterator[Result]:
        """Yield the result of each task."""


def serve_processes(preload: Iterable[str]) -> None:
    """Let a server import modules while this process goes on; processes are forked from it later.

    The server of the first call serves all of this process; where there can be none, nothing is done.
    """
    if _FORKSERVER in multiprocessing.get_all_start_methods():
        _context(preload)
        forkserver.ensure_running()


@contextmanager
def process_pool(
    size: int, *, preload: Iterable[str] = (), start: Callable[[], None] | None = None
) -> Iterator[ProcessPoolExecutor]:
    """Start a pool of processes with the environment and the working folder of this one.

    Several are forked from a server process that has imported ``preload`` and nothing else, so that no
    thread and no renderer is forked with them. They end with the block, killed if it was left by an
    error or Ctrl-C, and also when this process is killed.

    Parameters
    ----------
    size : int
        How many processes.
    preload : iterable of str
        Modules that are imported once for all. The server of the first pool serves all later ones.
    start : callable, optional
        Called in each process before its first task.
    """
    # One process is started sooner than a server and a process.
    context = _context(preload, served=size > 1)
    pool = ProcessPoolExecutor(
        size,
        mp_context=context,
        initializer=_start_process,
        initargs=(*_surroundings(), start),
    )
    try:
        yield pool
    except BaseException:
        for process in multiprocessing.active_children():
            process.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def workers(
    count: int, error: Exception, *, per_process: int = 1, chunk: int = 1
) -> Iterator[Each]:
    """Return a way to work at many tasks: in this process if they are few, else in one a core.

    The work is sent to other processes: it must be a function of a module, or a ``partial`` of one.

    Parameters
    ----------
    count : int
        How many tasks there are.
    error : Exception
        Raised when a process is killed, for want of memory for example.
    per_process : int
        So many tasks are done sooner than a process is started.
    chunk : int
        How many tasks are sent at once, lest sending take longer than the work.
    """
    size = min(os.cpu_count() or 1, count // per_process)
    if size <= 1:
        yield map
        return
    with process_pool(size) as pool:
        try:
            yield lambda work, tasks: pool.map(work, tasks, chunksize=chunk)
        except BrokenProcessPool:
            raise error from None


def run_apart(work: Callable[..., None], *arguments: Any, preload: Iterable[str] = ()) -> int:
    """Do a piece of work in a process of its own; return its exit code, negative where it was killed.

    The work may end it with ``sys.exit``; its traceback goes where its errors go. It ends with this
    process, too. ``preload`` as in ``process_pool``.
    """
    process = _context(preload).Process(target=_alone, args=(_surroundings(), work, arguments))
    process.start()
    try:
        process.join()
    except BaseException:
        process.kill()
        raise
    return int(process.exitcode)


def _alone(
    surroundings: _Surroundings, work: Callable[..., None], arguments: tuple[Any, ...]
) -> None:
    _start_process(*surroundings, None)
    work(*arguments)


def _context(preload: Iterable[str], *, served: bool = False) -> Any:
    """Return how processes are started: by the server, where it is asked for or has modules to import."""
    modules = tuple(preload)
    forks = _FORKSERVER in multiprocessing.get_all_start_methods() and (served or modules)
    context: Any = multiprocessing.get_context(_FORKSERVER if forks else "spawn")
    if forks:
        context.set_forkserver_preload(["__main__", *modules])
    return context


def _surroundings() -> _Surroundings:
    return dict(os.environ), os.getcwd(), gc.get_threshold()  # noqa: PTH109  # a text, for any platform


def _start_process(
    environment: dict[str, str],
    folder: str,
    objects: tuple[int, int, int],
    start: Callable[[], None] | None,
) -> None:
    # What was imported stays: to look through it time and again takes long, and copies what the
    # server and its processes share.
    gc.freeze()
    gc.set_threshold(*objects)
    Thread(target=_end_with_parent, daemon=True).start()
    # A terminal sends Ctrl-C to all processes; the parent ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    if start is not None:
        start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
