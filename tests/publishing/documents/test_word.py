"""An edition as Word: what its bundle has is in the file, as native headings, tables and charts."""

import io
import json
import re
import subprocess
import sys
import textwrap
import time
import zipfile
from hashlib import sha256
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn
from python_calamine import load_workbook
from sample_documents import (
    RELEASED,
    TABLE,
    bundle_of_built,
    document,
    paragraphs_of,
    plain,
    tables_of,
)
from testbed import EDITIONS, ROOT, SITE, built

from helpers.presentation.parts import ChartPart, HeadingPart, ProsePart
from helpers.publishing.documents.native_charts import native_chart
from helpers.publishing.documents.word import docx_of

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PROPERTY = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


@pytest.fixture(scope="module")
def made():
    """Return the Word file of the edition made by hand."""
    return docx_of(document(version=RELEASED))


@pytest.fixture(scope="module")
def opened(made):
    return docx.Document(io.BytesIO(made))


def text_of(element):
    """Return the text of an element, that of fields and links too."""
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def data_tables(opened):
    """Return the tables with a head that is repeated, each as rows of texts."""
    for table in opened.element.body.iter(qn("w:tbl")):
        if table.find(f".//{qn('w:tblHeader')}") is not None:
            yield [
                [text_of(cell).replace("\u00a0", " ") for cell in row.iter(qn("w:tc"))]
                for row in table.iter(qn("w:tr"))
                if row.find(f".//{qn('w:tblHeader')}") is None
            ]


def archive(made):
    return zipfile.ZipFile(io.BytesIO(made))


def test_styles_name_the_fonts_of_an_office_and_none_of_a_theme(made, opened):
    styles = opened.styles
    for name, font in (
        ("Normal", "宋体"),
        ("Body Text", "宋体"),
        ("Heading 1", "黑体"),
        ("Caption", "黑体"),
    ):
        names = styles[name].element.find(f".//{qn('w:rFonts')}")
        assert names.get(qn("w:eastAsia")) == font and names.get(qn("w:ascii")) == "Times New Roman"
    xml = archive(made).read("word/styles.xml").decode()
    assert "eastAsiaTheme" not in xml and "asciiTheme" not in xml
    assert 'w:eastAsia="zh-CN"' in xml
    indent = styles["Body Text"].element.find(f".//{qn('w:ind')}")
    assert indent.get(qn("w:firstLineChars")) == "200"


def test_headings_have_their_levels_and_stand_in_the_contents(opened):
    headings = [
        (one.style.name, one.text)
        for one in opened.paragraphs
        if one.style.name.startswith("Heading")
    ]
    assert headings == [
        ("Heading 3", "要点"),
        ("Heading 1", "一、出口"),
        ("Heading 2", "（一）企业"),
        ("Heading 1", "二、累计"),
        ("Heading 1", "数据与重算"),
        ("Heading 2", "数据检查有 1\u00a0条提示"),
        ("Heading 2", "数据来源"),
        ("Heading 2", "引用本报告"),
    ]
    xml = opened.element.xml
    assert ' TOC \\o "1-2" \\h \\z \\u ' in xml
    entries = [text_of(one._p) for one in opened.paragraphs if one.style.name.startswith("toc ")]
    assert entries == [text for _, text in headings[1:]]
    targets = set(re.findall(r'w:bookmarkStart [^>]*w:name="([^"]+)"', xml))
    assert set(re.findall(r'w:anchor="([^"]+)"', xml)) <= targets


def test_a_table_is_native_with_a_head_that_is_repeated(opened):
    (rows,) = data_tables(opened)
    assert rows == [[entry.text for entry in row] for row in TABLE.sheet.rows]
    (table,) = [
        one
        for one in opened.element.body.iter(qn("w:tbl"))
        if one.find(f".//{qn('w:tblHeader')}") is not None
    ]
    first = list(table.iter(qn("w:tr")))[3]
    sides = [cell.find(f".//{qn('w:jc')}").get(qn("w:val")) for cell in first.iter(qn("w:tc"))]
    assert sides == ["left", "right", "right", "right"]
    heads = [
        row for row in table.iter(qn("w:tr")) if row.find(f".//{qn('w:tblHeader')}") is not None
    ]
    assert [[text_of(cell) for cell in row.iter(qn("w:tc"))] for row in heads] == [
        ["省市", "出口", "净出口"],
        ["", "金额", "同比", ""],
    ]


def test_captions_number_themselves(opened):
    captions = [one for one in opened.element.body.iter(qn("w:p")) if "SEQ " in one.xml]
    assert [plain(text_of(one)) for one in captions] == [
        "表1出口(亿美元)[1]",
        "图1出口的拉动(百分点)",
        "图2进口的拉动(百分点)",
        "图3合计的拉动(百分点)",
    ]
    codes = [one.get(qn("w:instr")).strip() for p in captions for one in p.iter(qn("w:fldSimple"))]
    assert codes == ["SEQ 表 \\* ARABIC", *["SEQ 图 \\* ARABIC"] * 3]


def test_charts_of_bars_are_native_and_have_their_data(made):
    files = archive(made)
    charts = sorted(
        name for name in files.namelist() if re.fullmatch(r"word/charts/chart\d\.xml", name)
    )
    assert len(charts) == 3
    root = ElementTree.fromstring(files.read(charts[0]))
    bars = root.find(f".//{CHART}barChart")
    names = [one.text for one in bars.iterfind(f".//{CHART}cat//{CHART}v")]
    values = [float(one.text) for one in bars.iterfind(f".//{CHART}val//{CHART}v")]
    # What is cut off at 50 stands in the sheet whole.
    assert (names, values) == (["项0", "项1", "项2"], [12.5, -3.25, 50])
    told = [
        one.text for one in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")
    ]
    assert [text for text in told if text != "百分点"] == ["12.5", "-3.25", "143.2 →"]
    embedded = re.search(
        r'Target="/?(?:\.\./)?(?:word/)?(embeddings/[^"]+)"',
        files.read(f"{charts[0].replace('charts/', 'charts/_rels/')}.rels").decode(),
    )
    book = load_workbook(io.BytesIO(files.read(f"word/{embedded[1]}")))
    assert book.get_sheet_by_index(0).to_python()[1:] == [
        ["项0", 12.5, 12.5],
        ["项1", -3.25, -3.25],
        ["项2", 50.0, 143.2],
    ]


def test_drawings_say_in_words_what_they_show(opened):
    told = [one.get("descr") for one in opened.element.body.iter(PROPERTY)]
    assert told == [
        f"图 {number}　{what}的拉动（百分点）：最高的是项0。"
        for number, what in enumerate(("出口", "进口", "合计"), 1)
    ]
    numbers = [one.get("id") for one in opened.element.body.iter(PROPERTY)]
    assert len(set(numbers)) == 3


def test_a_chart_without_a_specification_is_a_picture():
    shown = ChartPart(
        "fig-x",
        "图 1　图",
        "所示",
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20"/>',
    )
    files = archive(docx_of(document(shown)))
    (picture,) = [name for name in files.namelist() if name.endswith(".png")]
    assert files.read(picture).startswith(b"\x89PNG")


def test_bars_and_lines_of_numbers_are_native_and_ranks_are_not():
    charts = [
        one for one in bundle_of_built("profile/guangdong").parts if isinstance(one, ChartPart)
    ]
    kinds = {one.anchor: (native_chart(one, " ") or one).kind for one in charts}
    assert kinds == {
        "fig-trend-level": "line",
        "fig-trend-growth": "line",
        "fig-standing-share": "line",
        "fig-standing-rank": "chart",
    }


def test_the_file_is_described_and_dated_by_its_release(opened):
    properties = opened.core_properties
    assert (properties.title, properties.author) == ("分省报告（2025-11）", "某所")
    assert (
        properties.created.date().isoformat()
        == properties.modified.date().isoformat()
        == "2026-01-20"
    )
    head = opened.sections[0].header.paragraphs[0].text
    assert head == "分省报告（2025-11）\t站名"
    assert "收录 2026-01-10" in text_of(opened.sections[0].footer._element)


def test_it_is_the_same_bytes_at_another_time(made, monkeypatch):
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    assert docx_of(document(version=RELEASED)) == made
    assert {one.date_time for one in archive(made).infolist()} == {(1980, 1, 1, 0, 0, 0)}


ELSEWHERE = """
    from hashlib import sha256
    from sample_documents import RELEASED, document
    from helpers.publishing.documents.word import docx_of
    print(sha256(docx_of(document(version=RELEASED))).hexdigest())
"""


def test_it_is_the_same_bytes_on_another_machine(made, tmp_path):
    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>", encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(ELSEWHERE)],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={
            "FONTCONFIG_FILE": str(config),
            "HOME": str(tmp_path),
            "PYTHONPATH": f"{ROOT / 'tests'}:{ROOT / 'src'}",
            "TZ": "Asia/Tokyo",
        },
    )
    assert told.stdout.strip() == sha256(made).hexdigest()


def test_what_looks_like_markup_is_text():
    opened = docx.Document(io.BytesIO(docx_of(document(ProsePart(("a < b & c\x0b。",))))))
    assert "a < b & c。" in [one.text for one in opened.paragraphs]


@pytest.mark.parametrize("page", EDITIONS)
def test_every_number_of_an_edition_is_in_its_file(page):
    bundle = bundle_of_built(page)
    opened = docx.Document(built(f"{page}.docx"))
    text = plain(text_of(opened.element.body))
    for paragraph in paragraphs_of(bundle):
        assert plain(paragraph) in text, paragraph
    expected = [
        [[entry.text for entry in row] for row in table.sheet.rows] for table in tables_of(bundle)
    ]
    assert list(data_tables(opened)) == expected
    for part in bundle.parts:
        if isinstance(part, ChartPart):
            assert plain(part.caption) in text
            assert part.alternative in [
                one.get("descr") for one in opened.element.body.iter(PROPERTY)
            ]
        if isinstance(part, HeadingPart) and part.level > 1:
            assert plain(part.text) in text
    assert "None" not in text


@pytest.mark.parametrize("page", ["provincial/2025-03", "annual_review/2025", "profile/guangdong"])
def test_native_charts_of_an_edition_have_the_numbers_that_are_drawn(page):
    with zipfile.ZipFile(built(f"{page}.docx")) as files:
        roots = [
            ElementTree.fromstring(files.read(name))
            for name in sorted(files.namelist())
            if re.fullmatch(r"word/charts/chart\d+\.xml", name)
        ]
    charts = [one for one in bundle_of_built(page).parts if isinstance(one, ChartPart)]
    drawn = {
        (row["name"], round(row["shown"], 9))
        for chart in charts
        for rows in chart.spec["datasets"].values()
        for row in rows
        if {"name", "shown"} <= row.keys() and not chart.anchor.endswith("-rank")
    }
    found = set()
    for root in roots:
        for series in root.iter(f"{CHART}ser"):
            (label,) = {one.text for one in series.iterfind(f"./{CHART}tx//{CHART}v")} or {""}
            names = {
                int(one.get("idx")): one.find(f"{CHART}v").text
                for one in series.iterfind(f"./{CHART}cat//{CHART}pt")
            }
            lines = root.find(f".//{CHART}lineChart") is not None
            for one in series.iterfind(f"./{CHART}val//{CHART}pt"):
                value = round(float(one.find(f"{CHART}v").text), 9)
                found.add((label if lines else names[int(one.get("idx"))], value))
    assert len(roots) >= 3 and found and found <= drawn


def test_the_list_of_editions_names_it():
    listed = json.loads(built("editions.json").read_text(encoding="utf-8"))["editions"]
    for one in listed:
        path = one["files"]["docx"]["address"].removeprefix("https://example.org/")
        assert (SITE / path).is_file()


def test_the_command_writes_the_file_of_the_site(tradebook, tmp_path):
    target = tmp_path / "year.docx"
    code, out, err = tradebook("docx", "annual_review", "2024", "-o", target)
    assert (code, out, err) == (0, f"wrote {target}\n", "")
    assert target.read_bytes() == built("annual_review/2024.docx").read_bytes()
