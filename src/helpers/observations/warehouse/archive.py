"""Bringing the archive in step with the raw files, and what it then gives."""

from __future__ import annotations

import fcntl
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from helpers.core.errors import SourceError
from helpers.observations.readers import RawPair, Read, pairs, read_file, settle
from helpers.observations.readers.description import META_SUFFIX, RawFile, read_meta
from helpers.observations.validation.finding import Finding
from helpers.observations.validation.registry import by_severity, check_together
from helpers.observations.warehouse.pieces import (
    complete,
    move_pieces,
    remove_others,
    store_of,
    summaries_of,
    write_pieces,
)
from helpers.observations.warehouse.register import (
    Entry,
    Kept,
    entry_of,
    key_of,
    read_findings,
    read_register,
    signature_of,
    write_findings,
    write_register,
)
from helpers.observations.warehouse.store import Store


@dataclass(frozen=True)
class Archive:
    """The raw files of a folder, as they were read.

    Attributes
    ----------
    home : pathlib.Path
        The folder of the pieces.
    entries : tuple of Entry
        By id of the raw file.
    """

    home: Path
    entries: tuple[Entry, ...]

    @property
    def files(self) -> tuple[RawFile, ...]:
        """Return the descriptions of the raw files, by id."""
        return tuple(entry.kept.raw for entry in self.entries)

    def store(self) -> Store:
        """Return the store over all of them."""
        return store_of(self.home, self.entries)

    def findings(self) -> list[Finding]:
        """Return what the checks say, of each file and of all together; errors first.

        It is kept: holding all files against one another takes longer the more there are.
        """
        known = read_findings(self.home, self.entries)
        if known is None:
            known = self.findings_with(self.home, ())
            write_findings(self.home, self.entries, known)
        return known

    def findings_with(self, place: Path, added: Iterable[Kept]) -> list[Finding]:
        """Return what the checks would say with more files, whose pieces are in another folder."""
        here, there = [entry.kept for entry in self.entries], list(added)
        alone = [finding for kept in (*here, *there) for finding in kept.findings]
        summaries = summaries_of(self.home, here) | summaries_of(place, there)
        together = check_together(summaries, [kept.raw for kept in (*here, *there)])
        return by_severity([*alone, *together])


def home_of(folder: Path) -> Path:
    """Return the folder of the pieces that belongs to a folder of raw files."""
    return folder.parent / "store"


def empty_archive(folder: Path) -> Archive:
    """Return the archive of a folder of raw files that holds none yet."""
    return Archive(home_of(folder), ())


def open_archive(folder: Path) -> Archive:
    """Open the archive of a folder of raw files, having read what is new or changed.

    Raises
    ------
    SourceError
        When the folder holds no raw file, a file has no description or a description no file, or
        one of them cannot be read as what it claims to be.
    """
    found = _found(folder)
    home = home_of(folder)
    known = read_register(home)
    if _in_step(home, known, found):
        return Archive(home, tuple(known.values()))
    try:
        home.mkdir(exist_ok=True)
        with _alone(home):
            entries = _brought_in_step(home, found)
    except OSError as error:
        raise SourceError(
            f"{error.filename or home}: {error.strerror or error}; expected a folder to keep in "
            "what was read"
        ) from error
    return Archive(home, tuple(entries.values()))


def verify(folder: Path) -> None:
    """Check that every raw file is, to the last byte, the one its description describes.

    Raises
    ------
    SourceError
        Naming the first that is not.
    """
    for pair in _found(folder):
        read_meta(pair.description, pair.data)


def keep(place: Path, description: bytes, read: Read) -> Kept:
    """Keep what was read of a file, whose description is that text, below a folder."""
    return write_pieces(place, key_of(read.raw, description), read)


def register(folder: Path, staged: Path, added: Iterable[Kept]) -> None:
    """Take pieces made elsewhere into the archive of a folder, whose raw files are there already."""
    home = home_of(folder)
    home.mkdir(exist_ok=True)
    with _alone(home):
        entries = read_register(home)
        pairs_by_name = {pair.description.name: pair for pair in pairs(folder)}
        for kept in added:
            move_pieces(staged, home, kept)
            pair = pairs_by_name[f"{kept.raw.id}{META_SUFFIX}"]
            entries[kept.raw.id] = entry_of(pair, kept)
        write_register(home, entries.values())


def _found(folder: Path) -> list[RawPair]:
    if not folder.is_dir():
        raise SourceError(f"{folder}: no such folder; expected the raw files of the observations")
    settle(folder)
    found = list(pairs(folder))
    if not found:
        raise SourceError(
            f"{folder}: holds no raw file; expected <name>.csv with <name>{META_SUFFIX}"
        )
    return found


def _in_step(home: Path, known: dict[str, Entry], found: list[RawPair]) -> bool:
    """Tell whether the register knows exactly these files, as they are, by code as it is."""
    by_name = {entry.name: entry for entry in known.values()}
    if len(found) != len(known):
        return False
    return all(
        (entry := by_name.get(pair.data.name)) is not None
        and entry.signature == signature_of(pair)
        and entry.kept.key == key_of(entry.kept.raw, pair.description.read_bytes())
        and complete(home, entry.kept)
        for pair in found
    )


def _brought_in_step(home: Path, found: list[RawPair]) -> dict[str, Entry]:
    """Read what the archive does not have, and forget what is no more."""
    known = {entry.kept.key: entry.kept for entry in read_register(home).values()}
    entries: dict[str, Entry] = {}
    for pair in found:
        raw = read_meta(pair.description, pair.data)
        if raw.id in entries:
            raise SourceError(
                f"{pair.description}: id '{raw.id}' is another file's; give it its own"
            )
        text = pair.description.read_bytes()
        kept = known.get(key_of(raw, text))
        if kept is None or not complete(home, kept):
            kept = keep(home, text, read_file(raw, pair))
        entries[raw.id] = entry_of(pair, kept)
    write_register(home, entries.values())
    remove_others(home, entries)
    return entries


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Wait for whoever brings the archive in step at the same time."""
    with (home / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
