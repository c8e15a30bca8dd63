"""The brief of an edition: three findings, headline numbers and chart, on a page and as a long picture."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from helpers.presentation.fonts.glyphs import check_glyphs, drawn_texts
from helpers.presentation.locale.words import SUPERSEDED_MARK, Words
from helpers.presentation.parts import ChartPart, ProsePart
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.citations.box import leading_citation
from helpers.publishing.citations.work import citable
from helpers.publishing.documents.document import joined
from helpers.publishing.documents.drawings import drawn_on_paper
from helpers.publishing.documents.typesetting import typeset

_TEMPLATE: Final = "brief.typ"
_FINDINGS: Final = 3


@dataclass(frozen=True)
class Brief:
    """What a brief says.

    Attributes
    ----------
    language, institution, site, title, period, day : str
        In which language it is, as BCP 47 has it; who publishes it, of what; the day it is cited by.
    findings : tuple of str
        At most three: the headline number, what moved exports and imports, and then other headline numbers.
    cards : tuple of tuple of str
        The headline numbers: name, number, change.
    chart : ChartPart or None
        The headline chart.
    notes : tuple of str
        What a reader has to know of the data, where the whole report is, and how to cite it.
    """

    language: str
    institution: str
    site: str
    title: str
    period: str
    day: str
    findings: tuple[str, ...]
    cards: tuple[tuple[str, str, str], ...]
    chart: ChartPart | None
    notes: tuple[str, ...]


def brief_of(page: EditionPage, settings: Settings, words: Words) -> Brief:
    """Return the brief of an edition, from what its page shows."""
    record, cited = page.record, citable(page, settings)
    cards = tuple((one["label"], one["text"], one["moved"]) for one in record["headline"])
    numbers = [
        words.fill("documents.finding", name=name, number=number, moved=moved)
        for name, number, moved in cards
    ]
    notices = [
        part.paragraphs[0]
        for part in page.stored.bundle().parts
        if isinstance(part, ProsePart) and part.form == "notice" and part.paragraphs
    ]
    marked = any(SUPERSEDED_MARK in one for one in record["findings"])
    notes = (
        *([words.text("superseded.note")] if marked else []),
        *(one["note"] for one in record["headline"] if "note" in one),
        *notices,
        words.fill("documents.online", address=cited.address),
        leading_citation(cited, words),
    )
    return Brief(
        cited.language,
        settings.institution,
        settings.title,
        str(record["title"]),
        joined(str(record["period"])),
        cited.date,
        tuple(map(joined, [*numbers[:1], *record["findings"], *numbers[1:]][:_FINDINGS])),
        tuple((name, joined(number), joined(moved)) for name, number, moved in cards),
        page.chart,
        tuple(map(joined, dict.fromkeys(notes))),
    )


def brief_pdf(brief: Brief) -> bytes:
    """Return a brief as one page of PDF/UA-1: BuildError when the typeface lacks a character of it."""
    return typeset(_TEMPLATE, _content(brief) | {"long": False}, brief.day)


def long_picture(brief: Brief) -> bytes:
    """Return a brief as PNG, as wide as a phone's screen and as long as it needs: BuildError as above."""
    return typeset(_TEMPLATE, _content(brief) | {"long": True}, brief.day, "png")


def _content(brief: Brief) -> dict[str, object]:
    content = asdict(brief)
    drawn = [] if brief.chart is None else [brief.chart.caption, *drawn_texts(brief.chart.svg)]
    cards = (text for card in brief.cards for text in card)
    plain = (text for text in content.values() if isinstance(text, str))
    texts = (*plain, *brief.findings, *cards, *brief.notes, *drawn)
    check_glyphs(f"{brief.title}（{brief.period}）", texts)
    return {**content, "chart": drawn_on_paper(brief.chart) if brief.chart else None}
