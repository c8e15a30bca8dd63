"""A reader finds an edition from anywhere, by links alone, on a wide screen and on a phone."""

import re

import pytest

HOME, ARCHIVE = "index.html", "archive.html"
OLD, NEW = "annual_review/2024.html", "annual_review/2025.html"
ALONE = "lithium_battery/2025-02.html"
MONTH = "provincial/2025-11.html"
SERIES = [
    "中国货物贸易月度报告",
    "中国与东盟货物贸易月度报告",
    "中国与美国货物贸易月度报告",
    "中国与欧盟货物贸易月度报告",
    "分省月度监测报告",
    "北京市月度监测报告",
    "北京市进出口月度监测报告（人民币）",
    "广东省进出口月度监测报告（人民币）",
    "锂离子蓄电池月度监测报告",
    "年度回顾",
]
WITHOUT_CHART = {"中国与美国货物贸易月度报告"}
"""Of one country, of which there are two months, there is nothing to be drawn."""
SIZES = pytest.mark.parametrize("size", ["wide", "phone"])


def path_of(page):
    """Return where on the site a page is, with its anchor."""
    return "/".join(page.url.split("/")[3:])


@SIZES
def test_the_next_edition_and_back(visit, size):
    page = visit(size).open(OLD)
    assert page.locator("a.tb-before").count() == 0
    following = page.locator("a.tb-after").first
    assert following.inner_text() == "下一期 2025 年"
    following.click()
    assert path_of(page) == NEW
    assert page.locator("a.tb-after").count() == 0
    before = page.locator("a.tb-before")
    assert before.inner_text() == "上一期 2024 年"
    before.click()
    assert path_of(page) == OLD


def test_neighbours_are_of_the_same_report(visit):
    page = visit().open(ALONE)
    assert page.locator(".tb-neighbours").count() == 0
    assert page.locator("link[rel=prev], link[rel=next]").count() == 0
    assert visit().open("method.html").locator(".tb-neighbours").count() == 0


@SIZES
def test_the_path_above_a_page_leads_up(visit, size):
    page = visit(size).open(MONTH)
    path = page.get_by_label("所在位置").locator("li")
    assert path.all_inner_texts() == ["首页", "分省月度监测报告", "2025 年 11 月"]
    assert path.last.get_attribute("aria-current") == "page"
    box = path.first.bounding_box()
    assert box["x"] == pytest.approx(page.locator("article h1").bounding_box()["x"], abs=1)
    path.nth(1).locator("a").click()
    assert path_of(page) == f"{ARCHIVE}#provincial"
    page.get_by_label("所在位置").get_by_text("首页").click()
    assert path_of(page) == HOME


@SIZES
def test_the_archive_has_a_section_a_report_by_year(visit, size):
    page = visit(size).open(f"{ARCHIVE}#annual-review")
    heads = page.locator("article h2").evaluate_all("all => all.map(one => one.firstChild.data)")
    assert heads == SERIES
    section = page.locator("article section", has=page.locator("h2", has_text="年度回顾")).last
    assert section.locator("dt").all_inner_texts() == ["2025 年", "2024 年"]
    section.get_by_role("link", name="2024 年").click()
    assert path_of(page) == OLD


def test_the_contents_are_the_same_everywhere_and_name_no_edition(visit):
    page = visit().open(HOME)
    shown = {}
    for path in (HOME, ARCHIVE, MONTH, OLD, "method.html", "search.html"):
        page.goto(f"{page.url.split('/', 3)[0]}//{page.url.split('/')[2]}/{path}")
        links = page.locator(".tb-contents a")
        shown[path] = (links.all_text_contents(), links.evaluate_all("all => all.map(a => a.href)"))
    texts, targets = shown[HOME]
    assert texts[:10] == SERIES
    assert texts[10:] == [
        "探索",
        "核对",
        "全国、省市与区域",
        "各期归档",
        "修订与版本",
        "数据与来源",
        "开放数据",
        "指标与方法",
        "与已发布报告的差异",
        "换参数重算",
    ]
    assert not any(f"{report}/" in one for one in targets for report in ("provincial", "annual"))
    for path, (other, _) in shown.items():
        assert other == texts, path
    assert shown[MONTH][1] == targets


def test_the_contents_say_where_one_is(visit):
    page = visit().open(MONTH)
    assert page.locator(".tb-contents [aria-current]").all_text_contents() == ["分省月度监测报告"]
    page = visit().open("data.html")
    assert page.locator(".tb-contents [aria-current]").all_text_contents() == ["数据与来源"]


@SIZES
def test_the_menu_of_reports_opens_leads_on_and_closes(visit, size):
    page = visit(size).open(MONTH)
    menu = page.locator(".tb-menu")
    entry = menu.get_by_role("link", name="年度回顾")
    assert not entry.is_visible()
    menu.locator("summary").click()
    assert entry.is_visible()
    page.keyboard.press("Escape")
    assert not entry.is_visible()
    menu.locator("summary").click()
    page.mouse.click(*{"wide": (900, 700), "phone": (380, 820)}[size])
    assert not entry.is_visible()
    menu.locator("summary").click()
    entry.click()
    assert path_of(page) == f"{ARCHIVE}#annual-review"
    page.locator(".tb-contents").get_by_text("指标与方法").click()
    assert path_of(page) == "method.html"


def test_the_headings_of_the_page_stand_beside_it_and_fold_on_a_phone(visit):
    page = visit("phone").open(MONTH)
    entry = page.locator(".tb-on-page").get_by_role("link", name="数据与重算")
    assert not entry.is_visible()
    page.locator(".tb-on-page summary").click()
    entry.click()
    assert not entry.is_visible()
    wide = visit().open(MONTH)
    beside = wide.locator(".tb-on-page")
    assert beside.get_by_role("link", name="数据与重算").is_visible()
    article = wide.locator("article").bounding_box()
    assert beside.bounding_box()["x"] >= article["x"] + article["width"]
    beside.get_by_role("link", name="数据与重算").click()
    wide.locator(".tb-on-page [aria-current]:text('数据与重算')").wait_for()


def test_light_and_dark_are_chosen_and_stay(visit):
    page = visit(own=True).open(MONTH)
    ground = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    button = page.locator(".tb-mode")
    assert button.inner_text() == "自动"
    button.click()
    button.click()
    assert button.inner_text() == "深色"
    dark = page.evaluate(ground)
    assert dark != "rgb(255, 255, 255)"
    page.reload()
    assert (button.inner_text(), page.evaluate(ground)) == ("深色", dark)


@SIZES
def test_home_shows_the_newest_of_each_report_with_numbers_and_a_chart(visit, size):
    page = visit(size).open(HOME)
    cards = page.locator(".tb-edition")
    assert cards.locator("h3").all_inner_texts() == SERIES
    for name, card in zip(SERIES, cards.all(), strict=True):
        assert card.locator(".tb-value").count() == 4
        picture = card.locator("img")
        if name in WITHOUT_CHART:
            assert picture.count() == 0
            continue
        picture.scroll_into_view_if_needed()
        page.wait_for_function("img => img.complete", arg=picture.element_handle())
        assert picture.evaluate("img => img.naturalWidth") > 0
        assert picture.get_attribute("alt")
        box, room = picture.bounding_box(), card.bounding_box()
        assert room["x"] <= box["x"]
        assert box["x"] + box["width"] <= room["x"] + room["width"]
    rows = {card.bounding_box()["y"] for card in cards.all()}
    assert len(rows) == {"wide": 4, "phone": 10}[size]


def test_home_tells_what_is_new_and_what_was_revised(visit):
    page = visit().open(HOME)
    news = page.locator("section:has(> h2:text('新近发布')) .tb-news li")
    told = news.all_inner_texts()
    assert len(told) == 8 and all("发布 " in one and "收录 2026-" in one for one in told)
    # A year is its last month.
    periods = [re.search(r"（(\d{4}) 年(?: (\d+) 月)?）", one).groups("12") for one in told]
    months = [(int(year), int(month)) for year, month in periods]
    assert months == sorted(months, reverse=True) and len({*months}) > 2
    revised = page.locator("section", has=page.locator("> h2", has_text="数据修订")).last
    assert "没有一个数字被后来的发布修订过" in revised.inner_text()
