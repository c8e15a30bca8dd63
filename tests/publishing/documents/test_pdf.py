"""An edition printed as a PDF: what is on the page is in the file, and can be read out of it."""

import re
import shutil
import unicodedata
from typing import NamedTuple

import pypdf
import pytest
from testbed import EDITION, SITE, built, soup_of

from helpers.core.errors import BuildError
from helpers.publishing.documents.pdf import print_page

YEAR = "annual_review/2025"


TWINS = str.maketrans("⻓⻘⻚⻢⺠", "长青页马民")
"""Fonts draw some letters by twins of the same shape; those that no normal form puts right."""


class Printed(NamedTuple):
    """What stands in a PDF: the sizes of its pages in millimetres, and their texts."""

    sizes: list[tuple[int, int]]
    texts: list[str]


def plain(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(TWINS))


def read(target):
    pages = pypdf.PdfReader(target).pages
    sizes = [tuple(round(float(one) / 72 * 25.4) for one in page.mediabox[2:]) for page in pages]
    return Printed(sizes, [plain(page.extract_text()) for page in pages])


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Print an edition and a year; return what is in the files."""
    found = {}
    for path in (EDITION, YEAR):
        target = tmp_path_factory.mktemp("printed") / "edition.pdf"
        print_page(built(f"{path}.html"), target)
        assert not list(target.parent.glob(".*"))
        found[path] = read(target)
    return found


def test_it_is_of_a4(printed):
    assert {size for one in printed.values() for size in one.sizes} == {(210, 297)}


def test_title_and_text_can_be_read(printed):
    first = printed[EDITION].texts[0].partition("数据日期")[2]
    assert "中国分省货物贸易月度监测报告(2025年11月)" in first
    assert "2025年11月,31个省市合计进出口5490.2亿美元" in first


def test_it_has_no_navigation(printed):
    whole = "".join(printed[EDITION].texts)
    assert "本页目录" not in whole
    assert "换参数即可重算别的期次" in whole


def test_every_page_tells_title_day_and_number(printed):
    texts = printed[EDITION].texts
    assert len(texts) > 3
    for number, text in enumerate(texts, 1):
        assert text.startswith("中国货物贸易监测中国分省货物贸易月度监测报告(2025年11月)")
        assert "数据日期2026-01-16" in text
        assert f"{number}/{len(texts)}" in text


@pytest.mark.parametrize("path", [EDITION, YEAR])
def test_no_caption_stands_without_the_beginning_of_its_table(printed, path):
    tables = soup_of(f"{path}.html").find_all("figure", class_="tb-table")
    assert len(tables) >= 4
    for table in tables:
        head = "".join(one.get_text() for one in table.thead.find_all("tr")[-1].find_all("th"))
        row = next(one for one in table.tbody.find_all("tr") if one.td).get_text()
        caption, head, row = map(plain, (table.figcaption.get_text(), head, row))
        (page,) = [text for text in printed[path].texts if caption in text]
        assert head in page, caption
        assert row in page, caption


def test_a_page_that_is_not_there_is_told_in_one_line(tmp_path):
    with pytest.raises(BuildError, match=r"is not there; is it in editions.yml"):
        print_page(SITE / "provincial" / "1999-01.html", tmp_path / "a.pdf")


def test_without_chromium_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(BuildError, match="apt-get install chromium"):
        print_page(built(f"{EDITION}.html"), tmp_path / "a.pdf")


def test_what_was_there_stays_where_nothing_is_printed(tmp_path, monkeypatch):
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(shutil, "which", lambda _: "false")
    with pytest.raises(BuildError, match="printed no PDF"):
        print_page(built(f"{EDITION}.html"), target)
    assert [one.read_bytes() for one in tmp_path.iterdir()] == [b"old"]


def test_the_command_writes_the_file(tradebook, tmp_path):
    target = tmp_path / "year.pdf"
    code, out, err = tradebook("pdf", "annual_review", "2024", "-o", target)
    assert (code, out, err) == (0, f"wrote {target}\n", "")
    assert target.read_bytes().startswith(b"%PDF")


def test_the_command_names_the_editions_there_are(tradebook):
    code, _, err = tradebook("pdf", "provincial", "1999-01")
    assert code == 2
    assert len(err.splitlines()) == 1
    assert "edition provincial/1999-01 is not published; expected one of annual_review/2024" in err
