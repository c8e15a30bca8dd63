"""Search finds what a reader types, names what it found, and is at hand on every screen."""

import json

import pytest

from helpers.presentation.locale.words import chinese
from helpers.reports.about.page_context import lookup

PROVINCIAL, BATTERY = "provincial/2025-11.html", "lithium_battery/2025-02.html"
BEIJING, YEAR = "beijing_city/2024-05.html", "annual_review/2025.html"
GUANGDONG, BEIJING_NEW = "guangdong/2025-03.html", "beijing_location/2025-03.html"
MAY = "provincial/2024-05.html"

# What is typed, and the page that must stand first.
FIRST = {
    # Phrases: in a title, within sentences, across what a dictionary would take for words.
    "锂离子蓄电池": BATTERY,
    "蓄电池出口": BATTERY,
    "锂": BATTERY,
    "锂 电池": BATTERY,
    "监测报告": PROVINCIAL,
    "分省": PROVINCIAL,
    "年度回顾": YEAR,
    "数字经济": PROVINCIAL,
    "与前位差率": "method.html",
    "数据与来源": "data.html",
    # Codes, and the name of what they stand for.
    "85076000": BATTERY,
    "8507": BATTERY,
    "8507.60.00": BATTERY,
    "HS 85076000": BATTERY,
    # Provinces by every name; the newest edition that is about them.
    "广东": GUANGDONG,
    "广东省": GUANGDONG,
    "Guangdong": GUANGDONG,
    "guangdong province": GUANGDONG,
    "粤": GUANGDONG,
    "ＧＵＡＮＧＤＯＮＧ": GUANGDONG,
    "北京市": BEIJING_NEW,
    "Beijing": BEIJING_NEW,
    "东盟 北京": BEIJING,
    # Months in every spelling.
    "2025年11月": PROVINCIAL,
    "2025 年 11 月": PROVINCIAL,
    "２０２５年１１月": PROVINCIAL,
    "2025-11": PROVINCIAL,
    "2025/11": PROVINCIAL,
    "2025.11": PROVINCIAL,
    "202511": PROVINCIAL,
    "2024-05": MAY,
    "2024年5月": MAY,
    "2024年05月": MAY,
    "202405": MAY,
    "2025年2月": "provincial/2025-02.html",
    "广东 2025-11": PROVINCIAL,
    "锂离子蓄电池 2025-02": BATTERY,
    # Numbers of sentences.
    "1145.4": PROVINCIAL,
    "1,145.4 亿美元": PROVINCIAL,
}


# What is typed, a text, and what of it is found; worked out by hand.
FOUND = [
    ("锂", "锂离子蓄电池", ["锂"]),
    ("数字经济", "数字 经济与数字经济", ["数字 经济", "数字经济"]),
    ("2025-11", "2025 年 11 月", ["2025 年 11 月"]),
    ("2025-11", "2025年11月", ["2025年11月"]),
    ("2025-11", "period=2025-11", ["2025-11"]),
    ("2025-11", "2025 年 1—11 月", []),
    ("2025-01", "2025 年 1 月；2025 年 11 月；2025 年 1—2 月", ["2025 年 1 月"]),
    ("2025年1月", "2025 年 11 月", []),
    ("1月", "11 月和 1 月", ["1 月"]),
    ("202511", "2025 年 11 月，202511，20251", ["2025 年 11 月", "202511"]),
    ("200911", "2009 年 11 月，税号 200911", ["2009 年 11 月", "200911"]),
    ("2025.11", "2025 年 11 月，2025.11 亿元", ["2025 年 11 月", "2025.11"]),
    ("2025-11-30", "2025-11-30，2025-11", ["2025-11-30"]),
    ("1-11 月", "1—11 月", ["1—11 月"]),
    ("8594.7", "8594.7，8,594.7，18594.7，0.8594", ["8594.7", "8,594.7"]),
    ("8,594.7", "8594.7", ["8594.7"]),
    ("5.1%", "5.1%，15.1%，3.5.1%，５．１％", ["5.1%", "５．１％"]),
    ("495.4亿美元", "495.4 亿美元", ["495.4 亿美元"]),
    ("8507", "85076000，18507", ["8507"]),
    ("8507.60", "850760 与 8507.60", ["850760", "8507.60"]),
    ("hs 8501", "HS 8501", ["8501"]),
    ("CR3", "集中度（CR3）", ["CR3"]),
    ("（cr3）", "集中度(CR3)", ["(CR3)"]),
    ("广东省", "广东和广东省", ["广东", "广东省"]),
    ("广东省出口", "广东出口", ["广东出口"]),
    ("Guangdong", "广东", ["广东"]),
    ("guang", "广东、广西、广州", ["广东", "广西"]),
    ("粤", "广东", ["广东"]),
    ("United States", "美国", ["美国"]),
    ("united", "United、reunited", ["United"]),
    ("陕西", "山西", []),
    ("shanxi", "山西、陕西", ["山西"]),
    ("a|b", "a、b、a|b", ["a|b"]),
    (".*", "任何", []),
]


class Search:
    """The dialog of a page."""

    def __init__(self, visitor, path=YEAR):
        self.visitor, self.page = visitor, visitor.open(path)
        self.dialog = self.page.locator("#tb-search-dialog")
        self.field = self.dialog.locator("input[name=q]")
        self.hits = self.dialog.locator(".tb-hit")

    def open(self):
        self.page.locator(".tb-search-open:visible").first.click()
        self.field.wait_for()
        return self

    def type(self, text):
        told(self.dialog, text, lambda: self.field.fill(text))
        return self


def told(place, text, do):
    """Do something, and wait until what was asked for is answered."""
    do()
    place.locator(
        f'.tb-search[data-query="{text}"], #search-results[data-query="{text}"]'
    ).wait_for(state="attached")


def address(visitor, hit):
    return hit.evaluate("link => link.href").removeprefix(f"{visitor.home}/").partition("#")[0]


@pytest.fixture
def search(visit):
    """Return an open dialog on a wide screen."""
    return Search(visit()).open()


@pytest.fixture(scope="module")
def at_once(chromium, served):
    """Return a function that types into one dialog, for all phrases one after another."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{served}/{YEAR}")
    page.locator(".tb-search-open:visible").first.click()
    dialog = page.locator("#tb-search-dialog")

    def first(text):
        told(dialog, text, lambda: dialog.locator("input").fill(text))
        links = dialog.locator(".tb-hit").evaluate_all("all => all.map(one => one.href)")
        return [link.removeprefix(f"{served}/").partition("#")[0] for link in links], dialog

    yield first
    context.close()


@pytest.mark.parametrize("text", FIRST)
def test_what_is_typed_finds_its_page_first_and_is_marked(at_once, text):
    found, dialog = at_once(text)
    assert found[:1] == [FIRST[text]]
    marks = dialog.locator(".tb-hits li").first.locator("mark").all_inner_texts()
    assert all(marks)
    assert marks


@pytest.fixture(scope="module")
def places(chromium, served):
    """Return a function that gives what a query finds in a text, by the page's own script."""
    page = chromium.new_page()
    page.goto(f"{served}/search.html")
    script = """async ([query, text]) => {
        const { names } = await tradebookSearch.catalogue();
        const asked = tradebookSearch.ask(query, names);
        return tradebookSearch.places(text, asked.whole).map(([from, to]) => text.slice(from, to));
    }"""
    yield lambda query, text: page.evaluate(script, [query, text])
    page.close()


@pytest.mark.parametrize(("query", "text", "found"), FOUND)
def test_every_spelling_of_the_same_is_found_and_nothing_else(places, query, text, found):
    assert places(query, text) == found


def test_editions_stand_newest_first_among_equals(at_once):
    found, _ = at_once("监测报告")
    months = [f"provincial/2025-{month:02d}.html" for month in (11, 3)]
    assert found[:3] == [*months, "beijing_location/2025-03.html"]
    assert found.index("lithium_battery/2025-02.html") < found.index("provincial/2024-12.html")
    found, _ = at_once("年度回顾")
    assert found[:2] == [YEAR, "annual_review/2024.html"]


def test_a_number_is_found_from_its_beginning_only(at_once):
    assert PROVINCIAL in at_once("1145.4")[0]
    assert PROVINCIAL not in at_once("145.4")[0]


def test_all_words_must_be_on_the_page(at_once):
    assert at_once("锂离子蓄电池 与前位差率")[0][:1] != [BATTERY]
    assert at_once("广东 不存在的词")[0] == []


def test_a_hit_names_report_and_period_and_shows_the_phrase(search):
    hit = search.type("蓄电池出口").hits.first
    assert hit.locator(".tb-hit-title").inner_text() == "中国锂离子蓄电池贸易月度监测报告"
    assert hit.locator(".tb-hit-period").inner_text() == "2025 年 2 月"
    marks = hit.locator(".tb-hit-text mark").all_inner_texts()
    assert marks[0] == "蓄电池出口"
    assert "找到" in search.dialog.get_by_role("status").inner_text()


def test_a_hit_in_the_text_leads_to_its_section(search):
    hit = search.type("1145.4").hits.first
    section = hit.evaluate("link => new URL(link.href).hash")
    assert section
    hit.click()
    search.page.wait_for_url(f"**/{PROVINCIAL}{section}")
    text = search.page.locator(section).inner_text()
    assert "1145.4 亿美元" in text
    assert search.visitor.faults == []


def test_a_snippet_has_all_words_where_a_line_has_them(search):
    hit = search.type("广东 出口").hits.first
    assert {"广东", "出口"} <= set(hit.locator(".tb-hit-text mark").all_inner_texts())


def test_nothing_found_is_said_kindly(search):
    search.type("不存在的词")
    assert search.hits.count() == 0
    assert search.dialog.get_by_role("status").inner_text() == "没有找到“不存在的词”。"
    assert "换一个较短的词" in search.dialog.inner_text()
    search.type("锂")
    assert search.hits.count() > 0
    assert "没有找到" not in search.dialog.inner_text()


def test_what_is_typed_is_text_and_no_pattern_and_no_page(search):
    for text in ("<img src=x onerror=alert(1)>", "(", "[", "\\", ".*", "a|b", "*"):
        search.field.fill(text)
        search.page.wait_for_function(
            "text => document.querySelector('.tb-search').dataset.query === text", arg=text
        )
    assert search.dialog.locator("img").count() == 0
    assert search.visitor.faults == []


def test_an_empty_field_says_what_can_be_typed(search):
    search.dialog.get_by_text("HS 编码").wait_for()
    assert search.hits.count() == 0


def test_keys_open_walk_choose_and_close(visit):
    search = Search(visit())
    page = search.page
    page.keyboard.press("Control+k")
    search.field.wait_for()
    search.type("监测报告")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    focused = "[...document.querySelectorAll('.tb-hit')].indexOf(document.activeElement)"
    assert page.evaluate(focused) == 1
    page.keyboard.press("ArrowUp")
    assert page.evaluate(focused) == 0
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    search.dialog.wait_for(state="hidden")
    page.keyboard.press("Control+k")
    search.field.wait_for()
    page.keyboard.press("Escape")
    search.dialog.wait_for(state="hidden")
    page.keyboard.press("Control+k")
    search.type("监测报告")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{PROVINCIAL}")
    assert search.visitor.faults == []


def test_enter_shows_all_on_the_page_of_search(search):
    search.type("广东省")
    search.page.keyboard.press("Enter")
    search.page.wait_for_url("**/search.html?q=*")
    results = search.page.locator("#search-results")
    results.locator(".tb-hit").first.wait_for()
    assert address(search.visitor, results.locator(".tb-hit").first) == GUANGDONG
    assert search.page.locator("form.tb-search-form:visible input").input_value() == "广东省"
    assert search.visitor.faults == []


def test_the_page_of_search_searches_again_and_can_be_passed_on(visit):
    visitor = visit()
    page = visitor.open("search.html?q=202511")
    results = page.locator("#search-results")
    results.locator(".tb-hit").first.wait_for()
    assert address(visitor, results.locator(".tb-hit").first) == PROVINCIAL
    field = page.locator("form.tb-search-form:visible input")
    told(page, "8507", lambda: field.fill("8507"))
    field.press("Enter")
    assert address(visitor, results.locator(".tb-hit").first) == BATTERY
    assert page.url.endswith("search.html?q=8507")
    assert visitor.faults == []


def test_letters_of_an_input_method_are_not_searched_for(search):
    client = search.page.context.new_cdp_session(search.page)
    search.field.focus()
    client.send("Input.imeSetComposition", {"text": "li", "selectionStart": 2, "selectionEnd": 2})
    search.page.wait_for_timeout(500)
    assert search.dialog.locator(".tb-search-status").inner_text() == ""
    told(search.dialog, "锂", lambda: client.send("Input.insertText", {"text": "锂"}))
    assert address(search.visitor, search.hits.first) == BATTERY


def test_it_searches_from_the_disk(visit, files):
    visitor = visit(home=files)
    search = Search(visitor).open()
    for text in ("蓄电池出口", "85076000", "Guangdong", "2024-05"):
        search.type(text)
        assert address(visitor, search.hits.first) == FIRST[text]
    search.page.keyboard.press("Enter")
    search.page.wait_for_url("**/search.html?q=*")
    hit = search.page.locator("#search-results .tb-hit").first
    hit.wait_for()
    assert address(visitor, hit) == FIRST[text]
    hit.click()
    search.page.wait_for_url(f"**/{FIRST[text]}*")
    assert visitor.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_it_stays_within_the_screen(visit, scheme):
    visitor = visit("phone", scheme)
    search = Search(visitor).open().type("广东")
    assert address(visitor, search.hits.first) == GUANGDONG
    box = search.dialog.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 844
    for hit in search.hits.all():
        assert hit.bounding_box()["height"] >= 40, "too small for a finger"
    wide, room = search.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= room
    search.hits.first.click()
    search.page.wait_for_url(f"**/{GUANGDONG}*")
    assert visitor.faults == []


def test_a_page_loads_nothing_of_the_index_until_it_is_asked(visit):
    visitor, asked = visit(), []
    visitor.page.on("request", lambda one: asked.append(one.url))
    search = Search(visitor)
    assert [url for url in asked if "/search/" in url or "searchindex" in url] == []
    search.open().type("锂")
    assert [url for url in asked if "/search/catalogue.js" in url] != []


YEARS = range(2015, 2026)


def large_index(visitor, asked):
    """Put an index of eleven years in place of the site's: two editions a year, 甲 and 乙."""
    pages = [
        [f"{kind}/{year}", str(year), f"{kind}报告", f"{year} 年", ""]
        for year in reversed(YEARS)
        for kind in ("甲", "乙")
    ]
    scripts = {
        str(year): {
            f"{kind}/{year}": [["a", f"{kind}报告（{year} 年）", f"{kind}的文字。\n都有的词。"]]
            for kind in ("甲", "乙")
        }
        for year in YEARS
    }
    words = {"found": "{count} 页", "so_far": "已 {count} 页", "more": "更多", "hint": "提示"}
    scripts["catalogue"] = {
        "names": [],
        "dates": lookup(chinese())["dates"],
        # Of what it finds there are no answers.
        "words": chinese().tree("search") | words | {"nothing": "无", "advice": "换"},
        "pieces": {str(year): "v" for year in YEARS},
        "pages": pages,
    }

    def answer(route):
        name = route.request.url.rpartition("/")[2].partition(".js")[0]
        asked.append(name)
        body = f"tradebookSearch.take({json.dumps(name)},{json.dumps(scripts[name])})"
        route.fulfill(body=body, content_type="text/javascript")

    visitor.page.route("**/search/*.js*", answer)


def test_years_are_loaded_newest_first_and_only_as_far_as_needed(visit):
    visitor, asked = visit(), []
    large_index(visitor, asked)
    search = Search(visitor).open()
    status, more = search.dialog.get_by_role("status"), search.dialog.locator(".tb-more-hits")
    # Named by the catalogue: the four newest years are looked through as well, no more.
    search.type("2016")
    assert asked == ["catalogue", "2025", "2024", "2023", "2022"]
    assert status.inner_text() == "已 2 页"
    titles = search.hits.locator(".tb-hit-name").all_inner_texts()
    assert [" ".join(title.split()) for title in titles] == ["甲报告 2016 年", "乙报告 2016 年"]
    more.click()
    search.dialog.get_by_text("2 页", exact=True).wait_for()
    assert asked[1:] == [str(year) for year in reversed(YEARS)]
    assert not more.is_visible()


def test_what_only_texts_have_is_looked_for_until_there_is_enough(visit):
    visitor, asked = visit(), []
    large_index(visitor, asked)
    search = Search(visitor).open().type("都有的词")
    status, more = search.dialog.get_by_role("status"), search.dialog.locator(".tb-more-hits")
    assert asked == ["catalogue", *(str(year) for year in range(2025, 2015, -1))]
    assert status.inner_text() == "已 20 页"
    assert search.hits.count() == 20
    more.click()
    search.dialog.get_by_text("22 页", exact=True).wait_for()
    periods = search.hits.locator(".tb-hit-period").all_inner_texts()
    assert periods == [f"{year} 年" for year in reversed(YEARS) for _ in range(2)]
    assert search.page.evaluate("document.activeElement.innerText").startswith("甲报告")
    assert not more.is_visible()


def test_an_index_that_cannot_be_loaded_is_told(visit):
    visitor = visit()
    visitor.page.route("**/search/catalogue.js", lambda route: route.abort())
    search = Search(visitor).open()
    search.field.fill("锂")
    search.dialog.get_by_text("搜索数据没有读到").wait_for()
