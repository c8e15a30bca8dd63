"""Editions sent to another machine: what goes there, what comes back, and what is done there with it.

Each edition has a process of its own, started for it alone: it reads the code and the data as they are
on the disk at that moment, so that what it compares with the sender's is what it runs with, however
long the worker that starts it has been there. A worker may be a process that multiprocessing lets have
no children, as Dask's are below a nanny; so nothing of that is used here.

Workers import this module and nothing that is slow to import: that is for the process (``remote``).
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from asyncio import to_thread
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from helpers.core.workers import end_of
from helpers.publishing.catalogue.editions import Edition

Basis = dict[str, dict[str, str]]
"""What an edition can be made of: by kind (code, library, data), hashes or versions by name."""

ASKED: Final = "errand"
TOLD: Final = "answer"
"""The files by which a process is asked and answers."""

_PROGRAM: Final = (
    "import sys; from helpers.publishing.runner.remote import answer; answer(sys.argv[1])"
)


class Errand(NamedTuple):
    """What is sent to a worker.

    Attributes
    ----------
    notebooks : dict of str to bytes
        Notebooks in percent format, by the name of the file.
    basis : Basis
        What these lead to, and the data, where the errand comes from.
    edition : Edition or None
        What to run; nothing if it is only to be said whether all is the same there.
    """

    notebooks: dict[str, bytes]
    basis: Basis
    edition: Edition | None = None

    @property
    def named(self) -> str:
        """Return how a line on its edition begins; nothing if it has none."""
        return f"edition {self.edition.page}: " if self.edition else ""


class Answer(NamedTuple):
    """What comes back: two files, or what went wrong, in a line.

    Attributes
    ----------
    fault : str
        Empty if nothing did.
    notebook : bytes
        The executed edition.
    made : bytes
        What it was made of.
    """

    fault: str = ""
    notebook: bytes = b""
    made: bytes = b""


def run_apart(errand: Errand) -> Answer:
    """Do an errand on this machine, in a process of its own.

    Parameters
    ----------
    errand : Errand
        What to do.

    Returns
    -------
    Answer
        Also where that process is killed.
    """
    with TemporaryDirectory(prefix="tradebook-") as place:
        folder = Path(place)
        (folder / ASKED).write_bytes(pickle.dumps(errand))
        # The working folder is where data is looked for, not code (-P).
        command = [sys.executable, "-P", "-c", _PROGRAM, place]
        # Nothing is written to its input, whose end tells it that this process is gone.
        with subprocess.Popen(command, stdin=subprocess.PIPE) as process:
            code = process.wait()
        told = folder / TOLD
        if told.is_file():
            return Answer(*pickle.loads(told.read_bytes()))
    ended = end_of(code, "in the log of its worker")
    return Answer(f"{errand.named}{ended}; run it again")


async def run_beside(errand: Errand) -> str:
    """Do an errand while the worker goes on with its other doings; return what went wrong."""
    return (await to_thread(run_apart, errand)).fault
