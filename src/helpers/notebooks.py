"""Executed notebooks, read where they are needed: a thousand in memory take gigabytes."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, Self

from nbformat import NotebookNode
from nbformat.v4.rwbase import rejoin_lines, strip_transient


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
        Called with the notebook and these texts; returns what it is to be.
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


def parsed(content: bytes) -> Any:
    """Return the notebook that a file holds, which was checked when it was written.

    As ``nbformat`` reads it, in half the time: it would look for dictionaries in every cell of every
    table, where the parser knows them.
    """
    return strip_transient(rejoin_lines(json.loads(content, object_hook=NotebookNode)))


def copy_of(notebook: Any) -> Any:
    """Copy an executed notebook as far as its outputs' forms, which may then be replaced."""
    copied = copy.copy(notebook)
    copied.cells = [copy.copy(cell) for cell in notebook.cells]
    for cell in copied.cells:
        if "outputs" in cell:
            cell.outputs = [copy.copy(output) for output in cell.outputs]
            for output in cell.outputs:
                if "data" in output:
                    output.data = copy.copy(output.data)
    return copied
