"""The list of all checks, and running them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from helpers.observations.coded_rows import CodedRows
from helpers.observations.readers.description import RawFile
from helpers.observations.readers.platform import NAME as PLATFORM
from helpers.observations.validation import (
    agreement,
    codes,
    gaps,
    magnitudes,
    member_sums,
    months,
    row_checks,
)
from helpers.observations.validation.finding import ERROR, WARNING, Finding, Remark
from helpers.observations.validation.summary import Together, together

READING: Final = "reading"
FILE: Final = "file"
TOGETHER: Final = "together"


@dataclass(frozen=True)
class Check:
    """A check.

    Attributes
    ----------
    name : str
        How findings call it; its words stand under ``checks`` in the words file.
    severity : str
        ``ERROR`` or ``WARNING``.
    of_file : callable, optional
        Looks at one file and yields a line for each thing it finds.
    of_all : callable, optional
        Looks at the summaries of all files. A check with neither is made by every reader, which
        refuses the file with the row and the column.
    only, done : tuple of str
        The formats it concerns, if not all; those whose readers have done it already.
    """

    name: str
    severity: str
    of_file: Callable[[CodedRows, RawFile], Iterator[str]] | None = None
    of_all: Callable[[Together], Iterator[Remark]] | None = None
    only: tuple[str, ...] = ()
    done: tuple[str, ...] = ()

    @property
    def scope(self) -> str:
        """Return what it looks at: ``reading``, ``file`` or ``together``."""
        if self.of_file is None and self.of_all is None:
            return READING
        return FILE if self.of_all is None else TOGETHER

    def concerns(self, format_: str) -> bool:
        """Tell whether files of a format are looked at."""
        return (not self.only or format_ in self.only) and format_ not in self.done


CHECKS: Final = (
    Check("columns_and_types", ERROR),
    Check("encoding", ERROR),
    Check("truncated", ERROR),
    Check("duplicates", ERROR, of_file=row_checks.duplicates, done=(PLATFORM,)),
    Check("known_regions", ERROR, of_file=codes.known_regions),
    Check("month_within_ytd", ERROR, of_file=months.month_within_ytd),
    Check("members_make_whole", ERROR, of_file=member_sums.members_make_whole),
    Check("one_level_of_products", ERROR, of_file=codes.one_level_of_products),
    Check("magnitudes", ERROR, of_all=magnitudes.magnitudes),
    Check("outliers", WARNING, of_all=magnitudes.outliers),
    Check("known_codes", WARNING, of_file=codes.known_codes),
    Check("cut_at_10000_rows", WARNING, of_file=row_checks.cut_at_10000_rows, only=(PLATFORM,)),
    Check("members_make_groups", WARNING, of_file=member_sums.members_make_groups),
    Check("months_make_ytd", WARNING, of_all=months.months_make_ytd),
    Check("missing_months", WARNING, of_all=gaps.missing_months),
    Check("both_directions", WARNING, of_all=gaps.both_directions),
    Check("sources_agree", WARNING, of_all=agreement.sources_agree),
)
"""All checks, in the order of their findings."""


def check_file(cells: CodedRows, raw: RawFile) -> list[Finding]:
    """Run the checks of one file on its own.

    Parameters
    ----------
    cells : CodedRows
        The file's observations.
    raw : RawFile
        Its description.
    """
    return [
        Finding(check.name, check.severity, raw.id, message)
        for check in CHECKS
        if check.of_file is not None and check.concerns(raw.format)
        for message in check.of_file(cells, raw)
    ]


def check_together(summaries: Mapping[str, pa.Table], files: Iterable[RawFile]) -> list[Finding]:
    """Run the checks that hold files against one another.

    Parameters
    ----------
    summaries : mapping of str to pyarrow.Table
        What ``summarise`` makes, by the file's id.
    files : iterable of RawFile
        Their descriptions; a file without a summary is passed over.
    """
    stacked = together(summaries, files)
    if not len(stacked.cells):
        return []
    return [
        Finding(check.name, check.severity, remark.source, remark.message, remark.other)
        for check in CHECKS
        if check.of_all is not None
        for remark in check.of_all(stacked)
    ]


def by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """Put errors first, then by file."""
    return sorted(findings, key=lambda finding: (finding.severity != ERROR, finding.source))
