"""Changes of files that are made together or not at all, whatever stops them.

In: the files that are about to change. Out: all of them changed, or all as they were. A journal in the
repository holds copies of what is replaced and the names of what is made. It ends with the last change;
where an error or Ctrl-C comes first, or the next command finds it there, all is put back. The last change
may be a link that leads elsewhere from one moment to the next: from then on all of them stand.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from helpers.core.errors import BuildError
from helpers.core.files import draft_of, write_whole
from helpers.core.locks import build_lock
from helpers.core.repository import Repository

JOURNAL: Final = ".transaction"
"""The folder of the journal, in the repository: not in what is built, which may be removed."""

_FILES: Final = "files.json"
_LAST: Final = "last.json"

Keep = Callable[..., None]
"""Called with paths that are about to change."""


class Transaction:
    """The changes of one command."""

    def __init__(self, root: Path) -> None:
        self._root, self._folder = root, root / JOURNAL
        self._kept: dict[str, str | None] = {}
        self._folder.mkdir()

    def keep(self, *paths: Path) -> None:
        """Record how files are: call it before they are replaced, made or removed."""
        for path in paths:
            made = [each for each in path.parents if not each.exists()]
            for each in (*reversed(made), draft_of(path), path):
                self._keep(each)
        write_whole(self._folder / _FILES, json.dumps(self._kept).encode())

    def _keep(self, path: Path) -> None:
        name = os.path.relpath(path, self._root) if path.is_relative_to(self._root) else str(path)
        if name not in self._kept:
            copy = str(len(self._kept)) if path.is_file() else None
            if copy is not None:
                shutil.copy2(path, self._folder / copy)
            self._kept[name] = copy

    def end_with(self, link: Path, target: Path) -> None:
        """Let the changes stand from the moment on at which a link leads to a folder."""
        content = [str(link.absolute()), str(target.resolve())]
        write_whole(self._folder / _LAST, json.dumps(content).encode())

    def end(self) -> None:
        """Let the changes stand, from this moment on."""
        _remove(self._folder)

    def undo(self) -> None:
        """Put all back as it was, unless the last change was made."""
        _put_back(self._root)


@contextmanager
def transaction(root: Path) -> Iterator[Transaction]:
    """Change files together; whoever does so holds the lock of builds.

    Parameters
    ----------
    root : pathlib.Path
        The repository. Files may stand elsewhere, as data that a variable names.
    """
    _put_back(root)
    changes = Transaction(root)
    try:
        yield changes
    except BaseException:
        changes.undo()
        raise
    changes.end()


def recover(repository: Repository) -> bool:
    """Put back what a command was changing when it was killed; return whether there was anything.

    Where a command is at work, its changes are its own matter.
    """
    if not (repository.root / JOURNAL).is_dir():
        return False
    with suppress(BuildError), build_lock(repository):
        return _put_back(repository.root)
    return False


def _put_back(root: Path) -> bool:
    """Put files back as a journal has them; what was put back before it was stopped is passed over."""
    folder = root / JOURNAL
    if _is_done(folder):
        _remove(folder)
        return False
    try:
        kept = json.loads((folder / _FILES).read_text(encoding="utf-8"))
    except FileNotFoundError:
        kept = {}
    # What was made last goes first: a folder after the files in it.
    for name, copy in reversed(kept.items()):
        path = root / name
        if copy is not None:
            with suppress(FileNotFoundError):
                shutil.move(folder / copy, path)
        elif path.is_dir():
            # Others may have put files there meanwhile, which are not ours to remove.
            with suppress(OSError):
                path.rmdir()
        else:
            path.unlink(missing_ok=True)
    _remove(folder)
    return bool(kept)


def _is_done(folder: Path) -> bool:
    """Return whether the last change of a journal was made: its link leads where it was to lead."""
    try:
        link, target = json.loads((folder / _LAST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    return str(Path(link).resolve()) == str(target)


def _remove(folder: Path) -> None:
    """Remove a journal; what it holds counts until its list of files is gone."""
    (folder / _FILES).unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
