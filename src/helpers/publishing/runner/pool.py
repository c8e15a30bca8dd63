"""Which editions have to be run, and running them in processes that stay.

Each process keeps its imports, its data and its renderer from one edition to the next.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from helpers.core.errors import BuildError, TradebookError
from helpers.core.repository import Repository
from helpers.core.workers import process_pool
from helpers.observations.warehouse.questions import listening
from helpers.observations.warehouse.store import Store
from helpers.publishing.catalogue.editions import Catalogue, Edition
from helpers.publishing.runner.edition import read_notebook, run_edition, steps_of
from helpers.publishing.runner.manifest import stale_reasons, write_manifest

PRELOAD: Final = (
    "papermill",
    "jupytext",
    "helpers.publishing.runner.shell",
    "helpers.reports.registry",
)
"""What an edition imports."""

_FEW: Final = 3
"""So many editions are run in this process sooner than others are started."""

_POLL: Final = 0.1
"""Seconds between two looks at the progress that the processes report."""


class Job(NamedTuple):
    """An edition to run, with the folder of notebooks and the file to write."""

    edition: Edition
    notebooks: Path
    output: Path


class Progress(Protocol):
    """Shows how far a build is."""

    def stage(self, name: str, steps: int) -> Callable[[], None]:
        """Begin a stage of so many steps; what is returned takes one."""


Begin = Callable[[Job], Callable[[], None]]
"""Called when an edition is begun; what it returns is called each time a cell is done."""

Runner = Callable[[Iterable[Job], Begin], None]
"""Runs editions; raises BuildError when all are done, with a line for each that failed."""


def outdated_editions(repository: Repository, catalogue: Catalogue, store: Store) -> list[Job]:
    """Return the editions that would come out different if they were run now."""
    jobs = [
        Job(edition, repository.notebooks, repository.executed(edition.page))
        for edition in catalogue.editions
    ]
    return [job for job in jobs if any(stale_reasons(*job, store))]


def run_many(jobs: Iterable[Job], begin: Begin) -> None:
    """Run editions, as many at a time as there are processors; a few in this process.

    Where a process is killed, the editions that ran at that moment are each tried once more, in a
    pool of their own. BuildError when all are done, with a line for each that failed.
    """
    batch = _Batch(list(jobs), begin)
    waiting = list(range(len(batch.jobs)))
    if len(waiting) <= _FEW:
        batch.run_here(waiting)
        waiting = []
    while waiting:
        lost = batch.run(waiting, min(os.cpu_count() or 1, len(waiting)))
        begun = [place for place in lost if place in batch.cells] or lost
        for place in begun:
            if batch.run([place], 1):
                batch.faults[place] = (
                    f"edition {batch.jobs[place].edition.page}: its process was stopped from "
                    "outside, twice, perhaps for want of memory; run it again"
                )
        waiting = [place for place in lost if place not in begun]
    if batch.faults:
        raise BuildError("\n".join(batch.faults[place] for place in sorted(batch.faults)))


def run_editions(jobs: Iterable[Job], progress: Progress, runner: Runner = run_many) -> None:
    """Run editions with a runner, and show each cell; BuildError as the runner raises it."""
    steps = cache(lambda notebooks, report: steps_of(read_notebook(notebooks, report)))

    def begin(job: Job) -> Callable[[], None]:
        return progress.stage(job.edition.page, steps(job.notebooks, job.edition.report))

    runner(jobs, begin)


def run_job(job: Job, advance: Callable[[], None] = lambda: None) -> None:
    """Run an edition in this process, and write its manifest; TradebookError when it fails."""
    with listening() as reads:
        run_edition(*job, advance)
    write_manifest(job.edition, job.notebooks, reads.values(), job.output)


class _Batch:
    """Jobs by place; of those begun, how many cells are done; of those failed, a line why."""

    def __init__(self, jobs: list[Job], begin: Begin) -> None:
        self.jobs, self.cells, self.faults = jobs, dict[int, int](), dict[int, str]()
        self._begin, self._advance = begin, dict[int, Callable[[], None]]()

    def run(self, places: Sequence[int], size: int) -> list[int]:
        """Run jobs in a new pool; return those that were lost, since a process was killed."""
        reader, writer = multiprocessing.Pipe(duplex=False)
        with process_pool(size, preload=PRELOAD, start=partial(_listen, writer)) as pool:
            futures = {pool.submit(_run, place, self.jobs[place]): place for place in places}
            running = set(futures)
            while running:
                running = wait(running, _POLL, FIRST_COMPLETED).not_done
                self._show(reader)
        return [place for future, place in futures.items() if self._is_lost(future, place)]

    def run_here(self, places: Sequence[int]) -> None:
        """Run jobs in this process, one after the other."""
        for place in places:
            try:
                run_job(self.jobs[place], self._begin(self.jobs[place]))
            except Exception as error:  # noqa: BLE001  # as a process of the pool hands them on
                self._note(place, error)

    def _show(self, reader: Connection) -> None:
        """Pass on the progress that the processes have reported."""
        while reader.poll():
            place, cells = reader.recv()
            if place not in self._advance:
                self._advance[place] = self._begin(self.jobs[place])
            for _ in range(self.cells.get(place, 0), cells):
                self._advance[place]()
            self.cells[place] = max(cells, self.cells.get(place, 0))

    def _is_lost(self, future: Future[None], place: int) -> bool:
        error = future.exception()
        if error is not None and not isinstance(error, BrokenProcessPool):
            self._note(place, error)
        return isinstance(error, BrokenProcessPool)

    def _note(self, place: int, error: BaseException) -> None:
        ours, page = isinstance(error, TradebookError), self.jobs[place].edition.page
        named = f"edition {page}: {type(error).__name__}: {error}"
        self.faults[place] = str(error) if ours else named


_progress: Connection
"""Where a process of the pool reports its progress."""


def _listen(writer: Connection) -> None:
    global _progress  # noqa: PLW0603  # the initializer's only way to leave something for its tasks
    _progress = writer


def _run(place: int, job: Job) -> None:
    """Run a job in a process of the pool, and report each cell."""
    done = count()

    def write() -> None:
        # Shorter than what a pipe takes in one piece, so that the processes need no lock.
        _progress.send((place, next(done)))

    write()
    run_job(job, write)
