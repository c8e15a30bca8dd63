"""Tables of a page of the web as rows of text; a merged cell has its text in its first place only."""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import count
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bs4 import Tag

_PAGE: Final = re.compile(
    rb"(\xef\xbb\xbf)?\s*(<!doctype html|<html|<\?xml[^>]*>\s*<html|<table|<!--|<meta)",
    re.IGNORECASE,
)
_CHARSET: Final = re.compile(rb"charset\s*=\s*[\"']?(?P<name>[\w-]+)", re.IGNORECASE)
_HEAD: Final = 4096
"""A page names its encoding in its first bytes."""

_WIDEST: Final = 200
"""No cell of a table of the customs goes over more columns or rows."""


def is_page(content: bytes) -> bool:
    """Tell whether a file is a page of the web, whatever its name says."""
    return _PAGE.match(content) is not None


def page_rows(content: bytes) -> list[list[tuple[int, list[str]]]]:
    """Return the rows of each table that holds no other: a number from 1, and its cells.

    The page's title and headings stand as rows before each table, since the customs write there what
    the table is of.
    """
    # Most data is read without it, and so is every command that reads none.
    from bs4 import BeautifulSoup  # noqa: PLC0415

    page = BeautifulSoup(_decoded(content), "html5lib")
    heading = list(
        dict.fromkeys(_text(each) for each in page.find_all(["title", "h1", "h2", "h3"]))
    )
    above = [(0, [text]) for text in heading if text.strip()]
    tables = [each for each in page.find_all("table") if each.find("table") is None]
    return [above + list(enumerate(_expanded(each), 1)) for each in tables]


def _decoded(content: bytes) -> str:
    """Return a page's text: in the encoding it names, else in UTF-8, else in the customs' own.

    Pages that name an older standard of Chinese hold characters of the newest.
    """
    named = _CHARSET.search(content[:_HEAD])
    name = named["name"].decode("ascii").lower() if named else "utf-8"
    for encoding in ("gb18030" if name.startswith("gb") else name, "utf-8"):
        with suppress(UnicodeDecodeError, LookupError):
            return content.decode(encoding)
    return content.decode("gb18030", errors="replace")


def _expanded(table: Tag) -> list[list[str]]:
    """Return the cells of a table in their columns: those a merged cell covers are empty."""
    rows: list[list[str]] = []
    covered: set[tuple[int, int]] = set()
    for index, line in enumerate(table.find_all("tr")):
        cells: list[str] = []
        for cell in line.find_all(["td", "th"]):
            while (index, len(cells)) in covered:
                cells.append("")
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            covered |= {
                (index + down, len(cells) + across)
                for down in range(high)
                for across in range(wide)
            }
            cells += [_text(cell), *[""] * (wide - 1)]
        rows.append(cells + [""] * _trailing(covered, index, len(cells)))
    return rows


def _trailing(covered: set[tuple[int, int]], row: int, width: int) -> int:
    """Return how many cells after a row's last one are covered from above."""
    return next(more for more in count() if (row, width + more) not in covered)


def _span(cell: Tag, name: str) -> int:
    with suppress(ValueError):
        return min(max(int(str(cell.get(name, "1"))), 1), _WIDEST)
    return 1


def _text(cell: Tag) -> str:
    """Return a cell's text; spaces that do not break are the indentation, others are the page's layout."""
    return re.sub(r"[ \t\r\n]+", " ", cell.get_text()).strip(" ")
