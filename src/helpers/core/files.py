"""Files: written whole or not at all, known by their hash, copied where they differ, readable by servers."""

from __future__ import annotations

import filecmp
import hashlib
import os
import shutil
import stat
from pathlib import Path
from typing import Final

from helpers.core.errors import ParameterError

_KINDS: Final = {
    stat.S_IFDIR: "a folder",
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def draft_of(path: Path) -> Path:
    """Return where this process writes a file before it moves it to its place."""
    return path.with_name(f".{path.name}.{os.getpid()}")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in one step, and its folder with it; the file that was there stays until then.

    Several processes may do so at the same time: the last content counts, whole.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = draft_of(path)
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        # A full disk is reported without the name of the file.
        raise OSError(error.errno, error.strerror, str(path)) from None
    finally:
        draft.unlink(missing_ok=True)


def check_output(path: Path) -> Path:
    """Return the place of a file that a user names, for a regular file to be written or replaced.

    Raises
    ------
    ParameterError
        When its folder is not there, or something else than a regular file is: a device, a link.
    """
    if not path.parent.is_dir():
        raise ParameterError(f"{path}: there is no folder {path.parent}; make it, or name another")
    try:
        kind = stat.S_IFMT(path.lstat().st_mode)
    except FileNotFoundError:
        return path
    if kind != stat.S_IFREG:
        found = _KINDS.get(kind, "no file")
        raise ParameterError(
            f"{path}: expected a regular file or nothing there, found {found}; name another"
        )
    return path


def reason_of(error: OSError) -> str:
    """Return in one line which file an error of the system is about, and why."""
    if isinstance(error, shutil.Error):
        # Of a folder that was copied it lists the file, its copy, and the reason, each time.
        first = error.args[0]
        return str(first[0][-1] if isinstance(first, list) else first)
    reason = error.strerror or str(error)
    return f"{error.filename}: {reason}" if error.filename else reason


def make_readable(folder: Path) -> None:
    """Let everybody read a folder's files and enter its folders, as a web server has to."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)


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


def keep_unchanged(folder: Path, earlier: Path) -> None:
    """Let files that are the same in an earlier folder be its files, by hard links where these can be made.

    Then removing the earlier folder frees no room on the disk, which some do at 400 files a second,
    and what did not change keeps its date, by which web servers and ``rsync`` know it.
    """
    for path in folder.rglob("*"):
        old = earlier / path.relative_to(folder)
        if not (path.is_file() and old.is_file() and filecmp.cmp(path, old, shallow=False)):
            continue
        draft = draft_of(path)
        try:
            draft.hardlink_to(old)
        except OSError:
            # The file system has no such links, or no more of this file.
            continue
        draft.replace(path)


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
