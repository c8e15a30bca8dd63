"""All texts of a document that are seen, and whether the typeface has their characters."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.presentation.fonts.glyphs import check_glyphs, drawn_texts
from helpers.publishing.documents.document import (
    Charts,
    Content,
    Document,
    Grid,
    Notice,
    Numbers,
    Origins,
)


def check_document(document: Document) -> None:
    """Refuse a document with a character that the typeface lacks: BuildError with where it stands."""
    for place, text in _texts(document):
        check_glyphs(f"{document.title}: {place}", [text])


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
        cover.lead,
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
            for text in (chart.caption, *drawn_texts(chart.svg)):
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
