"""An edition made by hand that has all that a document can have, and what is read out of documents."""

import io
import re
import unicodedata
from dataclasses import replace

import nbformat
import pandas as pd
import pypdf
from sample_editions import FIGURES, FILES, SETTINGS, WORDS
from testbed import ROOT, Given, executed

from helpers.presentation.charts.bars import diverging_bars
from helpers.presentation.charts.picture import Picture
from helpers.presentation.parts import PARTS_TYPE, HeadingPart, ProsePart, TablePart, output_of
from helpers.presentation.spreadsheets import Entry, Sheet
from helpers.publishing.bundle.bundle import read_bundle
from helpers.publishing.bundle.edition_pages import EditionPage, Version
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.documents.edition_document import document_of

LEVEL, GROWTH = (f"{one}.value.2025-11.month.export.44._T._T" for one in ("level", "growth"))
OPERATORS = "operators.value.2025-11.ytd.total._T._T._T"
LEAD = "出口增长 6.9%，广东拉高最多。"
CARD = ("全国进出口", "1.0 亿元", "同比增长 2.0%")


def number(text, value=1.0):
    return Entry(text, True, value)


TABLE = TablePart(
    Sheet(
        "tab-x",
        "表 1　出口（亿美元）",
        ("省市", "出口 金额", "出口 同比", "净出口"),
        ("", "level", "growth", "level"),
        (
            (Entry("十一月"),),
            (Entry("广东"), number("725.6"), number("6.9*"), number("-305.8")),
            (Entry("西藏"), number("0.03"), number("-70.2"), Entry("—")),
            *(
                (Entry(f"省{one}"), number(f"{one}.5"), number("-"), number("7"))
                for one in range(60)
            ),
        ),
        ("单位：亿美元。", "标“*”的为来源印出。"),
    ),
    (("", "省市"), ("出口", "金额"), ("出口", "同比"), ("", "净出口")),
    ((), *((LEVEL, GROWTH, None),) * 62),
)


def chart(anchor, caption, *labels):
    """Return a drawn chart of bars on both sides of zero."""
    rows = {
        "name": [f"项{place}" for place in range(len(labels))],
        "value": [float(label) for label in labels],
        "label": list(labels),
        "sign": [-1 if label.startswith("-") else 1 for label in labels],
    }
    drawn = diverging_bars(pd.DataFrame(rows), 50, "百分点")
    return Picture.draw(drawn, anchor, caption, f"{caption}：最高的是项0。").part()


def parts():
    """Return the parts of the edition, in the order of its page."""
    return (
        HeadingPart(1, "分省报告（2025-11）"),
        ProsePart((LEAD,), (GROWTH,)),
        ProsePart(
            ("本页数据为重构数据", "引用前请核对。"),
            (),
            "notice",
            folded=("数据检查有 1 条提示", "缺一月。"),
        ),
        ProsePart((), (LEVEL,), cards=(CARD,)),
        HeadingPart(2, "一、出口"),
        ProsePart(("2025 年 11 月，广东出口 725.6 亿美元。", "同比增长 6.9%。"), (LEVEL, GROWTH)),
        ProsePart(("又：广东出口 725.6 亿美元。",), (LEVEL,)),
        HeadingPart(3, "（一）企业"),
        ProsePart(("有实绩的企业 70 万家。",), (OPERATORS,)),
        ProsePart(()),
        TABLE,
        chart("fig-a", "图 1　出口的拉动（百分点）", "12.5", "-3.25", "143.2"),
        chart("fig-b", "图 2　进口的拉动（百分点）", "4.5", "-1", "2"),
        chart("fig-c", "图 3　合计的拉动（百分点）", "8", "-6"),
        HeadingPart(2, "二、累计"),
        ProsePart((), (LEVEL,), cards=((*CARD[:1], "9.9 亿元", "比上年同期减少 0.1 亿元"),)),
        HeadingPart(2, "数据与重算"),
        ProsePart(("数据口径：货物贸易。", "papermill 2025-11.ipynb"), (), "record"),
    )


def edition_page(*shown, version=None, revised="", **told):
    """Return the page of an edition that shows such parts; ``told`` is put into its record."""
    notebook = executed(**{"files": FILES, "figures": FIGURES, "lead": LEAD, **told})
    record = notebook.cells[-1]
    # The record is of the edition; its text is one of the parts.
    del record.outputs[0].data["text/html"]
    notebook.cells = [*map(_cell, shown or parts()), record]
    for place, cell in enumerate(notebook.cells):
        cell.id = f"cell-{place}"
    page = EditionPage.of(Edition("provincial", "2025-11", {"period": "2025-11"}), Given(notebook))
    return replace(page, version=version, revised=revised)


def _cell(part):
    new = nbformat.v4
    if isinstance(part, HeadingPart):
        return new.new_markdown_cell(f"{'#' * part.level} {part.text}")
    data = {"text/html": part.kind, PARTS_TYPE: output_of(part)}
    return new.new_code_cell("show()", outputs=[new.new_output("display_data", data)])


RELEASED = Version("r2", "2026-01-20", "provincial/2025-11/r2")


def document(*shown, **told):
    """Return the document of such an edition."""
    return document_of(edition_page(*shown, **told), SETTINGS, WORDS)


def bundle_of_built(page):
    """Return what an edition of the built site hands on."""
    return read_bundle(ROOT / "_build" / "editions" / f"{page}.ipynb")


def plain(text):
    """Return a text without white space, in one form of each character."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def read_pdf(content):
    """Return a reader of a PDF, and the texts of its pages."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    return reader, [page.extract_text() for page in reader.pages]


def paragraphs_of(bundle):
    """Return what prose a document of a bundle has to have, of its record the first line."""
    for part in bundle.parts:
        if isinstance(part, ProsePart):
            yield from part.paragraphs[: 1 if part.form == "record" else None]
            yield from part.folded
            for card in part.cards:
                yield from card


def tables_of(bundle):
    """Return the tables of a bundle."""
    return [part for part in bundle.parts if isinstance(part, TablePart)]
