"""Files: written whole or not at all, known by their hash, copied where they differ."""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
from pathlib import Path


def draft_of(path: Path) -> Path:
    """Return where this process writes a file before it moves it to its place."""
    return path.with_name(f".{path.name}.{os.getpid()}")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step, and its folder with it; the file that was there stays until then.

    Several processes may do so at the same time: the last content counts, whole.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = draft_of(path)
    draft.write_bytes(content)
    draft.replace(path)


def write_checked(path: Path, content: bytes) -> None:
    """Write a file in one step, its hash in a line above the content."""
    write_whole(path, hashlib.sha256(content).hexdigest().encode() + b"\n" + content)


def read_checked(path: Path) -> bytes:
    """Return the content that ``write_checked`` wrote.

    Raises
    ------
    ValueError
        When it is another by its hash.
    """
    digest, _, content = path.read_bytes().partition(b"\n")
    if hashlib.sha256(content).hexdigest().encode() != digest:
        raise ValueError(f"{path}: is not as it was written")
    return content


def hash_of_file(path: Path) -> str:
    """Return the SHA-256 of a file's content."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def mirror(folder: Path, copy: Path) -> None:
    """Make a copy hold the files of a folder; equal files are left untouched."""
    files = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    for path in sorted(copy.rglob("*")):
        if path.is_file() and path.relative_to(copy) not in files:
            path.unlink()
    for name in sorted(files):
        target = copy / name
        if not (target.is_file() and filecmp.cmp(folder / name, target, shallow=False)):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, target)
