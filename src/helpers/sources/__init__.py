"""From raw files to observations: one module an input format.

The stages: ``meta`` reads the description beside a file and checks that the file is the one it
describes; the format's module turns the file into observations; ``read_folder`` does both for all
files of a folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from helpers.errors import SourceError
from helpers.sources import location, platform, quoted, tidy
from helpers.sources.meta import META_SUFFIX, RawFile, read_meta
from helpers.sources.reading import Format, Reading, Told
from helpers.vocabulary import OBSERVATION_COLUMNS

FORMATS: Final[dict[str, Format]] = {
    one.name: one
    for one in (
        Format("tidy", tidy.recognises, lambda path, _: Reading(tidy.read(path))),
        Format(platform.NAME, platform.recognises, platform.read),
        Format(location.NAME, location.recognises, location.read),
    )
}
"""The formats of observations; a new one is a module of this folder and one line here."""

COMMIT: Final = ".commit"
"""The folder whose files count and are about to move to their places."""

QUOTED: Final = "quoted"
"""The format of statements, which are no observations."""


@dataclass(frozen=True)
class Archive:
    """All observations of a folder of raw files, and what is known of each file.

    Attributes
    ----------
    observations : pandas.DataFrame
        Columns ``OBSERVATION_COLUMNS``; ``released`` is a day as ``2026-01-16``.
    files : tuple of RawFile
        Sorted by id.
    statements : pandas.DataFrame
        What sources state beside them, columns ``quoted.STATEMENT_COLUMNS``.
    """

    observations: pd.DataFrame
    files: tuple[RawFile, ...]
    statements: pd.DataFrame


def read_folder(folder: Path) -> Archive:
    """Read every raw file of a folder.

    Raises
    ------
    SourceError
        When the folder holds no raw file, a file has no description or a description no file, or
        one of them cannot be read as what it claims to be.
    """
    if not folder.is_dir():
        raise SourceError(f"{folder}: no such folder; expected the raw files of the observations")
    settle(folder)
    pairs = list(_pairs(folder))
    if not pairs:
        raise SourceError(
            f"{folder}: holds no raw file; expected <name>.csv with <name>{META_SUFFIX}"
        )
    files: list[RawFile] = []
    observed = [pd.DataFrame(columns=list(OBSERVATION_COLUMNS))]
    stated = [pd.DataFrame(columns=list(quoted.STATEMENT_COLUMNS))]
    for data, description in pairs:
        raw = read_meta(description, data)
        if any(other.id == raw.id for other in files):
            raise SourceError(f"{description}: id '{raw.id}' is another file's; give it its own")
        files.append(raw)
        if raw.format == QUOTED:
            stated.append(vintage(quoted.read(data), raw))
        else:
            observed.append(vintage(_observations(raw, data, description), raw))
    return Archive(_stacked(observed), tuple(files), _stacked(stated))


def vintage(rows: pd.DataFrame, raw: RawFile) -> pd.DataFrame:
    """Say of each row which file it is from, and from which day it is known."""
    return rows.assign(source=raw.id, released=raw.known_from)


def settle(folder: Path) -> None:
    """Move the files of an addition that counts, but was stopped, to their places."""
    commit = folder / COMMIT
    for path in sorted(commit.iterdir()) if commit.is_dir() else ():
        # Another process may be at the same; what it has moved is where it belongs.
        with suppress(FileNotFoundError):
            path.replace(folder / path.name)
    with suppress(OSError):
        commit.rmdir()


def _observations(raw: RawFile, data: Path, description: Path) -> pd.DataFrame:
    if raw.format not in FORMATS:
        known = ", ".join((*FORMATS, QUOTED))
        raise SourceError(f"{description}: key 'format': expected {known}, found '{raw.format}'")
    told = Told(raw.told.flow, raw.told.period, raw.told.only, raw.original or data.name)
    return FORMATS[raw.format].read(data, told).observations


def _stacked(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Stack frames below the first, which is empty and gives the columns."""
    columns = frames[0].columns
    full = [frame.loc[:, columns] for frame in frames if not frame.empty]
    return pd.concat(full, ignore_index=True) if full else frames[0]


def _pairs(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Yield each raw file with its description, by name; nothing in the folder is passed over."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.name.endswith(META_SUFFIX):
            if not _data_beside(path):
                raise SourceError(
                    f"{path}: describes a file that is not there; put it back or remove this"
                )
            continue
        description = path.with_name(path.stem + META_SUFFIX)
        if not description.exists():
            raise SourceError(f"{path}: has no description; write {description.name} beside it")
        yield path, description


def _data_beside(description: Path) -> bool:
    stem = description.name.removesuffix(META_SUFFIX)
    return any(
        other.stem == stem and other != description for other in description.parent.iterdir()
    )
