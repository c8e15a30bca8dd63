"""Fingerprints: hashes of texts, of folders, and of the code with the libraries it runs on.

In: texts and files. Out: hashes, the same on every machine, and states of files: whether any was saved.
"""

from __future__ import annotations

import hashlib
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

PACKAGE: Final = Path(__file__).parents[1]
"""The folder of this package."""


STATE_PARTS: Final = 4
"""What ``states`` says of a file behind its path."""


def hash_of_texts(*texts: str) -> str:
    """Return the SHA-256 of texts, in their order."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def hash_of_folders(*folders: Path) -> str:
    """Return the hash of the files below folders: their names and contents."""
    found = hashlib.sha256()
    for folder in folders:
        for path in _files(folder):
            found.update(path.relative_to(folder).as_posix().encode() + b"\0")
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


@cache
def package_fingerprint() -> str:
    """Return the hash of all code and tables of this package."""
    return hash_of_folders(PACKAGE)


def code_fingerprint() -> str:
    """Return the hash of this package, of Python and of the libraries."""
    return hash_of_texts(package_fingerprint(), *installed())


def installed() -> list[str]:
    """List Python and the installed distributions, with their versions."""
    libraries = Path(sysconfig.get_paths()["purelib"])
    return [sys.version, *sorted(path.name for path in libraries.glob("*.dist-info"))]


def states(places: Iterable[Path]) -> Iterator[str]:
    """Yield path, size, times and inode of files, and of all files below folders."""
    for place in places:
        for path in _files(place) if place.is_dir() else [place]:
            # A file that is being saved may be gone since it was listed.
            with suppress(FileNotFoundError):
                state = path.stat()
                yield f"{path} {state.st_size} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_ino}"


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, but for hidden and compiled ones."""
    for path in sorted(folder.rglob("*")):
        compiled = path.parent.name == "__pycache__"
        if not compiled and not path.name.startswith(".") and path.is_file():
            yield path
