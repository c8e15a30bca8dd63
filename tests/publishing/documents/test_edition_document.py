"""The document of an edition as data: cover, order, marks of sources, tables; expected values by hand."""

import pytest
from sample_documents import CARD, LEAD, LEVEL, RELEASED, TABLE, chart, document

from helpers.core.errors import BuildError
from helpers.presentation.parts import ProsePart, TablePart
from helpers.presentation.spreadsheets import Entry, Sheet
from helpers.publishing.documents.document import Mark, Span, joined
from helpers.publishing.documents.grids import grid_of, width_of
from helpers.publishing.documents.seen_texts import check_document


def kinds(found):
    return [one.kind for one in found.body]


def test_the_cover_names_period_release_day_and_address():
    cover = document(version=RELEASED, revised="修订了 3 个数字。").cover
    assert (cover.institution, cover.site, cover.title) == ("某所", "站名", "分省报告")
    assert plainly(cover.facts) == (
        ("数据期", "2025 年 11 月"),
        ("发布", "2026-01-16（另有 1 份文件未注明）"),
        ("收录", "2026-01-10"),
        ("版本", "r2，2026-01-20"),
        ("网页", "https://example.org/trade/provincial/2025-11/r2.html"),
    )
    assert (cover.period, cover.lead) == (joined("2025 年 11 月"), LEAD)
    assert plainly(cover.cards) == (CARD,)
    assert cover.notes == ("修订了 3\u00a0个数字。",)


def plainly(rows):
    return tuple(tuple(text.replace("\u00a0", " ") for text in row) for row in rows)


def test_a_draft_says_so():
    assert document().cover.facts[3] == ("版本", "草稿，尚未发布，请勿引用")


def test_the_body_keeps_the_order_and_leaves_out_what_stands_on_the_cover():
    assert kinds(document()) == [
        *("notice", "title", "paragraph", "paragraph", "paragraph", "title", "paragraph"),
        *("grid", "charts", "charts", "title", "numbers", "title", "paragraph"),
        *("paragraph", "title", "paragraph", "title", "origins", "title", "paragraph"),
    ]


def test_headings_begin_at_one_below_the_title():
    titles = [(one.level, one.text) for one in document().body if one.kind == "title"]
    assert titles == [
        (1, "一、出口"),
        (2, "（一）企业"),
        (1, "二、累计"),
        (1, "数据与重算"),
        (2, "数据检查有 1\u00a0条提示"),
        (2, "数据来源"),
        (2, "引用本报告"),
    ]


def test_a_mark_names_the_files_where_they_change():
    found = {one.text: one.mark for one in document().body if one.kind == "paragraph"}
    marks = {joined(text): mark for text, mark in found.items()}
    assert marks[joined("2025 年 11 月，广东出口 725.6 亿美元。")] is None
    assert marks[joined("同比增长 6.9%。")] == Mark("[1]", 1)
    assert marks[joined("又：广东出口 725.6 亿美元。")] is None
    assert marks[joined("有实绩的企业 70 万家。")] == Mark("[1–2]", 1)


def test_files_are_named_as_on_the_page_with_their_address():
    (origins,) = [one.items for one in document().body if one.kind == "origins"]
    assert origins == (
        "某月<表>（某单位；发布日期未注明，收录 2026-01-10；官方发布） https://example.org/a",
        "某月<表>（某单位；发布 2026-01-16，收录 2026-01-10；官方发布）",
    )


def test_charts_stand_two_in_a_row():
    rows = [
        [one.anchor for one in each.charts] for each in document().body if each.kind == "charts"
    ]
    assert rows == [["fig-a", "fig-b"], ["fig-c"]]


def test_charts_of_other_heights_stand_alone():
    tall = chart("fig-tall", "图 1　高", *map(str, range(20)))
    shown = document(tall, chart("fig-low", "图 2　低", "1", "-2"))
    assert [len(one.charts) for one in shown.body if one.kind == "charts"] == [1, 1]


def test_a_table_has_its_groups_its_pads_and_its_mark():
    grid = grid_of(TABLE, Mark("[1]", 1))
    assert grid.head == (
        (
            Span("省市", "left", rows=2),
            Span("出口", "center", columns=2),
            Span("净出口", "right", rows=2),
        ),
        (Span("金额", "right"), Span("同比", "right")),
    )
    assert grid.numeric == (False, True, True, True)
    assert grid.rows[0] == ("十一月",)
    assert grid.rows[1] == ("广东", "725.6", "6.9*", "-305.8")
    # Decimals and marks that others of the column have.
    assert grid.pads[:4] == (("",), ("", "0", "", ""), ("", "", "*", ""), ("", "0", "", ".0"))
    assert not grid.broad


def test_a_table_of_an_older_release_has_a_plain_head():
    grid = grid_of(TablePart(TABLE.sheet), None)
    assert [[span.text for span in row] for row in grid.head] == [list(TABLE.sheet.heads)]


def test_a_table_of_many_columns_lies_on_its_side():
    heads = ("项目", *(f"第{one}列的数" for one in range(20)))
    row = (Entry("甲"), *(Entry("12345.6", True, 1.0) for _ in range(20)))
    assert grid_of(TablePart(Sheet("tab-y", "表 1　宽", heads, ("",) * 21, (row,))), None).broad


@pytest.mark.parametrize(("text", "width"), [("广东", 2), ("12", 1.14), ("（%）", 2.57), ("", 0)])
def test_a_chinese_character_is_one_wide(text, width):
    assert width_of(text) == pytest.approx(width)


def test_no_line_ends_between_a_number_and_its_unit():
    assert joined("2025 年 11 月 1.0%") == "2025\u00a0年 11\u00a0月 1.0%"


@pytest.mark.parametrize(
    ("shown", "place"),
    [
        (ProsePart(("出口𠮷",)), "cover"),
        (chart("fig-x", "图 1　𠮷", "1"), "fig-x"),
        (TablePart(Sheet("tab-z", "表 1", ("𠮷",), ("",), ())), "tab-z"),
    ],
)
def test_a_missing_glyph_is_named_with_its_place(shown, place):
    with pytest.raises(BuildError, match=rf": {place}: .* lacks '𠮷' \(U\+20BB7\)") as caught:
        check_document(document(shown))
    assert "\n" not in str(caught.value)


def test_a_mark_in_a_drawing_is_looked_at_too():
    drawn = chart("fig-x", "图 1　条", "1")
    drawn = type(drawn)(drawn.anchor, drawn.caption, "", drawn.svg.replace("项0", "◂"))
    with pytest.raises(BuildError, match=r"fig-x: .* lacks '◂'"):
        check_document(document(drawn))


def test_what_no_figure_is_known_of_has_no_mark():
    (found,) = [
        one
        for one in document(ProsePart(("无。",), (f"{LEVEL}x",))).body
        if one.kind == "paragraph"
    ][:1]
    assert found.mark is None
