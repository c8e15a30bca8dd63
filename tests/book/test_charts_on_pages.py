"""Charts in a browser: tooltips, keyboard, saving; without any script; and on paper."""

import re

import pytest
from testbed import EDITION, EXAMPLES, WITHOUT_CHART, figures_of

CHART = "fig-month-export-growth"
WITH_CHARTS = [one for one in EXAMPLES if one not in WITHOUT_CHART]
CUT = "甘肃"
"""The province whose bar is cut in that chart."""


def told(page):
    """Return the lines of the tooltip that is seen."""
    tip = page.locator(".tb-tip")
    assert tip.is_visible()
    lines = tip.evaluate("one => [...one.children].map(line => line.textContent)")
    return [line.replace(" ", "") for line in lines]


def known(region):
    """Return what the page's own figures say of a province's exports, as a tooltip writes it."""
    figures = figures_of(EDITION)
    name = f"value.2025-11.month.export.{region}._T._T"
    level, growth, share = (
        float(figures[f"{one}.{name}"].value) for one in ("level", "growth", "share")
    )
    return [f"出口额{level / 1e8:.1f}亿美元", f"同比变化{growth:.1f}%", f"份额{share:.1f}%"]


@pytest.mark.parametrize(
    ("scheme", "home"), [("light", "served"), ("dark", "files")], indirect=["home"]
)
def test_a_mark_that_is_pointed_at_tells_value_growth_and_share(visit, home, scheme):
    visitor = visit(scheme=scheme, home=home)
    page = visitor.open(f"{EDITION}.html")
    chart = page.locator(f"#{CHART} svg")
    mark = chart.locator("[aria-label^='广东']")
    assert not page.locator(".tb-tip").is_visible()
    mark.hover()
    name, *lines = told(page)
    assert name == "广东"
    assert lines[:3] == known("44")
    # The others step back, and come again when the pointer has left.
    other = chart.locator("[aria-label^='北京']")
    faint = "one => Number(getComputedStyle(one).opacity)"
    assert other.evaluate(faint) < mark.evaluate(faint) == 1
    page.mouse.move(5, 5)
    assert not page.locator(".tb-tip").is_visible()
    assert other.evaluate(faint) == 1
    assert visitor.faults == []


def test_a_bar_that_is_cut_tells_its_real_value(visit):
    page = visit().open(f"{EDITION}.html")
    page.locator(f"#{CHART} svg [aria-label^='{CUT}']").hover()
    value = float(figures_of(EDITION)["growth.value.2025-11.month.export.62._T._T"].value)
    assert value > 100
    assert f"同比变化{value:.1f}%" in told(page)


def test_marks_are_reached_with_the_keyboard(visit):
    page = visit().open(f"{EDITION}.html")
    marks = page.locator(f"#{CHART} svg [role='img']")
    names = marks.evaluate_all("all => all.map(one => one.ariaLabel.split('\\n')[0])")
    assert len(names) == 31
    page.locator(f"#{CHART} svg [tabindex='0']").focus()
    assert told(page)[0] == names[0]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert told(page)[0] == names[2]
    page.keyboard.press("ArrowUp")
    assert told(page)[0] == names[1]
    page.keyboard.press("End")
    assert told(page)[0] == names[30]
    page.keyboard.press("Escape")
    assert not page.locator(".tb-tip").is_visible()
    # One stop for each chart, not one for each mark.
    assert page.locator(f"#{CHART} svg [tabindex='0']").count() == 1


@pytest.mark.parametrize("path", WITH_CHARTS)
def test_every_chart_of_every_report_tells_of_its_marks(visit, path):
    visitor = visit("phone")
    page = visitor.open(f"{path}.html")
    charts = page.locator("figure.tb-chart")
    assert charts.count() > 0
    for chart in charts.all():
        labels = chart.locator("svg [role='img']").evaluate_all(
            "all => all.map(one => one.ariaLabel)"
        )
        assert labels, chart.get_attribute("id")
        assert all("：" in one and "undefined" not in one for one in labels), labels
        chart.locator("svg [role='img']").last.hover(force=True)
        tip, screen = page.locator(".tb-tip").bounding_box(), page.viewport_size
        assert tip["x"] >= 0
        assert tip["x"] + tip["width"] <= screen["width"]
    assert visitor.faults == []


@pytest.mark.parametrize("path", WITH_CHARTS)
def test_without_scripts_the_drawings_and_the_files_are_there(visit, path):
    page = visit(scripts=False).open(f"{path}.html")
    charts = page.locator("figure.tb-chart")
    assert charts.count() > 0
    for chart in charts.all():
        box = chart.locator("> [role='img'] svg").bounding_box()
        assert min(box["width"], box["height"]) > 50
        assert chart.locator(".tb-tools a[download]").count() == 2
    assert page.locator("button:visible", has_text="PNG").count() == 0


def test_a_drawing_is_downloaded_as_svg_and_png(visit, size_and_home):
    size, home = size_and_home
    visitor = visit(size, "dark", home)
    page = visitor.open(f"{EDITION}.html")
    name, data = visitor.save(f"#{CHART} button:text-is('SVG')")
    assert name == f"2025-11.{CHART}.svg"
    text = data.decode()
    assert text.startswith("<svg")
    # It can be read by itself: dark on white, though the page is dark.
    assert 'color="#1c2330"' in text
    assert 'fill="#ffffff"' in text
    assert text.count("tabindex") == 0
    assert "广东" in text
    # With what it is, and where it is from: institution, day and address.
    written = "".join(re.findall(r"<text[^>]*>([^<]*)</text>", text))
    assert page.locator(f"#{CHART} figcaption").inner_text() in written
    assert re.search(r"\[\d{4}-\d\d-\d\d\]", written)
    assert re.search(rf"/2025-11/r\d+\.html#{CHART}\.", written)
    name, data = visitor.save(f"#{CHART} button:text-is('PNG')")
    assert name == f"2025-11.{CHART}.png"
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    box = re.match(r"<svg[^>]* viewBox=\"0 0 (\d+) (\d+)\"", text)
    assert [int.from_bytes(data[16:20]), int.from_bytes(data[20:24])] == [
        3 * int(one) for one in box.groups()
    ]
    assert visitor.faults == []


def test_a_saved_picture_is_in_the_typeface_of_the_page(visit):
    page = visit().open(f"{EDITION}.html")
    pictures = [
        page.evaluate(
            """async (text) => {
              const { composed, painted } = window.tradebookCharts;
              const drawing = composed(document.querySelector("figure.tb-chart svg"), [[text, true]], []);
              return [...new Uint8Array(await (await painted(drawing)).arrayBuffer())];
            }""",
            text,
        )
        for text in ("广东", "江苏", "江苏")
    ]
    # Where a typeface is missing, two characters are the same box.
    assert pictures[0] != pictures[1]
    assert pictures[1] == pictures[2]
    assert page.locator(".tb-stage").count() == 0


def test_what_can_be_done_with_a_figure_is_one_menu_used_with_the_keyboard(visit):
    page = visit().open(f"{EDITION}.html")
    head = page.locator(f"#{CHART} .tb-take > summary")
    tools = page.locator(f"#{CHART} .tb-tools")
    assert page.locator("figure .tb-tools").locator("visible=true").count() == 0
    head.focus()
    page.keyboard.press("Enter")
    offered = tools.locator("a, button").all_inner_texts()
    assert offered == ["链接", "SVG", "PNG", "CSV", "XLSX", "引用", "在探索页打开"]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == offered[0]
    page.keyboard.press("Escape")
    assert not tools.is_visible()
    assert head.evaluate("one => one === document.activeElement")
    head.click()
    page.locator("h1").click()
    assert not tools.is_visible()


# On paper.


def test_on_paper_there_is_the_report_and_nothing_else(visit):
    visitor = visit(scheme="dark")
    page = visitor.open(f"{EDITION}.html")
    page.emulate_media(media="print", color_scheme="dark")
    for left_out in (
        ".tb-masthead",
        ".tb-on-page",
        ".tb-crumbs",
        ".tb-neighbours",
        ".tb-tools",
        ".tb-foot",
    ):
        assert page.locator(left_out).locator("visible=true").count() == 0, left_out
    paper = page.locator(".tb-article").evaluate("one => getComputedStyle(one).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    for table in page.locator(".tb-scroll").all():
        wide, room = table.evaluate("one => [one.scrollHeight, one.clientHeight]")
        assert wide <= room + 1
    data = page.pdf(prefer_css_page_size=True)
    # A4 in points; about a dozen pages, not one long strip.
    sizes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data))
    assert {(round(float(wide)), round(float(high))) for wide, high in sizes} == {(595, 842)}
