"""Sheets: what is shown and the unrounded values, as CSV and as Excel; text is never a formula."""

import io
import json
import re
from dataclasses import asdict

import pytest
from builders import figure
from python_calamine import CalamineWorkbook

from helpers.presentation.parts import read_sheets
from helpers.presentation.spreadsheets import Entry, Sheet, downloads, exact_head

SHEET = Sheet(
    name="tab-x",
    title="=表 1　各省市出口",
    heads=("省市", "出口", "同比变化", "去向"),
    exact=("", "level [USD]", "growth [percent]", ""),
    rows=(
        (Entry("东部"),),
        (
            Entry("广东"),
            Entry("725.6", True, 72_560_000_000.25),
            Entry("-6.9*", True, -6.85),
            Entry("=1+1"),
        ),
        (Entry("@北京"), Entry("0.05", True, 4_500_000.0), Entry("-", True), Entry("—")),
    ),
    notes=("单位：亿美元。",),
)


def test_the_csv_has_what_is_shown_then_the_unrounded_values():
    assert SHEET.csv() == (
        "省市,出口,同比变化,去向,level [USD],growth [percent]\n"
        "东部,,,,,\n"
        "广东,725.6,-6.9*,'=1+1,72560000000.25,-6.85\n"
        "'@北京,0.05,-,—,4500000.0,\n"
    )


def cells(sheet):
    book = CalamineWorkbook.from_filelike(io.BytesIO(sheet.xlsx()))
    assert book.sheet_names == [sheet.name]
    return book.get_sheet_by_index(0).to_python()


def test_the_excel_file_has_numbers_as_numbers_and_text_as_text():
    assert cells(SHEET) == [
        ["省市", "出口", "同比变化", "去向", "level [USD]", "growth [percent]"],
        ["东部", "", "", "", "", ""],
        ["广东", 725.6, "-6.9*", "=1+1", 72_560_000_000.25, -6.85],
        ["@北京", 0.05, "-", "—", 4_500_000.0, ""],
        [""] * 6,
        ["=表 1　各省市出口", "", "", "", "", ""],
        ["单位：亿美元。", "", "", "", "", ""],
    ]


def test_the_excel_file_holds_no_formula_and_no_link():
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(SHEET.xlsx())) as parts:
        page = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "hyperlink" not in page


def test_the_excel_file_carries_no_time_of_its_making():
    from zipfile import ZipFile

    with ZipFile(io.BytesIO(SHEET.xlsx())) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        days = re.findall(r"\d{4}-\d\d-\d\dT", parts.read("docProps/core.xml").decode())
    assert days == ["2000-01-01T"] * 2


def test_a_sheet_comes_back_from_the_output_that_carries_it():
    kept = json.loads(json.dumps(asdict(SHEET), ensure_ascii=False))
    assert read_sheets([kept]) == (SHEET,)


@pytest.mark.parametrize(
    ("figures", "head"),
    [
        ([], ""),
        ([figure(1.0, region="44")], "level.2025-11.month.export.44 [USD]"),
        (
            [figure(1.0, region="44"), figure(2.0, region="11")],
            "level.2025-11.month.export [USD]",
        ),
        (
            [figure(1.0), figure(2.0, flow="import", unit="CNY")],
            "level.2025-11.month [CNY, USD]",
        ),
        (
            [figure(1.0, metric="growth", unit="percent"), figure(2.0, span="ytd")],
            "2025-11.export [USD, percent]",
        ),
    ],
)
def test_a_column_is_named_by_what_its_figures_share(figures, head):
    assert exact_head(figures) == head


def test_the_links_are_named_after_the_table_and_escaped():
    assert str(downloads("tab-x", '表 1 <"b">')) == (
        '<div class="tb-tools"><a class="tb-anchor" href="#tab-x" '
        'aria-label="表 1 &lt;&#34;b&#34;&gt;">#</a> '
        '<a href="tab-x.csv" download aria-label="表 1 &lt;&#34;b&#34;&gt; CSV">CSV</a> '
        '<a href="tab-x.xlsx" download aria-label="表 1 &lt;&#34;b&#34;&gt; XLSX">XLSX</a></div>'
    )
