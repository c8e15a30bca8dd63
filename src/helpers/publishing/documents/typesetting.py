"""Typst, with the project's own typeface and no other: the same bytes on every machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Any, Final, Literal

from helpers.core.errors import BuildError
from helpers.presentation.fonts import FAMILY, FOLDER

PIXELS: Final = 144
"""Of a picture, for each inch."""


def typeset(
    template: str, content: Mapping[str, Any], day: str, form: Literal["pdf", "png"] = "pdf"
) -> bytes:
    """Set a template of this room as PDF/UA-1, or its one page as a picture.

    Parameters
    ----------
    template : str
        The name of its file.
    content : mapping
        What it reads, as ``told``; has a ``title``. The name of the typeface is added as ``font``.
    day : str
        The date of the file.
    form : {"pdf", "png"}
        What is made.

    Raises
    ------
    BuildError
        When it cannot be set.
    """
    # An edition is run, and a page rendered, without it.
    import typst  # noqa: PLC0415

    kind: dict[str, Any] = {"pdf_standards": "ua-1"} if form == "pdf" else {"ppi": PIXELS}
    try:
        made: bytes = typst.compile(
            _template(template),
            font_paths=_fonts(),
            sys_inputs={"document": json.dumps({**content, "font": FAMILY}, ensure_ascii=False)},
            timestamp=datetime.fromisoformat(day).replace(tzinfo=UTC),
            format=form,
            **kind,
        )
    except typst.TypstError as error:
        raise BuildError(
            f"{content['title']}: Typst sets no {form.upper()}: {error.message}"
        ) from error
    return made


@cache
def _template(name: str) -> bytes:
    return resources.files(__package__).joinpath(name).read_bytes()


@cache
def _fonts() -> Any:
    """Return the typeface; no font of the system, and none that Typst brings."""
    import typst  # noqa: PLC0415

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER]
    )
