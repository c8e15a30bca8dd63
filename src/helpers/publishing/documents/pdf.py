"""A document as PDF."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from helpers.publishing.documents.document import Charts, Content, Document
from helpers.publishing.documents.drawings import drawn_on_paper
from helpers.publishing.documents.seen_texts import check_document
from helpers.publishing.documents.typesetting import typeset

_TEMPLATE: Final = "document.typ"


def pdf_of(document: Document) -> bytes:
    """Return a document as PDF/UA-1.

    Raises
    ------
    BuildError
        When it cannot be set, or the typeface lacks a character of it.
    """
    check_document(document)
    body = [_shown(one) for one in document.body]
    return typeset(_TEMPLATE, {**asdict(document), "body": body}, document.day)


def _shown(one: Content) -> dict[str, Any]:
    if not isinstance(one, Charts):
        return asdict(one)
    return {"kind": one.kind, "charts": [drawn_on_paper(chart) for chart in one.charts]}
