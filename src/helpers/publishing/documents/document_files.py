"""The documents of an edition as files next to its page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.documents.document import Document
from helpers.publishing.documents.edition_document import document_of
from helpers.publishing.documents.pdf import pdf_of
from helpers.publishing.documents.word import docx_of
from helpers.publishing.metadata.addresses import DOCUMENTS, PDF, WORD, path_of

WRITERS: Final[Mapping[str, Callable[[Document], bytes]]] = {PDF: pdf_of, WORD: docx_of}
"""What writes each kind of document."""


def write_documents(page: EditionPage, settings: Settings, words: Words, site: Path) -> None:
    """Write the documents of an edition next to its page.

    Raises
    ------
    BuildError
        When one cannot be made.
    """
    document = document_of(page, settings, words)
    for kind in DOCUMENTS:
        (site / path_of(page, kind)).write_bytes(WRITERS[kind](document))
