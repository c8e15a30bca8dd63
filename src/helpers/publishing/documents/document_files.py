"""The documents of an edition as files next to its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.documents.brief import brief_of, brief_pdf, long_picture
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

WRITERS: Final[Mapping[str, Callable[[EditionPage, Settings, Words], bytes]]] = {
    PDF: lambda *of: pdf_of(document_of(*of)),
    WORD: lambda *of: docx_of(document_of(*of)),
    BRIEF: lambda *of: brief_pdf(brief_of(*of)),
    LONG_PICTURE: lambda *of: long_picture(brief_of(*of)),
}
"""What makes each kind of document of an edition; BuildError when it cannot be made."""


def write_documents(page: EditionPage, settings: Settings, words: Words, site: Path) -> None:
    """Write the documents of an edition next to its page.

    Raises
    ------
    BuildError
        When one cannot be made.
    """
    for kind in DOCUMENTS:
        (site / path_of(page, kind)).write_bytes(WRITERS[kind](page, settings, words))
