"""The text of a file that is to be checked, by its ending; offsets of claims count in this text.

Paragraphs are parted by an empty line, rows of a table by a line end, its cells by tabs. A library is imported
when a file needs it.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path
from typing import Final

from helpers.core.errors import ParameterError, SourceError

LARGEST_FILE: Final = 100_000_000
LARGEST_TEXT: Final = 5_000_000
"""In bytes, and in characters: more is no article, and would take hours."""

_MARKS: Final = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CONTROLS: Final = dict.fromkeys((*range(9), *range(11, 32), 127), " ")
"""Signs that no document may hold, such as those between the pages of a PDF."""
_ENCODINGS: Final = ("utf-8", "gb18030")


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises
    ------
    ParameterError
        When it is not there, or its name ends in none of ``ENDINGS``.
    SourceError
        When it cannot be read as what its name says, is locked by a password, too large, or has no text.
    """
    read = _READERS.get(path.suffix.lower())
    if read is None:
        known = ", ".join(ENDINGS)
        raise ParameterError(f"{path}: expected a name that ends with one of {known}, or -")
    if not path.is_file():
        found = "a folder" if path.is_dir() else "none"
        raise ParameterError(f"{path}: expected a file, found {found}")
    if path.stat().st_size > LARGEST_FILE:
        raise _too_large(str(path))
    try:
        text = read(path.read_bytes(), str(path))
    except RecursionError:
        raise SourceError(
            f"{path}: its parts lie within each other too deep; save it anew"
        ) from None
    return checked(text, str(path))


def decoded(content: bytes, name: str) -> str:
    """Return plain text in UTF-8, in UTF-16 with its mark, or in GB18030; lines end as on Unix.

    Raises
    ------
    SourceError
        When it is none of these.
    """
    marked = [encoding for mark, encoding in _MARKS.items() if content.startswith(mark)]
    for encoding in marked or _ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise SourceError(f"{name}: expected text in UTF-8 or GB18030, found neither; save it as UTF-8")


def checked(text: str, name: str) -> str:
    """Return a text without controls that is neither empty nor too large: SourceError otherwise."""
    if len(text) > LARGEST_TEXT:
        raise _too_large(name)
    if not text.strip():
        raise SourceError(
            f"{name}: expected text, found none; a scanned page has to be recognised as text first"
        )
    return text.translate(_CONTROLS)


def _too_large(name: str) -> SourceError:
    most = f"{LARGEST_TEXT:,} characters"
    return SourceError(f"{name}: expected at most {most}, found more; check it in parts")


def _markdown(content: bytes, name: str) -> str:
    from helpers.publishing.factcheck.markup_texts import text_of_markdown  # noqa: PLC0415  # see the module's docstring

    return text_of_markdown(decoded(content, name))


def _html(content: bytes, name: str) -> str:
    from helpers.publishing.factcheck.markup_texts import text_of_html  # noqa: PLC0415  # see the module's docstring

    return text_of_html(decoded(content, name))


def _word(content: bytes, name: str) -> str:
    from helpers.publishing.factcheck.word_text import read_word  # noqa: PLC0415  # see the module's docstring

    return read_word(content, name).text


def _pdf(content: bytes, name: str) -> str:
    from helpers.publishing.factcheck.pdf_text import text_of_pdf  # noqa: PLC0415  # see the module's docstring

    return text_of_pdf(content, name)


_READERS: Final[dict[str, Callable[[bytes, str], str]]] = {
    ".txt": decoded,
    ".md": _markdown,
    ".html": _html,
    ".htm": _html,
    ".docx": _word,
    ".pdf": _pdf,
}
ENDINGS: Final = tuple(_READERS)
