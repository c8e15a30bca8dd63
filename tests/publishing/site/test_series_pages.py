"""Home page and archive: each series under its own title, with its own figures."""

import shutil

import nbformat
import pytest
from bs4 import BeautifulSoup
from testbed import ROOT, executed

from helpers.publishing.bundle.edition_pages import read_pages
from helpers.publishing.catalogue.editions import in_currencies, read_catalogue
from helpers.publishing.site.assembly import assemble

CATALOGUE = """
beijing_city:
  title: 北京市月度监测报告
  editions: [{period: 2025-07}, {period: 2025-07, region: 广东}, {period: 2024-05}]
"""
TEXTS = {
    "beijing_city/2025-07": "2891.3 亿元",
    "beijing_city/2024-05": "462.1 亿美元",
    "guangdong/2025-07": "8493.2 亿元",
}


class Data:
    def offers(self, _report, _values):
        return {}

    def title(self, _report, values):
        return f"{values['region']}省月度监测报告"


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Return the home page and the archive of editions made by hand."""
    folder = tmp_path_factory.mktemp("series")
    (folder / "editions.yml").write_text(CATALOGUE, encoding="utf-8")
    catalogue = read_catalogue(folder / "editions.yml", Data(), dict)
    catalogue = in_currencies(catalogue, Data(), dict)
    for edition in catalogue.editions:
        path = folder / f"{edition.page}.ipynb"
        path.parent.mkdir(exist_ok=True)
        headline = [{"label": "进出口总额", "text": TEXTS[edition.page], "moved": ""}]
        nbformat.write(executed(edition.name, headline=headline, statuses=["official"]), path)
    book = folder / "book"
    for name in ("_static", "_templates"):
        (book / name).mkdir(parents=True)
    for name in ("index.md", "archive.md"):
        shutil.copy(ROOT / "book" / name, book)
    context = {"statuses": {}, "revisions": []}
    assemble(read_pages(catalogue, folder), book, context, folder / "source")
    return [(folder / "source" / name).read_text("utf-8") for name in ("index.md", "archive.md")]


def test_a_card_has_the_figures_of_its_own_subject(pages):
    cards = BeautifulSoup(pages[0], "html.parser").select("section.tb-edition")
    found = [
        (
            card.h3.get_text(),
            card.h3.a["href"],
            card.select_one(".tb-value").get_text(),
            card.select(".tb-more a")[1]["href"],
            card.select(".tb-more a")[1].get_text(),
        )
        for card in cards
    ]
    assert found == [
        (
            "北京市月度监测报告",
            "beijing_city/2025-07.html",
            "2891.3 亿元",
            "archive.html#beijing-city",
            "全部 2 期",
        ),
        (
            "广东省月度监测报告",
            "guangdong/2025-07.html",
            "8493.2 亿元",
            "archive.html#guangdong",
            "全部 1 期",
        ),
    ]


def test_the_archive_has_a_section_and_a_feed_a_series(pages):
    sections = pages[1].split("\n## ")[1:]
    found = [
        (
            section.partition("\n")[0],
            [a["href"] for a in BeautifulSoup(section, "html.parser").select("a")],
        )
        for section in sections
    ]
    assert found == [
        (
            "北京市月度监测报告",
            ["beijing_city/feed.xml", "beijing_city/2025-07.html", "beijing_city/2024-05.html"],
        ),
        ("广东省月度监测报告", ["guangdong/feed.xml", "guangdong/2025-07.html"]),
    ]
