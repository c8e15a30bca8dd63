"""The rows of a file: how many there are, and that each is a number of its own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import pandas as pd

from helpers.core.dimensions import VALUE
from helpers.observations.coded_rows import CodedRows
from helpers.observations.readers.description import RawFile
from helpers.observations.schema import CELL

CUT: Final = 10_000
"""The rows at which the query platform cuts a download, without a word."""


def duplicates(cells: CodedRows, raw: RawFile) -> Iterator[str]:
    """Report two rows of the same cell: a sum would count both."""
    twice = np.flatnonzero(pd.Series(cells.key(CELL)).duplicated())
    if len(twice):
        first = cells.rows.iloc[int(twice[0])]
        key = " ".join(str(first[column]) for column in CELL)
        yield f"{len(twice)} rows repeat the cell of an earlier one, the first {key}; keep one of each"


def cut_at_10000_rows(cells: CodedRows, raw: RawFile) -> Iterator[str]:
    """Warn of a download of just as many rows as the platform gives; every row has a value."""
    if len(cells) >= CUT and int(cells.having("measure", VALUE).sum()) == CUT:
        yield (
            f"the platform cuts downloads at {CUT:,} rows, and this one has just as many: "
            "it is probably not whole; split the query"
        )
