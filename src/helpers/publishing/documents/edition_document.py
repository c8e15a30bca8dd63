"""The document of an edition, read from its bundle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from helpers.presentation.locale.words import Words
from helpers.presentation.parts import ChartPart, HeadingPart, Part, ProsePart, TablePart
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.citations.box import leading_citation
from helpers.publishing.citations.work import Citable, citable
from helpers.publishing.documents.document import (
    Charts,
    Content,
    Cover,
    Document,
    Mark,
    Notice,
    Numbers,
    Origins,
    Paragraph,
    Title,
    joined,
)
from helpers.publishing.documents.grids import grid_of
from helpers.publishing.documents.origins import FilesOfFigures, named_files

_NARROW: Final = 400
"""Charts no wider than this, in pixels, stand two in a row."""
_ALIKE: Final = 0.25
"""Two in a row differ in height by no more than this part of the taller."""
_SECTION: Final = 2
"""The level of a page's sections."""


def document_of(page: EditionPage, settings: Settings, words: Words) -> Document:
    """Return the document of an edition, with the figures, tables and charts of its page in their order."""
    cited = citable(page, settings)
    cover = _cover(page, settings, words, cited)
    body = [*_body(page, cover), *_closing(page, words, cited)]
    summary = str(page.record["summary"])
    foot = f"{words.text('documents.facts.taken')} {words.day(page.days.taken)}"
    return Document(
        cited.language,
        page.title,
        summary,
        cited.date,
        cover,
        words.text("documents.contents"),
        foot,
        words.text("documents.gap"),
        words.text("documents.between"),
        tuple(body),
    )


def _cover(page: EditionPage, settings: Settings, words: Words, cited: Citable) -> Cover:
    record, names = page.record, words.tree("documents.facts")
    if page.version:
        version = words.fill("documents.version", day=words.day(cited.date), name=cited.version)
    else:
        version = words.text(f"documents.{'living' if page.edition.living else 'draft'}")
    facts = {
        "period": str(record["period"]),
        "released": page.days.released_in(words),
        "taken": words.day(page.days.taken),
        "version": version,
        "address": cited.address,
    }
    headline = record["headline"]
    notes = [*dict.fromkeys(one["note"] for one in headline if "note" in one), page.revised]
    return Cover(
        settings.institution,
        settings.title,
        str(record["title"]),
        joined(facts["period"]),
        joined(record["lead"]),
        tuple((names[key], joined(text)) for key, text in facts.items()),
        words.text("documents.headline"),
        tuple((one["label"], joined(one["text"]), joined(one["moved"])) for one in headline),
        tuple(joined(note) for note in notes if note),
    )


def _body(page: EditionPage, cover: Cover) -> Iterator[Content]:
    """Yield what a page shows below its title, without the lead and the headline numbers that stand on the cover."""
    files, last = FilesOfFigures(page.record), None
    for part in _paired(page.stored.bundle().parts):
        if isinstance(part, Charts):
            yield part
        elif isinstance(part, HeadingPart):
            last = None if part.level == _SECTION else last
            if part.level >= _SECTION:
                yield Title(part.level - 1, joined(part.text))
        elif isinstance(part, TablePart):
            yield grid_of(part, files.mark(name for row in part.figures for name in row))
        elif part.form == "text":
            if tuple(map(joined, part.paragraphs)) == (cover.lead,):
                continue
            mark = files.mark(part.figures)
            yield from _prose(part, cover.cards, mark if mark != last else None)
            last = mark or last
        elif part.form == "notice":
            if part.paragraphs:
                yield Notice(tuple(map(joined, part.paragraphs)))
        else:
            yield from (Paragraph(joined(text)) for text in part.paragraphs[:1])


def _prose(
    part: ProsePart, known: tuple[tuple[str, str, str], ...], mark: Mark | None
) -> Iterator[Content]:
    """Yield headline numbers and paragraphs; the last one has the mark."""
    cards = tuple((label, joined(text), joined(moved)) for label, text, moved in part.cards)
    if cards and cards == known:
        return
    if cards:
        yield Numbers(cards)
    *before, last = [joined(text) for text in part.paragraphs] or [""]
    yield from (Paragraph(text, quiet=bool(cards)) for text in before)
    if last:
        yield Paragraph(last, None if cards else mark, quiet=bool(cards))


def _paired(
    parts: tuple[Part, ...],
) -> Iterator[HeadingPart | ProsePart | TablePart | Charts]:
    """Yield parts with charts that follow each other two in a row, where both are narrow and of about a height."""
    waiting: ChartPart | None = None
    for part in parts:
        if isinstance(part, ChartPart):
            if waiting is None:
                waiting = part
                continue
            fits = _fit(waiting, part)
            yield Charts((waiting, part) if fits else (waiting,))
            waiting = None if fits else part
            continue
        if waiting is not None:
            yield Charts((waiting,))
            waiting = None
        yield part
    if waiting is not None:
        yield Charts((waiting,))


def _fit(one: ChartPart, other: ChartPart) -> bool:
    (width, height), (other_width, other_height) = one.size, other.size
    lowest, tallest = sorted((height, other_height))
    return max(width, other_width) <= _NARROW and lowest >= (1 - _ALIKE) * tallest


def _closing(page: EditionPage, words: Words, cited: Citable) -> Iterator[Content]:
    """Yield what stands at the end: where more is found, what a page folds, the files, and how to cite."""
    yield Paragraph(words.fill("documents.online", address=cited.address))
    for part in page.stored.bundle().parts:
        if isinstance(part, ProsePart) and part.folded:
            title, *others = map(joined, part.folded)
            yield Title(_SECTION, title)
            yield from (Paragraph(text, quiet=True) for text in others)
    yield Title(_SECTION, words.text("documents.origins"))
    yield Origins(named_files(page.record, words))
    yield Title(_SECTION, words.text("documents.citation"))
    yield Paragraph(leading_citation(cited, words), quiet=True)
