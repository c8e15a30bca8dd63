"""What can be searched of a built page: its title, and the headings and texts of its sections."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

# fmt: off
_VOID: Final = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))
_INLINE: Final = frozenset((
    "a", "abbr", "b", "cite", "code", "data", "dfn", "em", "i", "kbd", "mark", "q",
    "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
))
# fmt: on
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Drawings say what their captions and tables say; scripts and buttons are no text.
_UNREAD: Final = frozenset(("svg", "script", "style", "button", "noscript"))
_UNREAD_CLASSES: Final = frozenset(("headerlink", "math"))
_CELLS: Final = frozenset(("td", "th"))


@dataclass
class PageSection:
    """A part of a page under one heading.

    Attributes
    ----------
    anchor : str
        Its id on the page.
    heading : str
        Its heading.
    lines : list of str
        Its paragraphs, items, captions and cells with words, each as the page shows it.
    """

    anchor: str
    heading: str = ""
    lines: list[str] = field(default_factory=list)


def read_page(html: str) -> list[PageSection]:
    """Read a built page.

    Of a table the cells that have words are kept, each once a page: the rows' names, which most
    tables of a page share. Numbers in sentences are kept, those in tables are not: they are
    nearly all of a page's bytes, and can be had in the edition's figures.

    Parameters
    ----------
    html : str
        The page.

    Returns
    -------
    list of PageSection
        The sections in their order; the first has the page's title. None where there is no article.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [one for one in reader.sections if one.heading or one.lines]


class _Reader(HTMLParser):
    """Walks through the article of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections: list[PageSection] = []
        self._around: list[PageSection] = []
        self._open: list[tuple[str, bool]] = []
        self._unread = 0
        self._text: list[str] = []
        self._cells: list[str] = []
        self._seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element: one outside the article, or inside what is not read, is only counted."""
        given = dict(attrs)
        classes = frozenset((given.get("class") or "").split())
        if not self._open and not (tag == "article" and "bd-article" in classes):
            return
        if tag in _VOID:
            self._text.append(" ")
            return
        unread = tag in _UNREAD or bool(classes & _UNREAD_CLASSES)
        self._open.append((tag, unread))
        self._unread += unread
        if tag not in _INLINE:
            self._end_line("")
        if tag == "section" or len(self._open) == 1:
            self._around.append(PageSection(given.get("id") or ""))
            self.sections.append(self._around[-1])

    def handle_endtag(self, tag: str) -> None:
        """End an element, and with it the line it is."""
        if tag not in (name for name, _ in self._open):
            return
        while self._open:
            name, unread = self._open.pop()
            if name not in _INLINE:
                self._end_line(name)
            elif self._open and self._open[-1][0] == "div":
                # Phrases that stand in a block of their own, such as a headline's label and number.
                self._text.append(" ")
            self._unread -= unread
            if name == "section" or not self._open:
                self._around.pop()
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        """Take text."""
        if self._open and not self._unread:
            self._text.append(data)

    def _end_line(self, tag: str) -> None:
        line = " ".join("".join(self._text).split())
        self._text.clear()
        if tag == "table" and self._cells:
            self._around[-1].lines.append("、".join(self._cells))
            self._cells.clear()
        if not line:
            return
        section = self._around[-1]
        if tag in _HEADINGS and not section.heading:
            section.heading = line
        elif any(name in _CELLS for name, _ in self._open) or tag in _CELLS:
            if line not in self._seen and any(char.isalpha() for char in line):
                self._seen.add(line)
                self._cells.append(line)
        else:
            section.lines.append(line)
