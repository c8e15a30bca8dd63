"""The typeface within a drawing: what shows it as an image gives it no fonts of its own."""

from __future__ import annotations

import io
from base64 import b64encode
from functools import cache
from typing import Any, Final

from helpers.presentation.fonts import FAMILY, FILES
from helpers.presentation.fonts.glyphs import drawn_texts

_RULE: Final = (
    '<style>@font-face{{font-family:"{}";src:url(data:font/woff;base64,{}) format("woff")}}</style>'
)
_BEHIND: Final = ">"


def with_typeface(svg: str) -> str:
    """Return a drawing that brings the glyphs of its texts, in the regular weight."""
    head, _, rest = svg.partition(_BEHIND)
    rule = _RULE.format(FAMILY, _glyphs("".join(sorted({*"".join(drawn_texts(svg))}))))
    return f"{head}{_BEHIND}{rule}{rest}"


@cache
def _glyphs(characters: str) -> str:
    """Return a cut of the typeface with some characters, in base64."""
    # Only what writes the files of pages needs it.
    from fontTools.subset import Options, Subsetter  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    options: Any = Options(layout_features=[], hinting=False, name_IDs=[])
    with TTFont(FILES[0], lazy=True, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        font.flavor = "woff"
        written = io.BytesIO()
        font.save(written)
    return b64encode(written.getvalue()).decode()
