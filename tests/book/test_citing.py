"""Citing in a browser: what a button copies, what a number tells of itself, where its address leads."""

import re

import pytest
from accessibility import bars
from testbed import figures_of, last_revision

EDITION = "provincial/2025-11"
TABLE = "tab-month-values"
NUMBER = "growth.value.2025-11.month.export.44._T._T"
SIZES = pytest.mark.parametrize("size", ["wide", "phone"])
TITLE = "中国分省货物贸易月度监测报告（2025 年 11 月）"
REVISION, RELEASED = last_revision(EDITION)
LINE = (
    f"中国货物贸易监测编辑部. {TITLE}%s[EB/OL]. {REVISION}. （{RELEASED}）[%s]. "
    f"https://example.org/{EDITION}/{REVISION}.html%s."
)
"""A citation names the revision, its day, and its address for good."""
PARTS = {"include": [[".tb-number-panel"], ["#cite"], [".tb-cited"]]}
"""The rest of the page is looked at elsewhere, which takes a minute."""
COPIED = "() => window.copied"
NOTE_COPIES = "navigator.clipboard.writeText = async (text) => { window.copied = text; };"
"""Instead of the system's clipboard, which a browser without a window may not have."""


def begin(visitor, anchor=""):
    visitor.page.add_init_script(NOTE_COPIES)
    return visitor.open(f"{EDITION}.html{anchor}")


def today(page):
    return page.evaluate("new Date().toLocaleDateString('sv')")


def facts(page):
    """Return what the panel tells, by its labels."""
    panel = page.locator(".tb-number-panel")
    panel.wait_for(state="visible")
    labels, texts = panel.locator("dt").all_inner_texts(), panel.locator("dd").all_inner_texts()
    return dict(zip(labels, texts, strict=True))


def cell(page):
    return page.locator(f"#{TABLE} [data-figure='{NUMBER}']")


def in_view(page, one):
    """Tell whether a number is seen, and not behind the panel."""
    return one.evaluate(
        """one => {
          const { left, right, top, bottom } = one.getBoundingClientRect();
          return one.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2));
        }"""
    )


def test_a_number_tells_its_derivation_and_its_address_leads_back_to_it(visit, size_and_home):
    size, home = size_and_home
    visitor = visit(size, home=home, own=True)
    page = begin(visitor)
    assert page.locator("script[src$='.figures.js']").count() == 0
    cell(page).click()
    told = facts(page)
    assert page.locator(".tb-number-panel h2").inner_text() == "2025 年 11 月，广东，出口：同比变化"
    assert told["页面所示"] == "6.9%"
    assert told["未舍入"] == f"{float(figures_of(EDITION)[NUMBER].value)} %"
    assert told["依据"] == "由数据文件计算"
    assert told["公式"] == "同比变化 = (本期 − 上年同期) ÷ 上年同期 × 100%"
    assert re.findall(r"：(\S+)", told["复算所用"]) == ["贸易额", "增减额"]
    assert re.search(r"对外经济贸易大学.*sha256 [0-9a-f]{12}$", told["数据文件"], re.S)
    assert in_view(page, cell(page))
    page.locator("dd:has(button)", has_text=".html#figure=").first.locator("button").click()
    address = page.evaluate(COPIED)
    assert address == f"{home}/{EDITION}.html#figure={NUMBER}"

    again = visit(size, home=home, own=True)
    page = begin(again, f"#figure={NUMBER}")
    assert facts(page)["页面所示"] == "6.9%"
    copies = page.locator(f"main [data-figure='{NUMBER}']")
    assert copies.evaluate_all("all => all.every(one => one.matches('.tb-cited'))")
    assert copies.first.evaluate("one => one === document.activeElement")
    assert in_view(page, copies.first)
    assert visitor.faults == again.faults == []


@SIZES
def test_a_long_list_of_inputs_unfolds(visit, size):
    visitor = visit(size, own=True)
    page = begin(visitor, f"#figure={NUMBER.replace('growth', 'rank')}")
    panel = page.locator(".tb-number-panel")
    facts(page)
    buttons = panel.locator("dd", has=page.locator("details")).locator("button")
    assert buttons.locator("visible=true").count() == 5
    panel.locator("summary", has_text="其余 26 个").click()
    assert buttons.locator("visible=true").count() == 31
    # Exports of Qinghai are the least, and stand last.
    assert buttons.last.inner_text().startswith("2025 年 11 月，青海，出口：贸易额")
    buttons.last.click()
    panel.locator("h2", has_text="青海").wait_for()
    assert visitor.faults == []


def test_citations_are_copied_with_the_day_of_reading(visit):
    visitor = visit("phone", own=True)
    page = begin(visitor)
    page.locator("#cite [data-copy=tb-cite-gbt]").click()
    assert page.evaluate(COPIED) == LINE % ("", today(page), "")
    page.locator(".tb-cite-bibtex summary").click()
    page.locator("#cite [data-copy=tb-cite-bibtex]").click()
    assert page.evaluate(COPIED).startswith(
        f"@online{{provincial-2025-11-{REVISION},\n  author = {{{{"
    )
    caption = page.locator(f"#{TABLE} figcaption").inner_text()
    visitor.choose(f"#{TABLE} .tb-tools button:text-is('引用')")
    assert page.evaluate(COPIED) == LINE % (f"：{caption}", today(page), f"#{TABLE}")
    assert page.locator("[role=status]", has_text="已复制").count() == 1
    with page.expect_download() as waiting:
        page.locator("#cite .tb-cite-bibtex a[download]").click()
    assert waiting.value.suggested_filename == "2025-11.bib"
    assert visitor.faults == []


def test_numbers_are_reached_with_the_keyboard_in_one_stop_a_table(visit):
    page = begin(visit(own=True))
    assert page.locator("main [data-figure][tabindex='0']").count() == 0
    page.locator(f"#{TABLE} .tb-take > summary").focus()
    page.keyboard.press("Enter")
    page.locator(f"#{TABLE} .tb-tools button:text-is('数字')").focus()
    page.keyboard.press("Enter")
    first = page.locator(f"#{TABLE} tbody td").nth(0)
    assert facts(page)["页面所示"] == f"{first.inner_text()} 亿美元"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    below = page.locator(f"#{TABLE} tbody tr").nth(1).locator("td").nth(1)
    page.wait_for_function("one => one.matches('.tb-cited')", arg=below.element_handle())
    page.keyboard.press("Escape")
    assert not page.locator(".tb-number-panel").is_visible()
    assert below.evaluate("one => one === document.activeElement")
    page.keyboard.press("Enter")
    assert facts(page)["页面所示"] == f"{below.inner_text()}%"


@pytest.mark.parametrize(("size", "scheme"), [("wide", "dark"), ("phone", "light")])
def test_the_panel_bars_no_reader(visit, size, scheme):
    visitor = visit(size, scheme, own=True)
    page = begin(visitor)
    cell(page).click()
    facts(page)
    assert bars(page, scheme, PARTS) == []
    wide, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= room


def test_without_scripts_and_on_paper_the_box_can_be_read(visit):
    page = visit(scripts=False).open(f"{EDITION}.html")
    assert page.locator("#tb-cite-gbt").inner_text() == LINE % ("", "引用日期", "")
    assert page.locator("#cite button:visible").count() == 0
    page.emulate_media(media="print")
    assert page.locator("#tb-cite-gbt").is_visible()
    assert page.locator("#cite :is(summary, .tb-tools)").locator("visible=true").count() == 0


def test_addresses_followed_on_the_page(visit):
    visitor = visit(own=True)
    page = begin(visitor)
    # As copied from a list of references, with the stop that ends the line.
    page.evaluate(f"location.hash = '#figure={NUMBER}.'")
    assert facts(page)["页面所示"] == "6.9%"
    page.evaluate("location.hash = '#figure=growth.value.1999-01.month.export.44._T._T'")
    page.locator(".tb-number-panel h2", has_text="本页没有这个数字").wait_for()
    assert page.locator(".tb-number-panel dt").count() == 0
    assert page.locator(".tb-cited").count() == 0
    assert visitor.faults == []


def test_what_a_source_states_keeps_its_words(visit):
    page = visit().open("annual_review/2025.html#figure=operators.value.2025-12.ytd.total._T._T._T")
    told = facts(page)
    assert told["页面所示"] == "超过 78 万家"
    assert told["依据"] == "引自来源，未经计算"
    stated = page.locator("td.tb-cited").locator("xpath=../th").inner_text()
    assert (
        page.locator(".tb-number-panel h2").inner_text() == f"2025 年全年，全国，进出口：{stated}"
    )
    assert f"：{stated}（超过 78 万家）[EB/OL]" in told["引用格式"]
