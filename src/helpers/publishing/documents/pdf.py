"""A document as PDF, set by Typst in the project's own typeface: the same bytes on every machine."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any, Final

from helpers.core.errors import BuildError
from helpers.presentation.fonts import FAMILY, FOLDER
from helpers.publishing.documents.document import Charts, Content, Document
from helpers.publishing.documents.drawings import paper_drawing
from helpers.publishing.documents.glyphs import check_document

_TEMPLATE: Final = "document.typ"


def pdf_of(document: Document) -> bytes:
    """Return a document as PDF/UA-1.

    Raises
    ------
    BuildError
        When it cannot be set, or the typeface lacks a character of it.
    """
    check_document(document)
    # An edition is run, and a page rendered, without it.
    import typst  # noqa: PLC0415

    content = json.dumps(_content(document), ensure_ascii=False)
    day = datetime.fromisoformat(document.day).replace(tzinfo=UTC)
    try:
        return typst.compile(
            _template(),
            font_paths=_fonts(),
            sys_inputs={"document": content},
            pdf_standards="ua-1",
            timestamp=day,
            format="pdf",
        )
    except typst.TypstError as error:
        raise BuildError(f"{document.title}: Typst sets no PDF: {error.message}") from error


def _content(document: Document) -> dict[str, Any]:
    """Return what the template reads."""
    body = [_shown(one) for one in document.body]
    return {**asdict(document), "body": body, "font": FAMILY}


def _shown(one: Content) -> dict[str, Any]:
    if not isinstance(one, Charts):
        return asdict(one)
    charts = [
        {
            "caption": chart.caption,
            "alternative": chart.alternative,
            "svg": paper_drawing(chart.svg),
            "width": chart.size[0],
        }
        for chart in one.charts
    ]
    return {"kind": one.kind, "charts": charts}


@cache
def _template() -> bytes:
    return resources.files(__package__).joinpath(_TEMPLATE).read_bytes()


@cache
def _fonts() -> Any:
    """Return the typeface; no font of the system, and none that Typst brings."""
    import typst  # noqa: PLC0415

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER]
    )
