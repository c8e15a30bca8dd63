"""What is installed, and what code is: told by text that changes with it."""

from __future__ import annotations

import hashlib
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).parents[1]


def installed() -> list[str]:
    """Name Python and all installed distributions, with their versions."""
    libraries = Path(sysconfig.get_paths()["purelib"])
    return [sys.version, *sorted(path.name for path in libraries.glob("*.dist-info"))]


def made_by() -> str:
    """Return a hash of what makes pages: the code and tables of this package, and what is installed."""
    return hash_of_lines([*installed(), hash_of_folders([_PACKAGE])])


def code_seen() -> str:
    """Return a hash of the same as it looks from outside: in a moment, and another after any saving."""
    return hash_of_lines([*installed(), *listed([_PACKAGE])])


def listed(places: Iterable[Path]) -> Iterator[str]:
    """Tell of every file its path, size and times; of the compiler's and hidden ones, nothing.

    Parameters
    ----------
    places : iterable of pathlib.Path
        Files, and folders with all below them.
    """
    for place in places:
        for path in _files(place) if place.is_dir() else [place]:
            # It may be gone since it was listed: it is being saved.
            with suppress(FileNotFoundError):
                seen = path.stat()
                yield f"{path} {seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_ino}"


def hash_of_lines(lines: Iterable[str]) -> str:
    """Return the hash of a text, told by its lines."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


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
        compiled = path.parent.name == "__pycache__"
        if not compiled and not path.name.startswith(".") and path.is_file():
            yield path
