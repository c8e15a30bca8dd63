"""What machines read of the built site, each with the reader its kind is made for."""

import io
import json
import re
import struct
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import html5lib
import pytest
from frictionless import Package
from html5lib.html5parser import ParseError
from testbed import (
    EDITIONS,
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
def test_a_data_package_is_valid_where_it_stands_and_packed(edition, tmp_path):
    report = Package(str(built(f"{edition}.datapackage.json"))).validate()
    assert report.valid, faults_of(report)
    with zipfile.ZipFile(built(f"{edition}.zip")) as archive:
        archive.extractall(tmp_path)
    packed = Package(str(tmp_path / "datapackage.json"))
    report = packed.validate()
    assert report.valid, faults_of(report)
    tables = soup_of(f"{edition}.html").find_all("figure", class_=["tb-table", "tb-chart"])
    own = ["figures", "metrics", "units", "sources"]
    assert packed.resource_names == own + [table["id"] for table in tables]
    assert report.stats["tasks"] == len(packed.resource_names)
    for table in tables:
        assert packed.get_resource(table["id"]).title == table.find("figcaption").get_text()
    rows = packed.get_resource("figures").read_rows()
    assert len(rows) == len(figures_of(edition))
    assert {type(row["value"]).__name__ for row in rows} <= {"Decimal", "NoneType"}
    told = {row["id"] for row in packed.get_resource("sources").read_rows()}
    assert {one for row in rows if row["sources"] for one in row["sources"].split(";")} <= told
    assert {row["reason"] for row in rows if not row["sources"]} <= {
        "no_base",
        "incomplete",
        "base_incomplete",
    }


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
    for path in pages():
        name = str(path.relative_to(SITE))
        named = soup_of(name).find_all("link", type="application/atom+xml")
        report = path.relative_to(SITE).parts[0] if path.parent != SITE else ""
        # A profile is in no feed.
        of_report = [f"{report}/feed.xml"] if report and report != "profile" else []
        wanted = ["feed.xml", *of_report]
        there = [(path.parent / one["href"]).resolve().relative_to(SITE.resolve()) for one in named]
        assert list(map(str, there)) == wanted, name


def test_the_site_map_lists_every_page_once_and_nothing_else():
    root = ElementTree.fromstring(built("sitemap.xml").read_bytes())
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    listed = [url.findtext(f"{space}loc") for url in root]
    # A search finds an edition's latest page, which leads to its revisions.
    left_out = {"search.html", *(f"{name}.html" for name in PERMANENT)}
    names = {str(path.relative_to(SITE)) for path in pages()} - left_out
    assert sorted(listed) == sorted(BASE + name.replace("index.html", "") for name in names)
    assert f"Sitemap: {BASE}sitemap.xml" in built("robots.txt").read_text(encoding="utf-8")


def test_the_index_lists_every_edition_and_every_file_of_it_is_there():
    listed = json.loads(built("editions.json").read_text(encoding="utf-8"))["editions"]
    assert {f"{one['series']}/{one['name']}": one["day"] for one in listed} == DAYS
    for one in listed:
        drawn = f"{one['series']}/{one['name']}" not in WITHOUT_CHART
        assert set(one["files"]) == {
            *("page", "figures", "package", "descriptor", "notebook"),
            *(("chart", "picture") if drawn else ()),
            *("bibtex", "ris", "csl"),
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


def absolute(name):
    """Yield the whole addresses within the site that a page's head and body name."""
    for tag in soup_of(name).find_all(["a", "link", "meta", "img", "script"]):
        for key in ("href", "src", "content"):
            if tag.get(key, "").startswith(BASE):
                yield tag[key]


def test_whole_addresses_within_the_site_lead_somewhere():
    found = {one for path in pages() for one in absolute(str(path.relative_to(SITE)))}
    assert len(found) > len(EDITIONS) + len(OWN)
    for address in found:
        built(address.removeprefix(BASE) or "index.html")


def test_every_page_is_html_to_the_letter():
    for path in pages():
        try:
            html5lib.HTMLParser(strict=True).parse(path.read_text(encoding="utf-8"))
        except ParseError as error:
            pytest.fail(f"{path.relative_to(SITE)}: {error}")


@pytest.mark.parametrize(
    "bad",
    ["<p><div></p></div>", "<ul><li>a</ul></li>", "<table><p>a</table>", "<p a=1 a=2>", "&x;"],
)
def test_html_that_is_not_is_found_out(bad):
    with pytest.raises(ParseError):
        html5lib.HTMLParser(strict=True).parse(f"<!DOCTYPE html><title>a</title>{bad}")
