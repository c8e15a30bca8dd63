"""The list of all checks, and running them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import pyarrow as pa

from helpers.observations.coded_rows import CodedRows
from helpers.observations.readers.description import RawFile
from helpers.observations.validation import file_checks, gaps, magnitudes, sums
from helpers.observations.validation.finding import ERROR, WARNING, Finding
from helpers.observations.validation.summary import together

READING: Final = "reading"
FILE: Final = "file"
TOGETHER: Final = "together"


class Check(NamedTuple):
    """A check.

    Attributes
    ----------
    name : str
        How findings call it; its words stand under ``checks`` in the words file.
    severity : str
        ``ERROR`` or ``WARNING``.
    scope : str
        What it looks at: ``READING``, which every reader does and refuses the file with the row and
        the column; ``FILE``, one file; ``TOGETHER``, the summaries of all files.
    find : callable, optional
        Yields a line for each thing it finds in the cells of a file and its description, or a
        ``Remark`` for each in the files together.
    """

    name: str
    severity: str
    scope: str
    find: Callable[..., Iterator[Any]] | None = None


CHECKS: Final = (
    Check("columns_and_types", ERROR, READING),
    Check("encoding", ERROR, READING),
    Check("truncated", ERROR, READING),
    Check("duplicates", ERROR, FILE, file_checks.duplicates),
    Check("known_regions", ERROR, FILE, file_checks.known_regions),
    Check("month_within_ytd", ERROR, FILE, sums.month_within_ytd),
    Check("members_make_whole", ERROR, FILE, sums.members_make_whole),
    Check("one_level_of_products", ERROR, FILE, file_checks.one_level_of_products),
    Check("magnitudes", ERROR, TOGETHER, magnitudes.magnitudes),
    Check("outliers", WARNING, TOGETHER, magnitudes.outliers),
    Check("known_codes", WARNING, FILE, file_checks.known_codes),
    Check("cut_at_10000_rows", WARNING, FILE, file_checks.cut_at_10000_rows),
    Check("members_make_groups", WARNING, FILE, sums.members_make_groups),
    Check("months_make_ytd", WARNING, TOGETHER, sums.months_make_ytd),
    Check("missing_months", WARNING, TOGETHER, gaps.missing_months),
    Check("both_directions", WARNING, TOGETHER, gaps.both_directions),
    Check("sources_agree", WARNING, TOGETHER, sums.sources_agree),
)
"""All checks, in the order of their findings."""


def check_file(cells: CodedRows, raw: RawFile) -> list[Finding]:
    """Run the checks of one file on its observations."""
    return [
        Finding(check.name, check.severity, raw.id, {"message": message})
        for check in CHECKS
        if check.scope == FILE and check.find is not None
        for message in check.find(cells, raw)
    ]


def check_together(summaries: Mapping[str, pa.Table], files: Iterable[RawFile]) -> list[Finding]:
    """Run the checks that compare files, a file without a summary being passed over.

    Parameters
    ----------
    summaries : mapping of str to pyarrow.Table
        What ``summarise`` makes, by the file's id.
    files : iterable of RawFile
        Their descriptions.
    """
    stacked = together(summaries, files)
    if not len(stacked.cells):
        return []
    return [
        Finding(
            check.name, check.severity, remark.source, {"message": remark.message}, remark.other
        )
        for check in CHECKS
        if check.scope == TOGETHER and check.find is not None
        for remark in check.find(stacked)
    ]


def by_severity(findings: Iterable[Finding]) -> list[Finding]:
    """Put errors first, then by file."""
    return sorted(findings, key=lambda finding: (finding.severity != ERROR, finding.source))
