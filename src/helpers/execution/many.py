"""Many editions at a time, each in a process of its own, forked from one that has imported all."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock
from typing import Any, Final, NamedTuple

from helpers.editions import Edition
from helpers.errors import BuildError, TradebookError
from helpers.execution.made import Made, remember
from helpers.execution.running import run_edition
from helpers.processes import end_of, end_with_parent
from helpers.store import listening

_WARM: Final = ["__main__", "helpers.execution.warm"]
_STEP: Final = True
"""What a process says when a cell is done."""


class Job(NamedTuple):
    """An edition to run, with the folder of notebooks and the file to write."""

    edition: Edition
    notebooks: Path
    output: Path


Begin = Callable[[Job], Callable[[], None]]
"""Called when an edition is begun; what it returns is called each time a cell is done."""


def run_many(jobs: Iterable[Job], begin: Begin) -> None:
    """Run editions, as many at a time as there are processors.

    Parameters
    ----------
    jobs : iterable of Job
        What to run.
    begin : callable
        Called when one is begun; what it returns is called each time a cell is done.

    Raises
    ------
    BuildError
        When all are done, with a line for each that failed.
    """
    asked = list(jobs)
    if not asked:
        return
    crew = _Crew()
    pool = ThreadPoolExecutor(max_workers=os.cpu_count() or 1)
    try:
        told = [pool.submit(crew.run, job, begin) for job in asked]
        faults = [fault for one in told if (fault := one.result()) is not None]
    finally:
        crew.stop()
        pool.shutdown(cancel_futures=True)
    if faults:
        raise BuildError("\n".join(faults))


def run_here(job: Job, advance: Callable[[], None] = lambda: None) -> None:
    """Run an edition in this process, and write beside it what it was made of.

    Raises
    ------
    TradebookError
        When it fails.
    """
    with listening() as reads:
        run_edition(*job, advance=advance)
    remember(Made.of(job.edition, job.notebooks, reads.values(), job.output), job.output)


class _Crew:
    """The processes that run editions at this moment; with it they all end."""

    def __init__(self) -> None:
        # Windows forks nothing: there each process imports for itself.
        forks = "forkserver" in multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context("forkserver" if forks else "spawn")
        if forks:
            self._context.set_forkserver_preload(_WARM)
        self._running: set[BaseProcess] = set()
        self._lock, self._stopped = Lock(), False

    def run(self, job: Job, begin: Begin) -> str | None:
        """Run a job in a process of its own; return what went wrong, if anything did."""
        here, there = self._context.Pipe(duplex=False)
        place = Path.cwd(), dict(os.environ)
        process = self._context.Process(target=_work, args=(job, *place, there))
        with self._lock:
            if self._stopped:
                return None
            process.start()
            self._running.add(process)
        there.close()
        try:
            return _heard(here, begin(job))
        except EOFError:
            process.join()
            return f"edition {job.edition.page}: {end_of(process.exitcode)}; run it again"
        finally:
            process.join()
            self._running.discard(process)

    def stop(self) -> None:
        """End what still runs, and let nothing begin."""
        with self._lock:
            self._stopped = True
            for process in tuple(self._running):
                process.kill()


def _heard(told: Connection, advance: Callable[[], None]) -> str | None:
    """Pass on the steps of an edition; return its fault."""
    while (said := told.recv()) is _STEP:
        advance()
    return None if said is None else str(said)


def _work(job: Job, folder: Path, environment: dict[str, str], tell: Connection) -> None:
    """Run one edition, in a process that is only its own."""
    end_with_parent()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    try:
        run_here(job, lambda: tell.send(_STEP))
    except TradebookError as error:
        tell.send(str(error))
    else:
        tell.send(None)
