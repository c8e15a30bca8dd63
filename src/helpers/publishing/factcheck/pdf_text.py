"""The text of a PDF."""

from __future__ import annotations

import io
import logging
import re
from typing import Final

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError

from helpers.core.errors import SourceError

# What is odd in a file is nothing its reader can mend, and would stand between the claims.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_PARTED: Final = re.compile(r"(?<![\w-])([a-z]+|[A-Z][a-z]+)-\n(?=[a-z])")
"""A word parted at the end of a line, unless it has a hyphen before that: year-on-year."""
_BROKEN: Final = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What pypdf raises for files that are not as the format has it."""


def text_of_pdf(content: bytes, name: str) -> str:
    """Return the text of all pages, a line for each of theirs.

    Raises
    ------
    SourceError
        When a password is needed, or it is no PDF.
    """
    try:
        pages = PdfReader(io.BytesIO(content)).pages
        text = "\n\n".join(page.extract_text() for page in pages)
    except (FileNotDecryptedError, DependencyError):
        raise SourceError(
            f"{name}: expected a PDF without a password, found one that is encrypted; save it without"
        ) from None
    except _BROKEN as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise SourceError(f"{name}: cannot be read as a PDF ({reason}); save it anew") from None
    # What stands for no character of a typeface is no text.
    return _PARTED.sub(r"\1", text).replace("\0", "").encode("utf-8", "replace").decode()
