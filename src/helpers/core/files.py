"""Writing files whole or not at all, telling them apart by what they hold, keeping folders in step."""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step, its folder with it; the one that was there stays until then.

    Processes that do so at the same time do not meet: the last one's content counts, whole.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}.{os.getpid()}")
    staged.write_bytes(content)
    staged.replace(path)


def hash_of_file(path: Path) -> str:
    """Return the SHA-256 of what a file holds."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def bring_in_step(folder: Path, copy: Path) -> None:
    """Make a copy hold the files of a folder; those that are the same already are left untouched."""
    files = {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}
    for path in sorted(copy.rglob("*")):
        if path.is_file() and path.relative_to(copy) not in files:
            path.unlink()
    for name in sorted(files):
        target = copy / name
        if not (target.is_file() and filecmp.cmp(folder / name, target, shallow=False)):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / name, target)
