"""What a worker of a cluster does: compare what it has with the sender's, and run one edition.

Workers import this module by name; nothing here needs Dask.
"""

from __future__ import annotations

import importlib.metadata
from asyncio import to_thread
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Final, NamedTuple

from helpers.core.errors import BuildError, TradebookError
from helpers.observations.warehouse.questions import hash_of
from helpers.publishing.bundle.bundle import bundle_path
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.runner.code import code_of, libraries
from helpers.publishing.runner.manifest import manifest_path
from helpers.publishing.runner.pool import Job, run_job
from helpers.reports.common.data import forget_data, open_store

Inputs = dict[str, dict[str, str]]
"""What editions are made of on a machine: by kind (code, library, data), hashes or versions by name."""

_ALONE: Final = Lock()
"""An edition changes what all threads of a process share: a worker runs one at a time."""


class RemoteResult(NamedTuple):
    """An edition that was run elsewhere: the bytes of its files, and how many cells were run."""

    notebook: bytes
    bundle: bytes
    manifest: bytes
    cells: int


def inputs_of(notebooks: Iterable[Path]) -> Inputs:
    """Return what editions of some notebooks are made of in this process.

    Parameters
    ----------
    notebooks : iterable of pathlib.Path
        In percent format.

    Returns
    -------
    Inputs
        Code by file, libraries by name, data by raw file.

    Raises
    ------
    SourceError
        When there is no data, or it cannot be read.
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


async def compare(notebooks: dict[str, bytes], expected: Inputs) -> str:
    """Return why a worker would not make the same of notebooks as the sender; empty if it would.

    The worker goes on with its other work meanwhile.
    """
    return await to_thread(_compare, notebooks, expected)


def run_remote(edition: Edition, name: str, notebook: bytes, expected: Inputs) -> RemoteResult:
    """Run an edition on a worker.

    Parameters
    ----------
    edition : Edition
        What to run.
    name, notebook : str, bytes
        The file name and the text of its notebook.
    expected : Inputs
        What the sender would make it of.

    Raises
    ------
    TradebookError
        When it fails, or the worker would make it of something else.
    """
    with _ALONE, TemporaryDirectory(prefix="tradebook-") as place:
        notebooks, output = Path(place), Path(place) / "edition.ipynb"
        (notebooks / name).write_bytes(notebook)
        found = difference(expected, inputs_of([notebooks / name]))
        if found:
            raise BuildError(f"edition {edition.page}: {refusal(found)}")
        cells: list[None] = []
        run_job(Job(edition, notebooks, output), lambda: cells.append(None))
        bundle, manifest = bundle_path(output).read_bytes(), manifest_path(output).read_bytes()
        return RemoteResult(output.read_bytes(), bundle, manifest, len(cells))


def refusal(found: str) -> str:
    """Return what is said of a worker that differs."""
    return f"{found}; start it again with the same code, environment and data"


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
