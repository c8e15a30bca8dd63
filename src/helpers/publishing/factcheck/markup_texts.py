"""The text of Markdown and of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, Tag
from markdown_it import MarkdownIt
from markdown_it.token import Token

from helpers.publishing.factcheck.text_rows import SPACES, row_text

# fmt: off
_UNSEEN: Final = (
    "head", "script", "style", "template", "noscript", "svg", "math", "select", "button", "iframe", "del",
)
_WITHIN_LINES: Final = (
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd", "label",
    "mark", "nobr", "q", "rb", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr",
)
# fmt: on
"""All other elements begin and end a paragraph."""
_OF_TABLES: Final = ("thead", "tbody", "tfoot", "tr")
_PARAGRAPH: Final = "\n\n"
_WRAPPED: Final = re.compile(r"(?<=[\u2e80-\uffef])\n(?=[\u2e80-\uffef])")
"""A line end within Chinese, which has no spaces."""


def text_of_html(source: str) -> str:
    """Return what a page shows as text."""
    # Of bytes none is taken for the name of a file, which a warning would tell.
    page = BeautifulSoup(source.encode(), "html5lib", from_encoding="utf-8")
    text = "".join(_pieces(page))
    lines = "\n".join(re.sub(" {2,}", " ", line).strip(" ") for line in text.split("\n"))
    return re.sub(r"\n{3,}", _PARAGRAPH, lines).strip("\n")


def _pieces(element: Tag) -> Iterator[str]:
    """Yield running text, rows, and line ends between paragraphs."""
    for child in element.children:
        if isinstance(child, Tag):
            yield from _pieces_of(child)
        elif type(child) in (NavigableString, CData) and element.name not in ("table", *_OF_TABLES):
            yield SPACES.sub(" ", _WRAPPED.sub("", str(child)))


def _pieces_of(element: Tag) -> Iterator[str]:
    if element.name in _UNSEEN:
        return
    if element.name == "br":
        yield "\n"
    elif element.name == "tr" and not _is_layout(element):
        cells = element.find_all(("td", "th"), recursive=False)
        yield row_text("".join(_pieces(cell)) for cell in cells) + "\n"
    elif element.name in _WITHIN_LINES or element.name in _OF_TABLES:
        yield from _pieces(element)
    else:
        yield from (_PARAGRAPH, *_pieces(element), _PARAGRAPH)


def _is_layout(row: Tag) -> bool:
    """Return whether a row only puts parts of a page side by side, as pages did once."""
    cells = row.find_all(("td", "th"), recursive=False)
    return row.find("table") is not None or any(len(cell.find_all("p")) > 1 for cell in cells)


def text_of_markdown(source: str) -> str:
    """Return what Markdown shows as text, its tables too."""
    tokens = iter(MarkdownIt("commonmark").enable("table").parse(source))
    return "".join(_blocks(tokens)).strip("\n")


def _blocks(tokens: Iterator[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "tr_open":
            yield row_text(_cells(tokens)) + "\n"
        elif token.type == "table_close":
            yield "\n"
        elif token.type == "inline":
            yield _inline(token) + _PARAGRAPH
        elif token.type in ("fence", "code_block"):
            yield token.content.rstrip("\n") + _PARAGRAPH
        elif token.type == "html_block":
            yield text_of_html(token.content) + _PARAGRAPH


def _cells(tokens: Iterator[Token]) -> Iterator[str]:
    """Yield the cells of a row, up to its end."""
    for token in tokens:
        if token.type == "tr_close":
            return
        if token.type == "inline":
            yield _inline(token)


def _inline(token: Token) -> str:
    """Return a line of text without its marks; HTML within it is left out, and the text in that is not."""
    shown = {"softbreak": "\n", "hardbreak": "\n"}
    parts = [
        one.content if one.type in ("text", "code_inline", "image") else shown.get(one.type, "")
        for one in token.children or []
    ]
    return _WRAPPED.sub("", "".join(parts))
