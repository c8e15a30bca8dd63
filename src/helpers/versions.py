"""What is installed, and what code is: told by text that changes with it."""

from __future__ import annotations

import hashlib
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path


def installed() -> list[str]:
    """Name Python and all installed distributions, with their versions."""
    libraries = Path(sysconfig.get_paths()["purelib"])
    return [sys.version, *sorted(path.name for path in libraries.glob("*.dist-info"))]


def made_by() -> str:
    """Return a hash of what makes pages: the code and tables of this package, and what is installed."""
    told = [*installed(), hash_of_folders([Path(__file__).parent])]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def hash_of_folders(folders: Iterable[Path]) -> str:
    """Return the hash of all files below folders, their names and what they hold.

    Of the compiler's files and hidden ones nothing counts.
    """
    mixed = hashlib.sha256()
    for folder in folders:
        for path in _files(folder):
            mixed.update(path.relative_to(folder).as_posix().encode() + b"\0")
            mixed.update(hashlib.sha256(path.read_bytes()).digest())
    return mixed.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith("."):
            yield path
