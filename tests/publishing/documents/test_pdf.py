"""An edition as PDF: what its bundle has is in the file, in the project's typeface alone, the same bytes each time."""

import json
import re
import subprocess
import sys
import textwrap

import pytest
from sample_documents import (
    RELEASED,
    bundle_of_built,
    document,
    paragraphs_of,
    plain,
    read_pdf,
    tables_of,
)
from testbed import EDITION, EXAMPLES, ROOT, SITE, built, soup_of

from helpers.core.errors import BuildError
from helpers.presentation.parts import ChartPart, HeadingPart, ProsePart
from helpers.publishing.documents.pdf import pdf_of

MILLIMETRES = 25.4 / 72


@pytest.fixture(scope="module")
def made():
    """Return the PDF of the edition made by hand."""
    return pdf_of(document(version=RELEASED))


def catalogue(reader):
    return reader.trailer["/Root"]


def fonts_of(reader):
    """Return the fonts of a PDF by name, and whether each is embedded."""
    found = {}
    for page in reader.pages:
        for one in descriptors(page["/Resources"]):
            font = one["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            found[one["/BaseFont"]] = any(key.startswith("/FontFile") for key in font)
    return found


def descriptors(resources):
    for one in resources.get("/Font", {}).values():
        yield one.get_object()
    for one in resources.get("/XObject", {}).values():
        yield from descriptors(one.get_object().get("/Resources", {}))


def outline_of(entries):
    for one in entries:
        if isinstance(one, list):
            yield from outline_of(one)
        else:
            yield one.title.replace("\u00a0", " ")


def whole(content, title, site):
    """Return the text of a PDF without white space, and without what stands at each page's edges."""
    _, texts = read_pdf(content)
    edges = (title, site, "收录")
    found = []
    for number, text in enumerate(texts, 1):
        page = plain(text)
        if number > 1:
            day = re.search(rf"收录\d{{4}}-\d\d-\d\d{number}/{len(texts)}", page)
            assert day, f"page {number}: {page[:80]} … {page[-40:]}"
            page = page.replace(day[0], "", 1)
            for edge in edges[:2]:
                assert plain(edge) in page
                page = page.replace(plain(edge), "", 1)
        found.append(page)
    return "".join(found)


def test_it_is_of_a4_and_accessible(made):
    reader, _ = read_pdf(made)
    sizes = {
        tuple(round(float(one) * MILLIMETRES) for one in page.mediabox[2:]) for page in reader.pages
    }
    assert sizes == {(210, 297)}
    root = catalogue(reader)
    assert root["/Lang"] == "zh-CN" and root["/MarkInfo"]["/Marked"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert reader.metadata.title == "分省报告（2025-11）" and reader.metadata.author == "某所"
    assert reader.metadata.creation_date.date().isoformat() == "2026-01-20"


def test_fonts_are_embedded_and_the_projects_own(made):
    fonts = fonts_of(read_pdf(made)[0])
    assert all(fonts.values())
    names = {re.sub(r"^/[A-Z]{6}\+|-Identity-H$", "", name) for name in fonts}
    assert names == {"TradebookSans-Regular", "TradebookSans-Bold"}


def test_headings_are_bookmarks_and_in_the_contents(made):
    reader, texts = read_pdf(made)
    titles = [
        "一、出口",
        "(一)企业",
        "二、累计",
        "数据与重算",
        "数据检查有1条提示",
        "数据来源",
        "引用本报告",
    ]
    assert [plain(one) for one in outline_of(reader.outline)] == titles
    contents = plain(texts[1])
    assert contents.index("目录") < contents.index("一、出口") < contents.index("引用本报告")


def test_a_table_over_several_pages_has_its_head_and_its_band_on_each(made):
    pages = [page for page in map(plain, read_pdf(made)[1]) if re.search(r"省\d+", page)]
    assert len(pages) > 1
    for page in pages:
        assert "省市金额同比净出口" in page or ("省市" in page and "金额同比" in page)
        assert page.count("十一月") == 1


def test_drawings_are_vectors_with_their_texts_and_what_they_show_in_words(made):
    reader, texts = read_pdf(made)
    assert "项0" in "".join(texts) and "143.2→" in plain("".join(texts))
    images = [
        one
        for page in reader.pages
        for one in page["/Resources"].get("/XObject", {}).values()
        if one.get_object().get("/Subtype") == "/Image"
    ]
    assert images == []
    told = {
        plain(one["/Alt"])
        for one in (reader.get_object(number) for number in range(1, reader.trailer["/Size"]))
        if isinstance(one, dict) and one.get("/S") == "/Figure"
    }
    assert "图1出口的拉动(百分点):最高的是项0。" in told and len(told) == 3


def test_marks_lead_to_the_files(made):
    reader, texts = read_pdf(made)
    links = [
        one.get_object()
        for page in reader.pages
        for one in page.get("/Annots", [])
        if one.get_object()["/Subtype"] == "/Link"
    ]
    assert len(links) >= 3
    assert "某月<表>(某单位;发布日期未注明,收录2026-01-10;官方发布)https://example.org/a" in plain(
        "".join(texts)
    )
    assert "引用日期" in texts[-1] or "引用日期" in texts[-2]


@pytest.mark.parametrize("page", EXAMPLES)
def test_every_number_of_an_edition_is_in_its_file(page):
    bundle = bundle_of_built(page)
    title = bundle.record["heading"]
    text = whole(built(f"{page}.pdf").read_bytes(), title, "中国货物贸易监测")
    for paragraph in paragraphs_of(bundle):
        assert plain(paragraph) in text, paragraph
    for table in tables_of(bundle):
        assert plain(table.sheet.title) in text
        for row in table.sheet.rows:
            assert plain("".join(entry.text for entry in row)) in text, row
        assert all(plain(note) in text for note in table.sheet.notes)
    for part in bundle.parts:
        if isinstance(part, ChartPart):
            assert plain(part.caption) in text
        if isinstance(part, HeadingPart) and part.level > 1:
            assert plain(part.text) in text


def test_the_edition_of_the_site_has_fonts_bookmarks_and_its_title():
    reader, _ = read_pdf(built(f"{EDITION}.pdf").read_bytes())
    assert reader.metadata.title == "中国分省货物贸易月度监测报告（2025 年 11 月）"
    headings = [one.text for one in bundle_of_built(EDITION).parts if isinstance(one, HeadingPart)][
        1:
    ]
    assert list(outline_of(reader.outline)) == [*headings, "数据来源", "引用本报告"], (
        "nothing was found"
    )
    assert len(fonts_of(reader)) == 2 and all(fonts_of(reader).values())


def test_it_is_the_same_bytes_again(made):
    assert pdf_of(document(version=RELEASED)) == made


WITHOUT_FONTS = """
    import hashlib
    from sample_documents import RELEASED, document
    from helpers.publishing.documents.pdf import pdf_of
    print(hashlib.sha256(pdf_of(document(version=RELEASED))).hexdigest())
"""


def test_it_is_the_same_bytes_where_there_are_no_fonts(made, tmp_path):
    import hashlib

    config = tmp_path / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{tmp_path}</dir></fontconfig>", encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(WITHOUT_FONTS)],
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
    assert told.stdout.strip() == hashlib.sha256(made).hexdigest()


def test_a_character_that_the_typeface_lacks_is_refused():
    with pytest.raises(BuildError, match=r"lacks '𠮷' \(U\+20BB7\)"):
        pdf_of(document(ProsePart(("出口𠮷。",))))


def test_the_list_of_editions_names_it():
    listed = json.loads(built("editions.json").read_text(encoding="utf-8"))["editions"]
    files = [one["files"]["pdf"] for one in listed]
    assert {one["type"] for one in files} == {"application/pdf"}
    for one in files:
        assert (SITE / one["address"].removeprefix("https://example.org/")).is_file()


def test_the_command_writes_the_file_of_the_site(tradebook, tmp_path):
    target = tmp_path / "year.pdf"
    code, out, err = tradebook("pdf", "annual_review", "2024", "-o", target)
    assert (code, out, err) == (0, f"wrote {target}\n", "")
    assert target.read_bytes() == built("annual_review/2024.pdf").read_bytes()


def test_a_profile_says_that_it_follows_the_data():
    _, texts = read_pdf(built("profile/guangdong.pdf").read_bytes())
    assert "随数据更新,不作固定版本" in plain(texts[0])


def test_a_page_links_its_documents_and_that_of_a_revision_has_none():
    files = [one["href"] for one in soup_of(f"{EDITION}.html").select(".tb-documents a")]
    assert files == ["2025-11.pdf", "2025-11.docx"]
    assert soup_of(f"{EDITION}/r1.html").select(".tb-documents") == []


@pytest.mark.parametrize("command", ["pdf", "docx"])
def test_the_command_names_the_editions_there_are(tradebook, tmp_path, command):
    target = tmp_path / "a.out"
    code, out, err = tradebook(command, "provincial", "1999-01", "-o", target)
    assert (code, out) == (2, "") and len(err.splitlines()) == 1
    assert "edition provincial/1999-01 is not published; expected one of annual_review/2024" in err
    assert not target.exists()


@pytest.mark.parametrize("command", ["pdf", "docx"])
@pytest.mark.parametrize("place", ["gone/a.out", "."])
def test_a_target_that_cannot_be_written_is_told_in_one_line(tradebook, tmp_path, command, place):
    code, out, err = tradebook(command, "provincial", "2025-11", "-o", tmp_path / place)
    assert (code, out) == (2, "") and len(err.splitlines()) == 1
    assert "Traceback" not in err and list(tmp_path.iterdir()) == []


def test_what_was_there_stays_where_nothing_is_written(tradebook, tmp_path, monkeypatch):
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def full(*_):
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    code, out, err = tradebook("pdf", "usa", "2025-12", "-o", target)
    assert (code, out) == (1, "") and len(err.splitlines()) == 1
    assert "No space left" in err
    assert [one.name for one in tmp_path.iterdir()] == ["a.pdf"] and target.read_bytes() == b"old"
