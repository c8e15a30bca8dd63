"""The process that runs one edition for another machine, with the code and the data that are here."""

from __future__ import annotations

import importlib.metadata
import os
import pickle
import shutil
from collections.abc import Iterable
from pathlib import Path
from threading import Thread

from helpers.core.errors import TradebookError
from helpers.core.files import write_whole
from helpers.observations.warehouse.questions import hash_of
from helpers.publishing.runner.code import libraries_of, modules_of
from helpers.publishing.runner.errands import ASKED, TOLD, Answer, Basis, Errand
from helpers.publishing.runner.manifest import beside
from helpers.publishing.runner.pool import Job, run_here
from helpers.reports.common.data import open_store


def basis_of(notebooks: Iterable[Path]) -> Basis:
    """Tell what editions of some notebooks would be made of on this machine.

    Parameters
    ----------
    notebooks : iterable of pathlib.Path
        In percent format.

    Returns
    -------
    Basis
        Data by raw file; all of it, as ``Store.state`` has it.

    Raises
    ------
    SourceError
        When there is no data, or it cannot be read.
    """
    code: dict[str, str] = {}
    for notebook in notebooks:
        code |= modules_of(notebook)
    # It carries errands and answers, and its versions do not always understand each other.
    carrier = {"distributed": importlib.metadata.version("distributed")}
    files = open_store().files
    return {
        "code": code,
        "library": libraries_of(code) | carrier,
        "data": {name: hash_of(files[name]) for name in sorted(files)},
    }


def difference(here: Basis, there: Basis) -> str:
    """Say, in part of a line, how another machine differs from this; nothing if it does not."""
    told = []
    for kind in here:
        ours, theirs = here[kind], there[kind]
        names = [one for one in sorted(ours | theirs) if ours.get(one) != theirs.get(one)]
        if names:
            first, *others = names
            more = f" and {len(others)} more" if others else ""
            is_, not_ = (str(of.get(first, "not there"))[:12] for of in (theirs, ours))
            told.append(f"{kind} {first} is {is_} instead of {not_}{more}")
    return ", ".join(told)


def answer(place: str) -> None:
    """Do the errand that lies in a folder; what a process does that was started for it."""
    folder = Path(place)
    Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    errand = Errand(*pickle.loads((folder / ASKED).read_bytes()))
    try:
        told = _answer(errand, folder)
    except TradebookError as error:
        told = Answer(str(error))
    write_whole(folder / TOLD, pickle.dumps(tuple(told)))


def _answer(errand: Errand, folder: Path) -> Answer:
    notebooks, output = folder / "notebooks", folder / "edition.ipynb"
    for name, source in errand.notebooks.items():
        write_whole(notebooks / name, source)
    found = difference(errand.basis, basis_of(notebooks / name for name in errand.notebooks))
    if found:
        return Answer(f"{errand.named}{found}; it needs the same code, environment and data")
    if errand.edition is None:
        return Answer()
    run_here(Job(errand.edition, notebooks, output))
    return Answer("", output.read_bytes(), beside(output).read_bytes())


def _end_with_parent(folder: Path) -> None:
    """End this process when the one that started it is gone, which may be killed at any moment."""
    # Not through sys.stdin, whose lock a thread may not hold when the process ends by itself.
    os.read(0, 1)
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)
