"""An edition's headline chart, found among the outputs of its notebook."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Final
from xml.etree import ElementTree

from helpers.publishing.bundle.notebooks import Source, readers
from helpers.publishing.bundle.published import Published

_TALLEST: Final = 1.3
"""Height by width of the tallest chart that a card or a picture for sharing can hold."""

_HEAD: Final = 4096
"""In so many characters the first tag of a drawing is at its end."""

_DRAWING: Final = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_PLACE: Final = "data-place"
"""The attribute by which a drawing is known that was put aside; parsing it would take longest."""


@dataclass(frozen=True)
class Chart:
    """A drawn chart.

    Attributes
    ----------
    svg : str
        The drawing, by itself a file.
    alternative : str
        What it shows, in words.
    """

    svg: str
    alternative: str

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height."""
        begun: Any = ElementTree.XMLPullParser(["start"])
        begun.feed(self.svg[:_HEAD])
        _, tag = next(iter(begun.read_events()))
        _, _, width, height = tag.attrib["viewBox"].split()
        return float(width), float(height)


def headline_charts(pages: Iterable[Published]) -> dict[str, Chart | None]:
    """Return the headline chart of each of several editions, by page, as ``headline_chart`` does.

    Raises
    ------
    BuildError
        When a process that looks for them is stopped from outside.
    """
    sources = {one.page: one.source for one in pages}
    with readers(len(sources)) as each:
        return dict(zip(sources, each(_headline_chart, sources.values()), strict=True))


def _headline_chart(source: Source) -> Chart | None:
    return headline_chart(source.read())


def headline_chart(notebook: Any) -> Chart | None:
    """Return the first chart of an executed notebook of a shape that a card can hold.

    The first at all where none is of that shape; None where there is no chart.
    """
    first = None
    for chart in _charts_in(notebook):
        if chart.size[1] <= _TALLEST * chart.size[0]:
            return chart
        first = first or chart
    return first


def _charts_in(notebook: Any) -> Iterator[Chart]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            if "<svg" in html:
                yield from _charts(html)


def _charts(html: str) -> list[Chart]:
    """Cut the drawings out of HTML, letter for letter, with the label of the image around each."""
    drawings: list[str] = []

    def put_aside(drawing: re.Match[str]) -> str:
        drawings.append(drawing[0])
        return f'<svg {_PLACE}="{len(drawings) - 1}">'

    finder = _Finder()
    finder.feed(_DRAWING.sub(put_aside, html))
    finder.close()
    return [Chart(drawings[place], label) for place, label in finder.found]


class _Finder(HTMLParser):
    """Finds where drawings were, and the label of the image around each."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._label = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if place := told.get(_PLACE):
            self.found.append((int(place), self._label))
        elif told.get("role") == "img":
            self._label = told.get("aria-label") or ""
