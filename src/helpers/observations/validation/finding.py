"""What a check found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import pandas as pd

from helpers.core.errors import SourceError
from helpers.observations.schema import CELL

ERROR: Final = "error"
WARNING: Final = "warning"

ORDINARY: Final = 0.01
"""By so much of itself a figure may differ from what others say of it: it was revised meanwhile."""
GROSS: Final = 0.2
"""By more than this no revision makes it differ: a province's total of a month was revised by up to a
tenth (exports of Guangxi, January 2024)."""


@dataclass(frozen=True)
class Finding:
    """What a check found.

    Attributes
    ----------
    check : str
        The check's name.
    severity : str
        ``ERROR`` or ``WARNING``.
    source : str
        The raw file.
    values : mapping
        What the words of the check are filled with; a figure by the columns of its cell.
    other : str
        The raw file it was compared with; empty for a check of one file.
    oddity : float
        By how much of itself it is off, at least; what is odder comes first.
    """

    check: str
    severity: str
    source: str
    values: dict[str, Any]
    other: str = ""
    oddity: float = 0.0

    @property
    def months(self) -> frozenset[str]:
        """Return the months whose figures it is about; none where it is about all of a file."""
        named = (self.values.get(name, "") for name in ("period", "other_period"))
        return frozenset(named) - {""}


class Remark(NamedTuple):
    """What a check across files says of one of them; see ``Finding``."""

    source: str
    values: dict[str, Any]
    other: str = ""
    oddity: float = 0.0


class CheckError(SourceError):
    """Files are not added, or used, for what a check found; the words of it are the locale's.

    Attributes
    ----------
    finding : Finding
        What was found.
    paths : mapping of str to pathlib.Path
        Where the files are, by id, of those that were to be added.
    """

    def __init__(self, finding: Finding, paths: Mapping[str, Path]) -> None:
        self.finding, self.paths = finding, paths
        files = [str(paths.get(name, name)) for name in (finding.source, finding.other) if name]
        super().__init__(f"{', '.join(files)}: {finding.check}")


def by_oddity(findings: Iterable[Finding]) -> list[Finding]:
    """Put errors first, then what is odder, then by file."""
    return sorted(findings, key=lambda one: (one.severity != ERROR, -one.oddity, one.source))


def remark_on(source: str, rows: pd.DataFrame, other: str = "", **more: Any) -> Remark:
    """Say of some cells of a file which is the oddest, and how many there are.

    Parameters
    ----------
    source, other : str
        The raw files.
    rows : pandas.DataFrame
        Columns ``CELL``, ``value``, ``other_value``, and ``off``: by how much of itself a value is off.
    **more
        What else the words of the check are filled with.
    """
    row = rows.sort_values(["off", *CELL], kind="stable").iloc[-1]
    values: dict[str, Any] = {name: str(row[name]) for name in CELL}
    values |= {name: float(row[name]) for name in ("value", "other_value")}
    return Remark(source, values | {"count": len(rows)} | more, other, float(row["off"]))
