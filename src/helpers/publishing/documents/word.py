"""A document as Word: native headings, tables and charts in the fonts of a Chinese office."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import datetime
from textwrap import shorten
from typing import Any, Final

import docx
from docx.enum.section import WD_SECTION

from helpers.publishing.documents.document import (
    Charts,
    Content,
    Document,
    Grid,
    Notice,
    Numbers,
    Origins,
    Paragraph,
    Title,
)
from helpers.publishing.documents.word_charts import add_chart
from helpers.publishing.documents.word_styles import (
    MARGIN,
    PAGE,
    on_its_side,
    set_pages,
    set_styles,
    upright,
)
from helpers.publishing.documents.word_tables import columns_xml, grid_xml
from helpers.publishing.documents.word_xml import (
    bookmarked,
    caption,
    contents_field,
    element,
    marked,
    paragraph,
    run,
    target_of,
)

_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: the same bytes for the same content."""
_BREAK: Final = '<w:r><w:br w:type="page"/></w:r>'
_BOLD: Final = "<w:b/>"
_LONGEST: Final = 255
"""So many characters a property of a Word file may have."""
_TWO: Final = 2
"""Headline numbers in a row."""


def docx_of(document: Document) -> bytes:
    """Return a document as Word."""
    made = docx.Document()
    set_styles(made)
    set_pages(made, document)
    writer = _Writer(made, document)
    writer.write()
    _set_properties(made, document)
    file = io.BytesIO()
    made.save(file)
    return _packed(file)


class _Writer:
    """Adds the parts of a document to a Word file, in their order."""

    def __init__(self, made: Any, document: Document) -> None:
        self._made, self._document = made, document
        titles = [one for one in document.body if isinstance(one, Title)]
        self._names = {id(one): f"_Toc{number:08}" for number, one in enumerate(titles, 1)}
        self._bookmarks = 0

    def write(self) -> None:
        """Write cover, contents and body."""
        self._cover()
        titles = [one for one in self._document.body if isinstance(one, Title)]
        entries = [
            (one.level, one.text, self._names[id(one)]) for one in titles if one.level <= _TWO
        ]
        self._add(paragraph("TOCHeading", run(self._document.contents)), *contents_field(entries))
        self._add(paragraph("Normal", _BREAK))
        for one in self._document.body:
            self._write(one)

    def _add(self, *texts: str) -> None:
        end = self._made.element.body.sectPr
        for text in texts:
            end.addprevious(element(text))

    def _cover(self) -> None:
        cover, gap = self._document.cover, self._document.gap
        self._add(
            paragraph("Note", run(cover.institution)),
            paragraph("Title", run(cover.title)),
            paragraph("Subtitle", run(cover.period)),
            *([paragraph("Lead", run(cover.lead))] if cover.lead else []),
        )
        if cover.cards:
            self._add(paragraph("Heading3", run(cover.headline), '<w:outlineLvl w:val="9"/>'))
            self._cards(cover.cards)
        self._add(*(paragraph("Note", run(note)) for note in cover.notes), paragraph("Note", ""))
        self._add(*(paragraph("Normal", run(f"{name}{gap}{what}")) for name, what in cover.facts))
        self._add(paragraph("Normal", _BREAK))

    def _write(self, one: Content) -> None:
        if isinstance(one, Title):
            self._title(one)
        elif isinstance(one, Paragraph):
            style = "Note" if one.quiet else "BodyText"
            self._add(paragraph(style, run(one.text) + marked(one.mark)))
        elif isinstance(one, Notice):
            lines = (run(text, "" if place else _BOLD) for place, text in enumerate(one.paragraphs))
            box = "".join(paragraph("Notice", line) for line in lines)
            self._add(columns_xml([box], shaded=True), paragraph("Note", ""))
        elif isinstance(one, Numbers):
            self._cards(one.cards)
            self._add(paragraph("Note", ""))
        elif isinstance(one, Grid):
            self._grid(one)
        elif isinstance(one, Charts):
            self._charts(one)
        else:
            self._origins(one)

    def _title(self, one: Title) -> None:
        text = self._bookmarked(self._names[id(one)], run(one.text))
        self._add(paragraph(f"Heading{one.level}", text))

    def _bookmarked(self, name: str, content: str) -> str:
        self._bookmarks += 1
        return bookmarked(name, self._bookmarks, content)

    def _cards(self, cards: tuple[tuple[str, str, str], ...]) -> None:
        rows = [cards[place : place + _TWO] for place in range(0, len(cards), _TWO)]
        width = len(rows[0])
        for row in rows:
            # All rows of them stay on one page.
            keep = "<w:keepNext/>" if row is not rows[-1] else ""
            cells = ["".join(self._card(card, keep)) for card in row]
            self._add(
                columns_xml([*cells, *[paragraph("Note", "")] * (width - len(row))], shaded=True)
            )

    def _card(self, card: tuple[str, str, str], keep: str) -> Iterator[str]:
        for style, text in zip(("Note", "Number", "Note"), card, strict=True):
            yield paragraph(style, run(text), keep)

    def _grid(self, grid: Grid) -> None:
        if grid.broad:
            on_its_side(self._section())
        self._add(*grid_xml(grid))
        if grid.broad:
            upright(self._section())

    def _section(self) -> Any:
        section = self._made.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        return section

    def _charts(self, one: Charts) -> None:
        room = PAGE[0] - 2 * MARGIN
        count = len(one.charts)
        middle = '<w:keepNext/><w:jc w:val="center"/>'
        cells = [
            paragraph(
                "Normal",
                add_chart(self._made, chart, room / count - 5, self._document.between),
                middle,
            )
            + caption(chart.caption, None)
            for chart in one.charts
        ]
        self._add(columns_xml(cells), paragraph("Note", ""))

    def _origins(self, origins: Origins) -> None:
        for number, item in enumerate(origins.items, 1):
            text = run(f"[{number}]{self._document.gap}{item}")
            self._add(paragraph("Origin", self._bookmarked(target_of(number), text)))


def _set_properties(made: Any, document: Document) -> None:
    properties, day = made.core_properties, datetime.fromisoformat(document.day)
    properties.title = document.title
    properties.author = properties.last_modified_by = document.cover.institution
    properties.comments = shorten(document.summary, _LONGEST, placeholder="…")
    properties.language = document.language
    properties.created = properties.modified = day
    properties.revision = 1


def _packed(file: io.BytesIO) -> bytes:
    """Pack the parts of a file anew, so that the time of writing is not in it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=_FIRST_DAY)
            # Pictures and workbooks are compressed already.
            dense = name.endswith((".png", ".xlsx"))
            entry.compress_type = zipfile.ZIP_STORED if dense else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # the same on every system
            new.writestr(entry, old.read(name))
    return packed.getvalue()
