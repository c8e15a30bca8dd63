"""Charts and tables in a browser: tooltips, order, downloads; and the page without any script."""

import csv
import io
import re

import pytest
from python_calamine import CalamineWorkbook
from workshops import figures_of, soup_of

EDITION = "provincial/2025-11"
CHART = "fig-month-export-growth"
TABLE = "tab-month-values"
CUT = "甘肃"
"""The province whose bar is cut in that chart."""


@pytest.fixture(params=["served", "files"])
def home(request):
    """Return the site's address, from a server and from the disk."""
    return request.getfixturevalue(request.param)


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


# Charts.


@pytest.mark.parametrize("scheme", ["light", "dark"])
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


@pytest.mark.parametrize(
    "path",
    [
        EDITION,
        "beijing_city/2024-05",
        "lithium_battery/2025-02",
        "annual_review/2024",
        "annual_review/2025",
    ],
)
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


def test_without_scripts_the_drawings_and_the_files_are_there(visit):
    page = visit(scripts=False).open(f"{EDITION}.html")
    assert page.locator("figure.tb-chart > [role='img'] svg").count() == 12
    assert page.locator(f"#{CHART} svg").bounding_box()["height"] > 300
    assert page.locator(f"#{CHART} .tb-tools a[download]").count() == 2
    assert page.locator("button:visible", has_text="PNG").count() == 0


def saved(page, selector):
    """Press what downloads a file; return its name and bytes."""
    with page.expect_download() as waiting:
        page.locator(selector).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes()


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_a_drawing_is_downloaded_as_svg_and_png(visit, home, size):
    visitor = visit(size, "dark", home)
    page = visitor.open(f"{EDITION}.html")
    name, data = saved(page, f"#{CHART} button:text-is('SVG')")
    assert name == f"2025-11.{CHART}.svg"
    text = data.decode()
    assert text.startswith("<svg")
    # It can be read by itself: dark on white, though the page is dark.
    assert 'color="#1c2330"' in text
    assert 'fill="#ffffff"' in text
    assert text.count("tabindex") == 0
    assert "广东" in text
    name, data = saved(page, f"#{CHART} button:text-is('PNG')")
    assert name == f"2025-11.{CHART}.png"
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    box = page.locator(f"#{CHART} svg").get_attribute("viewBox").split()
    assert [int.from_bytes(data[16:20]), int.from_bytes(data[20:24])] == [
        3 * int(one) for one in box[2:]
    ]
    assert visitor.faults == []


# Tables.


def column(page, place):
    """Return a column of the table: (name, printed, unrounded or None) by row."""
    rows = page.locator(f"#{TABLE} tbody tr").evaluate_all(
        "rows => rows.map(row => [row.cells[0].textContent, ...[...row.cells].slice(1)"
        ".map(cell => [cell.textContent, cell.dataset.value])])"
    )
    return [
        (row[0], row[place][0], float(row[place][1]) if row[place][1] else None) for row in rows
    ]


def head(page, place):
    return page.locator(f"#{TABLE} thead th").nth(place)


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_a_table_is_ordered_by_its_numbers(visit, home, size):
    visitor = visit(size, home=home)
    page = visitor.open(f"{EDITION}.html")
    before = column(page, 2)
    values = [value for *_, value in before]
    assert min(values) < -10 < 10 < max(values)
    assert values != sorted(values, reverse=True)
    head(page, 2).locator("button").click()
    assert head(page, 2).get_attribute("aria-sort") == "descending"
    assert column(page, 2) == sorted(before, key=lambda one: -one[2])
    head(page, 2).locator("button").click()
    assert head(page, 2).get_attribute("aria-sort") == "ascending"
    assert column(page, 2) == sorted(before, key=lambda one: one[2])
    head(page, 2).locator("button").click()
    assert head(page, 2).get_attribute("aria-sort") == "none"
    assert column(page, 2) == before
    assert visitor.faults == []


def test_a_table_is_ordered_with_the_keyboard_and_one_column_at_a_time(visit):
    page = visit().open(f"{EDITION}.html")
    head(page, 1).locator("button").focus()
    page.keyboard.press("Enter")
    assert head(page, 1).get_attribute("aria-sort") == "descending"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert [head(page, place).get_attribute("aria-sort") for place in (1, 2)] == [
        "none",
        "descending",
    ]


def test_names_are_ordered_as_they_are_pronounced(visit):
    page = visit().open(f"{EDITION}.html")
    head(page, 0).locator("button").click()
    names = [name for name, *_ in column(page, 1)]
    assert names[:4] == ["安徽", "北京", "重庆", "福建"] or names[:4] == [
        "安徽",
        "北京",
        "福建",
        "甘肃",
    ]
    assert names[-1] == "浙江"


MADE_UP = """() => {
  const figure = document.querySelector('#%s');
  const body = figure.querySelector('tbody');
  const values = ['3859.3', '', '-70.25', '0.04', '-3.5', ''];
  [...body.rows].forEach((row, place) => {
    if (place >= values.length) row.remove();
    else row.cells[2].dataset.value = values[place];
  });
}"""


def test_what_is_missing_stands_last_whichever_way(visit):
    # Before the scripts look at it, the table gets gaps that this edition has none of.
    visitor = visit()
    visitor.page.add_init_script(
        f"document.addEventListener('DOMContentLoaded', {MADE_UP % TABLE}, {{once: true}})"
    )
    page = visitor.open(f"{EDITION}.html")
    head(page, 2).locator("button").click()
    assert [one[2] for one in column(page, 2)] == [3859.3, 0.04, -3.5, -70.25, None, None]
    head(page, 2).locator("button").click()
    assert [one[2] for one in column(page, 2)] == [-70.25, -3.5, 0.04, 3859.3, None, None]


def test_lists_side_by_side_are_ordered_apart_and_bands_keep_their_rows(visit):
    page = visit().open("beijing_city/2024-05.html")
    table = page.locator(".tb-table:has(.tb-band):has(td.name)").first
    read = "table => [...table.querySelectorAll('tbody tr')].map(row => [...row.cells].map(cell => cell.textContent))"
    before = table.evaluate(read)
    width = len(before[1]) // 2
    table.locator("thead th[scope=col]").nth(2).locator("button").click()
    after = table.evaluate(read)
    assert after != before
    assert [row for row in after if len(row) == 1] == [row for row in before if len(row) == 1]
    band = max(place for place, row in enumerate(before) if len(row) == 1)
    for part in (slice(1, band), slice(band + 1, None)):
        # The list on the right stays as it was; each line of that on the left is still whole.
        assert [row[width:] for row in after[part]] == [row[width:] for row in before[part]]
        assert sorted(row[:width] for row in after[part]) == sorted(
            row[:width] for row in before[part]
        )


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_heads_and_names_stay_in_view(visit, size):
    page = visit(size).open(f"{EDITION}.html")
    frame = page.locator(f"#{TABLE} .tb-scroll")
    frame.evaluate("one => { one.scrollTop = 300; one.scrollLeft = 200; }")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    top = head(page, 1).bounding_box()["y"]
    left = page.locator(f"#{TABLE} tbody th").nth(20).bounding_box()["x"]
    assert top == pytest.approx(box["y"], abs=4)
    assert left == pytest.approx(box["x"], abs=2)


def test_the_points_of_a_column_stand_below_each_other(visit):
    page = visit().open("lithium_battery/2025-02.html")
    places = page.evaluate(
        """() => {
          const moved = document.querySelector('td.tb-pad-1');
          const rows = [...moved.closest('tbody').rows].filter(row => row.cells.length > 1);
          return rows.map(row => row.cells[moved.cellIndex].firstChild).map(text => {
            const range = document.createRange();
            const at = text.data.indexOf('.');
            range.setStart(text, at); range.setEnd(text, at + 1);
            return [text.data.length - at, range.getBoundingClientRect().right];
          });
        }"""
    )
    assert {digits for digits, _ in places} == {2, 3}
    assert max(at for _, at in places) - min(at for _, at in places) < 1


# Files.


def shown(anchor):
    """Return a table of the page: heads, and rows of (text, unrounded or None)."""
    found = soup_of(f"{EDITION}.html").find(id=anchor)
    heads = [one.get_text(strip=True) for one in found.thead.find_all("th", scope="col")]
    rows = [
        [(row.th.get_text(), None)]
        + [(cell.get_text(), cell.get("data-value")) for cell in row.find_all("td")]
        for row in found.tbody.find_all("tr")
    ]
    return heads, rows


HEADS = [
    *("省市", "进出口额", "进出口额 同比变化", "出口", "出口 同比变化"),
    *("进口", "进口 同比变化", "净出口"),
]
"""In a file, columns of one name are told apart."""


def test_the_csv_of_a_table_is_what_is_shown_and_the_unrounded_values(visit, home):
    visitor = visit(home=home)
    page = visitor.open(f"{EDITION}.html")
    name, data = saved(page, f"#{TABLE} .tb-tools a[href$='.csv']")
    assert name == f"2025-11.{TABLE}.csv"
    heads, rows = shown(TABLE)
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    width = len(heads)
    assert heads == [
        "省市",
        "进出口额",
        "同比变化",
        "出口",
        "同比变化",
        "进口",
        "同比变化",
        "净出口",
    ]
    assert lines[0][:width] == HEADS
    assert lines[0][width : width + 2] == [
        "level.2025-11.month.total [USD]",
        "growth.2025-11.month.total [percent]",
    ]
    assert len(lines) == 1 + 31
    for line, row in zip(lines[1:], rows, strict=True):
        assert line[:width] == [text for text, _ in row]
        assert line[width:] == [value for _, value in row[1:]]


def test_the_excel_file_of_a_table_holds_numbers(visit):
    page = visit("phone").open(f"{EDITION}.html")
    name, data = saved(page, f"#{TABLE} .tb-tools a[href$='.xlsx']")
    assert name == f"2025-11.{TABLE}.xlsx"
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == [TABLE]
    lines = book.get_sheet_by_index(0).to_python()
    heads, rows = shown(TABLE)
    width = len(heads)
    assert lines[0][:width] == HEADS
    for line, row in zip(lines[1:32], rows, strict=True):
        assert line[0] == row[0][0]
        assert line[1:width] == [float(text) for text, _ in row[1:]]
        # The format keeps 16 digits.
        exact = [float(value) for _, value in row[1:]]
        assert line[width:] == pytest.approx(exact, rel=1e-15)
    assert lines[33][0] == soup_of(f"{EDITION}.html").find(id=TABLE).figcaption.get_text()


def test_the_csv_of_a_chart_has_the_values_it_is_drawn_from(visit, home):
    page = visit(home=home).open(f"{EDITION}.html")
    name, data = saved(page, f"#{CHART} .tb-tools a[href$='.csv']")
    assert name == f"2025-11.{CHART}.csv"
    lines = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(lines) == 31
    assert lines[0]["地区"] == CUT
    exact = "growth.2025-11.month.export [percent]"
    own = figures_of(EDITION)["growth.value.2025-11.month.export.62._T._T"].value
    assert lines[0][exact] == own
    assert [float(line[exact]) for line in lines] == sorted(
        (float(line[exact]) for line in lines), reverse=True
    )


@pytest.mark.parametrize(
    "path",
    [
        EDITION,
        "beijing_city/2024-05",
        "lithium_battery/2025-02",
        "annual_review/2024",
        "annual_review/2025",
    ],
)
def test_every_table_and_chart_has_a_number_a_link_and_files(visit, files, path):
    page = visit(home=files).open(f"{path}.html")
    found = page.locator("figure.tb-table, figure.tb-chart").evaluate_all(
        """all => all.map(one => ({
          id: one.id, caption: one.querySelector('figcaption').textContent,
          link: one.querySelector('.tb-anchor').getAttribute('href'),
          files: [...one.querySelectorAll('.tb-tools a[download]')].map(link => link.getAttribute('href')),
        }))"""
    )
    assert found
    assert all(re.match(r"[表图] \d+　\S", one["caption"]) for one in found)
    assert len({one["id"] for one in found}) == len(found)
    own = path.rpartition("/")[2]
    for one in found:
        assert one["link"] == f"#{one['id']}"
        assert one["files"] == [f"{own}.{one['id']}.{kind}" for kind in ("csv", "xlsx")]


# On paper.


def test_on_paper_there_is_the_report_and_nothing_else(visit):
    visitor = visit(scheme="dark")
    page = visitor.open(f"{EDITION}.html")
    page.emulate_media(media="print", color_scheme="dark")
    for left_out in (
        ".bd-sidebar-primary",
        ".bd-sidebar-secondary",
        ".prev-next-footer",
        ".tb-tools",
        ".bd-header-article",
    ):
        assert page.locator(left_out).locator("visible=true").count() == 0, left_out
    paper = page.locator(".bd-article").evaluate("one => getComputedStyle(one).backgroundColor")
    assert paper == "rgb(255, 255, 255)"
    for table in page.locator(".tb-scroll").all():
        wide, room = table.evaluate("one => [one.scrollHeight, one.clientHeight]")
        assert wide <= room + 1
    data = page.pdf(prefer_css_page_size=True)
    # A4 in points; about a dozen pages, not one long strip.
    sizes = set(re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data))
    assert {(round(float(wide)), round(float(high))) for wide, high in sizes} == {(595, 842)}
