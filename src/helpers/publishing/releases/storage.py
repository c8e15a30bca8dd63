"""The folder ``releases/``: the executed notebook of each revision, as it was published."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from helpers.core.errors import LockError
from helpers.core.files import write_whole
from helpers.publishing.bundle.edition_pages import StoredNotebook
from helpers.publishing.releases.release import Release, hash_of

FOLDER: Final = "releases"


def path_of(folder: Path, release: Release) -> Path:
    """Return where the notebook of a revision is stored."""
    return folder / f"{release.page}.ipynb.gz"


def text_of(notebook: Any) -> bytes:
    """Return a notebook as it is stored: the same content gives the same bytes."""
    return json.dumps(notebook, ensure_ascii=False, sort_keys=True, indent=1).encode()


def keep(folder: Path, release: Release, notebook: Any) -> None:
    """Keep the executed notebook of a new revision.

    Raises
    ------
    LockError
        When another is stored as this revision: what was published is never replaced.
    """
    path, content = path_of(folder, release), text_of(notebook)
    if path.is_file() and gzip.decompress(path.read_bytes()) != content:
        raise LockError(
            f"{path}: is there and differs from what is released; editions.lock does not know it: "
            "remove it, or put the lock back"
        )
    # No time in it, and one way to write it.
    write_whole(path, gzip.compress(content, compresslevel=9, mtime=0))


def refuse_strays(folder: Path, releases: Iterable[Release]) -> None:
    """Refuse notebooks of revisions that the lock does not know: its end was cut off, or a release stopped.

    Raises
    ------
    LockError
        Naming the first.
    """
    known = {path_of(folder, release) for release in releases if not release.reworded}
    for path in sorted(folder.rglob("*.ipynb.gz")):
        if path not in known:
            raise LockError(
                f"{path}: editions.lock knows no such revision; put the lock back as it was "
                "committed, or remove this where a release was stopped half way"
            )


def released_notebook(folder: Path, release: Release) -> StoredNotebook:
    """Find the notebook of a revision.

    Raises
    ------
    LockError
        When it is not there, or is not the one that was released.
    """
    path = path_of(folder, release)
    if not path.is_file():
        raise LockError(f"{path}: no such file; {release.page} was published: put it back from git")
    try:
        found = hash_of(gzip.decompress(path.read_bytes()))
    except (OSError, EOFError) as error:
        raise LockError(f"{path}: {error}; put it back from git") from None
    if found != release.notebook:
        raise LockError(
            f"{path}: is not what was published as {release.page}: expected sha256 "
            f"{release.notebook[:12]}…, found {found[:12]}…; put it back from git"
        )
    return StoredNotebook(path, found)
