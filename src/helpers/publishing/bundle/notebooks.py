"""Executed notebooks, read where they are needed: a thousand in memory take gigabytes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol, Self

from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines, strip_transient

from helpers.core.errors import BuildError
from helpers.core.workers import Each, workers

_STOPPED: Final = (
    "a process that read executed editions was stopped from outside, perhaps for want of memory; "
    "build again"
)
_FEW: Final = 16
"""So many notebooks are read sooner than a process is started."""


class Source(Protocol):
    """Where a notebook comes from."""

    @property
    def digest(self) -> str:
        """Return a hash of what it holds."""

    def read(self) -> Any:
        """Return the notebook, which is the reader's own."""


@dataclass(frozen=True)
class Executed:
    """A notebook in a file, as it was when its hash was taken."""

    path: Path
    digest: str

    @classmethod
    def at(cls, path: Path) -> Self:
        """Find the notebook in a file."""
        return cls(path, hashlib.sha256(path.read_bytes()).hexdigest())

    def read(self) -> Any:
        """Return the notebook."""
        return parsed(self.path.read_bytes())


@dataclass(frozen=True)
class Changed:
    """Another notebook, as a function of a module changes it.

    Attributes
    ----------
    of : Source
        The other one.
    change : callable
        Called with a notebook of its own and these texts; returns what it is to be.
    texts : tuple of str
        What the function is told.
    """

    of: Source
    change: Callable[..., Any]
    texts: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Return a hash of what it is made of."""
        told = [self.of.digest, self.change.__qualname__, *self.texts]
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def read(self) -> Any:
        """Return the notebook, changed."""
        return self.change(self.of.read(), *self.texts)


@contextmanager
def readers(notebooks: int) -> Iterator[Each]:
    """Give a way to read so many notebooks: here, or in a process for each core.

    Raises
    ------
    BuildError
        When one of the processes is stopped from outside.
    """
    with workers(notebooks, BuildError(_STOPPED), per_process=_FEW, chunk=_FEW) as each:
        yield each


def parsed(content: bytes) -> Any:
    """Return the notebook that a file holds, which was checked when it was written.

    As ``nbformat`` reads it, in half the time: it would look for dictionaries in every cell of every
    table, where the parser knows them.
    """
    return strip_transient(rejoin_lines(json.loads(content, object_hook=NotebookNode)))
