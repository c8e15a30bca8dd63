"""Which editions have to be run, and running them with their progress shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Protocol

from helpers.core.repository import Repository
from helpers.observations.warehouse.store import Store
from helpers.publishing.catalogue.editions import Catalogue
from helpers.publishing.runner.edition import read_notebook, steps_of
from helpers.publishing.runner.manifest import stale_reasons
from helpers.publishing.runner.pool import Begin, Job, run_many

Runner = Callable[[Iterable[Job], Begin], None]
"""Runs editions; raises BuildError when all are done, with a line for each that failed."""


class Progress(Protocol):
    """Shows how far a build is."""

    def stage(self, name: str, steps: int) -> Callable[[], None]:
        """Begin a stage of so many steps; what is returned takes one."""


def outdated_editions(repository: Repository, catalogue: Catalogue, store: Store) -> list[Job]:
    """Return the editions that are not as they would be made now."""
    jobs = [
        Job(edition, repository.notebooks, repository.executed(edition.page))
        for edition in catalogue.editions
    ]
    return [job for job in jobs if any(stale_reasons(*job, store))]


def run_editions(jobs: Iterable[Job], progress: Progress, runner: Runner = run_many) -> None:
    """Run editions, and show each cell.

    Parameters
    ----------
    jobs : iterable of Job
        What to run.
    progress : Progress
        Informed of each step.
    runner : callable
        Runs them: by default as many at a time as there are processors.

    Raises
    ------
    BuildError
        When all are done, with a line for each that failed.
    """

    @cache
    def steps(notebooks: Path, report: str) -> int:
        return steps_of(read_notebook(notebooks, report))

    def begin(job: Job) -> Callable[[], None]:
        return progress.stage(job.edition.page, steps(job.notebooks, job.edition.report))

    runner(jobs, begin)
