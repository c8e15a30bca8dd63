"""Adding files: staged one after another, checked together, and made to count at once."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from helpers.core.errors import SourceError
from helpers.core.files import hash_of_file, reason_of
from helpers.core.transaction import Keep
from helpers.core.workers import Each, workers
from helpers.observations.ingest.options import AddOptions
from helpers.observations.ingest.recognition import Stranger, sort_out
from helpers.observations.ingest.revising import Revised, revised_by
from helpers.observations.ingest.staging import (
    PARQUET,
    AddedFile,
    CopiedFile,
    copy_all,
    stage,
)
from helpers.observations.readers import COMMIT, FORMATS, settle
from helpers.observations.readers.reading import Hints
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

Ask = Callable[[AddOptions, list[AddedFile]], AddOptions]
"""Asks the user for what files lack, and returns the options with the answers."""

_KILLED: Final = SourceError(
    "a process that read files was stopped from outside, perhaps for want of memory; nothing was "
    "added: try fewer files at once"
)


@dataclass(frozen=True)
class Addition:
    """What was added, what the checks say of it, and the files that are of no known format."""

    files: tuple[AddedFile, ...]
    findings: tuple[Finding, ...]
    strangers: tuple[Stranger, ...] = ()


def add_files(
    folder: Path,
    paths: Iterable[Path],
    options: AddOptions,
    advance: Callable[[], None] = lambda: None,
    *,
    ask: Ask = lambda options, lacking: options,
    announce: Callable[[tuple[Revised, ...]], None] = lambda revised: None,
    keep: Keep = lambda *paths: None,
) -> Addition:
    """Add files to a folder of raw files, all or none; strangers in folders are passed over.

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
    ask : callable
        Given the options and the files that lack a day of release or a publisher, returns the options
        with what the user says more.
    announce, keep : callable
        Told what the files revise, and which are about to be made (``Transaction.keep``), before that.

    Raises
    ------
    SourceError
        For the first that can't be added; the folder is as it was. ``CheckError`` for a check's error.
    """
    listed, strangers = sort_out(paths, strict=options.strict)
    with alone(folder):
        settle(folder)
        _clear(folder)
        some = any(not path.name.startswith(".") for path in folder.iterdir())
        archive = open_archive(folder) if some else Archive(folder)
        try:
            files = _all_staged(listed, archive, options, advance=advance, ask=ask)
            findings = _filed(archive, files, announce, keep)
        except OSError as error:
            where = "" if error.filename else f"{folder}: "
            raise SourceError(f"{where}{reason_of(error)}; nothing was added") from error
        finally:
            _clear(folder)
    return Addition(tuple(files), tuple(findings), tuple(strangers))


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep a second change of the raw files out; SourceError when one is at work."""
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


def new_among(folder: Path, paths: Iterable[Path]) -> list[Path]:
    """Return the files that a folder of raw files does not have yet, by their hashes."""
    some = any(not path.name.startswith(".") for path in folder.iterdir())
    there = {raw.sha256 for raw in open_archive(folder).files} if some else set()
    return [path for path in paths if hash_of_file(path) not in there]


def _all_staged(
    listed: list[Path],
    archive: Archive,
    options: AddOptions,
    *,
    advance: Callable[[], None],
    ask: Ask,
) -> list[AddedFile]:
    staging = archive.folder / _STAGING
    staging.mkdir()
    with workers(len(listed), _KILLED, per_process=_FEW, chunk=_AT_ONCE) as each:
        copies = copy_all(listed, staging, archive.files, each)
        files = _staged(copies, archive, options, each, advance)
    return _with_days(copies, files, archive, options, ask)


def _staged(
    copies: list[CopiedFile],
    archive: Archive,
    options: AddOptions,
    each: Each,
    advance: Callable[[], None],
) -> list[AddedFile]:
    """Read the new files; the first mistake by the order of the files counts."""
    raws = {raw.id: raw for raw in archive.files}
    there = {file.raw.id: file for file in archive.stored}
    files: list[AddedFile] = []
    staged = each(partial(stage, options=options), copies)
    for copied, new in zip(copies, staged, strict=True):
        if copied.ident in there:
            _refuse_other_words(copied.path, there[copied.ident], options.hints)
        file = new or AddedFile(copied.path, raws[copied.ident])
        raws[file.raw.id] = file.raw
        files.append(file)
        advance()
    return files


def _with_days(
    copies: list[CopiedFile],
    files: list[AddedFile],
    archive: Archive,
    options: AddOptions,
    ask: Ask,
) -> list[AddedFile]:
    """Stage files again whose day the calendar cannot know, or of which the user says more."""
    stored = [*archive.stored, *(file.stored for file in files if file.stored)]
    tables = Counter(table for file in stored for table in _tables(file))
    again = {
        file.path: None
        for file in files
        if file.stored
        and file.raw.released_from == "calendar"
        # The calendar has the first release: which of several files that is, it does not say.
        and any(tables[table] > 1 for table in _tables(file.stored))
    }
    files = _restaged(copies, files, replace(options, days={**options.days, **again}), again)
    lacking = [
        file
        for file in files
        if file.stored
        and (
            file.raw.released is None
            or file.raw.producer is None
            or FORMATS[file.raw.format].producer is None
        )
    ]
    told = ask(options, lacking) if lacking else options
    if told == options:
        return files
    days = {file.path: file.raw.released for file in files} | dict(told.days)
    return _restaged(copies, files, replace(told, days=days), {file.path for file in lacking})


def _tables(file: StoredFile) -> set[tuple[str, str, str]]:
    """Return the tables that a file is a release of: its dataset, each flow, and the last month it has.

    Exports and imports may stand in files of their own.
    """
    last = max(file.months, default="")
    flows = {count.flow for count in file.counts} or {""}
    return {(file.raw.group, flow, last) for flow in flows}


def _refuse_other_words(path: Path, there: StoredFile, hints: Hints) -> None:
    """Refuse a file that is filed already, but is said to be of another flow, month, restriction, span or unit."""
    flows = sorted({count.flow for count in there.counts})
    only = dict(there.raw.told.only)
    for name, filed, told in (
        ("flow", flows, hints.flow),
        ("period", there.months, hints.period),
        ("only", [only], dict(hints.only) or None),
        ("span", [there.raw.told.span or "none"], hints.span),
        ("unit", [there.raw.told.unit or "none"], hints.unit),
    ):
        if told is not None and told not in filed:
            of = " and ".join(map(str, filed))
            raise SourceError(
                f"{path}: is filed already as {there.raw.id} with --{name} {of}, found {told} told; "
                f"nothing was added: leave --{name} out, or remove {there.raw.id} and add it anew"
            )


def _restaged(
    copies: list[CopiedFile], files: list[AddedFile], options: AddOptions, which: Container[Path]
) -> list[AddedFile]:
    return [
        (stage(copied, options) or file) if file.stored and file.path in which else file
        for copied, file in zip(copies, files, strict=True)
    ]


def _filed(
    archive: Archive,
    files: list[AddedFile],
    announce: Callable[[tuple[Revised, ...]], None],
    keep: Keep,
) -> list[Finding]:
    """Check what is staged, say what it revises, and file it; return what the checks say."""
    staging = archive.folder / _STAGING
    added = [file.stored for file in files if file.stored is not None]
    names = {file.raw.id: file.path for file in files if file.stored is not None}
    findings = _checked(archive.findings_with(staging / PARQUET, added), names)
    announce(revised_by(archive, staging / PARQUET, added))
    if added:
        _commit(archive.folder, staging, added, keep)
    return findings


def _checked(found: Iterable[Finding], names: Mapping[str, Path]) -> list[Finding]:
    """Return what the checks say of the new files; an error in one of them refuses them all."""
    # A new file may be what an old one is found to differ from.
    findings = [one for one in found if {one.source, one.other} & names.keys()]
    errors = [one for one in findings if one.severity == ERROR]
    if errors:
        raise CheckError(min(errors, key=lambda one: one.source not in names), names)
    return findings


def _commit(folder: Path, staging: Path, added: list[StoredFile], keep: Keep) -> None:
    """Make the staged files count in one step, and move them to their places."""
    parquet = (staging / PARQUET).replace(folder / _PARQUET)
    names = [path.name for path in staging.iterdir()]
    keep(*(place / name for place in (folder, folder / COMMIT) for name in names))
    # What is about to count must outlast a power cut; one call for all files, which are many.
    os.sync()
    staging.replace(folder / COMMIT)
    settle(folder)
    # The files count from here on. What was read of them can be read again: to store it only saves time.
    with suppress(OSError):
        Archive(folder).add(parquet, added)
