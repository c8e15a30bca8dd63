"""From raw files to observations: one module or folder an input format.

In: a raw file with its description. Out: observations, or statements, each with its file;
a file that is not what it claims to be is refused in a line. Nothing here corrects a value or guesses
what a file does not say.

``description`` reads the description and checks that the file is the one it describes; the format's
module, one of ``FORMATS``, reads the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from helpers.core.dimensions import WHOLE
from helpers.core.errors import SourceError
from helpers.observations.coded_rows import CodedRows
from helpers.observations.readers import bulletin, comtrade, platform, quoted, tidy
from helpers.observations.readers.description import META_SUFFIX, RawFile
from helpers.observations.readers.faults import fault
from helpers.observations.readers.reading import Format, Hints, Reading
from helpers.observations.schema import CELL, LARGEST_VALUE, LOSS, OBSERVATION_COLUMNS, REPUBLISHED

FORMATS: Final = {
    "tidy": Format(
        tidy.recognises,
        lambda path, told: Reading(CodedRows.of(tidy.read(path, told))),
        producer=None,
        status="unknown",
    ),
    # Before the platform, whose titles some of its older ones are.
    comtrade.NAME: Format(
        comtrade.recognises,
        comtrade.read,
        producer=comtrade.PRODUCER,
        status=REPUBLISHED,
        resaved=True,
    ),
    platform.NAME: Format(platform.recognises, platform.read, resaved=True),
    bulletin.NAME: Format(bulletin.recognises, bulletin.read, bulletin.refuse_others),
}
"""The formats of observations, as a ``.meta.yml`` calls them; a new one is a module of this folder
and one line here."""

_FORMER: Final = {"location": bulletin.NAME}
"""What descriptions written earlier call a format."""

COMMIT: Final = ".commit"
"""The folder whose files count and are about to move to their places."""

QUOTED: Final = "quoted"
"""The format of statements, which are no observations."""


@dataclass(frozen=True)
class RawPair:
    """A raw file and its description."""

    data: Path
    description: Path


@dataclass(frozen=True)
class ReadFile:
    """What a raw file holds.

    Attributes
    ----------
    raw : RawFile
        Its description.
    cells : CodedRows
        Observations, columns ``OBSERVATION_COLUMNS``; ``released`` is a day as ``2026-01-16``.
    statements : pandas.DataFrame
        What else it states, columns ``quoted.STATEMENT_COLUMNS``.
    """

    raw: RawFile
    cells: CodedRows
    statements: pd.DataFrame


def read_file(raw: RawFile, pair: RawPair) -> ReadFile:
    """Read a raw file as its description says.

    Raises
    ------
    SourceError
        When it can't be read as what it claims to be.
    """
    if raw.format == QUOTED:
        none = CodedRows.of(pd.DataFrame(columns=list(OBSERVATION_COLUMNS)))
        return ReadFile(raw, none, quoted.read(pair.data).assign(**_vintage(raw)))
    format_ = FORMATS.get(_FORMER.get(raw.format, raw.format))
    if format_ is None:
        known = ", ".join((*FORMATS, QUOTED))
        raise SourceError(
            f"{pair.description}: key 'format': expected {known}, found '{raw.format}'"
        )
    told, name = raw.told, raw.original or pair.data.name
    hints = Hints(told.flow, told.period, told.only, name, told.span, told.unit)
    return read_observations(raw, format_.read(pair.data, hints), pair.data)


def read_observations(raw: RawFile, reading: Reading, path: Path) -> ReadFile:
    """Return what a format's module read as what the file holds.

    Raises
    ------
    SourceError
        At the first number that cannot be, whatever the format.
    """
    _refuse_impossible(path, reading.cells)
    none = pd.DataFrame(columns=list(quoted.STATEMENT_COLUMNS))
    return ReadFile(raw, reading.cells.known(**_vintage(raw)), none)


def _refuse_impossible(path: Path, cells: CodedRows) -> None:
    """Raise for a value that no sum could hold, or below zero, or that fell by more than all of it."""
    values, growth = cells.numbers("value"), cells.numbers("growth")
    possible = (values >= 0) & (values <= LARGEST_VALUE)
    for column, bad, expected in (
        ("value", ~possible, f"a number from 0 to {LARGEST_VALUE:,.0f}"),
        ("growth", (growth < LOSS) | np.isinf(growth), f"a percentage from {LOSS} on, or none"),
    ):
        if bad.any():
            row = cells.rows.iloc[int(np.argmax(bad))]
            where = " ".join(str(row[name]) for name in CELL if row[name] != WHOLE)
            advice = "correct the number, or download the file again"
            raise fault(path, expected, f"{row[column]:.16g} ({where})", advice, column=column)


def _vintage(raw: RawFile) -> dict[str, str]:
    """Return what is said of each row: which file it is from, and from which day it is known."""
    return {"source": raw.id, "released": raw.known_from}


def settle(folder: Path) -> None:
    """Move the files of an addition that counts, but was stopped, to their places."""
    commit = folder / COMMIT
    for path in sorted(commit.iterdir()) if commit.is_dir() else ():
        # Another process may be at the same; what it has moved is where it belongs.
        with suppress(FileNotFoundError):
            path.replace(folder / path.name)
    with suppress(OSError):
        commit.rmdir()


def pairs(folder: Path) -> Iterator[RawPair]:
    """Yield each raw file with its description, by name; nothing in the folder is passed over.

    Raises
    ------
    SourceError
        When a file has no description, or a description no file.
    """
    paths = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    described = {path.stem for path in paths if not path.name.endswith(META_SUFFIX)}
    for path in paths:
        if path.name.endswith(META_SUFFIX):
            if path.name.removesuffix(META_SUFFIX) not in described:
                raise SourceError(
                    f"{path}: describes a file that is not there; put it back or remove this"
                )
            continue
        description = path.with_name(path.stem + META_SUFFIX)
        if not description.exists():
            raise SourceError(f"{path}: has no description; write {description.name} beside it")
        yield RawPair(path, description)
