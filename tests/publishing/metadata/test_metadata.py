"""What machines read of an edition, from made-up ones: packages, heads, feeds, lists, pictures."""

import io
import json
import struct
import zipfile
from dataclasses import asdict, replace
from xml.etree import ElementTree

import nbformat
import pytest
from sample_editions import FIGURES, FILES, SETTINGS, WORDS, edition
from testbed import Given, executed

from helpers.core.errors import BuildError
from helpers.presentation.parts import ChartPart
from helpers.presentation.spreadsheets import SHEET_TYPE, Entry, Sheet
from helpers.publishing.bundle.bundle import bundle_of
from helpers.publishing.bundle.edition_pages import SeriesPages, read_pages
from helpers.publishing.catalogue.editions import Catalogue, Edition, Series
from helpers.publishing.catalogue.settings import Author, read_settings
from helpers.publishing.metadata.card import card
from helpers.publishing.metadata.dataset import dataset
from helpers.publishing.metadata.lists import feed, write_lists
from helpers.publishing.metadata.package import descriptor, files_of, zipped
from helpers.publishing.metadata.page_files import write_page_files
from helpers.publishing.metadata.places import places

TERMS = "institution: 某所\nlicence: {name: 某许可, url: 'https://example.org/by'}\n"
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def drawn(width=100, height=50, words="<b>"):
    """Return a figure as pages have it, and its drawing."""
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<rect width="{width}" height="{height}"/><text>{words.replace("<", "&lt;")}</text></svg>'
    )
    label = words.replace("<", "&lt;").replace(">", "&gt;")
    html = (
        f'<figure class="tb-chart" id="fig-{height}"><div role="img" aria-label="{label}">{svg}</div>'
        "<figcaption>图 1　A&amp;B</figcaption><p>\n其后</p></figure>"
    )
    return html, svg


def with_charts(notebook, *htmls):
    """Put outputs of HTML before the record of an executed edition."""
    new = nbformat.v4
    outputs = [new.new_output("display_data", {"text/html": html}) for html in htmls]
    notebook.cells.insert(1, new.new_code_cell("show()", outputs=outputs))
    return notebook


def pages_of(*names, report="beijing_city"):
    """Return the pages of such editions, newest first."""
    editions = tuple(edition(name, report, day=f"{name}-20") for name in names)
    series = Series(report, "北京报告", tuple(one.edition for one in editions))
    return SeriesPages(series, editions)


def test_the_headline_chart_is_the_first_that_a_card_can_hold():
    tall, wide = drawn(100, 131, "高"), drawn(100, 130, "宽 <1>")
    notebook = with_charts(executed(), tall[0], f"前\n文{wide[0]}{drawn()[0]}")
    found = bundle_of(notebook).headline_chart
    assert found == ChartPart("fig-130", "图 1　A&B", "宽 <1>", wide[1])
    assert found.size == (100.0, 130.0)


def test_a_tall_chart_is_better_than_none():
    html, svg = drawn(100, 300)
    found = bundle_of(with_charts(executed(), html)).headline_chart
    assert (found.svg, found.alternative) == (svg, "<b>")
    assert bundle_of(executed()).headline_chart is None


def test_a_package_types_every_column_and_names_units_metrics_sources_and_terms():
    told = descriptor(edition(), SETTINGS, WORDS)
    assert told["name"] == "provincial-2025-11"
    assert told["homepage"] == "https://example.org/trade/provincial/2025-11.html"
    assert told["licenses"] == [{"name": "terms-of-source-1", "title": "注明来源"}]
    assert told["sources"] == [
        {"title": "某月<表>", "path": "https://example.org/a"},
        {"title": "某月<表>"},
    ]
    figures, metrics, units, sources = told["resources"]
    assert figures["path"] == "2025-11.figures.csv"
    names = [field["name"] for field in figures["schema"]["fields"]]
    assert names == FIGURES.splitlines()[0].split(",")
    numbers = [one["name"] for one in figures["schema"]["fields"] if one["type"] == "number"]
    assert numbers == ["value", "step"]
    assert [row["metric"] for row in metrics["data"]] == ["growth", "level", "operators"]
    assert metrics["data"][0]["name"] == "同比变化"
    assert metrics["data"][2]["name"] == "来源陈述的数字"
    assert units["data"] == [
        {"unit": "USD", "name": "美元"},
        {"unit": "firms", "name": "家"},
        {"unit": "percent", "name": "百分比"},
    ]
    assert [(row["id"], row["released"]) for row in sources["data"]] == [
        ("a", None),
        ("b", "2026-01-16"),
    ]


SHEET = Sheet(
    "tab-x",
    "表 1　出口",
    ("省市", "=出口"),
    ("", "level.2025-11 [USD]"),
    ((Entry("广东"), Entry("1.0", True, 1e8)),),
    ("单位：亿美元。", "来源：某表。"),
)


def test_a_table_of_the_page_is_a_resource_with_what_is_shown_and_numbers():
    notebook = executed("2025-11", files=FILES, figures=FIGURES)
    data = {"text/html": "<table></table>", SHEET_TYPE: [asdict(SHEET)]}
    output = nbformat.v4.new_output("display_data", data)
    notebook.cells.insert(1, nbformat.v4.new_code_cell("show()", outputs=[output]))
    one = edition()
    table = descriptor(replace(one, stored=Given(notebook)), SETTINGS, WORDS)["resources"][4]
    assert (table["name"], table["path"]) == ("tab-x", "2025-11.tab-x.csv")
    assert (table["title"], table["description"]) == ("表 1　出口", "单位：亿美元。来源：某表。")
    assert [(field["name"], field["type"]) for field in table["schema"]["fields"]] == [
        ("省市", "string"),
        ("'=出口", "string"),
        ("level.2025-11 [USD]", "number"),
    ]


def test_a_package_is_the_same_bytes_each_time_and_holds_all_files():
    told = descriptor(edition(), SETTINGS, WORDS)
    assert files_of(told) == ["2025-11.figures.csv"]
    files = {"2025-11.figures.csv": FIGURES.encode()}
    packed = zipped(told, files)
    assert packed == zipped(json.loads(json.dumps(told)), files)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == ["datapackage.json", "2025-11.figures.csv"]
        assert json.loads(archive.read("datapackage.json")) == told
        assert archive.read("2025-11.figures.csv") == FIGURES.encode()
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_edition_is_a_dataset_with_its_downloads_and_terms():
    told = dataset(edition(), SETTINGS, WORDS)
    assert (told["@type"], told["temporalCoverage"]) == ("Dataset", "2025-11")
    assert told["url"] == "https://example.org/trade/provincial/2025-11.html"
    assert told["license"] == [
        {"@type": "CreativeWork", "name": "某许可", "url": "https://example.org/by"},
        {"@type": "CreativeWork", "name": "注明来源"},
    ]
    assert [(one["name"], one.get("url")) for one in told["isBasedOn"]] == [
        ("某月<表>", "https://example.org/a"),
        ("某月<表>", None),
    ]
    assert told["isBasedOn"][0]["identifier"]["value"] == "0" * 64
    assert [one["name"] for one in (*told["creator"], told["publisher"])] == ["编者", "某所"]
    assert told["creditText"] == (
        "编者. (2026, January 16). 分省报告（2025-11）. 某所. 站名. "
        "https://example.org/trade/provincial/2025-11.html"
    )
    # There is one version of it, and no identifier.
    assert {"version", "identifier"} & told.keys() == set()
    # What a source states and nothing computes has no definition to name.
    assert told["variableMeasured"] == ["同比变化", "贸易额"]
    assert {one["contentUrl"].rpartition("2025-11")[2] for one in told["distribution"]} == {
        ".figures.csv",
        ".zip",
        ".datapackage.json",
        ".ipynb",
    }


def test_the_places_tell_each_page_its_way_and_its_neighbours():
    one = pages_of("2025-02", "2024-12", "2024-11")
    told = places([one], SETTINGS, WORDS)
    here = told["pages"]["beijing_city/2024-12"]
    assert here["crumbs"] == [{"page": "archive", "anchor": "#beijing-city", "title": "北京报告"}]
    assert here["prev"]["page"] == "beijing_city/2024-11"
    assert here["next"]["page"] == "beijing_city/2025-02"
    assert here["released"] == "2026-01-16（另有 1 份文件未注明）"
    assert here["taken"] == {"iso": "2026-01-10", "written": "2026-01-10"}
    assert "next" not in told["pages"]["beijing_city/2025-02"]
    assert here["head"]["picture"] is None


def test_a_new_edition_changes_of_older_pages_only_its_neighbours():
    old, new = pages_of("2024-12", "2024-11"), pages_of("2025-02", "2024-12", "2024-11")
    before, after = (places([one], SETTINGS, WORDS) for one in (old, new))
    assert before["every"] == after["every"]
    changed = {name for name, told in before["pages"].items() if told != after["pages"][name]}
    assert changed == {"beijing_city/2024-12"}


def entries(content):
    return ElementTree.fromstring(content).findall(f"{ATOM}entry")


def test_a_feed_dates_by_the_data_and_stops_at_fifty():
    names = [
        f"{year}-{month:02d}"
        for year in (2025, 2024, 2023, 2022, 2021)
        for month in range(12, 0, -1)
    ]
    content = feed("某<栏>", "a/feed.xml", pages_of(*names).editions, SETTINGS, WORDS)
    root = ElementTree.fromstring(content)
    assert root.findtext(f"{ATOM}title") == "某<栏>"
    assert root.findtext(f"{ATOM}id") == "https://example.org/trade/a/feed.xml"
    assert root.findtext(f"{ATOM}updated") == "2025-12-20T00:00:00+08:00"
    assert len(entries(content)) == 50
    first = entries(content)[0]
    assert first.findtext(f"{ATOM}id") == "https://example.org/trade/beijing_city/2025-12.html"
    assert {link.get("rel"): link.get("href") for link in first.findall(f"{ATOM}link")} == {
        "alternate": "https://example.org/trade/beijing_city/2025-12.html",
        "enclosure": "https://example.org/trade/beijing_city/2025-12.zip",
    }


def written(folder, reports):
    """Write the files of pages into a folder that has their figures; return all bytes by path."""
    for one in reports:
        (folder / one.key).mkdir(parents=True)
        for each in one.editions:
            (folder / f"{each.page}.figures.csv").write_text(FIGURES, encoding="utf-8")
            write_page_files(each, SETTINGS, WORDS, folder)
    write_lists(reports, SETTINGS, WORDS, folder)
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_all_files_are_written_and_the_same_each_time(tmp_path):
    city, provincial = pages_of("2025-02", "2024-12"), pages_of("2025-01", report="provincial")
    chart = ChartPart("fig-a", "图 1", "图", drawn()[1])
    charted = replace(provincial, editions=(replace(provincial.editions[0], chart=chart),))
    found = written(tmp_path / "a", [city, charted])
    assert found == written(tmp_path / "b", [city, charted])
    listed = json.loads(found["editions.json"])["editions"]
    assert [one["name"] for one in listed] == ["2025-02", "2025-01", "2024-12"]
    base = "https://example.org/trade/"
    named = {file["address"].removeprefix(base) for one in listed for file in one["files"].values()}
    elsewhere = (".html", ".ipynb", ".pdf", ".docx", ".long.png")
    made_elsewhere = {name for name in named if name.endswith(elsewhere)}
    assert len(made_elsewhere) == 3 * 6
    assert named - made_elsewhere <= found.keys()
    assert found.keys() - named == {
        "beijing_city/2024-12.figures.js",
        "beijing_city/2025-02.figures.js",
        "beijing_city/feed.xml",
        "editions.json",
        "feed.xml",
        "llms.txt",
        "provincial/2025-01.figures.js",
        "provincial/feed.xml",
        "robots.txt",
        "sitemap.xml",
    }
    assert len(entries(found["feed.xml"])) == 3
    assert len(entries(found["provincial/feed.xml"])) == 1
    assert b"\nSitemap: https://example.org/trade/sitemap.xml\n" in found["robots.txt"]
    told = found["llms.txt"].decode()
    assert told.startswith("# ")
    assert "https://example.org/trade/data/index.json" in told
    assert "https://example.org/trade/beijing_city/2025-02.html" in told
    urls = ElementTree.fromstring(found["sitemap.xml"]).findall(f"{MAP}url")
    days = {url.findtext(f"{MAP}loc"): url.findtext(f"{MAP}lastmod") for url in urls}
    assert len(urls) == len(days) == 1 + 10 + 3
    assert days["https://example.org/trade/provincial/2025-01.html"] == "2025-01-20"
    assert days["https://example.org/trade/archive.html"] is None


def test_the_picture_is_a_png_of_the_size_told_with_names_as_text():
    headline = [{"label": "<进出口>", "text": "1.0 亿元", "moved": "& 增长"}]
    one, chart = edition(headline=headline), ChartPart("fig-a", "图 1", "图", drawn()[1])
    picture = card(one, chart, "站名 <b>")
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)
    assert picture == card(one, chart, "站名 <b>")
    assert picture != card(edition(), chart, "站名 <b>")


@pytest.mark.parametrize("place", ["label", "moved"])
def test_a_picture_for_sharing_with_a_sign_that_the_typeface_lacks_is_refused(place):
    headline = [{"label": "进出口", "text": "1.0 亿元", "moved": "增长", place: "𠮷"}]
    chart = ChartPart("fig-a", "图 1", "图", drawn()[1])
    with pytest.raises(BuildError, match=r"picture for sharing: .* lacks '𠮷' \(U\+20BB7\)"):
        card(edition(headline=headline), chart, "站名")


def test_the_address_of_the_site_ends_with_one_slash(tmp_path):
    config = tmp_path / "_config.yml"
    for given in ("https://example.org/trade", "https://example.org/trade/"):
        text = f"title: 站名\nauthor: 编者\n{TERMS}html: {{baseurl: '{given}'}}\n"
        config.write_text(text, encoding="utf-8")
        assert read_settings(config) == SETTINGS
    assert SETTINGS.address("a.html") == "https://example.org/trade/a.html"


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("", ""),
        ("repository: {url: ''}\n", ""),
        ("repository: {url: null}\n", ""),
        (
            "repository: {url: 'https://example.org/a/trade.git'}\n",
            "https://example.org/a/trade.git",
        ),
    ],
)
def test_where_the_code_is_may_be_told(tmp_path, told, found):
    config = tmp_path / "_config.yml"
    text = f"title: 站名\nauthor: 编者\n{TERMS}html: {{baseurl: 'https://example.org'}}\n{told}"
    config.write_text(text, encoding="utf-8")
    assert read_settings(config).repository == found


@pytest.mark.parametrize(
    "url", ["'; rm -rf .'", "'https://example.org/a b'", "[1]", "ftp://example.org/a", "5"]
)
def test_what_is_no_address_of_code_is_refused(tmp_path, url):
    config = tmp_path / "_config.yml"
    text = f"title: 站名\nauthor: 编者\n{TERMS}html: {{baseurl: 'https://example.org'}}\n"
    config.write_text(f"{text}repository: {{url: {url}}}\n", encoding="utf-8")
    with pytest.raises(BuildError, match="the address of the code under repository: url") as caught:
        read_settings(config)
    assert "\n" not in str(caught.value)


def test_authors_may_be_many_persons_and_institutions(tmp_path):
    config = tmp_path / "_config.yml"
    authors = "[{family: 张, given: 三}, {family: Doe, given: Jane}, 某所]"
    config.write_text(
        f"title: 站名\nauthor: {authors}\n{TERMS}html: {{baseurl: 'https://example.org'}}\n",
        encoding="utf-8",
    )
    found = read_settings(config).authors
    assert found == (Author("张", "三"), Author("Doe", "Jane"), Author("某所"))
    assert [one.name for one in found] == ["张三", "Jane Doe", "某所"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("author: 编者", "author: [{family: 张}]", "author: expected a name, or a person's"),
        ("author: 编者", "author: [5]", "author: expected a name, or a person's"),
        ("author: 编者", "author: []", "needs 'author'"),
        ("institution: 某所", "", "needs 'institution'"),
        ("licence: {name: 某许可, url: 'https://example.org/by'}", "", "needs 'licence'"),
        (
            "licence: {name: 某许可, url",
            "licence: {name: 某许可, at",
            "licence: expected its 'name'",
        ),
        ("'https://example.org/by'", "'example.org'", "licence: expected its 'name' and 'url'"),
    ],
)
def test_a_mistake_in_the_settings_is_told_in_one_line(tmp_path, old, new, said):
    text = f"title: 站名\nauthor: 编者\n{TERMS}html: {{baseurl: 'https://example.org'}}\n"
    assert old in text
    config = tmp_path / "_config.yml"
    config.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        read_settings(config)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_edition_without_a_record_is_not_shelved(tmp_path):
    (tmp_path / "provincial").mkdir()
    nbformat.write(executed(record=False), tmp_path / "provincial" / "2025-11.ipynb")
    series = Series("provincial", "分省", (Edition("provincial", "2025-11", {}),))
    with pytest.raises(BuildError, match="carries no record"):
        read_pages(Catalogue((series,)), tmp_path)
