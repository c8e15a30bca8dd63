"""Days of release: as the file says it, as the user does, or as the calendar of releases has it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from helpers.core.errors import ParameterError, SourceError
from helpers.observations.ingest.options import AddOptions
from helpers.observations.readers.reading import Reading

UNKNOWN: Final = "unknown"
"""What is said of a day of release that is not known."""

CALENDAR: Final = "release_days.csv"
"""The calendar of releases, in the folder of the data."""

_CALENDAR_COLUMNS: Final = ["kind", "month", "released"]
_DAYS_COLUMNS: Final = ["file", "released"]

Calendar = Mapping[tuple[str, str], date]
"""The day of release by kind of table and month."""


def day_of(path: Path, reading: Reading, options: AddOptions) -> tuple[date | None, str]:
    """Return the day of release of a file that was read, and where it is from: see ``RawFile``.

    Raises
    ------
    SourceError
        When the user says another than the file.
    """
    told = options.days.get(path, options.released)
    if reading.released is not None:
        if told not in (None, reading.released):
            raise SourceError(
                f"{path}: expected {reading.released} as the day of release, as the file says, "
                f"found {told} told; leave --released out for it"
            )
        return reading.released, "file"
    if told is not None or path in options.days:
        return told, ""
    # A table of several months came out with the last of them.
    day = options.calendar.get((reading.kind, max(reading.cells.distinct("period"))))
    if day is None or day > options.retrieved:
        return None, ""
    return day, "calendar"


def read_calendar(data: Path) -> Calendar:
    """Read the calendar of releases in a folder of data; empty where there is none."""
    path = data / CALENDAR
    if not path.is_file():
        return {}
    return {
        (kind, month): _day(path, line, text)
        for line, (kind, month, text) in _rows(path, _CALENDAR_COLUMNS)
    }


def read_days(path: Path, files: Iterable[Path], new: Iterable[Path]) -> dict[Path, date | None]:
    """Read the days of release that a user wrote down by file, columns ``file`` and ``released``.

    Parameters
    ----------
    path : pathlib.Path
        The CSV; ``unknown`` stands for a day that is not known.
    files : iterable of pathlib.Path
        The files to add; one is called by its name, or by the end of its path.
    new : iterable of pathlib.Path
        Those that need a line.

    Raises
    ------
    SourceError
        For a line of no file, a file without a line, or one with two.
    """
    found: dict[Path, date | None] = {}
    listed = list(files)
    for line, (name, text) in _rows(path, _DAYS_COLUMNS):
        called = [file for file in listed if f"/{file.as_posix()}".endswith(f"/{name}")]
        if not called:
            raise SourceError(
                f"{path}: row {line}: expected a file that is added, found '{name}'; correct the "
                "name, or take the line out"
            )
        for file in called:
            if file in found:
                raise SourceError(f"{path}: row {line}: {name} stands there twice; keep one line")
            found[file] = None if text.casefold() == UNKNOWN else _day(path, line, text)
    for file in new:
        if file not in found:
            raise SourceError(
                f"{path}: expected a line for each file, found none for {file.name}; add one, "
                f"with its day or {UNKNOWN}"
            )
    return found


def read_day(option: str, text: str, today: date) -> date | None:
    """Read a day of release as a user gives it; None for ``unknown``.

    Raises
    ------
    ParameterError
        When it is no day, or one that is still to come.
    """
    if text.strip().casefold() == UNKNOWN:
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        expected = "expected a day such as 2025-12-18"
        raise ParameterError(f"--{option}: {expected}, found '{text}'") from None
    if day > today:
        raise ParameterError(f"--{option}: expected a day not after today, found {day}")
    return day


def _rows(path: Path, columns: list[str]) -> list[tuple[int, list[str]]]:
    """Return the lines of a CSV with their numbers, having checked its header and their lengths."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SourceError(f"{path}: is not UTF-8; save it as CSV UTF-8") from None
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}; name a CSV, or a day") from None
    reader = csv.reader(text.splitlines())
    if next(reader, None) != columns:
        raise SourceError(f"{path}: row 1: expected the columns {', '.join(columns)}")
    rows = []
    for line, cells in enumerate(reader, 2):
        if cells and len(cells) != len(columns):
            raise SourceError(
                f"{path}: row {line}: expected {len(columns)} cells, found {len(cells)}"
            )
        if cells:
            rows.append((line, [cell.strip() for cell in cells]))
    return rows


def _day(path: Path, line: int, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SourceError(
            f"{path}: row {line}: expected a day such as 2025-12-18, found '{text}'"
        ) from None
