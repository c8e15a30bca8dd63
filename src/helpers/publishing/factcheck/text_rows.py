"""Rows of tables as lines of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

SPACES: Final = re.compile(r"[ \t\n\r\f\xa0\u3000]+")
_DIGIT: Final = re.compile(r"\d")
_ABSENT: Final = "-"
"""What stands in a cell without a number, so that those behind it stay in their columns."""


def row_text(cells: Iterable[str]) -> str:
    """Return a row of a table as a line: each cell on one line, parted by tabs."""
    first, *others = [SPACES.sub(" ", cell).strip() for cell in cells] or [""]
    if any(map(_DIGIT.search, others)):
        others = [cell or _ABSENT for cell in others]
    return "\t".join([first, *others])
