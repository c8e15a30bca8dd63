"""What a format's module is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from helpers.core.errors import SourceError
from helpers.core.periods import Month
from helpers.observations.coded_rows import CodedRows
from helpers.observations.scope import restriction

CUSTOMS: Final = "中华人民共和国海关总署"
"""Who made a file that is laid out as the customs lay out theirs."""


@dataclass(frozen=True)
class Hints:
    """What a user says of a file, since the file does not say it itself.

    Attributes
    ----------
    flow : str or None
        ``export`` or ``import``.
    period : str or None
        The month, as ``2025-11``.
    only : mapping of str to str
        What the file is restricted to, by dimension: ``{"product": "1201"}`` for a query of soya
        beans, ``{"product": "01-84,98"}`` for one of these chapters.
    name : str
        The file's own name, which may say what the file does not.
    span : str or None
        ``month`` or ``ytd``, of a table that calls its columns no more than current.
    unit : str or None
        The unit of amounts, such as ``元``, where the one that a table states cannot be.
    """

    flow: str | None = None
    period: str | None = None
    only: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    span: str | None = None
    unit: str | None = None

    def allow(self, dimension: str, code: str) -> bool:
        """Return whether a code lies within what the file is restricted to."""
        text = self.only.get(dimension)
        return text is None or restriction(text).contains(code)

    def within(self, dimension: str) -> str:
        """Return what a message says that a code of a dimension should be."""
        return f"a code within {self.only[dimension]}, as was told"

    def month(self, path: Path) -> Month | None:
        """Return the month that was given, if one was; SourceError when it is no month."""
        try:
            return Month.parse(self.period) if self.period else None
        except ValueError as error:
            advice = "give --period as a month such as 2025-11"
            raise SourceError(f"{path}: {error}; {advice}") from None


@dataclass(frozen=True)
class Reading:
    """A file as observations.

    Attributes
    ----------
    cells : CodedRows
        Columns ``RAW_COLUMNS`` and ``step``.
    inferred : mapping of str to str
        What was inferred, and from what: ``{"currency": "CNY, from the column 人民币"}``.
    warnings : tuple of str
        What a user should know of the file, a line each.
    names : mapping
        By dimension, the names the file gives to codes that no reference table has.
    dataset : str
        What files like it are parts and vintages of; empty where a file stands alone.
    complete : tuple of str
        The dimensions whose members add up to the whole in every file of the format.
    released : datetime.date or None
        The day of release, where the file says it.
    kind : str
        What it is in the calendar of releases, such as ``bulletin``; empty where it is in none.
    of_others : bool
        Whether others than those of the format made it, such as the customs of a province; who, it does not
        say.
    """

    cells: CodedRows
    inferred: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    dataset: str = ""
    complete: tuple[str, ...] = ()
    released: date | None = None
    kind: str = ""
    of_others: bool = False


@dataclass(frozen=True)
class Format:
    """An input format.

    Attributes
    ----------
    recognises : callable
        Tells by a file's first bytes and its name whether it is of this format.
    read : callable
        Reads a file; SourceError with file, row, column, expected, found, what to do.
    refuse_others : callable
        Raises UnknownFileError for a file that was recognised, but on a closer look, and by its name, is
        another table.
    producer : str or None
        Who made a file that is laid out so; None where anyone may have.
    status : str
        How it came to be, one of ``STATUSES``.
    resaved : bool
        Whether it is read too where a spreadsheet saved it again: as Excel, in UTF-16, or with tabs.
    """

    recognises: Callable[[bytes, str], bool]
    read: Callable[[Path, Hints], Reading]
    refuse_others: Callable[[Path, str], None] = lambda path, name: None
    producer: str | None = CUSTOMS
    status: str = "official"
    resaved: bool = False
