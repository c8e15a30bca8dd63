"""Search: what is read of each page, and the index of it that browsers load.

The index is a catalogue of pages, and their texts in one piece a year, as scripts, which a browser
loads from a web server and from the disk alike. It matches queries by ``book/_static/search.js``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from helpers.core.errors import BuildError
from helpers.core.fingerprints import hash_of_texts

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

# Home and the theme's own pages only repeat what stands elsewhere.
_LEFT_OUT: Final = frozenset(("index", "search", "genindex"))
_YEAR, _MONTH = len("2025"), len("2025-11")
_DEPTH: Final = 2
"""An edition stands in the folder of its report."""

Records = Mapping[str, Mapping[str, Any]]


@dataclass
class PageSection:
    """A part of a page under one heading.

    Attributes
    ----------
    anchor, heading : str
        Its id on the page, and its heading.
    lines : list of str
        Its paragraphs, items, captions and cells with words, each as the page shows it.
    """

    anchor: str
    heading: str = ""
    lines: list[str] = field(default_factory=list)


def read_page(html: str) -> list[PageSection]:
    """Read the sections of a built page in their order; none where there is no article.

    The first has the page's title. Of a table, cells with words are read, each once a page: the names
    of rows, which most tables of a page share. Numbers are read in sentences and not in tables: there
    they are nearly all of a page's bytes, and can be found in the edition's figures.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [section for section in reader.sections if section.heading or section.lines]


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


def write_index(
    site: Path,
    sections: Mapping[str, list[PageSection]],
    records: Records,
    lookup: Mapping[str, Any],
) -> None:
    """Write the index of a built site.

    The catalogue has of each page what names it, so that every edition is found by its title or
    period at once; texts are loaded as the search needs them, the newest year first.

    Parameters
    ----------
    site : pathlib.Path
        The built site.
    sections, records : mapping
        By page, its text; and of an edition its record: ``title``, ``period`` as readers see it, and
        ``name``, which begins with the year or the month.
    lookup : mapping
        ``names``: lists of names of one thing, the one that pages write first; ``words``: what the
        search says to readers.

    Raises
    ------
    BuildError
        When a page has no title.
    """
    pages = _in_order(sections, records)
    texts: dict[str, dict[str, list[list[str]]]] = {}
    for page in pages:
        if not any(section.heading for section in sections[page]):
            raise BuildError(
                f"{site / page}.html: has no title, without which no search can list it"
            )
        texts.setdefault(_piece(page, records), {})[page] = [
            [section.anchor, section.heading, "\n".join(section.lines)]
            for section in sections[page]
        ]
    folder = site / "search"
    folder.mkdir(exist_ok=True)
    pieces = {name: _write(folder, name, found) for name, found in texts.items()}
    entries = [_entry(page, sections[page], records) for page in pages]
    _write(folder, "catalogue", {**lookup, "pieces": pieces, "pages": entries})


def _in_order(sections: Mapping[str, list[PageSection]], records: Records) -> list[str]:
    """List the pages: editions, the newest first, then the others."""
    editions = sorted(records, key=lambda page: str(records[page]["name"])[:_MONTH], reverse=True)
    others = (page for page in sorted(sections) if page not in records and page not in _LEFT_OUT)
    # Revisions stand in the folder of their edition, and say what that says.
    shown = [page for page in others if len(page.split("/")) <= _DEPTH]
    return [*editions, *(page for page in shown if not page.startswith("_static/"))]


def _piece(page: str, records: Records) -> str:
    """Return the year of an edition; the other pages are in one piece."""
    return str(records[page]["name"])[:_YEAR] if page in records else "about"


def _entry(page: str, sections: list[PageSection], records: Records) -> list[str]:
    """Return what names a page: address, piece, title, period, and headings where it has no period."""
    piece = _piece(page, records)
    if page in records:
        return [page, piece, str(records[page]["title"]), str(records[page]["period"]), ""]
    headings = [section.heading for section in sections if section.heading]
    return [page, piece, headings[0], "", "\n".join(headings[1:])]


def _write(folder: Path, name: str, content: Mapping[str, Any]) -> str:
    """Write a script that passes its content to the search; return the hash of that."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    script = f'tradebookSearch.take("{name}",{text});\n'
    (folder / f"{name}.js").write_text(script, encoding="utf-8")
    return hash_of_texts(script)[:8]
