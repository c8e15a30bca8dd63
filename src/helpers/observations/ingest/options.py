"""What a user says of files to add."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from helpers.observations.readers.reading import Hints


@dataclass(frozen=True)
class AddOptions:
    """What a user says of the files to add.

    Attributes
    ----------
    hints : Hints
        What the files don't say themselves.
    released : datetime.date or None
        The day the producer released them.
    retrieved : datetime.date
        The day they were fetched.
    complete : tuple of str
        The dimensions whose members add up to the whole.
    dataset : str
        What they are parts and vintages of, where their format does not say it.
    days : mapping of pathlib.Path to datetime.date or None
        The days of single files.
    calendar : mapping of (str, str) to datetime.date
        The days of release by kind of table and month, for files of which nothing else says the day.
    publisher, terms, status : str or None
        Who made the files, under what terms they may be used, and how they came to be.
    strict : bool
        Whether a folder must hold no file of an unknown format.
    """

    hints: Hints
    released: date | None
    retrieved: date
    complete: tuple[str, ...] = ()
    dataset: str = ""
    days: Mapping[Path, date | None] = field(default_factory=dict)
    calendar: Mapping[tuple[str, str], date] = field(default_factory=dict)
    publisher: str | None = None
    terms: str | None = None
    status: str | None = None
    strict: bool = False
