"""Editions run on the workers of a Dask scheduler: where one machine is not enough.

An edition is a function that is submitted; its two files come back as bytes. That others run the
editions of a worker that dies is Dask's doing; here workers that differ are refused, nobody waits for
ever, and whatever goes wrong is a line.

distributed is an extra of its own, and imported only where a scheduler is named.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import Any, Final

from helpers.core.errors import BuildError, TradebookError
from helpers.core.files import write_whole
from helpers.publishing.bundle.bundle import bundle_path
from helpers.publishing.runner.edition import source_of
from helpers.publishing.runner.manifest import manifest_path
from helpers.publishing.runner.pool import Begin, Job
from helpers.publishing.runner.remote import RemoteResult, compare, inputs_of, refusal, run_remote

PATIENCE: Final = 30.0
"""Seconds without any worker after which none is waited for: one that restarts is there by then."""

_ADDRESS: Final = re.compile(r"(tcp|tls|ws|wss)://[^/]+:[0-9]+")

_REACH: Final = 5
"""Seconds in which a scheduler has to answer."""

_LOOK: Final = 1.0
"""Seconds from one look at the workers to the next."""


def run_on_cluster(
    jobs: Iterable[Job], begin: Begin, address: str, *, patience: float = PATIENCE
) -> None:
    """Run editions on the workers of a Dask scheduler.

    Parameters
    ----------
    jobs : iterable of Job
        What to run.
    begin : callable
        Called when an edition has come back; what it returns is then called once for each cell.
    address : str
        The scheduler's, such as ``tcp://127.0.0.1:8786``.
    patience : float
        Seconds without any worker after which none is waited for.

    Raises
    ------
    BuildError
        Before anything runs: when distributed is not installed, there is no scheduler or no worker,
        or one has other code, libraries or data. When all are done: with a line for each that
        failed, and one where the rest could not be run.
    """
    cluster = _Cluster(list(jobs), address, patience)
    if not cluster.jobs:
        return
    with _connected(address) as client:
        cluster.refuse_others(client)
        for job, executed in cluster.run(client):
            write_whole(bundle_path(job.output), executed.bundle)
            write_whole(job.output, executed.notebook)
            write_whole(manifest_path(job.output), executed.manifest)
            advance = begin(job)
            for _ in range(executed.cells):
                advance()
    lines = [cluster.faults[job] for job in range(len(cluster.jobs)) if job in cluster.faults]
    if lines or cluster.lost:
        raise BuildError("\n".join([*lines, *cluster.lost]))


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """Connect to a scheduler.

    Raises
    ------
    BuildError
        When none answers, the address is none, or distributed is not installed.
    """
    if not _ADDRESS.fullmatch(address):
        raise BuildError(
            f"--scheduler {address}: no address of a scheduler; expected such as "
            "tcp://127.0.0.1:8786"
        )
    try:
        from distributed import Client  # noqa: PLC0415  # see the module's docstring
    except ModuleNotFoundError:
        raise BuildError(
            f"--scheduler {address}: needs the library distributed, which is not installed; in the "
            "repository run: .venv/bin/python -m pip install --editable '.[cluster]'"
        ) from None
    with _quiet():
        try:
            client = Client(address, timeout=_REACH)
        except (OSError, ImportError) as error:
            raise BuildError(
                f"--scheduler {address}: no Dask scheduler answers there ({_line(error)}); "
                "start one with: dask scheduler"
            ) from None
        with client:
            yield client


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep distributed from writing to stderr what is a line of an error here."""
    loggers = [logging.getLogger(name) for name in ("distributed", "distributed.client")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            # Other versions are compared, and refused.
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


class _Cluster:
    """Jobs for the workers of a scheduler, and what has become of them.

    Attributes
    ----------
    jobs : list of Job
        The jobs.
    faults : dict of int to str
        Why jobs failed, by their place: a line.
    lost : list of str
        Why the rest could not be run, where that is so: a line.
    """

    def __init__(self, jobs: list[Job], address: str, patience: float) -> None:
        self.jobs, self.faults, self.lost = jobs, dict[int, str](), list[str]()
        self._address, self._patience = address, patience
        self._sources = [source_of(job.notebooks, job.edition.report) for job in jobs]

    def refuse_others(self, client: Any) -> None:
        """Wait for workers, and refuse those that would not make the same of the editions.

        Raises
        ------
        BuildError
            With a line for each; or when there is none at all.
        """
        notebooks = {source.name: source.read_bytes() for source in self._sources}
        try:
            client.wait_for_workers(1, timeout=self._patience)
            expected = inputs_of(dict.fromkeys(self._sources))
            answers = client.run(compare, notebooks, expected, on_error="return")
        except TimeoutError:
            raise BuildError(self._no_worker()) from None
        except (OSError, CancelledError) as error:
            raise BuildError(self._no_scheduler(error)) from None
        faults = [
            f"--scheduler {self._address}: worker {worker}: {_compared(answer)}"
            for worker, answer in sorted(answers.items())
            # A worker that could not be reached has died meanwhile.
            if answer and not isinstance(answer, OSError)
        ]
        if faults:
            raise BuildError("\n".join(faults))

    def run(self, client: Any) -> Iterator[tuple[Job, RemoteResult]]:
        """Run the jobs, and yield what comes back, in any order, until no worker is left."""
        from distributed import wait  # noqa: PLC0415  # see the module's docstring

        try:
            waiting = {self._submit(client, place): place for place in range(len(self.jobs))}
            alone = 0.0
            while waiting and alone < self._patience:
                done = set[Any]()
                with suppress(TimeoutError):
                    done = wait(list(waiting), timeout=_LOOK, return_when="FIRST_COMPLETED").done
                for future in done:
                    yield from self._collect(future, waiting)
                alone = 0.0 if done or client.processing() else alone + _LOOK
            if waiting:
                pages = sorted(self.jobs[place].edition.page for place in waiting.values())
                self.lost = [f"{self._no_worker()}, and build again: not run: {', '.join(pages)}"]
        except (OSError, CancelledError) as error:
            self.lost = [self._no_scheduler(error)]

    def _submit(self, client: Any, place: int) -> Any:
        source, edition = self._sources[place], self.jobs[place].edition
        # Impure: nobody is given the result of somebody else's task.
        return client.submit(
            run_remote, edition, source.name, source.read_bytes(), inputs_of([source]), pure=False
        )

    def _collect(self, future: Any, waiting: dict[Any, int]) -> Iterator[tuple[Job, RemoteResult]]:
        """Yield the result of a job, or note its fault; neither where it is gone with its worker."""
        try:
            error = future.exception(timeout=self._patience)
            executed = future.result(timeout=self._patience) if error is None else None
        except TimeoutError:
            return
        place = waiting.pop(future)
        if executed is None:
            page = self.jobs[place].edition.page
            ours = isinstance(error, TradebookError)
            self.faults[place] = str(error) if ours else f"edition {page}: {_reason(error)}"
        else:
            yield self.jobs[place], executed

    def _no_worker(self) -> str:
        return (
            f"--scheduler {self._address}: there has been no worker for {self._patience:g} seconds; "
            f"start some with: dask worker {self._address} --nthreads 1"
        )

    def _no_scheduler(self, error: BaseException) -> str:
        return (
            f"--scheduler {self._address}: the scheduler was lost ({_line(error)}); start it and its "
            "workers, and build again: only what was not run yet is run"
        )


def _compared(answer: str | BaseException) -> str:
    return refusal(answer) if isinstance(answer, str) else _line(answer)


def _reason(error: BaseException) -> str:
    from distributed import KilledWorker  # noqa: PLC0415  # see the module's docstring

    if isinstance(error, KilledWorker):
        return (
            f"{error.allowed_failures + 1} workers died with it, perhaps for want of memory; see "
            "their logs, and run it again"
        )
    return _line(error)


def _line(error: BaseException) -> str:
    """Return the name of an error and the first line of its text."""
    first = str(error).strip().partition("\n")[0]
    return f"{type(error).__name__}: {first}"
