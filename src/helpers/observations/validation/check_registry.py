"""The list of all checks, and running them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

import pyarrow as pa

from helpers.observations.coded_rows import CodedRows
from helpers.observations.readers.description import RawFile
from helpers.observations.validation import (
    file_checks,
    gaps,
    groups,
    magnitudes,
    same_tables,
    series,
)
from helpers.observations.validation.finding import ERROR, WARNING, Finding, Remark
from helpers.observations.validation.summary import together

READING: Final = "reading"
FILE: Final = "file"
TOGETHER: Final = "together"
MONTH: Final = "month"


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
        the column; ``FILE``, one file; ``TOGETHER``, the summaries of all files; ``MONTH``, all rows
        of a month, in the warehouse.
    find : callable, optional
        Yields what it finds in the cells of a file and its description, or in the files together.
    """

    name: str
    severity: str
    scope: str
    find: Callable[..., Iterator[Remark]] | None = None


CHECKS: Final = (
    Check("columns_and_types", ERROR, READING),
    Check("encoding", ERROR, READING),
    Check("truncated", ERROR, READING),
    Check("duplicates", ERROR, FILE, file_checks.duplicates),
    Check("known_regions", ERROR, FILE, file_checks.known_regions),
    Check("one_level_of_products", ERROR, FILE, file_checks.one_level_of_products),
    Check("two_values", ERROR, MONTH),
    Check("sources_contradict", ERROR, MONTH),
    Check("part_above_whole", ERROR, MONTH),
    Check("members_make_whole", ERROR, MONTH),
    Check("month_within_ytd", ERROR, MONTH),
    Check("magnitudes", ERROR, TOGETHER, magnitudes.magnitudes),
    Check("same_tables", ERROR, TOGETHER, same_tables.same_tables),
    Check("growth_contradicted", ERROR, TOGETHER, series.growth_contradicted),
    Check("rows_swapped", ERROR, TOGETHER, series.rows_swapped),
    Check("outliers", WARNING, TOGETHER, magnitudes.outliers),
    Check("known_codes", WARNING, FILE, file_checks.known_codes),
    Check("cut_at_10000_rows", WARNING, FILE, file_checks.cut_at_10000_rows),
    Check("members_make_groups", WARNING, FILE, groups.members_make_groups),
    Check("months_make_ytd", WARNING, TOGETHER, series.months_make_ytd),
    Check("printed_growth", WARNING, TOGETHER, series.printed_growth),
    Check("sources_agree", WARNING, MONTH),
    Check("members_agree", WARNING, MONTH),
    Check("withdrawn", WARNING, MONTH),
    Check("missing_months", WARNING, TOGETHER, gaps.missing_months),
    Check("both_directions", WARNING, TOGETHER, gaps.both_directions),
)
"""All checks, in the order of their findings."""


def check_file(cells: CodedRows, raw: RawFile) -> list[Finding]:
    """Run the checks of one file on its observations."""
    return _run(FILE, cells, raw)


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
    return _run(TOGETHER, stacked) if len(stacked.cells) else []


def _run(scope: str, *looked_at: object) -> list[Finding]:
    return [
        Finding(check.name, check.severity, *remark)
        for check in CHECKS
        if check.scope == scope and check.find is not None
        for remark in check.find(*looked_at)
    ]
