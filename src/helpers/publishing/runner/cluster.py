"""Editions run on the workers of a Dask scheduler: where one machine is not enough.

An edition is a function that is submitted; its files come back as bytes. Dask runs the editions of
a worker that dies on another; this module refuses workers that would not make the same of an edition,
waits for nobody for ever, and turns whatever goes wrong into a line.

Workers import this module by name: distributed is an extra, imported only where a scheduler is named.
"""

from __future__ import annotations

import importlib.metadata
import logging
import re
import warnings
from asyncio import to_thread
from collections.abc import Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any, Final, NamedTuple

from helpers.core.errors import BuildError, TradebookError
from helpers.core.files import write_whole
from helpers.observations.warehouse.questions import hash_of
from helpers.publishing.bundle.bundle import bundle_path
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.runner.edition import source_of
from helpers.publishing.runner.manifest import code_of, libraries, manifest_path
from helpers.publishing.runner.pool import Begin, Job, run_job
from helpers.reports.common.data import forget_data, open_store

PATIENCE: Final = 30.0
"""Seconds without any worker after which none is waited for: one that restarts is there by then."""

_ADDRESS: Final = re.compile(r"(tcp|tls|ws|wss)://[^/]+:[0-9]+")
_TIMEOUT: Final = 5
"""Seconds in which a scheduler has to answer."""

_POLL: Final = 1.0
"""Seconds from one look at the workers to the next."""

_ALONE: Final = Lock()
"""An edition changes what all threads of a process share: a worker runs one at a time."""

_ADVICE: Final = "start it again with the same code, environment and data"

Inputs = dict[str, dict[str, str]]
"""What editions are made of on a machine: by kind (code, library, data), hashes or versions by name."""


class RemoteResult(NamedTuple):
    """An edition that was run elsewhere: the bytes of its files, and how many cells were run."""

    notebook: bytes
    bundle: bytes
    manifest: bytes
    cells: int


def run_on_cluster(
    jobs: Iterable[Job], begin: Begin, address: str, *, patience: float = PATIENCE
) -> None:
    """Run editions on the workers of a Dask scheduler.

    Parameters
    ----------
    jobs, begin : iterable of Job, callable
        As of ``run_many``, but a job is begun when it has come back.
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
    lines = [*(cluster.faults[place] for place in sorted(cluster.faults)), *cluster.lost]
    if lines:
        raise BuildError("\n".join(lines))


@contextmanager
def _connected(address: str) -> Iterator[Any]:
    """Connect to a scheduler; BuildError where there is none, or distributed is not installed."""
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
    for name in ("distributed", "distributed.client"):
        # What it would write to stderr is a line of an error here.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        # Other versions are compared, and refused.
        warnings.simplefilter("ignore")
        try:
            client = Client(address, timeout=_TIMEOUT)
        except (OSError, ImportError) as error:
            raise BuildError(
                f"--scheduler {address}: no Dask scheduler answers there ({_line(error)}); "
                "start one with: dask scheduler"
            ) from None
        with client:
            yield client


class _Cluster:
    """Jobs for the workers of a scheduler; by place why some failed; why the rest was not run."""

    def __init__(self, jobs: list[Job], address: str, patience: float) -> None:
        self.jobs, self.faults, self.lost = jobs, dict[int, str](), list[str]()
        self._address, self._patience = address, patience
        self._sources = [source_of(job.notebooks, job.edition.report) for job in jobs]

    def refuse_others(self, client: Any) -> None:
        """Wait for workers, and refuse those that would not make the same of the editions."""
        notebooks = {source.name: source.read_bytes() for source in self._sources}
        try:
            client.wait_for_workers(1, timeout=self._patience)
            expected = inputs_of(dict.fromkeys(self._sources))
            answers = client.run(_compared, notebooks, expected, on_error="return")
        except TimeoutError:
            raise BuildError(self._no_worker()) from None
        except (OSError, CancelledError) as error:
            raise BuildError(self._no_scheduler(error)) from None
        faults = [
            f"--scheduler {self._address}: worker {worker}: "
            + (f"{answer}; {_ADVICE}" if isinstance(answer, str) else _line(answer))
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
                    done = wait(list(waiting), timeout=_POLL, return_when="FIRST_COMPLETED").done
                for future in done:
                    yield from self._collect(future, waiting)
                alone = 0.0 if done or client.processing() else alone + _POLL
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
        if executed is not None:
            yield self.jobs[place], executed
        elif isinstance(error, TradebookError):
            self.faults[place] = str(error)
        else:
            self.faults[place] = f"edition {self.jobs[place].edition.page}: {_reason(error)}"

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


def inputs_of(notebooks: Iterable[Path]) -> Inputs:
    """Return what editions of percent-format notebooks are made of in this process.

    SourceError when there is no data, or it cannot be read.
    """
    code = {name: text for path in notebooks for name, text in code_of(path).items()}
    # It carries editions there and back, and its versions do not always understand each other.
    carrier = {"distributed": importlib.metadata.version("distributed")}
    files = open_store().files
    return {
        "code": code,
        "library": libraries() | carrier,
        "data": {name: hash_of(files[name]) for name in sorted(files)},
    }


def difference(here: Inputs, there: Inputs) -> str:
    """Return, as part of a line, how another machine differs from this; empty if it does not."""
    found = []
    for kind in here:
        ours, theirs = here[kind], there[kind]
        names = [name for name in sorted(ours | theirs) if ours.get(name) != theirs.get(name)]
        if names:
            first, *others = names
            more = f" and {len(others)} more" if others else ""
            is_, not_ = (str(side.get(first, "not there"))[:12] for side in (theirs, ours))
            found.append(f"{kind} {first} is {is_} instead of {not_}{more}")
    return ", ".join(found)


def run_remote(edition: Edition, name: str, notebook: bytes, expected: Inputs) -> RemoteResult:
    """Run an edition on a worker, with a notebook given by file name and text.

    TradebookError when it fails, or the worker would not make it of what is ``expected``.
    """
    with _ALONE, TemporaryDirectory(prefix="tradebook-") as place:
        notebooks, output = Path(place), Path(place) / "edition.ipynb"
        (notebooks / name).write_bytes(notebook)
        found = difference(expected, inputs_of([notebooks / name]))
        if found:
            raise BuildError(f"edition {edition.page}: {found}; {_ADVICE}")
        cells: list[None] = []
        run_job(Job(edition, notebooks, output), lambda: cells.append(None))
        bundle, manifest = bundle_path(output).read_bytes(), manifest_path(output).read_bytes()
        return RemoteResult(output.read_bytes(), bundle, manifest, len(cells))


async def _compared(notebooks: dict[str, bytes], expected: Inputs) -> str:
    """Return how a worker differs, without keeping it from its other work; empty if it does not."""
    return await to_thread(_compare, notebooks, expected)


def _compare(notebooks: dict[str, bytes], expected: Inputs) -> str:
    # The worker may have been there for longer than its data.
    forget_data()
    with TemporaryDirectory(prefix="tradebook-") as place:
        paths = [Path(place) / name for name in notebooks]
        for path in paths:
            path.write_bytes(notebooks[path.name])
        try:
            return difference(expected, inputs_of(paths))
        except TradebookError as error:
            return str(error)
