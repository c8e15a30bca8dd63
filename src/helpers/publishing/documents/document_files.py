"""The documents of an edition as files next to its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.documents.brief import Brief, brief_of, brief_pdf, long_picture
from helpers.publishing.documents.document import Document
from helpers.publishing.documents.edition_document import document_of
from helpers.publishing.documents.pdf import pdf_of
from helpers.publishing.documents.word import docx_of
from helpers.publishing.metadata.addresses import (
    BRIEF,
    DOCUMENTS,
    LONG_PICTURE,
    PDF,
    WORD,
    path_of,
)


@dataclass(frozen=True)
class Written:
    """What the documents of an edition are written from, each made once."""

    page: EditionPage
    settings: Settings
    words: Words

    @cached_property
    def document(self) -> Document:
        """Return the whole edition as a document."""
        return document_of(self.page, self.settings, self.words)

    @cached_property
    def brief(self) -> Brief:
        """Return its brief."""
        return brief_of(self.page, self.settings, self.words)


WRITERS: Final[Mapping[str, Callable[[Written], bytes]]] = {
    PDF: lambda of: pdf_of(of.document),
    WORD: lambda of: docx_of(of.document),
    BRIEF: lambda of: brief_pdf(of.brief),
    LONG_PICTURE: lambda of: long_picture(of.brief),
}
"""What makes each kind of document of an edition; BuildError when it cannot be made."""


def write_documents(page: EditionPage, settings: Settings, words: Words, site: Path) -> None:
    """Write the documents of an edition next to its page.

    Raises
    ------
    BuildError
        When one cannot be made.
    """
    written = Written(page, settings, words)
    for kind in DOCUMENTS:
        (site / path_of(page, kind)).write_bytes(WRITERS[kind](written))
