"""The explorer in a browser, from a server and from files: choose, pin, compare, share, embed, take away."""

import csv
import io
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from accessibility import bars_in_both
from python_calamine import CalamineWorkbook

START = "explore.html#of=region/44,region/32&measure=value&flow=export&span=month&currency=CNY"
SENTENCE = ".tb-explore-sentence"
TABLE = ".tb-explore-table"
SVG = "{http://www.w3.org/2000/svg}"


class Explorer:
    """The page of the explorer, opened by an address."""

    def __init__(self, visitor, path=START):
        self.visitor, self.page = visitor, visitor.open(path)
        self.wait()

    def wait(self):
        """Wait until what the address asks for is shown whole."""
        self.page.wait_for_function(
            "() => document.querySelector('#tb-explore').dataset.ready === location.hash"
        )

    @property
    def state(self):
        """Return the address's choices by name."""
        pairs = unquote(self.page.evaluate("location.hash"))[1:].split("&")
        return dict(pair.split("=", 1) for pair in pairs)

    @property
    def sentence(self):
        """Return what is found."""
        return self.page.locator(SENTENCE).inner_text()

    def choose(self, name, value):
        """Choose from a list."""
        self.page.locator(f"#tb-explore-{name}").select_option(value)
        self.wait()

    def add(self, text):
        """Find a member and take the first that may be chosen."""
        self.page.locator("#tb-explore-find").fill(text)
        self.page.keyboard.press("Enter")
        self.wait()

    def heads(self):
        """Return the heads of the table."""
        return self.page.locator(f"{TABLE} thead th").all_inner_texts()

    def copied(self, name):
        """Press what copies a text, and return that."""
        self.page.evaluate(
            "() => { document.execCommand = () => { window.copied = document.activeElement.value; return true; };"
            " navigator.clipboard && (navigator.clipboard.writeText = async (text) => { window.copied = text; }); }"
        )
        self.page.locator(f"[data-take='{name}']").click()
        self.page.wait_for_function("() => window.copied")
        return self.page.evaluate(
            "() => { const text = window.copied; window.copied = ''; return text; }"
        )


@pytest.fixture
def explorer(visit):
    """Return a function that opens the explorer, and looks after each test whether anything went wrong."""
    opened = []

    def begin(path=START, **options):
        opened.append(Explorer(visit(**options), path))
        return opened[-1]

    yield begin
    assert [one.visitor.faults for one in opened] == [[] for _ in opened]


def test_without_an_address_there_is_a_first_answer(explorer, home):
    found = explorer("explore.html", home=home)
    assert "广东省出口" in found.sentence
    assert found.page.locator("#explored svg path").count() > 3
    assert found.heads()[0] == "月份"


def test_what_is_chosen_is_answered_and_stands_in_the_address(explorer, home):
    found = explorer(home=home)
    found.choose("flow", "import")
    found.choose("measure", "growth")
    found.choose("from", "2025-01")
    assert found.sentence.startswith("2025 年 3 月，广东省进口同比")
    wanted = {"of": "region/44,region/32", "measure": "growth", "flow": "import", "from": "2025-01"}
    assert wanted.items() <= found.state.items()
    rows = found.page.locator(f"{TABLE} tbody th").all_inner_texts()
    assert rows == ["2025-03", "2025-02", "2025-01"]


def test_an_address_that_is_shared_shows_the_same(explorer, home):
    first = explorer(home=home)
    first.add("浙江")
    first.choose("measure", "share")
    shared = first.copied("link")
    again = explorer("explore.html" + shared[shared.index("#") :], home=home)
    assert again.sentence == first.sentence
    assert again.state == first.state


@pytest.mark.parametrize(
    ("asked", "member"),
    [("四川", "region/51"), ("germany", "partner/304"), ("AGRICULTURE", "product/AGRICULTURE")],
)
def test_members_are_found_by_chinese_english_and_code(explorer, asked, member):
    found = explorer("explore.html#of=nation/_T&currency=CNY&span=month")
    found.add(asked)
    assert found.state["of"] == f"nation/_T,{member}"


def test_what_the_data_lacks_can_be_seen_with_its_reason_and_not_be_chosen(explorer):
    found = explorer()
    option = found.page.locator("#tb-explore-measure option[value='quantity']")
    assert option.is_disabled()
    assert "所选对象没有" in option.inner_text()
    found.page.locator("#tb-explore-find").fill("锂离子蓄电池")
    options = found.page.locator("[role='option'][aria-disabled='true']")
    assert "没有人民币的数" in options.first.inner_text()
    before = found.state
    options.first.click(force=True)
    assert found.state == before


def test_two_are_compared(explorer):
    found = explorer()
    one, other, difference, ratio = (
        float(cell)
        for cell in found.page.locator(f"{TABLE} tbody tr").first.locator("td").all_inner_texts()
    )
    assert found.heads() == ["月份", "广东", "江苏", "差额（广东−江苏）", "比值（广东÷江苏）"]
    assert difference == pytest.approx(one - other, abs=0.11)
    assert ratio == pytest.approx(one / other, abs=0.006)
    assert f"广东省比江苏省多 {difference} 亿元，前者是后者的 {ratio:.2f} 倍。" in found.sentence


def test_a_pinned_member_is_lit_everywhere(explorer):
    found = explorer()
    found.page.get_by_role("button", name="突出广东省").click()
    found.wait()
    assert found.state["pin"] == "region/44"
    assert (
        found.page.get_by_role("button", name="突出广东省").get_attribute("aria-pressed") == "true"
    )
    assert found.page.locator(f"{TABLE} thead th.tb-lit").all_inner_texts() == ["广东"]
    widths = found.page.locator("#explored svg path[stroke-width]").evaluate_all(
        "all => all.map(one => one.getAttribute('stroke-width'))"
    )
    assert widths.count("3.5") == 1
    opacity = "all => all.filter(one => Number(one.getAttribute('opacity') ?? 1) === 1).length"
    assert found.page.locator(".tb-explored-bars svg [role='img']").evaluate_all(opacity) == 1


def test_a_bar_and_a_tile_that_are_pressed_become_lines(explorer):
    found = explorer()
    found.page.locator(".tb-explored-tiles svg [aria-label^='浙江省']").click()
    found.wait()
    assert found.state["of"] == "region/44,region/32,region/33"
    assert found.state["pin"] == "region/33"
    bar = found.page.locator(".tb-explored-bars svg [aria-label^='四川省']")
    bar.focus()
    found.page.keyboard.press("Enter")
    found.wait()
    assert found.state["of"].endswith("region/51")


def test_it_is_used_with_the_keyboard_alone(explorer):
    found = explorer()
    page = found.page
    page.locator("#tb-explore-find").focus()
    page.keyboard.type("浙江")
    page.keyboard.press("ArrowDown")
    assert page.locator("#tb-explore-find").get_attribute("aria-activedescendant") == "tb-option-0"
    page.keyboard.press("Enter")
    found.wait()
    assert found.state["of"].endswith("region/33")
    # The focus stays in the field; Escape closes the list.
    assert page.evaluate("document.activeElement.id") == "tb-explore-find"
    page.keyboard.type("a")
    page.keyboard.press("Escape")
    assert not page.locator("#tb-explore-found").is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "tb-explore-measure"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    found.wait()
    assert found.state["pin"] == "region/33"
    assert page.evaluate("document.activeElement.id") == "tb-pin-region/33"


def test_a_frozen_address_shows_what_was_known_and_says_what_is_newer(explorer):
    found = explorer(START + "&as=2025-03-20")
    assert (
        found.page.locator(".tb-explore-notice")
        .inner_text()
        .startswith("这里显示的是 2025-03-20 当时已知的数。此后有更新的数据")
    )
    cells = found.page.locator(f"{TABLE} tbody tr").first.locator("td").all_inner_texts()
    assert cells[0] == "-"
    assert "没有数" in found.sentence
    found.page.get_by_role("button", name="看最新的数").click()
    found.wait()
    assert "as" not in found.state
    assert "没有数" not in found.sentence


def test_it_can_be_embedded_without_its_frame(explorer):
    whole = explorer()
    code = whole.copied("embed")
    source = re.search(r'<iframe src="([^"]*)" title="[^"]+" width="100%"', code)[1].replace(
        "&amp;", "&"
    )
    part = explorer("explore.html" + source[source.index("#") :])
    assert part.sentence == whole.sentence
    for left_out in (
        ".tb-masthead",
        ".tb-foot",
        ".tb-explore-controls",
        "h1",
        ".tb-crumbs",
        "footer",
    ):
        assert part.page.locator(left_out).locator("visible=true").count() == 0, left_out
    assert part.page.locator("#explored svg").is_visible()


def test_a_frozen_link_names_its_day_and_its_months(explorer):
    found = explorer()
    frozen = found.copied("frozen")
    assert re.search(r"&from=2024-01&to=2025-03&as=\d{4}-\d\d-\d\d$", frozen)
    cited = found.copied("cite")
    assert re.search(r"\[DS/OL\]\. （\d{4}-\d\d-\d\d）\[\d{4}-\d\d-\d\d\]\. https://", cited)
    assert "广东省、江苏省：金额（出口，当月，亿元）" in cited
    assert frozen in cited
    assert (
        found.copied("command")
        == "tradebook export --region 44 --region 32 --currency CNY --out 44-32.xlsx"
    )


def test_the_data_is_taken_away_unrounded(explorer, home):
    found = explorer(home=home)
    name, content = found.visitor.save(".tb-explore-take button:text-is('CSV')")
    assert name == "explore.region-44.region-32.value.export.csv"
    rows = [*csv.DictReader(io.StringIO(content.decode("utf-8-sig")))]
    assert len(rows) == 2 * 15
    shown = found.page.locator(f"{TABLE} tbody tr").first.locator("td").first
    last = next(row for row in rows if row["月份"] == "2025-03" and row["代码"] == "region/44")
    assert last["数值"] == shown.get_attribute("data-value")
    assert last["印出"] == f"{shown.inner_text()} 亿元"
    name, content = found.visitor.save(".tb-explore-take button:text-is('Excel')")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    wide, long, _ = (book.get_sheet_by_name(sheet).to_python() for sheet in book.sheet_names)
    assert wide[0] == ["月份", "广东省", "江苏省"]
    assert wide[-1][:2] == ["2025-03", float(last["数值"])]
    assert len(long) == 1 + len(rows)


def test_the_drawing_is_taken_away_with_title_source_and_address(explorer):
    found = explorer(scheme="dark")
    _, content = found.visitor.save(".tb-explore-take button:text-is('SVG')")
    texts = "".join(one.text or "" for one in ElementTree.fromstring(content).iter(f"{SVG}text"))
    assert "广东省、江苏省：金额（出口，当月，亿元）" in texts
    assert "来源：中国货物贸易监测，数据由来源发布至" in texts
    assert "explore.html#of=region/44,region/32" in texts
    assert found.sentence in texts
    _, content = found.visitor.save(".tb-explore-take button:text-is('PNG')")
    assert content.startswith(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_nothing_is_wider_than_the_screen(explorer, size):
    found = explorer(size=size)
    wide = found.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1]
    text = found.page.locator("#explored svg text").first.evaluate(
        "one => one.getBoundingClientRect().height"
    )
    assert text >= 10


def test_nothing_serious_bars_a_reader_of_the_explorer(visit):
    found = Explorer(visit(), START + "&pin=region/44")
    found.page.locator("#tb-explore-find").fill("a")
    found.page.locator("[role='option']").first.wait_for()
    assert bars_in_both(found.page) == []


def test_the_chart_says_the_finding_to_those_who_do_not_see_it(explorer):
    found = explorer()
    assert found.page.locator(".tb-explore-drawing").get_attribute("aria-label") == found.sentence
    marks = found.page.locator("#explored svg [role='img']")
    assert marks.count() == 30
    marks.last.focus()
    assert found.page.locator(".tb-tip").inner_text().startswith("江苏省\n2025 年 3 月")


def test_what_an_address_names_and_is_not_there_is_told(explorer):
    found = explorer("explore.html#of=region/44,region/99&measure=nothing")
    assert (
        "地址中的 region/99、measure=nothing 这里没有，已略去。"
        in found.page.locator(".tb-explore-notice").inner_text()
    )


def test_other_pages_load_nothing_of_it(visit):
    page = visit().open("index.html")
    assert page.locator("script[src*='explore']").count() == 0
