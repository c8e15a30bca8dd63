"""What of a file is text: of every kind the same, and what is refused in one line."""

import io

import docx
import pypdf
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from helpers.core.errors import TradebookError
from helpers.publishing.factcheck import text_files
from helpers.publishing.factcheck.text_files import read_text

PROSE = "广东出口725.6亿美元，增长6.9%。"
TABLE = (("省", "出口", "增速"), ("广东", "725.6", ""), ("浙江", "495.4", "9.7"))
WHOLE = f"{PROSE}\n\n省\t出口\t增速\n广东\t725.6\t-\n浙江\t495.4\t9.7\n\n完"
"""An empty cell of a row with numbers holds its place."""


def written(folder, name, content):
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def word(*parts):
    """Return a Word document of paragraphs, and of tables as rows of cells."""
    document, file = docx.Document(), io.BytesIO()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(len(part), len(part[0]))
        for place, row in enumerate(part):
            for cell, text in zip(table.rows[place].cells, row, strict=True):
                cell.text = text
    document.save(file)
    return file.getvalue()


def rows_in_markdown():
    head, *others = (f"| {' | '.join(row)} |" for row in TABLE)
    return "\n".join((head, "| --- | --- | --- |", *others))


def rows_in_html():
    rows = ("".join(f"<td> {cell}\n</td>" for cell in row) for row in TABLE)
    return "<table>\n" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "\n</table>"


def test_every_kind_gives_the_same_text(tmp_path):
    files = {
        "a.txt": WHOLE,
        "a.md": f"广东**出口**[725.6亿美元](x)，\n增长6.9%。\n\n{rows_in_markdown()}\n\n完\n",
        "a.html": f"<p>广东<b>出口</b>725.6亿\n美元，增长6.9%。</p>{rows_in_html()}<p>完</p>",
        "a.docx": word(PROSE, TABLE, "完"),
    }
    for name, content in files.items():
        assert read_text(written(tmp_path, name, content)) == WHOLE, name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_plain_text_in_any_encoding_of_the_customs(tmp_path, encoding):
    content = f"{PROSE}\r\n完".encode(encoding)
    assert read_text(written(tmp_path, "a.txt", content)) == f"{PROSE}\n完"


def test_a_page_gives_what_it_shows(tmp_path):
    page = (
        "<title>1</title><style>p{top:2px}</style><script>3</script><h1>甲</h1>"
        "<p>乙<del>4</del>&nbsp;丙<br>丁</p><ul><li>戊</li><li>己</li></ul>"
        "<table><tr><td><p>庚</p><p>辛</p></td></tr></table>"
    )
    expected = "甲\n\n乙 丙\n丁\n\n戊\n\n己\n\n庚\n\n辛"
    assert read_text(written(tmp_path, "a.html", page)) == expected


def test_word_gives_what_was_inserted_and_not_what_was_deleted(tmp_path):
    document, file = docx.Document(), io.BytesIO()
    paragraph = document.add_paragraph("出口")
    for change, tag, text in (("del", "delText", "1"), ("ins", "t", "725.6亿美元")):
        run = f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"
        paragraph._p.append(parse_xml(f"<w:{change} {nsdecls('w')}>{run}</w:{change}>"))
    document.save(file)
    assert read_text(written(tmp_path, "a.docx", file.getvalue())) == "出口725.6亿美元"


def pdf(text="", password=None):
    """Return a PDF of one page in a typeface that every reader has."""
    writer, file = pypdf.PdfWriter(), io.BytesIO()
    page = writer.add_blank_page(600, 200)
    name, kind = pypdf.generic.NameObject, pypdf.generic.DictionaryObject
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    fonts = kind({name("/F"): kind({name(key): name(value) for key, value in font.items()})})
    page[name("/Resources")] = kind({name("/Font"): fonts})
    content = pypdf.generic.DecodedStreamObject()
    lines = " 0 -20 Td ".join(f"({line}) Tj" for line in text.split("\n"))
    content.set_data(f"BT /F 12 Tf 20 100 Td {lines} ET".encode())
    page[name("/Contents")] = writer._add_object(content)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    writer.write(file)
    return file.getvalue()


def test_a_word_parted_at_the_end_of_a_line_is_one(tmp_path):
    text = "Guang-\ndong sold 49.54 bil-\nlion, up 6.9% year-on-\nyear - a re-\n2"
    expected = "Guangdong sold 49.54 billion, up 6.9% year-on-\nyear - a re-\n2"
    assert read_text(written(tmp_path, "a.pdf", pdf(text))) == expected


def test_a_pdf_gives_the_text_of_its_pages(tmp_path):
    text = "Exports of Guangdong were US$72.56 billion."
    assert read_text(written(tmp_path, "a.pdf", pdf(text))) == text
    # One that asks no password for reading is read.
    assert read_text(written(tmp_path, "b.pdf", pdf(text, ""))) == text


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.doc", "x", "expected a name that ends with one of .txt, .md, .html"),
        ("a.txt", " \n", "expected text, found none"),
        ("a.txt", b"\xff\xff", "expected text in UTF-8 or GB18030"),
        ("a.txt", b"PK\0\0", "expected text in UTF-8 or GB18030"),
        ("a.pdf", pdf(), "a scanned page has to be recognised as text first"),
        ("a.pdf", pdf("x", "secret"), "found one that is encrypted"),
        ("a.pdf", "no PDF", "cannot be read as a PDF"),
        ("a.docx", "no archive", "is no Word document"),
        ("a.docx", b"\xd0\xcf\x11\xe0" * 9, "is encrypted, or of an earlier version of Word"),
        ("a.docx", word(""), "expected text, found none"),
        ("a.html", "<div>" * 3000, "too deep"),
        ("a.md", "<!-- 1 -->", "expected text, found none"),
    ],
)
def test_what_has_no_text_is_refused_in_one_line(tmp_path, name, content, fault):
    path = written(tmp_path, name, content)
    with pytest.raises(TradebookError) as found:
        read_text(path)
    assert str(found.value).startswith(f"{path}: ")
    assert fault in str(found.value)
    assert "\n" not in str(found.value)


def test_what_is_not_there_or_too_large_is_refused(tmp_path, monkeypatch):
    with pytest.raises(TradebookError, match="expected a file, found none"):
        read_text(tmp_path / "a.txt")
    (tmp_path / "b.txt").mkdir()
    with pytest.raises(TradebookError, match="expected a file, found a folder"):
        read_text(tmp_path / "b.txt")
    monkeypatch.setattr(text_files, "LARGEST_TEXT", 4)
    assert read_text(written(tmp_path, "c.txt", "四个字。")) == "四个字。"
    with pytest.raises(TradebookError, match="expected at most 4 characters, found more"):
        read_text(written(tmp_path, "d.txt", "是五个字。"))
