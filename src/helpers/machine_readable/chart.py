"""An edition's headline chart, found among the outputs of its notebook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any, Final
from xml.etree import ElementTree

_TALLEST: Final = 1.3
"""Height by width of the tallest chart that a card or a picture for sharing can hold."""


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
        _, _, width, height = ElementTree.fromstring(self.svg).attrib["viewBox"].split()
        return float(width), float(height)


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
            html = "".join(output.get("data", {}).get("text/html", ""))
            if "<svg" in html:
                yield from _charts(html)


def _charts(html: str) -> list[Chart]:
    finder = _Finder(html)
    finder.feed(html)
    finder.close()
    return finder.found


class _Finder(HTMLParser):
    """Cuts the drawings out of HTML, letter for letter, with the label of the image around each."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Chart] = []
        self._html, self._label, self._start = html, "", 0
        lengths = [len(line) for line in html.split("\n")]
        self._lines = [sum(lengths[:place]) + place for place in range(len(lengths))]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if told.get("role") == "img" and tag != "svg" and self.cdata_elem is None:
            self._label = told.get("aria-label") or ""
        if tag == "svg":
            self._start = self._place()

    def handle_endtag(self, tag: str) -> None:
        if tag == "svg":
            end = self._place() + len("</svg>")
            self.found.append(Chart(self._html[self._start : end], self._label))

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
