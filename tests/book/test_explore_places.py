"""Cities and zones in the explorer and the search, whose data has Chinese names of files.

The pages are those of the built site, over made-up data; the server is that of ``tradebook serve``.
"""

import json
import shutil
import threading
from urllib.parse import unquote

import pytest
from sample_places import places_data
from testbed import ROOT, built

from helpers.presentation.locale.words import chinese
from helpers.publishing.catalogue.settings import read_settings
from helpers.publishing.open_data.page_scripts import names_of_members, write_drawing, write_words
from helpers.publishing.open_data.writing import write_open_data
from helpers.publishing.site.deploy import serve
from helpers.reports.common.data import open_store

CITY = "explore.html#of=region/44-深圳市,region/44-深圳前海综合保税区"
READY = "document.querySelector('#tb-explore')?.dataset.ready === location.hash"
FOUND = "#tb-explore-found [role='option']"
CATALOGUE = 'tradebookSearch.take("catalogue",'


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return a site of the explorer and the search alone, over data with cities."""
    folder = tmp_path_factory.mktemp("places")
    site = folder / "site"
    shutil.copytree(built("_static/explore.js").parent, site / "_static")
    shutil.copytree(built("search/catalogue.js").parent, site / "search")
    for page in ("index.html", "explore.html", "search.html"):
        shutil.copy(built(page), site)
    data = places_data(folder)
    index = write_open_data(open_store(data), folder / "open-data.zip", site)
    write_drawing(site, ROOT / "_build")
    write_words(site, chinese(), read_settings(ROOT / "_config.yml"))
    list_for_search(site / "search" / "catalogue.js", names_of_members(index, chinese()))
    return site


def list_for_search(path, members):
    script = path.read_text("utf-8").removeprefix(CATALOGUE).removesuffix(");\n")
    known = {**json.loads(script), "explored": members}
    path.write_text(f"{CATALOGUE}{json.dumps(known, ensure_ascii=False)});\n", "utf-8")


@pytest.fixture(scope="module")
def address(site):
    """Serve the site; return its address."""
    server = serve(site, 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(params=["served", "files"])
def place(request, site):
    """Return the site's address, from a server and from the disk."""
    return site.as_uri() if request.param == "files" else request.getfixturevalue("address")


@pytest.fixture
def opened(visit, site):
    """Return a function that opens the explorer, and looks afterwards whether anything went wrong."""
    visits = []

    def begin(path=CITY, home=None, **options):
        visits.append(visit(home=home or site.as_uri(), **options))
        page = visits[-1].open(path)
        page.wait_for_function(f"() => {READY}")
        return page

    yield begin
    assert [one.faults for one in visits] == [[] for _ in visits]


def sentence(page):
    return page.locator(".tb-explore-sentence").inner_text()


def test_a_city_and_a_zone_are_compared(opened, place):
    page = opened(home=place)
    assert sentence(page).startswith("2025 年 11 月，深圳市出口 0.03 亿元，同比增长 25.0%。")
    assert page.evaluate("decodeURI(location.hash)").endswith("深圳市,region/44-深圳前海综合保税区")
    heads = page.locator(".tb-explore-table thead th").all_inner_texts()
    assert heads[:3] == ["月份", "深圳", "深圳前海综合保税区"]
    cells = page.locator(".tb-explore-table tbody tr").first.locator("td")
    assert [cells.nth(at).get_attribute("data-value") for at in (0, 1)] == ["3000000", "300000"]


def test_what_is_chosen_stands_in_the_address_and_can_be_shared(opened, place):
    page = opened(home=place)
    page.locator("#tb-explore-measure").select_option("share")
    page.wait_for_function(f"() => {READY}")
    hash_ = page.evaluate("location.hash")
    assert hash_.isascii()
    assert "of=region/44-深圳市,region/44-深圳前海综合保税区&measure=share" in unquote(hash_)
    again = opened(f"explore.html{hash_}", home=place)
    assert sentence(again) == sentence(page)
    assert "深圳市出口占全国出口的 24.0%" in sentence(again)


def test_the_places_of_a_province_are_found_by_its_name_after_it(opened):
    page = opened("explore.html#of=nation/_T")
    assert "城市" in page.locator(".tb-explore-add").inner_text()
    page.locator("#tb-explore-find").fill("广东")
    assert page.locator(FOUND).all_inner_texts() == [
        "广东省 44 省市",
        "深圳前海综合保税区 广东省 城市与开发区",
        "深圳市 广东省 城市与开发区",
    ]
    page.locator("#tb-explore-find").fill("广东深圳")
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => {READY}")
    assert page.locator(".tb-chip-name").all_inner_texts() == ["全国", "深圳市"]


def test_why_there_is_no_rank_is_told_where_it_would_be_chosen(opened):
    page = opened()
    for measure in ("rank", "contribution"):
        option = page.locator(f"#tb-explore-measure option[value='{measure}']")
        assert option.is_disabled()
        assert "开发区在城市之内，数有重叠" in option.inner_text()
    assert "不能相加，也不排位次" in page.locator(".tb-explore-members").inner_text()
    mixed = opened("explore.html#of=region/44,region/44-深圳市&measure=rank&currency=CNY")
    assert "深圳市出口的位次没有数：开发区在城市之内" in sentence(mixed)
    assert "深圳市：开发区在城市之内" in mixed.locator(".tb-explore-table .tb-notes").inner_text()


def test_the_members_of_the_month_are_those_of_the_province_and_no_map(opened):
    page = opened()
    captions = page.locator(".tb-explore-members figcaption").all_inner_texts()
    assert captions == ["2025 年 11 月广东省各市与开发区出口额"]
    bars = page.locator(".tb-explored-bars svg [role='img']")
    names = bars.evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label').split('\\n')[0])"
    )
    assert names == ["深圳市", "深圳前海综合保税区"]
    provinces = opened("explore.html#of=region/44,region/44-深圳市&currency=CNY")
    assert provinces.locator(".tb-explored-tiles svg [role='img']").count() == 4


def test_the_command_and_the_names_of_files_have_the_code(opened):
    page = opened("explore.html#of=region/44-深圳市")
    page.locator(".tb-explore-take summary").click()
    command = page.locator(".tb-explore-take code").inner_text()
    assert command == "tradebook export --region 44-深圳市 --currency CNY --out 44-深圳市.xlsx"
    with page.expect_download() as waiting:
        page.locator(".tb-explore-take button", has_text="CSV").click()
    assert waiting.value.suggested_filename == "explore.region-44-深圳市.value.export.csv"


def test_nothing_is_wider_than_a_phone(opened):
    page = opened(size="phone")
    assert page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize(
    ("query", "first"),
    [("广东深圳", "探索：深圳市"), ("湖北 襄阳", "探索：襄阳市"), ("襄樊市", "探索：襄樊市")],
)
def test_the_search_finds_them_and_leads_there(visit, place, query, first):
    visitor = visit(home=place)
    page = visitor.open(f"search.html?q={query}")
    hit = page.locator("#search-results .tb-hit").first
    hit.wait_for()
    assert hit.locator(":scope", has_text=first).count() == 1
    hit.click()
    page.wait_for_function(f"() => {READY}")
    assert first.removeprefix("探索：") in sentence(page)
    assert visitor.faults == []


def test_firefox_reads_them_too(firefox, place):
    # An address that differs behind its # alone would load nothing.
    firefox.open("about:blank")
    firefox.open(f"{place}/{CITY}")
    firefox.until(f"return {READY}")
    found = firefox.run("return document.querySelector('.tb-explore-sentence').textContent")
    assert "深圳市比深圳前海综合保税区多" in found
