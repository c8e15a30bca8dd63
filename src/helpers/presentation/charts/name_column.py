"""The names of a chart's rows: how wide their column is, and which of them stand in two lines.

A name is broken at a blank between words: names in Chinese, which have none, stay in one line.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from helpers.presentation.charts.labels import text_width
from helpers.presentation.charts.layers import Axis, name_axis

_BLANK: Final = re.compile(r"(?<![\u2e80-\uffef]) (?![\u2e80-\uffef])")
"""A blank that does not touch a Chinese character, as that before a number does."""
_NAME: Final = 12
_LINE: Final = 12
_ROOM: Final = 28
"""The size of a name, the height of a line, and of a row that has two."""


@dataclass(frozen=True)
class NameColumn:
    """The names of rows, those wider than ``most`` pixels in two lines where they have a blank.

    Attributes
    ----------
    names : tuple of str
        In the order of the chart.
    lines : mapping of str to (str, str)
        The two lines of those that are broken.
    """

    names: tuple[str, ...]
    lines: dict[str, tuple[str, str]]

    @classmethod
    def of(cls, names: Sequence[str], most: float) -> NameColumn:
        """Break the names that are too wide."""
        wide = (name for name in names if _BLANK.search(name) and _is_wider(name, most))
        return cls(tuple(names), {name: _broken(name) for name in wide})

    @property
    def longest(self) -> int:
        """Return the width of the longest line."""
        lines = (line for name in self.names for line in self.lines.get(name, (name,)))
        return math.ceil(max((text_width(line, _NAME) for line in lines), default=0.0))

    def has_blanks_beyond(self, width: float) -> bool:
        """Return whether a name with a blank is wider than that."""
        return any(_BLANK.search(name) and _is_wider(name, width) for name in self.names)

    def step(self, least: int) -> int:
        """Return the height of a row, ``least`` where each name has one line."""
        return max(least, _ROOM) if self.lines else least

    def axis(self, width: int) -> Axis:
        """Return the axis of the names, so wide."""
        if not self.lines:
            return name_axis(width)
        table, broken = (
            json.dumps(each, ensure_ascii=False) for each in (self.lines, [*self.lines])
        )
        label = f"{table}[datum.label] || datum.label"
        # The first line would stand where a single one does.
        raised = {"test": f"indexof({broken}, datum.value) >= 0", "value": -_LINE // 2}
        offset = {"condition": raised, "value": 0}
        look = {"labelExpr": label, "labelLineHeight": _LINE, "labelOffset": offset}
        return {**name_axis(width), **look}


def _is_wider(name: str, width: float) -> bool:
    return text_width(name, _NAME) > width


def _broken(name: str) -> tuple[str, str]:
    """Break a name at the blank that leaves the narrower of the two lines widest."""
    words = _BLANK.split(name)
    pairs = ((" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words)))
    return min(pairs, key=lambda pair: max(text_width(line, _NAME) for line in pair))
