"""Whether the project's typeface has all characters of a text: a missing one would be an empty box."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from helpers.core.errors import BuildError
from helpers.presentation.fonts import FAMILY, FILES

_TEXT: Final = re.compile(r"<t(?:ext|span)\b[^>]*>([^<]*)")
_UNSEEN: Final = frozenset("\n\u200b")


def check_glyphs(place: str, texts: Iterable[str]) -> None:
    """Refuse texts with a character that the typeface lacks.

    Raises
    ------
    BuildError
        With the character and where it stands.
    """
    known = characters()
    for text in texts:
        for one in text:
            if one not in known and one not in _UNSEEN:
                raise BuildError(
                    f"{place}: the typeface {FAMILY} lacks '{one}' (U+{ord(one):04X}) in "
                    f"'{text.strip()[:40]}'; write it otherwise, or cut the typeface anew (tools/fonts.py)"
                )


def drawn_texts(svg: str) -> list[str]:
    """Return the texts of a drawing."""
    return [html.unescape(text) for text in _TEXT.findall(svg)]


@cache
def characters() -> frozenset[str]:
    """Return the characters that the typeface has in both weights."""
    # An edition is run without it.
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    sets = []
    for file in FILES:
        with TTFont(file, lazy=True) as font:
            sets.append(frozenset(map(chr, font.getBestCmap())))
    return frozenset.intersection(*sets)
