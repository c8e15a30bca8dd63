# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools==4.68.0", "reportlab==5.1.0"]
# ///
"""Make the font that drawings are laid out in: ``uv run tools/measuring_font.py``.

It is never shown. Its glyphs are boxes, as wide as characters are in the fonts that readers have:
Latin ones as in Helvetica (and Arial), those that East Asia writes wide a whole em, all others six
tenths of one, as `text_width` reckons. With it a drawing is the same on every machine, whatever
fonts are there, and none of them has to be searched for a Chinese character, which was two thirds
of the time of drawing.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

from fontTools.agl import toUnicode
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import newTable
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable
from reportlab.pdfbase._fontdata import widthsByFontGlyph

FAMILY = "Tradebook Measure"
TARGET = Path(__file__).parents[1] / "src" / "helpers" / "presentation" / "fonts" / "measure.ttf"
EM, HIGH, LOW = 1000, 880, 120
OTHER = 600
LAST = 0xFFFF


def widths() -> dict[int, int]:
    """Return the width of each character."""
    latin = widthsByFontGlyph["Helvetica"].items()
    found = {ord(toUnicode(name)): width for name, width in latin if len(toUnicode(name)) == 1}
    for code in range(0x20, LAST):
        # Halves of pairs, and what nobody has given a meaning.
        if code not in found and unicodedata.category(chr(code)) not in ("Cs", "Cn", "Cc"):
            wide = unicodedata.east_asian_width(chr(code)) in "WFA"
            found[code] = EM if wide else OTHER
    return found


def box(width: int) -> Any:
    """Draw a glyph: a renderer may measure what is drawn."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, HIGH), (width, HIGH), (width, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()


def characters(names: dict[int, str]) -> Any:
    """Return the table of many characters to one glyph, in ranges."""
    table = CmapSubtable.getSubtableClass(13)(13)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    table.format, table.reserved, table.length, table.nGroups = 13, 0, 0, 0
    table.cmap = names
    whole = newTable("cmap")
    whole.tableVersion, whole.tables = 0, [table]
    return whole


def main() -> None:
    """Write the font."""
    of_characters = widths()
    glyphs = {".notdef": OTHER} | {
        f"w{width}": width for width in sorted({*of_characters.values()})
    }
    font = FontBuilder(EM, isTTF=True)
    font.setupGlyphOrder(list(glyphs))
    font.font["cmap"] = characters({code: f"w{width}" for code, width in of_characters.items()})
    font.setupGlyf({name: box(width) for name, width in glyphs.items()})
    font.setupHorizontalMetrics({name: (width, 0) for name, width in glyphs.items()})
    font.setupHorizontalHeader(ascent=HIGH, descent=-LOW)
    font.setupNameTable(
        {
            "familyName": FAMILY,
            "styleName": "Regular",
            "fullName": FAMILY,
            "psName": FAMILY.replace(" ", ""),
        }
    )
    font.setupOS2(sTypoAscender=HIGH, sTypoDescender=-LOW)
    font.setupPost()
    # No day in it: the same font each time.
    font.updateHead(created=0, modified=0)
    font.font.recalcTimestamp = False
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    font.save(TARGET)


if __name__ == "__main__":
    main()
