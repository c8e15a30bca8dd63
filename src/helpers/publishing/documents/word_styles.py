"""The styles of a Word document as a Chinese office has them, and its pages, head and foot."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from helpers.publishing.documents.document import Document
from helpers.publishing.documents.word_xml import element, field, paragraph, run

SONG: Final = "宋体"
HEI: Final = "黑体"
LATIN: Final = "Times New Roman"
"""The fonts every office has; the document names them and does not bring them."""

PAGE: Final = (210, 297)
MARGIN: Final = 25
"""Of a page in millimetres: its size, and what is left free at each side."""
TWIPS: Final = 1440 / 25.4
"""In a millimetre."""

_BRAND: Final = RGBColor(0x17, 0x32, 0x4D)
_MUTED: Final = RGBColor(0x59, 0x64, 0x73)
_BLACK: Final = RGBColor(0, 0, 0)
_THEMED: Final = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


class _Look(NamedTuple):
    """A style: its name, font, size in points, and how its paragraphs stand."""

    name: str
    font: str
    size: float
    color: RGBColor = _BLACK
    before: float = 0
    after: float = 0
    line: float = 1.0
    characters: int = 0
    properties: str = ""
    bold: bool = False


_LOOKS: Final = (
    _Look("Normal", SONG, 10.5),
    _Look(
        "Body Text", SONG, 12, line=1.5, after=4, characters=200, properties='<w:jc w:val="both"/>'
    ),
    _Look("Title", HEI, 26, _BRAND, before=120, after=6),
    _Look("Subtitle", HEI, 16, _BRAND, after=12),
    _Look("Lead", SONG, 14, line=1.5, after=36),
    _Look("Heading 1", HEI, 16, _BRAND, before=18, after=9),
    _Look("Heading 2", HEI, 14, _BRAND, before=13, after=7),
    _Look("Heading 3", HEI, 12, _BRAND, before=10, after=5),
    _Look("Caption", HEI, 10.5, before=8, after=4, properties='<w:jc w:val="center"/>'),
    _Look("TOC Heading", HEI, 16, _BRAND, after=9),
    _Look("toc 1", HEI, 12, before=6, after=2),
    _Look("toc 2", SONG, 12, after=2, properties='<w:ind w:leftChars="200" w:left="480"/>'),
    _Look("Header", SONG, 9, _MUTED),
    _Look("Footer", SONG, 9, _MUTED),
    _Look("Table Cell", SONG, 9),
    _Look("Note", SONG, 9, _MUTED, after=1),
    _Look("Notice", SONG, 9, after=2),
    _Look("Number", HEI, 15),
    _Look("Origin", SONG, 10.5, after=4, properties='<w:ind w:left="480" w:hanging="480"/>'),
)


def set_styles(made: Any) -> None:
    """Give a new document its styles; fonts are named, none is the theme's."""
    styles = made.styles
    _name_fonts(styles.element.find(qn("w:docDefaults")), SONG)
    for style in styles.element.iter(qn("w:rFonts")):
        for theme in _THEMED:
            style.attrib.pop(qn(f"w:{theme}"), None)
    known = {style.name for style in styles}
    for look in _LOOKS:
        style = styles[look.name] if look.name in known else _new(styles, look.name)
        _set(style, look)


def _new(styles: Any, name: str) -> Any:
    style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc"))
    # As Word calls them.
    style.element.styleId = name.replace("toc ", "TOC").replace(" ", "")
    style.base_style = styles["Normal"]
    style.quick_style = True
    return style


def _set(style: Any, look: _Look) -> None:
    font, form = style.font, style.paragraph_format
    font.size, font.color.rgb, font.bold, font.italic = Pt(look.size), look.color, look.bold, False
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing = look.line
    _name_fonts(style.element, look.font)
    properties = style.element.get_or_add_pPr()
    for tag in ("w:pBdr", "w:tabs"):
        for child in properties.findall(qn(tag)):
            properties.remove(child)
    if look.characters:
        # In hundredths of a character, and in twips for programs that know no other.
        first = round(look.size * look.characters / 100 * 20)
        both = f'w:firstLineChars="{look.characters}" w:firstLine="{first}"'
        properties.append(element(f"<w:ind {both}/>"))
    if look.properties:
        properties.append(element(look.properties))
    _in_order(properties)


def _in_order(properties: Any) -> None:
    """Put indents before the side that text stands at, as the schema has them."""
    for tag in ("w:ind", "w:jc", "w:outlineLvl"):
        for child in properties.findall(qn(tag)):
            properties.remove(child)
            properties.append(child)


def _name_fonts(part: Any, font: str) -> None:
    """Name the fonts of a style for Chinese and for Latin letters."""
    for properties in part.iter(qn("w:rPr")):
        for child in properties.findall(qn("w:rFonts")):
            properties.remove(child)
        names = f'w:ascii="{LATIN}" w:hAnsi="{LATIN}" w:eastAsia="{font}" w:cs="{LATIN}"'
        properties.insert(0, element(f"<w:rFonts {names}/>"))
        for child in properties.findall(qn("w:lang")):
            properties.remove(child)
        if part.tag == qn("w:docDefaults"):
            properties.append(element('<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'))


def set_pages(made: Any, document: Document) -> None:
    """Give a new document its paper, and all pages but the cover a head and a foot."""
    section = made.sections[0]
    upright(section)
    section.different_first_page_header_footer = True
    width = round((PAGE[0] - 2 * MARGIN) * TWIPS)
    right = "<w:r><w:tab/></w:r>"
    stops = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    head = run(document.title) + right + run(document.cover.site)
    pages = field("PAGE", "1") + run(" / ") + field("NUMPAGES", "1")
    foot = run(document.foot) + right + pages
    line = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="4" w:color="B9C2CD"/></w:pBdr>'
    for place, content in (
        (section.header, paragraph("Header", head, line + stops)),
        (section.footer, paragraph("Footer", foot, stops)),
    ):
        old = place.paragraphs[0]._p
        old.getparent().replace(old, element(content))


def upright(section: Any) -> None:
    """Let the pages of a section stand upright."""
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = map(Mm, PAGE)
    _free(section)


def on_its_side(section: Any) -> None:
    """Let the pages of a section lie on their side."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_height, section.page_width = map(Mm, PAGE)
    _free(section)


def _free(section: Any) -> None:
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin = section.bottom_margin = Mm(MARGIN)
