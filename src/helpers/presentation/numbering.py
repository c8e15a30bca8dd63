"""Numbers of tables and charts: given in the order in which a page shows them.

A caption takes its number when it is first written. A text that refers to a table further down has
no number yet; what holds the text is shown again when the number is known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from helpers.presentation.locale.words import Words


@dataclass
class Numbering:
    """The numbers of one page: a series for tables, another for charts.

    ``leading`` is the chart that stands at the head of the page, and not where its like do.
    """

    leading: str = ""
    _series: dict[str, list[str]] = field(default_factory=dict)
    _waiting: dict[str, list[Callable[[], None]]] = field(default_factory=dict)

    def take(self, kind: str, anchor: str) -> int:
        """Return the number of a table or chart, the next of its kind if it has none yet."""
        anchors = self._series.setdefault(kind, [])
        if anchor not in anchors:
            anchors.append(anchor)
            for show_again in self._waiting.pop(anchor, []):
                show_again()
        return anchors.index(anchor) + 1

    def find(self, anchor: str) -> int | None:
        """Return the number of a table or chart, or None if it is not shown yet."""
        found = (anchors for anchors in self._series.values() if anchor in anchors)
        return next((anchors.index(anchor) + 1 for anchors in found), None)

    def wait(self, anchor: str, show_again: Callable[[], None]) -> None:
        """Call a function as soon as a table or chart has its number."""
        self._waiting.setdefault(anchor, []).append(show_again)


@dataclass(frozen=True)
class Caption:
    """The title ``text`` of a table or chart, with a number that it takes when it is first written.

    ``kind`` is ``table`` or ``figure``; ``anchor`` is the id of the table or chart on its page.
    """

    words: Words
    numbering: Numbering
    kind: str
    anchor: str
    text: str

    def __str__(self) -> str:
        number = self.numbering.take(self.kind, self.anchor)
        return self.words.fill(f"{self.kind}.caption", number=number, text=self.text)


@dataclass(frozen=True)
class Reference:
    """A text that refers to a table or chart by number, and by its title as long as it has none.

    ``key`` is where the text stands, which has a slot ``number``; ``anchor`` and ``title`` are those
    of the table or chart.
    """

    words: Words
    numbering: Numbering
    key: str
    anchor: str
    title: str

    def __str__(self) -> str:
        number = self.numbering.find(self.anchor) or self.title
        return self.words.fill(self.key, number=number)

    @property
    def is_open(self) -> bool:
        """Return whether the number is still unknown."""
        return self.numbering.find(self.anchor) is None
