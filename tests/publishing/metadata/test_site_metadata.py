"""What machines read of the built site, each with the reader its kind is made for."""

import csv
import html
import io
import json
import re
import struct
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import html5lib
import pytest
from bs4 import BeautifulSoup
from frictionless import Package
from html5lib.html5parser import ParseError
from testbed import (
    EDITIONS,
    EXAMPLES,
    LAST,
    OWN,
    PERMANENT,
    REVISED,
    SITE,
    WITHOUT_CHART,
    built,
    figures_of,
    soup_of,
)

from helpers.publishing.catalogue.settings import read_settings

BASE = read_settings(Path(__file__).resolve().parents[3] / "_config.yml").base
DAYS = dict.fromkeys(EDITIONS, "2026-11-27") | {
    "provincial/2025-11": "2026-01-16",
    "beijing_city/2024-05": "2026-11-21",
    "lithium_battery/2025-02": "2026-11-21",
}
"""The day of each edition's data, as its last section tells it."""
UPDATED = dict.fromkeys(REVISED, "2026-11-28")
"""The day of the last revision of those that were revised."""


def pages():
    return sorted(path for path in SITE.rglob("*.html") if "_static" not in path.parts)


def faults_of(report):
    return report.flatten(["rowNumber", "fieldName", "type", "message"])


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_data_package_is_valid_where_it_stands(edition):
    package = Package(str(built(f"{edition}.datapackage.json")))
    report = package.validate()
    assert report.valid, faults_of(report)
    tables = soup_of(f"{edition}.html").find_all("figure", class_=["tb-table", "tb-chart"])
    own = ["figures", "metrics", "units", "sources"]
    assert package.resource_names == own + [table["id"] for table in tables]
    assert report.stats["tasks"] == len(package.resource_names)
    for table in tables:
        assert package.get_resource(table["id"]).title == table.find("figcaption").get_text()
    # What is valid is of its type, and what is no number is told to be none.
    assert package.get_resource("figures").schema.get_field("value").type == "number"
    text = built(f"{edition}.figures.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(figures_of(edition))
    assert (report.tasks[0].name, report.tasks[0].stats["rows"]) == ("figures", len(rows))
    told = {row["id"] for row in package.get_resource("sources").read_rows()}
    assert {one for row in rows if row["sources"] for one in row["sources"].split(";")} <= told
    assert {row["reason"] for row in rows if not row["sources"]} <= {
        "no_base",
        "incomplete",
        "base_incomplete",
    }


def test_a_data_package_is_valid_packed(tmp_path):
    """Of others it is enough that what is packed stands beside the page, to the byte: see below."""
    with zipfile.ZipFile(built(f"{EXAMPLES[0]}.zip")) as archive:
        archive.extractall(tmp_path)
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, faults_of(report)


def test_a_faulty_package_is_found_out(tmp_path):
    with zipfile.ZipFile(built(f"{EDITIONS[0]}.zip")) as archive:
        archive.extractall(tmp_path)
    path = tmp_path / "2025-11.figures.csv"
    head, first, *rest = path.read_text(encoding="utf-8-sig").splitlines()
    for bad in (
        first.replace("USD", "EUR").replace("percent", "EUR").replace("points", "EUR"),
        re.sub(r"^\w+,", "nothing,", first),
        first.replace("2025-11", "", 1),
    ):
        assert bad != first
        path.write_text("\n".join((head, bad, *rest)), encoding="utf-8-sig")
        assert not Package(str(tmp_path / "datapackage.json")).validate().valid


@pytest.mark.parametrize("edition", EDITIONS)
def test_packed_files_are_those_beside_the_page(edition):
    beside = built(f"{edition}.html").parent
    name = edition.partition("/")[2]
    with zipfile.ZipFile(built(f"{edition}.zip")) as archive:
        first, *names = archive.namelist()
        assert first == "datapackage.json"
        changes = {f"{name}.changes.csv"}
        assert {*names} == {path.name for path in beside.glob(f"{name}.*.csv")} - changes
        assert len({*names}) == len(names)
        for one in names:
            assert archive.read(one) == (beside / one).read_bytes()
        told = json.loads(archive.read("datapackage.json"))
    assert told == json.loads(built(f"{edition}.datapackage.json").read_text(encoding="utf-8"))


FEEDS = {
    "feed.xml": set(EDITIONS),
    **{
        f"{series}/feed.xml": {one for one in EDITIONS if one.startswith(f"{series}/")}
        for series in sorted({one.partition("/")[0] for one in EDITIONS})
    },
}


@pytest.mark.parametrize("path", FEEDS)
def test_a_feed_is_read_without_a_fault(path):
    found = feedparser.parse(io.BytesIO(built(path).read_bytes()))
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    assert found.feed.id == found.feed.links[0].href == BASE + path
    assert {one.link for one in found.entries} == {f"{BASE}{one}.html" for one in FEEDS[path]}
    for one in found.entries:
        page = one.link.removeprefix(BASE).removesuffix(".html")
        assert one.id == one.link
        assert one.updated == f"{UPDATED.get(page, DAYS[page])}T00:00:00+08:00"
        assert one.title == soup_of(f"{page}.html").find("article").h1.find(string=True)
        assert soup_of(f"{page}.html").find(class_="tb-value").text in one.summary
    days = [one.updated for one in found.entries]
    assert days == sorted(days, reverse=True)
    assert found.feed.updated == days[0]


def test_every_page_names_the_feed_of_all_and_an_edition_its_reports():
    for path in (path for path in pages() if path.relative_to(SITE).parts[0] != "en"):
        name = str(path.relative_to(SITE))
        head = path.read_text(encoding="utf-8").partition("</head>")[0]
        named = BeautifulSoup(head, "html.parser").find_all("link", type="application/atom+xml")
        report = path.relative_to(SITE).parts[0] if path.parent != SITE else ""
        # A profile is in no feed.
        of_report = [f"{report}/feed.xml"] if report and report != "profile" else []
        wanted = ["feed.xml", *of_report]
        there = [(path.parent / one["href"]).resolve().relative_to(SITE.resolve()) for one in named]
        assert list(map(str, there)) == wanted, name


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_site_map_lists_every_page_once_and_nothing_else(language):
    root = ElementTree.fromstring(built(f"{language}sitemap.xml").read_bytes())
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = [url.findtext(f"{space}loc") for url in root]
    # A search finds an edition's latest page, which leads to its revisions.
    left_out = {"search.html", *(f"{name}.html" for name in PERMANENT)}
    every = {str(path.relative_to(SITE)) for path in pages()}
    english = {name.removeprefix("en/") for name in every if name.startswith("en/")}
    ours = english if language else {name for name in every if not name.startswith("en/")}
    assert sorted(listed) == sorted(
        BASE + language + name.replace("index.html", "") for name in ours - left_out
    )
    assert f"Sitemap: {BASE}{language}sitemap.xml" in built("robots.txt").read_text(
        encoding="utf-8"
    )


def test_the_index_lists_every_edition_and_every_file_of_it_is_there():
    listed = json.loads(built("editions.json").read_text(encoding="utf-8"))["editions"]
    assert {f"{one['series']}/{one['name']}": one["day"] for one in listed} == DAYS
    for one in listed:
        drawn = f"{one['series']}/{one['name']}" not in WITHOUT_CHART
        assert set(one["files"]) == {
            *("page", "figures", "package", "descriptor", "notebook"),
            *(("chart", "picture") if drawn else ()),
            *("bibtex", "ris", "csl", "pdf", "docx", "brief", "long_picture"),
        }
        for file in one["files"].values():
            built(file["address"].removeprefix(BASE))


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_head_of_an_edition_describes_its_data_and_its_picture(edition):
    head = soup_of(f"{edition}.html").head
    (script,) = head.find_all("script", type="application/ld+json")
    told = json.loads(script.string)
    assert (told["@context"], told["@type"]) == ("https://schema.org/", "Dataset")
    assert told["url"] == head.find("link", rel="canonical")["href"] == f"{BASE}{edition}.html"
    assert told["datePublished"] == DAYS[edition]
    assert told["license"]
    for one in told["distribution"]:
        built(one["contentUrl"].removeprefix(BASE))
    tags = {tag["property"]: tag["content"] for tag in head.find_all("meta", property=True)}
    assert tags["og:url"] == told["url"]
    assert tags["og:title"] == told["name"]
    assert tags["og:description"] == told["description"]
    if edition in WITHOUT_CHART:
        assert "og:image" not in tags
        return
    assert tags["og:image:alt"]
    picture = built(tags["og:image"].removeprefix(BASE)).read_bytes()
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)


NAMED = re.compile(rf'\b(?:href|src|content)="({re.escape(BASE)}[^"]*)"')


def test_whole_addresses_within_the_site_lead_somewhere():
    """Those that a page's head and body name."""
    found = {
        html.unescape(one)
        for path in pages()
        for one in NAMED.findall(path.read_text(encoding="utf-8"))
    }
    assert len(found) > len(EDITIONS) + len(OWN)
    for address in found:
        built(address.removeprefix(BASE) or "index.html")


TO_THE_LETTER = (*OWN, *EXAMPLES, PERMANENT[0], *(LAST[one] for one in EXAMPLES[:3]))
"""Pages of each kind, among them revisions, the first of which says of no change. The others have the
same templates."""


@pytest.mark.parametrize("page", TO_THE_LETTER)
def test_every_kind_of_page_is_html_to_the_letter(page):
    html5lib.HTMLParser(strict=True).parse(built(f"{page}.html").read_text(encoding="utf-8"))


VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)


class Balance(HTMLParser):
    """Notes elements that do not end where they should, and attributes that stand twice."""

    def __init__(self, text):
        super().__init__()
        self.around, self.faults = [], []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> does not end" for tag in self.around]

    def handle_starttag(self, tag, attrs):
        self.handle_startendtag(tag, attrs)
        if tag not in VOID:
            self.around.append(tag)

    def handle_startendtag(self, tag, attrs):
        if len({name for name, _ in attrs}) < len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice: {self.getpos()}")

    def handle_endtag(self, tag):
        if self.around[-1:] == [tag]:
            self.around.pop()
        else:
            self.faults.append(f"</{tag}> ends nothing: {self.getpos()}")


def test_on_every_page_each_element_ends_where_it_should():
    faults = {path: Balance(path.read_text(encoding="utf-8")).faults for path in pages()}
    assert len(faults) > len(PERMANENT)
    assert {path: found for path, found in faults.items() if found} == {}


@pytest.mark.parametrize("bad", ["<ul><li>a</ul></li>", "<p>a", "a</p>", "<p a=1 a=2>b</p>"])
def test_an_element_that_does_not_end_is_found_out(bad):
    assert Balance(f"<!DOCTYPE html><title>a</title>{bad}").faults


@pytest.mark.parametrize(
    "bad",
    ["<p><div></p></div>", "<ul><li>a</ul></li>", "<table><p>a</table>", "<p a=1 a=2>", "&x;"],
)
def test_html_that_is_not_is_found_out(bad):
    with pytest.raises(ParseError):
        html5lib.HTMLParser(strict=True).parse(f"<!DOCTYPE html><title>a</title>{bad}")
