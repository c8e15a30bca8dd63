"""Many editions at a time, each in a process of its own, forked from one that has imported all."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, Final, NamedTuple

from helpers.core.errors import BuildError, TradebookError
from helpers.core.workers import end_of, end_with_parent
from helpers.observations.warehouse.questions import Read, listening
from helpers.presentation.charts.drawing import drawing_at
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.runner.drawers import Drawer
from helpers.publishing.runner.edition import run_edition
from helpers.publishing.runner.manifest import Made, remember

_WARM: Final = ["__main__", "helpers.publishing.runner.warm"]
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
    size = min(os.cpu_count() or 1, len(asked))
    with TemporaryDirectory(prefix="tradebook-") as folder:
        crew, pool = _Crew(size, Path(folder)), ThreadPoolExecutor(max_workers=size)
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
    reads = _run(job, advance)
    remember(Made.of(job.edition, job.notebooks, reads, job.output), job.output)


class _Setting(NamedTuple):
    """Where an edition is run: the working folder, the environment, and who draws, if anyone does."""

    folder: Path
    environment: dict[str, str]
    drawer: str | None


class _Crew:
    """The processes that run editions at this moment, and those that draw; with it they all end."""

    def __init__(self, size: int, folder: Path) -> None:
        # Windows forks nothing: there each process imports, and draws, for itself.
        forks = "forkserver" in multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context("forkserver" if forks else "spawn")
        if forks:
            self._context.set_forkserver_preload(_WARM)
        self._running: set[BaseProcess] = set()
        self._lock, self._stopped = Lock(), False
        drawers = [Drawer(self._context, folder / str(one)) for one in range(size)]
        self._drawers = drawers if forks else []
        self._idle = deque(self._drawers)

    def run(self, job: Job, begin: Begin) -> str | None:
        """Run a job in a process of its own; return what went wrong, if anything did."""
        drawer = self._idle.popleft() if self._idle else None
        try:
            return self._run(job, begin, drawer)
        except EOFError:
            return f"edition {job.edition.page}: what draws for it has ended; run it again"
        finally:
            if drawer:
                self._idle.append(drawer)

    def _run(self, job: Job, begin: Begin, drawer: Drawer | None) -> str | None:
        here, there = self._context.Pipe(duplex=False)
        with self._lock:
            if self._stopped:
                return None
            address = drawer.address() if drawer else None
            setting = _Setting(Path.cwd(), dict(os.environ), address)
            process = self._context.Process(target=_work, args=(job, setting, there))
            process.start()
            self._running.add(process)
        there.close()
        try:
            return _heard(here, job, begin(job))
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
            for drawer in self._drawers:
                drawer.kill()


def _heard(told: Connection, job: Job, advance: Callable[[], None]) -> str | None:
    """Pass on the steps of an edition; return its fault, or note what it was made of."""
    while (said := told.recv()) is _STEP:
        advance()
    if isinstance(said, str):
        return said
    # Here, where the code was read for the editions before it.
    remember(Made.of(job.edition, job.notebooks, said, job.output), job.output)
    return None


def _work(job: Job, setting: _Setting, tell: Connection) -> None:
    """Run one edition, in a process that is only its own."""
    end_with_parent()
    # A terminal tells all processes of Ctrl-C; the one that started this one ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.clear()
    os.environ.update(setting.environment)
    os.chdir(setting.folder)
    try:
        with drawing_at(setting.drawer) if setting.drawer else nullcontext():
            tell.send(_run(job, lambda: tell.send(_STEP)))
    except TradebookError as error:
        tell.send(str(error))


def _run(job: Job, advance: Callable[[], None]) -> list[Read]:
    """Run an edition in this process; return what it asked the data."""
    with listening() as reads:
        run_edition(*job, advance=advance)
    return list(reads.values())
