"""Parts of a page as data: what each table, chart and text that a notebook shows carries with its HTML.

A cell's output has its parts as JSON under ``PARTS_TYPE``; whoever needs the content of a page reads
them, and no HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal

from markupsafe import Markup
from pydantic import Field, TypeAdapter

from helpers.presentation.spreadsheets import Sheet

PARTS_TYPE: Final = "application/vnd.tradebook.parts+json"
"""The output in which what is shown carries its parts."""

_FIGURE: Final = re.compile(r'data-figure="([^"]*)"')
_ENDS: Final = re.compile(r"</?(?:p|div|ul|li|details|summary|pre)\b[^>]*>")
"""The tags that paragraphs begin and end at."""

_SIZE: Final = re.compile(r'viewBox="\S+ \S+ (\S+) ([^"\s]+)"')


@dataclass(frozen=True)
class HeadingPart:
    """A heading, of level 1 for the title of the page."""

    level: int
    text: str
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True)
class ProsePart:
    """Paragraphs as text, and the ids of the figures they name, in their order.

    Attributes
    ----------
    paragraphs, figures : tuple of str
        The paragraphs; the figures.
    form : str
        ``text``; ``notice`` of a box about the data; ``record`` of what the edition says of itself.
    cards : tuple of tuple of str
        The headline numbers above the paragraphs: label, number with its unit, movement.
    folded : tuple of str
        Paragraphs that the page shows when it is asked, below a first one that it always shows.
    """

    paragraphs: tuple[str, ...]
    figures: tuple[str, ...] = ()
    form: Literal["text", "notice", "record"] = "text"
    cards: tuple[tuple[str, str, str], ...] = ()
    folded: tuple[str, ...] = ()
    kind: Literal["prose"] = "prose"

    @classmethod
    def of(
        cls, paragraphs: Iterable[Markup], form: Literal["text", "notice", "record"] = "text"
    ) -> ProsePart:
        """Make the part of paragraphs whose figures are marked; HTML of several is taken apart."""
        marked = tuple(paragraphs)
        figures = dict.fromkeys(name for text in marked for name in _FIGURE.findall(text))
        texts = (Markup(piece).striptags() for text in marked for piece in _ENDS.split(text))
        return cls(tuple(filter(None, texts)), tuple(figures), form)


@dataclass(frozen=True)
class TablePart:
    """A table: its sheet, and what a file has no place for.

    ``columns`` has of each column the heading it is grouped under, empty without one, and its heading;
    ``figures`` of each row, for each column but the first, the id of the figure or None, and nothing for
    a band. Both are empty in editions released before they were recorded.
    """

    sheet: Sheet
    columns: tuple[tuple[str, str], ...] = ()
    figures: tuple[tuple[str | None, ...], ...] = ()
    kind: Literal["table"] = "table"


@dataclass(frozen=True)
class ChartPart:
    """A chart: its id on the page, number and title, what it shows in words, its drawing, its data.

    ``svg`` is a file by itself; ``spec``, its Vega-Lite specification, is None in editions released
    before it was recorded.
    """

    anchor: str
    caption: str
    alternative: str
    svg: str
    spec: dict[str, Any] | None = None
    sheet: Sheet | None = None
    kind: Literal["chart"] = "chart"

    @property
    def size(self) -> tuple[float, float]:
        """Return width and height."""
        found = _SIZE.search(self.svg)
        if found is None:
            raise ValueError(f"{self.anchor}: the drawing has no size")
        return float(found[1]), float(found[2])


Part = Annotated[HeadingPart | ProsePart | TablePart | ChartPart, Field(discriminator="kind")]

_PARTS: Final = TypeAdapter(tuple[Part, ...])
_SHEETS: Final = TypeAdapter(tuple[Sheet, ...])


def output_of(*parts: Part) -> list[dict[str, Any]]:
    """Return parts as the output of a cell carries them."""
    content: list[dict[str, Any]] = _PARTS.dump_python(parts, mode="json")
    return content


def read_sheets(content: Iterable[Mapping[str, Any]]) -> tuple[Sheet, ...]:
    """Read sheets from the output of a cell that carries no more of its tables and charts."""
    return _SHEETS.validate_python(content)


def read_parts(content: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
    """Read parts from the output of a cell."""
    return _PARTS.validate_python(content)
