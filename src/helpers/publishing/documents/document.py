"""A document as data: what PDF and Word are both written from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from helpers.presentation.parts import ChartPart

_APART: Final = re.compile(r"(?<=\d) (?=[\u4e00-\u9fff])")
_SPACE: Final = "\u00a0"


@dataclass(frozen=True)
class Mark:
    """Stands behind a text and leads to the files its figures are from: ``[1–3]``, and the first of them."""

    text: str
    first: int


@dataclass(frozen=True)
class Title:
    """A heading, of level 1 for the sections of the document."""

    level: int
    text: str
    kind: Literal["title"] = "title"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; its mark stands at its end. ``quiet`` is a note in smaller letters."""

    text: str
    mark: Mark | None = None
    quiet: bool = False
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True)
class Notice:
    """A box that says how far the data can be trusted."""

    paragraphs: tuple[str, ...]
    kind: Literal["notice"] = "notice"


@dataclass(frozen=True)
class Numbers:
    """Headline numbers: of each label, number with its unit, movement."""

    cards: tuple[tuple[str, str, str], ...]
    kind: Literal["numbers"] = "numbers"


@dataclass(frozen=True)
class Span:
    """A cell of a table's head: its text, its side, and over how many columns and rows it goes."""

    text: str
    side: Literal["left", "right", "center"] = "left"
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Grid:
    """A table.

    Attributes
    ----------
    anchor, caption : str
        Its id on the page; number and title.
    mark : Mark or None
        Leads to the files its figures are from.
    head : tuple of tuple of Span
        The rows of its head, which are repeated on each page.
    rows, pads : tuple of tuple of str
        The texts of the cells, a band as a row of one; and what each lacks behind its number for the digits
        of a column to stand below each other.
    numeric : tuple of bool
        Whether a column is one of numbers.
    widths : tuple of float
        What each column needs, in widths of a Chinese character.
    notes : tuple of str
        Below the table.
    broad : bool
        Whether it needs a page on its side.
    """

    anchor: str
    caption: str
    mark: Mark | None
    head: tuple[tuple[Span, ...], ...]
    rows: tuple[tuple[str, ...], ...]
    pads: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    widths: tuple[float, ...]
    notes: tuple[str, ...]
    broad: bool = False
    kind: Literal["grid"] = "grid"


@dataclass(frozen=True)
class Charts:
    """A chart, or two side by side."""

    charts: tuple[ChartPart, ...]
    kind: Literal["charts"] = "charts"


@dataclass(frozen=True)
class Origins:
    """The files behind the figures, in the order of their numbers."""

    items: tuple[str, ...]
    kind: Literal["origins"] = "origins"


Content = Title | Paragraph | Notice | Numbers | Grid | Charts | Origins


@dataclass(frozen=True)
class Cover:
    """What stands on the first page.

    Attributes
    ----------
    institution, site : str
        Who publishes the document; the site it is of.
    title, period, lead : str
        Of the edition; the lead is what mattered most, empty where nothing can be said.
    facts : tuple of tuple of str
        Names with what they name: the release, the day of the data, the address.
    headline : str
        The name of the headline numbers.
    cards : tuple of tuple of str
        The headline numbers, as in ``Numbers``.
    notes : tuple of str
        What marks behind those mean, and what this release changed.
    """

    institution: str
    site: str
    title: str
    period: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    headline: str
    cards: tuple[tuple[str, str, str], ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """An edition, to be written as PDF or Word.

    Attributes
    ----------
    language, title, summary, day : str
        Of the whole, for the file's description: its language as BCP 47 has it, title with the period, headline
        in a line, and the day.
    cover : Cover
        The first page.
    contents, foot : str
        What the table of contents is called; what stands at the foot of each page.
    gap, between : str
        What stands between a label and its text; between the texts of a line.
    body : tuple of Content
        What stands behind that.
    """

    language: str
    title: str
    summary: str
    day: str
    cover: Cover
    contents: str
    foot: str
    gap: str
    between: str
    body: tuple[Content, ...]


def joined(text: str) -> str:
    """Return a text in which no line ends between a number and its unit."""
    return _APART.sub(_SPACE, text)
