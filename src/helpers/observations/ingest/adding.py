"""Adding files: staged one after another, checked together, and made to count at once."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from helpers.core.errors import SourceError
from helpers.core.files import reason_of
from helpers.core.workers import Each, workers
from helpers.observations.ingest.staging import (
    PARQUET,
    AddedFile,
    AddOptions,
    CopiedFile,
    copy_all,
    stage,
)
from helpers.observations.readers import COMMIT, settle
from helpers.observations.validation.finding import ERROR, CheckError, Finding
from helpers.observations.warehouse.archive import Archive, open_archive
from helpers.observations.warehouse.register import StoredFile

_STAGING: Final = ".staging"
_PARQUET: Final = ".parquet"
_LOCK: Final = ".lock"

_FEW: Final = 8
"""Files that are read sooner than a process is started."""

_AT_ONCE: Final = 4
"""Files sent to a process at once, lest sending take longer than reading."""

_KILLED: Final = SourceError(
    "a process that read files was stopped from outside, perhaps for want of memory; nothing was "
    "added: try fewer files at once"
)


@dataclass(frozen=True)
class Addition:
    """What was added, and what the checks say of it."""

    files: tuple[AddedFile, ...]
    findings: tuple[Finding, ...]


def add_files(
    folder: Path,
    paths: Iterable[Path],
    options: AddOptions,
    advance: Callable[[], None] = lambda: None,
) -> Addition:
    """Add files to a folder of raw files, all or none.

    Parameters
    ----------
    folder : pathlib.Path
        ``data/raw``.
    paths : iterable of pathlib.Path
        Files, and folders of files.
    options : AddOptions
        What the user says of them.
    advance : callable
        Called each time a file is read.

    Raises
    ------
    SourceError
        For the first that can't be added; the folder is as it was. ``CheckError`` for a check's error.
    """
    listed = list(files_of(paths))
    if not listed:
        raise SourceError("no file to add; name files, or folders that hold some")
    with _locked(folder):
        settle(folder)
        _clear(folder)
        staging = folder / _STAGING
        some = any(not path.name.startswith(".") for path in folder.iterdir())
        archive = open_archive(folder) if some else Archive(folder)
        try:
            staging.mkdir()
            with workers(len(listed), _KILLED, per_process=_FEW, chunk=_AT_ONCE) as each:
                copies = copy_all(listed, staging, archive.files, each)
                files = _staged(copies, archive, options, each, advance)
            added = [file.stored for file in files if file.stored is not None]
            names = {file.raw.id: file.path for file in files if file.stored is not None}
            findings = _checked(archive.findings_with(staging / PARQUET, added), names)
            if added:
                _commit(folder, staging, added)
        except OSError as error:
            where = "" if error.filename else f"{folder}: "
            raise SourceError(f"{where}{reason_of(error)}; nothing was added") from error
        finally:
            _clear(folder)
    return Addition(tuple(files), tuple(findings))


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that paths name: each file, and of a folder all files in it.

    SourceError for a path where nothing is.
    """
    for path in paths:
        if path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.is_file())
            yield from (file for file in found if not file.name.startswith("."))
        elif path.is_file():
            yield path
        else:
            raise SourceError(f"{path}: no such file")


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Keep a second addition out."""
    if not folder.is_dir():
        raise SourceError(f"{folder}: no such folder; run this in the repository")
    with (folder / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SourceError(
                f"{folder}: another `tradebook add` is at work here; wait until it is done"
            ) from None
        yield


def _clear(folder: Path) -> None:
    for name in (_STAGING, _PARQUET):
        shutil.rmtree(folder / name, ignore_errors=True)


def _staged(
    copies: list[CopiedFile],
    archive: Archive,
    options: AddOptions,
    each: Each,
    advance: Callable[[], None],
) -> list[AddedFile]:
    """Read the new files; the first mistake by the order of the files counts."""
    raws = {raw.id: raw for raw in archive.files}
    files: list[AddedFile] = []
    staged = each(partial(stage, options=options), copies)
    for copied, new in zip(copies, staged, strict=True):
        file = new or AddedFile(copied.path, raws[copied.ident])
        raws[file.raw.id] = file.raw
        files.append(file)
        advance()
    return files


def _checked(found: Iterable[Finding], names: Mapping[str, Path]) -> list[Finding]:
    """Return what the checks say of the new files; an error in one of them refuses them all."""
    # A new file may be what an old one is found to differ from.
    findings = [one for one in found if {one.source, one.other} & names.keys()]
    errors = [one for one in findings if one.severity == ERROR]
    if errors:
        raise CheckError(min(errors, key=lambda one: one.source not in names), names)
    return findings


def _commit(folder: Path, staging: Path, added: list[StoredFile]) -> None:
    """Make the staged files count in one step, and move them to their places."""
    parquet = (staging / PARQUET).replace(folder / _PARQUET)
    # What is about to count must outlast a power cut; one call for all files, which are many.
    os.sync()
    staging.replace(folder / COMMIT)
    settle(folder)
    # The files count from here on. What was read of them can be read again: to store it only saves time.
    with suppress(OSError):
        Archive(folder).add(parquet, added)
