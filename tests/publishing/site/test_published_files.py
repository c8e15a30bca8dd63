"""A published site against what was released: each file of a page that is changed is found and named."""

import io
import re
import shutil
import zipfile

import pytest
from testbed import ROOT, SITE

from helpers.cli.release_commands import fault_in_words
from helpers.core.errors import LockError
from helpers.publishing.releases.release_history import histories_of
from helpers.publishing.site.published_files import published

EDITION = "annual_review/2024"


@pytest.fixture(scope="module")
def known():
    return histories_of(ROOT, EDITION)


@pytest.fixture
def site(tmp_path):
    """Return a copy of the files of one edition on the built site."""
    shutil.copytree(SITE / "annual_review", tmp_path / "annual_review")
    return tmp_path


def faults(known, site):
    return {
        one.what: [fault_in_words(fault) for fault in one.faults]
        for one in published(known, str(site))
        if not one.identical
    }


def test_a_site_as_it_was_built_is_identical(known, site):
    found = list(published(known, str(site)))
    pages = (*(f"{EDITION}/r{number}" for number in (1, 2, 3, 4)), EDITION)
    assert [one.what for one in found] == [f"{page}.figures.csv" for page in pages]
    assert all(one.identical for one in found)


def test_a_digit_changed_on_a_page_in_another_language_is_found(known, tmp_path):
    for folder in ("annual_review", "en/annual_review"):
        shutil.copytree(SITE / folder, tmp_path / folder)
    whole = list(published(known, str(tmp_path), ["en"]))
    assert [one.what for one in whole][-1] == f"en/{EDITION}.figures.csv"
    assert all(one.identical for one in whole)
    replace(">43[.]85 trillion yuan<", ">43.86 trillion yuan<")(tmp_path / f"en/{EDITION}.html")
    (found,) = [one for one in published(known, str(tmp_path), ["en"]) if not one.identical]
    assert found.what == f"en/{EDITION}.figures.csv"
    assert any("43.86" in fault_in_words(fault) for fault in found.faults)


def test_a_digit_changed_on_a_permanent_page_in_another_language_is_found(known, tmp_path):
    for folder in ("annual_review", "en/annual_review"):
        shutil.copytree(SITE / folder, tmp_path / folder)
    page = f"en/{EDITION}/r4"
    assert f"{page}.figures.csv" in [one.what for one in published(known, str(tmp_path), ["en"])]
    replace(">43[.]85 trillion yuan<", ">43.86 trillion yuan<")(tmp_path / f"{page}.html")
    (found,) = [one for one in published(known, str(tmp_path), ["en"]) if not one.identical]
    assert found.what == f"{page}.figures.csv"
    assert any("43.86" in fault_in_words(fault) for fault in found.faults)


def replace(pattern, text):
    """Return a change of a file: what is found first becomes something else."""

    def change(path):
        old = path.read_text(encoding="utf-8")
        new = re.sub(pattern, text, old, count=1)
        assert new != old
        path.write_text(new, encoding="utf-8", newline="")

    return change


def repacked(path, name, change):
    """Change a file within an archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w") as new:
        for each in old.namelist():
            content = old.read(each)
            new.writestr(each, change(content) if name in each else content)
    path.write_bytes(stream.getvalue())


def of_zip(path):
    repacked(path, "tab-ranking.csv", lambda content: content.replace(b"1", b"2"))


def of_workbook(path):
    repacked(path, "sheet1.xml", lambda content: content.replace(b"<v>1</v>", b"<v>2</v>"))


def cut(path):
    path.write_bytes(path.read_bytes()[:-40])


def nonsense(path):
    path.write_bytes(b"metric,measure\n1,2\n")


CHANGES = {
    "a number in the text": (".html", replace(r"(<data[^>]*>)\d", r"\g<1>x"), "released '…"),
    "a number in a table": (
        ".html",
        replace(r"(<td data-figure[^>]*>)\d", r"\g<1>x"),
        "released '…",
    ),
    "the value of a mark": (".html", replace(r'(<data[^>]* value=")\d', r"\g<1>x"), "found '…"),
    "a drawing on the page": (
        ".html",
        replace(r'(<svg.*?<path[^>]* d="M)\d', r"\g<1>x"),
        "found '…",
    ),
    "a table": (".tab-ranking.csv", replace(r"1", "2"), "line "),
    "the data of a chart": (".fig-scatter.csv", replace(r"1", "2"), "line "),
    "a table in Excel": (".tab-ranking.xlsx", of_workbook, "its cells are not those that were"),
    "a damaged table in Excel": (".tab-ranking.xlsx", cut, "is no Excel file of ours: "),
    "a drawing": (".svg", replace(r"M\d", "Mx"), "line "),
    "the panel on numbers": (".figures.js", replace(r"(\d)\.0,", r"\g<1>.5,"), "released ("),
    "no panel": (".figures.js", nonsense, "is no script of figures"),
    "the description": (
        ".datapackage.json",
        replace(r'"title": "', '"title": "x'),
        "title: released",
    ),
    "no description": (".datapackage.json", nonsense, "is no description of data"),
    "an archive": (".zip", of_zip, "tab-ranking.csv: is not the file beside it"),
    "a damaged archive": (".zip", cut, "is no archive of ours: "),
    "no archive": (".zip", nonsense, "is no archive of ours: "),
}


@pytest.mark.parametrize(("ending", "change", "said"), CHANGES.values(), ids=CHANGES)
def test_a_file_that_was_changed_is_named(known, site, ending, change, said):
    pages = (EDITION, f"{EDITION}/r1")
    for page in pages:
        change(site / f"{page}{ending}")
    found = faults(known, site)
    for page in pages:
        lines = found[f"{page}.figures.csv"]
        assert any(line.startswith(f"{page}{ending}: ") and said in line for line in lines), lines
        assert all(len(line.splitlines()) == 1 for line in lines)


def test_the_number_that_was_changed_is_told(known, site):
    page = site / f"{EDITION}/r1.html"
    number = re.search(r"<data[^>]*>([^<]*\d[^<]*)</data>", page.read_text(encoding="utf-8"))[1]
    replace(re.escape(f">{number}</data>"), ">99999.9</data>")(page)
    (line,) = faults(known, site)[f"{EDITION}/r1.figures.csv"]
    released, _, found = line.partition("', found '")
    assert number in released and "99999.9" in found and "99999.9" not in released


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (replace(r"年度", "月度"), "carries other words or numbers than those recorded on "),
        (replace(r'"figures": "', '"figures": "x'), "carries other figures than those released"),
        (nonsense, "is no notebook of an edition"),
    ],
)
def test_the_notebook_beside_the_latest_page_is_the_one_recorded(known, site, change, said):
    change(site / f"{EDITION}.ipynb")
    lines = faults(known, site)[f"{EDITION}.figures.csv"]
    assert lines[0].startswith(f"{EDITION}.ipynb: ")
    assert any(said in line for line in lines)


def test_a_file_that_is_not_there_is_told(known, site):
    (site / f"{EDITION}/r1.zip").unlink()
    with pytest.raises(LockError, match=r"r1\.zip: no such file; expected a published site in "):
        faults(known, site)


def test_what_the_site_puts_around_a_page_is_not_looked_at(known, site):
    for page in (EDITION, f"{EDITION}/r1"):
        path = site / f"{page}.html"
        text = path.read_text(encoding="utf-8").replace("全站目录", "目录")
        path.write_text(text, encoding="utf-8")
    assert faults(known, site) == {}
