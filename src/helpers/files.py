"""Writing a file whole or not at all, and telling files apart by what they hold."""

from __future__ import annotations

import hashlib
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step, its folder with it; the one that was there stays until then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{path.name}.staged")
    staged.write_bytes(content)
    staged.replace(path)


def hash_of_file(path: Path) -> str:
    """Return the SHA-256 of what a file holds."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
