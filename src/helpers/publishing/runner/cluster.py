"""Editions run on the workers of a Dask scheduler: where one machine is not enough.

A worker has to have the same code, libraries and data; notebooks and parameters are sent to it, and
executed editions come back. That others run the editions of a worker that dies is Dask's own doing;
here it is seen to that nobody waits for ever, and that whatever goes wrong is told in a line.

distributed is slow to import, so that is done only where a scheduler is named.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from helpers.core.errors import BuildError
from helpers.core.files import write_whole
from helpers.publishing.runner.edition import read_notebook, source_of, steps_of
from helpers.publishing.runner.errands import Answer, Errand, run_apart, run_beside
from helpers.publishing.runner.manifest import beside
from helpers.publishing.runner.pool import Begin, Job
from helpers.publishing.runner.remote import basis_of

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
        Called when one is begun; what it returns is called when that is done, once for each cell.
    address : str
        The scheduler's, such as ``tcp://127.0.0.1:8786``.
    patience : float
        Seconds without any worker after which none is waited for.

    Raises
    ------
    BuildError
        Before anything runs: when there is no scheduler or no worker, or one has other code,
        libraries or data. When all are done: with a line for each that failed, and one where the
        rest could not be run.
    """
    asked = list(jobs)
    if not asked:
        return
    errands = _errands(asked)
    with _connected(address) as client:
        cluster = _Cluster(client, address, begin, patience)
        cluster.refuse_others(errands)
        faults: dict[str, str] = {}
        for job, answer in cluster.answers(asked, errands):
            if answer.fault:
                faults[job.edition.page] = answer.fault
            else:
                write_whole(job.output, answer.notebook)
                write_whole(beside(job.output), answer.made)
    told = [faults[job.edition.page] for job in asked if job.edition.page in faults]
    if told or cluster.lost:
        raise BuildError("\n".join([*told, *cluster.lost]))


def _errands(jobs: list[Job]) -> list[Errand]:
    """Make the errands of jobs: each with its notebook, and what that leads to here."""
    sources = [source_of(job.notebooks, job.edition.report) for job in jobs]
    bases = {source: basis_of([source]) for source in set(sources)}
    return [
        Errand({source.name: source.read_bytes()}, bases[source], job.edition)
        for job, source in zip(jobs, sources, strict=True)
    ]


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """Give a client of a scheduler.

    Raises
    ------
    BuildError
        When none answers, or the address is none.
    """
    from distributed import Client  # noqa: PLC0415  # see the module's docstring

    if not _ADDRESS.fullmatch(address):
        raise BuildError(
            f"--scheduler {address}: no address of a scheduler; expected such as "
            "tcp://127.0.0.1:8786"
        )
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
    """Keep from stderr what distributed writes there of things that are told here in a line."""
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
    """The workers of a scheduler, and the editions that run there.

    Attributes
    ----------
    lost : list of str
        Why editions could not be run, where that is so: a line.
    """

    def __init__(self, client: Any, address: str, begin: Begin, patience: float) -> None:
        self.lost: list[str] = []
        self._client, self._address, self._patience = client, address, patience
        self._begin, self._begun = begin, dict[Path, Callable[[], None]]()
        self._alone = 0.0

    def refuse_others(self, errands: list[Errand]) -> None:
        """Wait for workers, and refuse those that would not make the same of the editions.

        Raises
        ------
        BuildError
            With a line for each; or when there is none at all.
        """
        try:
            self._client.wait_for_workers(1, timeout=self._patience)
            said = self._client.run(run_beside, _together(errands), on_error="return")
        except TimeoutError:
            raise BuildError(self._no_worker()) from None
        except (OSError, CancelledError) as error:
            raise BuildError(self._no_scheduler(error)) from None
        # One that could not be asked has died meanwhile.
        told = {worker: one for worker, one in said.items() if not isinstance(one, OSError)}
        faults = [
            f"--scheduler {self._address}: worker {worker}: {_line(fault)}"
            for worker, fault in sorted(told.items())
            if fault
        ]
        if faults:
            raise BuildError("\n".join(faults))

    def answers(self, jobs: list[Job], errands: list[Errand]) -> Iterator[tuple[Job, Answer]]:
        """Run errands, and give what comes back, in any order, until none is left to run them."""
        try:
            # Impure: nobody is given the answer to somebody else's errand.
            sent = [self._client.submit(run_apart, one, pure=False) for one in errands]
            waiting = dict(zip(sent, jobs, strict=True))
            while waiting and self._alone < self._patience:
                done = self._done(waiting)
                for future in done:
                    answer = self._answer(future, waiting[future])
                    if answer is not None:
                        yield self._ended(waiting.pop(future)), answer
                self._look(waiting, bool(done))
            if waiting:
                self.lost = [f"{self._no_worker()}, and build again: {_not_run(waiting.values())}"]
        except (OSError, CancelledError) as error:
            self.lost = [self._no_scheduler(error)]

    def _done(self, waiting: dict[Any, Job]) -> list[Any]:
        """Wait until something is done, or it is time for a look."""
        from distributed import wait  # noqa: PLC0415  # see the module's docstring

        try:
            return list(wait(list(waiting), timeout=_LOOK, return_when="FIRST_COMPLETED").done)
        except TimeoutError:
            return []

    def _answer(self, future: Any, job: Job) -> Answer | None:
        """Fetch an answer; None where it is gone with its worker, and will be given again."""
        try:
            error = future.exception(timeout=self._patience)
            if error is None:
                return Answer(*future.result(timeout=self._patience))
        except TimeoutError:
            return None
        return Answer(f"edition {job.edition.page}: {_reason(error)}")

    def _look(self, waiting: dict[Any, Job], moved: bool) -> None:
        """See which editions have begun, and whether there is anybody to run them."""
        running = self._client.processing()
        keys = {key for found in running.values() for key in found}
        for future, job in waiting.items():
            if future.key in keys:
                self._advance_of(job)
        self._alone = 0.0 if running or moved else self._alone + _LOOK

    def _advance_of(self, job: Job) -> Callable[[], None]:
        """Tell that an edition is begun, if that was not told yet."""
        if job.output not in self._begun:
            self._begun[job.output] = self._begin(job)
        return self._begun[job.output]

    def _ended(self, job: Job) -> Job:
        """Tell that an edition is done, with all its cells."""
        advance = self._advance_of(job)
        for _ in range(steps_of(read_notebook(job.notebooks, job.edition.report))):
            advance()
        return job

    def _no_worker(self) -> str:
        return (
            f"--scheduler {self._address}: there has been no worker for {self._patience:g} seconds; "
            f"start some with: dask worker {self._address}"
        )

    def _no_scheduler(self, error: BaseException) -> str:
        return (
            f"--scheduler {self._address}: the scheduler was lost ({_line(error)}); start it and its "
            "workers, and build again: only what was not run yet is run"
        )


def _together(errands: list[Errand]) -> Errand:
    """Put errands together, to ask once whether all is the same."""
    basis = {kind: dict(named) for kind, named in errands[0].basis.items()}
    for errand in errands:
        for kind, named in errand.basis.items():
            basis[kind] |= named
    notebooks = {name: text for errand in errands for name, text in errand.notebooks.items()}
    return Errand(notebooks, basis)


def _reason(error: BaseException) -> str:
    from distributed import KilledWorker  # noqa: PLC0415  # see the module's docstring

    if isinstance(error, KilledWorker):
        return (
            f"{error.allowed_failures + 1} workers died with it, perhaps for want of memory; see "
            "their logs, and run it again"
        )
    return _line(error)


def _not_run(jobs: Iterable[Job]) -> str:
    return f"not run: {', '.join(sorted(job.edition.page for job in jobs))}"


def _line(told: BaseException | str) -> str:
    """Return the first line of what was said; of an error, with its name."""
    text = str(told).strip().partition("\n")[0]
    return text if isinstance(told, str) else f"{type(told).__name__}: {text}"
