"""A file of texts read line by line: a parser of YAML takes longer to import than a short command takes to run.

It is YAML as well. Each line has a key and, unless others stand below it, a text in double quotes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from helpers.core.errors import LocaleError

_INDENT: Final = 2
_LINE: Final = re.compile(
    r'(?P<indent>(?:  )*)(?P<key>[\w-]+):(?: "(?P<text>(?:[^"\\]|\\[n"])*)")?\s*'
)


@cache
def read_texts(path: Path) -> Mapping[str, str]:
    """Return the texts of a file by their dotted paths.

    Raises
    ------
    LocaleError
        When a line is neither a key with a text in double quotes, nor a key alone, nor a comment.
    """
    found: dict[str, str] = {}
    above: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        parts = _LINE.fullmatch(line)
        if parts is None:
            expected = "expected a key, a colon and a text in double quotes"
            raise LocaleError(f"{path}: {expected}, found '{line.strip()}' (line {number})")
        above[len(parts["indent"]) // _INDENT :] = [parts["key"]]
        if parts["text"] is not None:
            found[".".join(above)] = parts["text"].replace("\\n", "\n").replace('\\"', '"')
    return found
