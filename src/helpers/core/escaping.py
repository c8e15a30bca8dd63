"""Text from outside, such as a name in a data file: wherever it is put, it stays text."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_PUNCTUATION: Final = re.compile(r"([!-/:-@\[-`{-~])")
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_WIDE: Final = str.maketrans("<>&", "＜＞＆")
_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def one_line(text: str) -> str:
    """Make one line of text: white space and control characters become one space."""
    if not text.isprintable():
        text = "".join(" " if unicodedata.category(sign) in ("Cc", "Cf") else sign for sign in text)
    return " ".join(text.split())


def in_markdown(text: str) -> str:
    r"""Write text into a line of Markdown.

    A backslash before any ASCII punctuation makes it itself (CommonMark 0.31, 2.4): no link, code,
    HTML, directive or list is left. It is one line, since a blank one would end its paragraph.

    Examples
    --------
    >>> print(in_markdown("[a](javascript:b) <i>"))
    \[a\]\(javascript\:b\) \<i\>
    """
    return _PUNCTUATION.sub(r"\\\1", one_line(text))


def in_heading(text: str) -> str:
    """Write text into a heading, where the signs of HTML become their full-width twins.

    A heading is set into several places of a page: its text, the title of the window, the table of contents.
    So it reads alike in each, escaped or not.
    """
    return in_markdown(text.translate(_WIDE))


def from_markdown(line: str) -> str:
    r"""Return a line of Markdown that ``in_markdown`` or ``in_heading`` wrote text into, as text.

    Examples
    --------
    >>> print(from_markdown(r"Lithium\-ion \(HS 8507\)"))
    Lithium-ion (HS 8507)
    """
    return _ESCAPED.sub(r"\1", line)


def in_css(text: str) -> str:
    r"""Write text as a string of a style sheet, within HTML as well.

    Every ASCII punctuation mark is written by its number (CSS Syntax 3, 4.3.7): neither the string
    nor the element around it can be ended.

    Examples
    --------
    >>> print(in_css('a"</style>'))
    "a\22 \3c \2f style\3e "
    """
    numbers = _PUNCTUATION.sub(lambda mark: f"\\{ord(mark[0]):x} ", one_line(text))
    return f'"{numbers}"'


def in_csv(text: str) -> str:
    """Write text into a cell of a CSV file, so that no spreadsheet takes it for a formula.

    What begins as a formula does has an apostrophe before it, as OWASP advises ("CSV Injection");
    the full-width signs count as well. It is one line, so that no other can begin within it.

    Examples
    --------
    >>> in_csv("=1+1")
    "'=1+1"
    """
    line = one_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line
