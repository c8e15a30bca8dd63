"""The brief of an edition: what it says, by hand; one page, one picture, the same bytes each time."""

import struct

import pytest
from sample_documents import edition_page, parts, plain, read_pdf
from sample_editions import SETTINGS, WORDS
from testbed import ROOT

from helpers.core.errors import BuildError
from helpers.publishing.documents.brief import brief_of, brief_pdf, long_picture

HEADLINE = [
    {"label": "进出口", "text": "3.0 亿元", "moved": "同比增长 2.0%"},
    {"label": "出口", "text": "2.0 亿元", "moved": "同比增长 5.0%†", "note": "标“†”的按旧数计算。"},
    {"label": "进口", "text": "1.0 亿元", "moved": "同比下降 3.6%"},
]
FINDINGS = ["出口增长 5.0%†。", "进口下降 3.6%。"]


def brief(*shown, **told):
    told = {"headline": HEADLINE, "findings": FINDINGS, **told}
    return brief_of(edition_page(*shown, **told), SETTINGS, WORDS)


def test_the_headline_number_comes_first_then_what_moved_the_flows():
    found = [one.replace("\u00a0", " ") for one in brief().findings]
    assert found == ["进出口 3.0 亿元，同比增长 2.0%。", *FINDINGS]


def test_other_headline_numbers_make_up_for_flows_without_growth():
    found = [one.replace("\u00a0", " ") for one in brief(findings=FINDINGS[1:]).findings]
    assert found == [
        *("进出口 3.0 亿元，同比增长 2.0%。", "进口下降 3.6%。"),
        "出口 2.0 亿元，同比增长 5.0%†。",
    ]


def test_it_says_what_a_reader_has_to_know_of_the_data_and_what_a_mark_means():
    notes = brief().notes
    assert notes[1:3] == ("标“†”的按旧数计算。", "本页数据为重构数据")
    assert "https://example.org/trade/provincial/2025-11.html" in notes[3]
    assert notes[4].startswith("编者. 分省报告（2025-11）[EB/OL]")


def test_a_mark_of_a_finding_is_explained_though_no_headline_number_has_it():
    plain_headline = [
        {key: one[key] for key in ("label", "text", "moved")} for one in HEADLINE[::2]
    ]
    notes = brief(headline=plain_headline).notes
    assert notes[0].startswith("标“†”的，来源没有公布增长率")
    assert not any("†" in one for one in brief(headline=plain_headline, findings=[]).notes)


def test_it_is_one_page_with_all_that_it_says():
    content = brief_pdf(brief())
    _, (text,) = read_pdf(content)
    for said in (*brief().findings, "分省报告", "2025 年 11 月", *brief().notes[:2], "图 1"):
        assert plain(said) in plain(text)
    assert b"pdfuaid" in content and content == brief_pdf(brief())


def test_the_longest_brief_of_the_book_is_one_page_too():
    files = sorted((ROOT / "_build" / "html").glob("*/*.brief.pdf"))
    assert len(files) > 40
    assert {len(read_pdf(file.read_bytes())[1]) for file in files} == {1}


def test_the_picture_is_as_wide_as_a_phone_and_as_long_as_it_needs():
    sizes = [
        struct.unpack(">II", long_picture(one)[16:24]) for one in (brief(), brief(*parts()[:2]))
    ]
    assert [width for width, _ in sizes] == [1080, 1080]
    # Without a chart.
    assert sizes[0][1] > sizes[1][1] + 200
    assert long_picture(brief()) == long_picture(brief())


@pytest.mark.parametrize("told", [{"findings": ["出口𠮷。"]}, {"title": "𠮷"}])
def test_a_sign_that_the_typeface_lacks_is_refused(told):
    with pytest.raises(BuildError, match=r"lacks '𠮷' \(U\+20BB7\)"):
        brief_pdf(brief(**told))


def test_the_command_writes_a_page_or_a_picture_by_the_name(tradebook, tmp_path):
    for name, kind in (("a.pdf", ".brief.pdf"), ("a.png", ".long.png")):
        target = tmp_path / name
        code, out, err = tradebook("brief", "annual_review", "2024", "-o", target)
        assert (code, out, err) == (0, f"wrote {target}\n", "")
        built = ROOT / "_build" / "html" / "annual_review" / f"2024{kind}"
        assert target.read_bytes() == built.read_bytes()
