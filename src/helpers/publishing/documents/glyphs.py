"""Whether the project's typeface has all characters of a document: a missing one would be an empty box."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from helpers.core.errors import BuildError
from helpers.presentation.fonts import FAMILY, FILES
from helpers.publishing.documents.document import (
    Charts,
    Content,
    Document,
    Grid,
    Notice,
    Numbers,
    Origins,
)

_TEXT: Final = re.compile(r"<text\b[^>]*>([^<]*)</text>")
_UNSEEN: Final = frozenset("\n\u200b")


def check_glyphs(document: Document) -> None:
    """Refuse a document with a character that the typeface lacks.

    Raises
    ------
    BuildError
        With the character and where it stands.
    """
    known = characters()
    for place, text in _texts(document):
        for one in text:
            if one not in known and one not in _UNSEEN:
                raise BuildError(
                    f"{document.title}: {place}: the typeface {FAMILY} lacks '{one}' (U+{ord(one):04X}) in "
                    f"'{text.strip()[:40]}'; write it otherwise, or cut the typeface anew (tools/fonts.py)"
                )


@cache
def characters() -> frozenset[str]:
    """Return the characters that the typeface has in both weights."""
    # An edition is run without it.
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    sets = []
    for file in FILES:
        with TTFont(file, lazy=True) as font:
            sets.append(frozenset(map(chr, font.getBestCmap())))
    return frozenset.intersection(*sets)


def _texts(document: Document) -> Iterator[tuple[str, str]]:
    """Yield all texts that are seen, each with the place it stands at: a heading, a table, a chart."""
    cover = document.cover
    place = "cover"
    plain = (
        cover.institution,
        cover.site,
        document.title,
        cover.title,
        cover.period,
        cover.headline,
    )
    pairs = (text for pair in cover.facts for text in pair)
    cards = (text for card in cover.cards for text in card)
    for text in (*plain, *pairs, *cards, *cover.notes, document.contents, document.foot):
        yield place, text
    for one in document.body:
        if one.kind == "title":
            place = one.text
        for where, text in _seen(one):
            yield where or place, text


def _seen(one: Content) -> Iterator[tuple[str, str]]:
    """Yield the texts of a part, with where it stands if it says so."""
    if isinstance(one, Grid):
        heads = (span.text for row in one.head for span in row)
        cells = (text for row in one.rows for text in row)
        for text in (one.caption, *heads, *cells, *one.notes):
            yield one.anchor, text
    elif isinstance(one, Charts):
        for chart in one.charts:
            drawn = map(html.unescape, _TEXT.findall(chart.svg))
            for text in (chart.caption, *drawn):
                yield chart.anchor, text
    elif isinstance(one, Numbers):
        for card in one.cards:
            for text in card:
                yield "", text
    elif isinstance(one, Notice | Origins):
        for text in one.paragraphs if isinstance(one, Notice) else one.items:
            yield "", text
    else:
        yield "", one.text
