"""The typeface is the project's own: what is drawn with it is the same whatever fonts a machine has."""

import base64
import hashlib
import io
import re

from fontTools.ttLib import TTFont
from testbed import ROOT

from helpers.presentation.charts.drawing import png_of
from helpers.presentation.fonts import FAMILY, FILES, FOLDER, MEASURED
from helpers.presentation.fonts.embedding import with_typeface

DRAWN = "e0fd258afc782b4b93d0cea54d08cef326ebaa17fbc4a69072f6c1fd533e5ddf"
"""The hash of the picture below, as a machine with Chinese fonts and one without any have drawn it."""


def picture(family):
    text = '出口 Aa 0.5<tspan font-weight="700">%，增长</tspan>'
    return png_of(
        '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="24">'
        f'<text y="20" font-family="{family}">{text}</text></svg>'
    )


def test_a_picture_is_the_same_on_every_machine():
    assert hashlib.sha256(picture(FAMILY)).hexdigest() == DRAWN
    assert picture(FAMILY) != picture("No Such Typeface")


def test_pages_load_slices_of_the_same_typeface():
    sheet = (ROOT / "book" / "_static" / "fonts.css").read_text(encoding="utf-8")
    assert set(re.findall(r'font-family: "([^"]+)"', sheet)) == {FAMILY}
    named = set(re.findall(r'url\("([^"]+)"\)', sheet))
    there = {f"fonts/{path.name}" for path in (ROOT / "book/_static/fonts").glob("*.woff2")}
    assert named == there and len(there) > 10
    assert all(path.is_file() for path in FILES)
    assert (FOLDER / "measure.ttf").is_file() and MEASURED != FAMILY


def test_no_character_is_in_two_slices_of_a_weight():
    sheet = (ROOT / "book" / "_static" / "fonts.css").read_text(encoding="utf-8")
    for weight in ("400", "700"):
        rules = [rule for rule in sheet.split("@font-face")[1:] if f"font-weight: {weight}" in rule]
        codes = [code for rule in rules for code in characters(rule)]
        assert len(codes) == len(set(codes)) > 7000
        # Latin letters and digits are in the first, which every page loads.
        assert {ord(sign) for sign in "0123456789.%AZaz"} <= set(characters(rules[0]))


def characters(rule):
    """Return the characters of a rule's range."""
    ranges = re.search(r"unicode-range: ([^;]+);", rule)[1].split(", ")
    for one in ranges:
        first, _, last = one.removeprefix("U+").partition("-")
        yield from range(int(first, 16), int(last or first, 16) + 1)


IMAGE = '<svg xmlns="http://www.w3.org/2000/svg"><text>广东</text><text>−4.5 †</text></svg>'


def test_a_drawing_brings_the_glyphs_of_its_texts_and_no_others():
    written = with_typeface(IMAGE)
    (font,) = re.findall(r"base64,([^)]+)\)", written)
    characters = TTFont(io.BytesIO(base64.b64decode(font))).getBestCmap()
    assert {*map(chr, characters)} == {*"广东−4.5 †"}
    assert re.sub("<style>.*</style>", "", written) == IMAGE
    assert 'font-family:"Tradebook Sans"' in written
