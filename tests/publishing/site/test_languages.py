"""The site in further languages: the same pages at the same places, with the same figures."""

import csv
import re
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from python_calamine import CalamineWorkbook
from testbed import EDITIONS, EXAMPLES, LAST, ROOT, SITE, TRANSLATED, built

from helpers.core.errors import BuildError
from helpers.indicators.figures import read_figures
from helpers.publishing.catalogue.settings import CONFIG, languages_of, read_settings
from helpers.publishing.releases.lock import LOCK, read_records

PAGES = [*EDITIONS, "profile/nation", "profile/guangdong", "profile/eu"]
FIXED = (*(LAST[one] for one in EXAMPLES), "provincial/2024-05/r1")
"""Permanent pages of each kind, and one of an earlier revision, that are in English, too."""
ABOUT = (
    "index",
    "archive",
    "method",
    "data",
    "open_data",
    "differences",
    "explore",
    "check",
    "rerun",
)
CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")


def soup(name):
    return BeautifulSoup(built(f"{name}.html").read_text(encoding="utf-8"), "html.parser")


def figures(name):
    text = built(f"{name}.figures.csv").read_text(encoding="utf-8-sig")
    return {one.id: one.value for one in read_figures(text)}


def ids(page):
    """Return the places of a page that a link may lead to, but for what the scripts and Sphinx number."""
    found = page.select("article [id]")
    return {one["id"] for one in found if not one["id"].startswith(("codecell", "sort-"))}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_same_figures_and_places_in_every_language(page):
    assert figures(page) == figures(f"en/{page}")
    ours, theirs = soup(page), soup(f"en/{page}")
    assert ids(ours) == ids(theirs)
    shown = [
        [(one["data-figure"], one["value"]) for one in each.select("data[data-figure]")]
        for each in (ours, theirs)
    ]
    assert len(shown[0]) > 10
    assert {*shown[0]} == {*shown[1]}


@pytest.mark.parametrize("page", [*PAGES, *ABOUT])
def test_each_page_leads_to_its_twin_and_names_it(page):
    for name, tag, twin in ((page, "en", f"en/{page}"), (f"en/{page}", "zh-CN", page)):
        found = soup(name)
        (link,) = found.select("a.tb-language")
        target = (SITE / f"{name}.html").parent / link["href"]
        assert target.resolve() == (SITE / f"{twin}.html").resolve()
        assert link["hreflang"] == tag
        named = {one["hreflang"]: one["href"] for one in found.select("link[hreflang]")}
        assert {*named} == {"zh-CN", "en"}
        assert named[tag].endswith(f"/{twin}.html")
    assert soup(page).html["lang"] == "zh-CN"
    assert soup(f"en/{page}").html["lang"] == "en"


ISO = re.compile(r"(?<![\w/.-])\d{4}-\d\d(?:-\d\d)?(?![\w.-])")
"""A month or a day by figures; the names of files and of editions are written so."""


@pytest.mark.parametrize("page", [*PAGES, *ABOUT, "revisions", "profiles"])
def test_months_and_days_of_english_pages_are_written_in_words(page):
    content = soup(f"en/{page}")
    for one in content.select("[lang^=zh], .tb-cite, script, style, code, pre, a[download]"):
        one.decompose()
    known = sources()
    found = []
    for text in content.find_all(string=ISO):
        said = " ".join(text.split())
        for one in known:
            said = said.replace(one, "")
        # What is typed on a command line is written in figures.
        if ISO.search(said) and page != "rerun":
            found.append(said[:80])
    assert found == []


def test_quoted_statements_are_named_in_english_with_the_words_of_their_source():
    heads = [one.get_text() for one in soup("en/annual_review/2025").select("#tab-quoted tbody th")]
    named = "Exports of lithium batteries, change year on year (锂电池出口额的同比变化)"
    assert named in heads
    stated = [one for one in heads if CHINESE.search(one)]
    assert [one for one in stated if not re.match(r"[A-Z]", one)] == []


def test_a_profile_offers_its_series_as_a_workbook_in_its_language():
    names = {"": "全国 CNY", "en/": "China CNY"}
    for folder, sheet in names.items():
        (link,) = soup(f"{folder}profile/nation").select("article a[href$='.xlsx'][href*='data/']")
        path = (SITE / folder / "profile" / link["href"]).resolve()
        assert path == (SITE / folder / "data/nation/_T.xlsx").resolve()
        assert sheet in CalamineWorkbook.from_path(path).sheet_names


def sources():
    """Return what Chinese sources say of themselves and are quoted with: titles, makers, terms, labels."""
    found = set()
    for path in (ROOT / "data" / "raw").glob("*.meta.yml"):
        waiting = [yaml.safe_load(path.read_text(encoding="utf-8"))]
        while waiting:
            one = waiting.pop()
            if isinstance(one, dict | list):
                waiting += one.values() if isinstance(one, dict) else one
            elif isinstance(one, str) and CHINESE.search(one):
                found.add(" ".join(one.split()))
    for path in (ROOT / "data" / "raw").glob("*quoted.csv"):
        with path.open(encoding="utf-8-sig") as lines:
            found |= {value for row in csv.DictReader(lines) for value in row.values() if value}
    return sorted(found, key=len, reverse=True)


def texts(page):
    """Yield what a page says, and where: texts and what is read out; not what is marked as Chinese."""
    # The marks of GB/T 7714 are Chinese in any language; addresses and commands name cities as data files do.
    for one in page.select("[lang^=zh], .tb-cite, script, style, code, pre"):
        one.decompose()
    yield from ((text.parent.name, text) for text in page.find_all(string=True))
    for one in page.find_all(True):
        yield from ((f"{one.name} {name}", each) for name, each in one.attrs.items())


def test_no_english_page_says_anything_in_chinese_but_its_sources():
    known, found = sources(), []
    for path in sorted((SITE / "en").rglob("*.html")):
        if "_static" in path.parts:
            continue
        for place, text in texts(BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")):
            said = " ".join(str(text).split())
            if CHINESE.search(said):
                for one in known:
                    said = said.replace(one, "")
            if CHINESE.search(said) and path.name != "differences.html":
                found.append((str(path.relative_to(SITE)), place, said[:80]))
    assert found == []


def test_no_chinese_page_has_an_english_sentence():
    sentence = re.compile(r"(?:\b[A-Za-z]{2,}\b[ ,]+){6,}[a-z]+")
    found = []
    for page in [*PAGES, *ABOUT]:
        content = soup(page)
        for one in content.select("[lang=en], .tb-cite, script, style, code, pre"):
            one.decompose()
        for text in content.find_all(string=sentence):
            found.append((page, str(text)[:80]))
    assert found == []


@pytest.mark.parametrize("page", FIXED)
def test_a_permanent_page_has_the_same_figures_and_places_in_every_language(page):
    known = figures(page)
    assert known == figures(f"en/{page}")
    # What is written later has the sections of its day.
    ours, theirs = (
        {one for one in ids(soup(name)) if one.startswith(("fig-", "tab-"))}
        for name in (page, f"en/{page}")
    )
    assert ours and ours == theirs
    shown = soup(f"en/{page}").select("data[data-figure]")
    assert len(shown) > 10
    assert all(known[one["data-figure"]] == float(one["value"]) for one in shown)


@pytest.mark.parametrize("page", FIXED)
def test_a_permanent_page_leads_to_its_twin_and_says_when_it_was_written(page):
    for name, tag, twin in ((page, "en", f"en/{page}"), (f"en/{page}", "zh-CN", page)):
        found = soup(name)
        (link,) = found.select("a.tb-language")
        target = (SITE / f"{name}.html").parent / link["href"]
        assert target.resolve() == (SITE / f"{twin}.html").resolve()
        named = {one["hreflang"]: one["href"] for one in found.select("link[hreflang]")}
        assert {*named} == {"zh-CN", "en"} and named[tag].endswith(f"/{twin}.html")
    note = " ".join(soup(f"en/{page}").select_one(".tb-release").get_text().split())
    assert "This English page was written on 29 November 2026 from the data files" in note
    assert "写成" not in soup(page).select_one(".tb-release").get_text()
    assert built(f"en/{page.rpartition('/')[0]}.latest.js")


def test_a_permanent_page_that_was_not_translated_is_in_the_first_language_alone():
    assert not soup(f"{EDITIONS[0]}/r1").select("a.tb-language, link[hreflang]")
    assert not (SITE / "en" / EDITIONS[0] / "r1.html").exists()
    for name in (f"en/{EDITIONS[0]}", "en/revisions"):
        (link,) = soup(name).select(f'.tb-history a[href$="{EDITIONS[0]}/r1.html"]')
        target = (SITE / f"{name}.html").parent / link["href"]
        assert target.resolve() == (SITE / f"{EDITIONS[0]}/r1.html").resolve()
        assert str(link.next_sibling).startswith(", in Chinese")


def test_english_permanent_pages_are_those_of_the_lock():
    records = [one for one in read_records(ROOT / LOCK) if one.language == "en"]
    there = {
        path.relative_to(SITE).with_suffix("").as_posix()
        for path in (SITE / "en").glob("*/*/r*.html")
    }
    assert there == {one.path for one in records} == {f"en/{one}" for one in TRANSLATED}


def test_a_citation_names_the_permanent_page_of_its_language():
    edition = EDITIONS[0]
    cited = [
        soup(name).select_one("#tb-cite-apa").get_text() for name in (edition, f"en/{edition}")
    ]
    ours, theirs = (re.search(r"https://\S+", text)[0] for text in cited)
    assert ours.endswith(f"org/{edition}/r2.html") and theirs.endswith(f"org/en/{edition}/r2.html")


CONTENT = Path(__file__).resolve().parents[3] / CONFIG


def config(tmp_path, translations):
    text = CONTENT.read_text(encoding="utf-8").replace("\ntranslations:", "\nformer:")
    path = tmp_path / CONFIG
    path.write_text(f"{text}\ntranslations: {translations}\n", encoding="utf-8")
    return path


def test_a_language_has_its_own_title_and_folder(tmp_path):
    path = config(tmp_path, "{en: {title: Trade, institution: Office}}")
    assert languages_of(path) == ("zh", "en")
    ours, theirs = read_settings(path), read_settings(path, "en")
    assert (theirs.title, theirs.institution) == ("Trade", "Office")
    assert theirs.authors == ours.authors
    assert theirs.base == f"{ours.base}en/"
    assert theirs.root == ours.root == ours.base


@pytest.mark.parametrize(
    ("translations", "told"),
    [("{xx: {title: A}}", "expected one of en, zh, found 'xx'"), ("[en]", "expected languages")],
)
def test_a_language_without_words_is_refused(tmp_path, translations, told):
    with pytest.raises(BuildError, match=told):
        languages_of(config(tmp_path, translations))


@pytest.mark.parametrize("own", ["", "{titel: Trade}", "{institution: Office}", "Trade"])
def test_a_translation_without_a_title_or_with_a_slip_is_refused(tmp_path, own):
    path = config(tmp_path, f"{{en: {own}}}")
    with pytest.raises(BuildError, match=r"translations: en: expected 'title'"):
        read_settings(path, "en")
