"""Bringing the warehouse in step with the raw files, and what it then gives."""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from helpers.core.errors import SourceError
from helpers.observations.readers import RawPair, pairs, read_file, settle
from helpers.observations.readers.description import META_SUFFIX, RawFile, read_meta
from helpers.observations.validation.check_registry import check_together
from helpers.observations.validation.finding import Finding, by_oddity
from helpers.observations.warehouse.parquet import (
    is_complete,
    move_file,
    open_files,
    read_summary,
    remove_others,
    write_file,
)
from helpers.observations.warehouse.register import (
    KnownFindings,
    StoredFile,
    hash_of_files,
    key_of,
    read_findings,
    read_register,
    signature_of,
    write_findings,
    write_register,
)
from helpers.observations.warehouse.store import Store

Placed = tuple[Path, StoredFile]
"""A folder of Parquet files, and what is stored there of a raw file."""

_ADDED: Final = KnownFindings()
"""What was found with files that this process is adding: nothing is compared again once they are there."""


@dataclass(frozen=True)
class Archive:
    """The raw files of a folder, as they were read.

    Attributes
    ----------
    folder : pathlib.Path
        The folder of the raw files.
    stored : tuple of StoredFile
        By id of the raw file.
    """

    folder: Path
    stored: tuple[StoredFile, ...] = ()

    @property
    def home(self) -> Path:
        """Return the folder of the Parquet files."""
        return home_of(self.folder)

    @property
    def files(self) -> tuple[RawFile, ...]:
        """Return the descriptions of the raw files, by id."""
        return tuple(file.raw for file in self.stored)

    def store(self) -> Store:
        """Return the store over all of them."""
        return open_files(self._placed(), self.findings, self._restore)

    def findings(self) -> list[Finding]:
        """Return what the checks say, of each file and of all together: see ``by_oddity``.

        It is stored: comparing all files with one another takes longer the more there are. Of a
        month that has the files it had, nothing is compared again.
        """
        placed, known = self._placed(), read_findings(self.home)
        found = _compared(placed, _by_month(placed), known | _ADDED)
        _ADDED.clear()
        if found != known:
            write_findings(self.home, found)
        return _told(placed, found)

    def findings_with(self, place: Path, added: Iterable[StoredFile]) -> list[Finding]:
        """Return what the checks would say with more files, which are stored in another folder.

        What contradicts is looked for in their months alone.
        """
        more = [(place, file) for file in added]
        placed = [*self._placed(), *more]
        found = _compared(placed, _by_month(more), read_findings(self.home))
        _ADDED.update(found)
        return _told(placed, found)

    def _placed(self) -> list[Placed]:
        return [(self.home, file) for file in self.stored]

    def _restore(self, file: StoredFile) -> None:
        """Read a raw file again whose Parquet files are not as they were written."""
        again: StoredFile | None = None
        for pair in pairs(self.folder):
            if pair.data.name == file.name:
                raw = read_meta(pair.description, pair.data)
                with _written(self.home):
                    again = write_file(
                        self.home, pair.description.read_bytes(), read_file(raw, pair)
                    )
        if again is None or again.hashes != file.hashes:
            where = self.folder / file.name
            raise SourceError(
                f"{where}: changed while it was used; leave it as it is and start again"
            )

    def add(self, staged: Path, added: Iterable[StoredFile]) -> None:
        """Take in what is stored elsewhere of raw files that are in their folder already."""
        self.home.mkdir(exist_ok=True)
        with _locked(self.home):
            stored = read_register(self.home)
            pairs_by_name = {pair.description.name: pair for pair in pairs(self.folder)}
            for file in added:
                move_file(staged, self.home, file)
                stored[file.raw.id] = file.at(pairs_by_name[f"{file.raw.id}{META_SUFFIX}"])
            write_register(self.home, stored.values())


def _by_month(placed: Iterable[Placed]) -> dict[str, list[Placed]]:
    found: dict[str, list[Placed]] = {}
    for one in placed:
        for month in one[1].months:
            found.setdefault(month, []).append(one)
    return found


def _compared(
    placed: Sequence[Placed], months: Iterable[str], known: KnownFindings
) -> KnownFindings:
    """Return what comparing files finds: all of them, under no month, and those of some months."""
    scopes, found = {"": placed, **_by_month(placed)}, KnownFindings()
    opened = cache(lambda: open_files(placed))
    for scope in ("", *months):
        key = hash_of_files(file for _, file in scopes[scope])
        if known.get(scope, ("",))[0] == key:
            found[scope] = known[scope]
        else:
            of_scope = opened().contradictions([scope]) if scope else _together(placed)
            found[scope] = key, tuple(of_scope)
    return found


def _told(placed: Iterable[Placed], compared: KnownFindings) -> list[Finding]:
    alone = (one for _, file in placed for one in file.findings)
    return by_oddity([*alone, *(one for _, some in compared.values() for one in some)])


def _together(placed: Iterable[Placed]) -> list[Finding]:
    listed = list(placed)
    summaries = {file.raw.id: read_summary(home, file) for home, file in listed}
    return check_together(summaries, [file.raw for _, file in listed])


def home_of(folder: Path) -> Path:
    """Return the folder of the Parquet files that belongs to a folder of raw files."""
    return folder.parent / "store"


def open_archive(folder: Path) -> Archive:
    """Open the archive of a folder of raw files, having read what is new or changed.

    Raises
    ------
    SourceError
        When the folder holds no raw file, a file has no description or a description no file, or
        one of them cannot be read as what it claims to be.
    """
    found = _raw_files(folder)
    home = home_of(folder)
    known = read_register(home)
    if _in_step(home, known, found):
        return Archive(folder, tuple(known.values()))
    with _written(home):
        stored = _bring_in_step(home, found)
    return Archive(folder, tuple(stored.values()))


def verify(folder: Path) -> None:
    """Check that every raw file is, to the last byte, the one its description describes.

    Raises
    ------
    SourceError
        Naming the first that is not.
    """
    for pair in _raw_files(folder):
        read_meta(pair.description, pair.data)


def _raw_files(folder: Path) -> list[RawPair]:
    if not folder.is_dir():
        raise SourceError(f"{folder}: no such folder; expected the raw files of the observations")
    settle(folder)
    found = list(pairs(folder))
    if not found:
        raise SourceError(
            f"{folder}: holds no raw file; expected <name>.csv with <name>{META_SUFFIX}"
        )
    return found


def _in_step(home: Path, known: dict[str, StoredFile], found: list[RawPair]) -> bool:
    """Return whether the register has exactly these files, unchanged, read by the code as it is."""
    by_name = {file.name: file for file in known.values()}
    if len(found) != len(known):
        return False
    return all(
        (file := by_name.get(pair.data.name)) is not None
        and file.signature == signature_of(pair)
        and file.key == key_of(file.raw, pair.description.read_bytes())
        and is_complete(home, file)
        for pair in found
    )


def _bring_in_step(home: Path, found: list[RawPair]) -> dict[str, StoredFile]:
    """Read what the archive does not have, and forget what is no more."""
    known = {file.key: file for file in read_register(home).values()}
    stored: dict[str, StoredFile] = {}
    for pair in found:
        raw = read_meta(pair.description, pair.data)
        if raw.id in stored:
            raise SourceError(
                f"{pair.description}: id '{raw.id}' is another file's; give it its own"
            )
        text = pair.description.read_bytes()
        file = known.get(key_of(raw, text))
        if file is None or not is_complete(home, file):
            file = write_file(home, text, read_file(raw, pair))
        stored[raw.id] = file.at(pair)
    write_register(home, stored.values())
    remove_others(home, stored.values())
    return stored


@contextmanager
def _written(home: Path) -> Iterator[None]:
    """Write below a folder, alone; SourceError where that can't be."""
    try:
        home.mkdir(exist_ok=True)
        with _locked(home):
            yield
    except OSError as error:
        raise SourceError(
            f"{error.filename or home}: {error.strerror or error}; expected a folder to keep in "
            "what was read"
        ) from error


@contextmanager
def _locked(home: Path) -> Iterator[None]:
    """Wait for whoever brings the archive in step at the same time."""
    with (home / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
