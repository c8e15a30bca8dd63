"""What search and gate read of a built page: the texts of its sections, and where it leads."""

from __future__ import annotations

import re
from collections.abc import Mapping
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

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
_ANOTHER_HOST: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.I)
_FETCHING: Final = frozenset(
    ("script", "link", "img", "iframe", "source", "video", "audio", "object", "embed")
)
_NOT_FETCHED: Final = frozenset(("canonical", "alternate"))
"""Relations of links that name another address to machines, and make no browser fetch it."""


@dataclass
class PageSection:
    """A part of a page under one heading; its lines are paragraphs, items, captions and cells with words."""

    anchor: str
    heading: str = ""
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PageContent:
    """What was read of a page.

    Attributes
    ----------
    empty : bool
        Whether the page has nothing but white space.
    sections : list of PageSection
        Its text, in its order; the first has the page's title. None where there is no article.
    within, foreign : list of str
        Where it leads within the site, or what it fetches there; what it would fetch from another
        host: a link in the text fetches nothing.
    ids : list of str
        The places in it that can be led to.
    """

    empty: bool
    sections: list[PageSection]
    within: list[str]
    foreign: list[str]
    ids: list[str]


def read_page(html: str) -> PageContent:
    """Read a built page.

    Of a table, cells with words are read, each once a page: the names of rows, which most tables of a
    page share. Numbers are read in sentences and not in tables: there they are nearly all of a page's
    bytes, and can be found in the edition's figures.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return PageContent(
        empty=not html.strip(),
        sections=[section for section in reader.sections if section.heading or section.lines],
        within=sorted(reader.within),
        foreign=reader.foreign,
        ids=sorted(reader.ids),
    )


class _Reader(HTMLParser):
    """Walks through a page, and collects its links and the sections of its article."""

    def __init__(self) -> None:
        super().__init__()
        self.within, self.ids, self.foreign = set[str](), set[str](), list[str]()
        self.sections: list[PageSection] = []
        self._around: list[PageSection] = []
        self._open: list[tuple[str, bool]] = []
        self._unread = 0
        self._text: list[str] = []
        self._cells: list[str] = []
        self._seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element; the texts of those outside the article are not read."""
        given = {name: (value or "").strip() for name, value in attrs}
        self._take_links(tag, given)
        classes = frozenset(given.get("class", "").split())
        if not self._open and not (tag == "article" and "tb-article" in classes):
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
            self._around.append(PageSection(given.get("id", "")))
            self.sections.append(self._around[-1])

    def _take_links(self, tag: str, given: Mapping[str, str]) -> None:
        if "id" in given:
            self.ids.add(given["id"])
        links = (given[name] for name in ("href", "src") if name in given)
        self.within.update(link for link in links if not _SCHEME.match(link))
        if tag in _FETCHING and not _NOT_FETCHED.intersection(given.get("rel", "").split()):
            addresses = (given.get(name, "") for name in ("src", "href", "data", "srcset"))
            self.foreign += [each.split()[0] for each in addresses if _ANOTHER_HOST.match(each)]

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
