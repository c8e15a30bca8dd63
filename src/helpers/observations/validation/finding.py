"""What a check found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

ERROR: Final = "error"
WARNING: Final = "warning"

_NAMED: Final = 5


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
        What the words of the check are filled with.
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
    def message(self) -> str:
        """Return what was found, in a line."""
        return str(self.values.get("message", self.values))


class Remark(NamedTuple):
    """What a check across files says of one of them: the file, one line, the other file."""

    source: str
    message: str
    other: str = ""


def listed(items: Sequence[str]) -> str:
    """Name the first few of many.

    Examples
    --------
    >>> listed(["a", "b", "c", "d", "e", "f", "g"])
    'a, b, c, d, e and 2 more'
    """
    more = len(items) - _NAMED
    return ", ".join(items[:_NAMED]) + (f" and {more} more" if more > 0 else "")
