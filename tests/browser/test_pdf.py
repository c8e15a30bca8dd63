"""An edition printed as a PDF: what is on the page is in the file, and can be read out of it."""

import re
import shutil
import unicodedata

import pypdf
import pytest
from workshops import EDITION, SITE, built

from helpers.errors import BuildError
from helpers.site import pdf, print_page


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Print an edition; return its pages."""
    target = tmp_path_factory.mktemp("printed") / "edition.pdf"
    print_page(built(f"{EDITION}.html"), target)
    assert not list(target.parent.glob(".*"))
    return pypdf.PdfReader(target).pages


def text_of(page):
    # Fonts draw some letters by twins of the same shape: 月 and the radical ⽉.
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", page.extract_text()))


def test_it_is_of_a4(printed):
    for page in printed:
        width, height = (float(size) / 72 * 25.4 for size in page.mediabox[2:])
        assert (round(width), round(height)) == (210, 297)


def test_title_and_text_can_be_read(printed):
    first = text_of(printed[0])
    assert "中国分省货物贸易月度监测报告" in first
    assert "2025年11月" in first


def test_it_has_no_navigation(printed):
    whole = "".join(map(text_of, printed))
    assert "本页目录" not in whole
    assert "换参数即可重算别的期次" in whole


def test_every_page_has_its_number(printed):
    assert len(printed) > 3
    for number, page in enumerate(printed, 1):
        assert f"{number}/{len(printed)}" in text_of(page)


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
    monkeypatch.setattr(pdf, "_BROWSERS", ("false",))
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
