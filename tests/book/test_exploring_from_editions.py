"""From editions and the search into the explorer, and from a chart's mark to the panel of its number."""

import pytest
from testbed import EDITION, EXAMPLES, figures_of

READY = "() => document.querySelector('#tb-explore')?.dataset.ready === location.hash"
KNOWN = """async (all) => {
    const found = [];
    for (const hash of all) {
        const { known } = await tradebookExplorer.answer(hash);
        const values = known.lines.flatMap((line) => line.points ?? []).filter((one) => one.value !== null);
        found.push([known.lines.length, values.length]);
    }
    return found;
}"""


def links(page):
    """Return where the links into the explorer lead, by the id of their table or chart."""
    found = page.locator("a.tb-exploring")
    pairs = "all => all.map(one => [one.closest('figure').id, one.getAttribute('href')])"
    return dict(found.evaluate_all(pairs))


def test_a_table_opens_the_explorer_with_what_it_shows(visit, home):
    visitor = visit(home=home)
    page = visitor.open(f"{EDITION}.html")
    expected = "../explore.html#of=region/44,region/32,region/33,region/31,region/37&measure=value"
    found = links(page)["tab-month-values"]
    assert found.startswith("../explore.html#of=region/44,region/")
    assert found.count("region/") == expected.count("region/")
    assert "&span=month&currency=USD&to=2025-11" in found
    visitor.choose("#tab-month-values a.tb-exploring")
    page.wait_for_function(READY)
    assert page.locator(".tb-explore-sentence").inner_text().startswith("2025 年 11 月，广东省")
    assert visitor.faults == []


def test_a_chart_opens_the_explorer_with_its_flow_and_measure(visit):
    page = visit().open(f"{EDITION}.html")
    found = links(page)["fig-ytd-import-growth"]
    assert "&measure=growth&flow=import&span=ytd&" in found
    assert found.startswith("../explore.html#of=region/")


@pytest.mark.parametrize("path", EXAMPLES)
def test_the_explorer_has_what_a_link_promises(visit, path):
    page = visit().open(f"{path}.html")
    found = links(page)
    explorer = visit().open("explore.html")
    explorer.wait_for_function(READY)
    hashes = [one[one.index("#") :] for one in found.values()]
    answers = explorer.evaluate(KNOWN, hashes)
    empty = [
        one
        for one, (lines, values) in zip(found.items(), answers, strict=True)
        if not (lines and values)
    ]
    assert empty == []


def test_a_page_that_never_changes_asks_for_what_was_known(visit):
    page = visit().open(f"{EDITION}/r1.html")
    assert all("&as=2026-01-16" in one for one in links(page).values())
    assert links(page)


@pytest.mark.parametrize(
    ("press", "home"), [("pointer", "served"), ("keyboard", "files")], indirect=["home"]
)
def test_a_mark_opens_the_panel_of_its_number(visit, home, press):
    visitor = visit(home=home)
    page = visitor.open(f"{EDITION}.html")
    mark = page.locator("#fig-month-export-growth svg [aria-label^='广东']")
    if press == "pointer":
        mark.click(force=True)
    else:
        mark.focus()
        page.keyboard.press("Enter")
    panel = page.locator(".tb-number-panel")
    panel.wait_for()
    figure = figures_of(EDITION)["growth.value.2025-11.month.export.44._T._T"]
    assert "广东" in panel.locator("h2").inner_text()
    assert f"{float(figure.value):.1f}%" in panel.inner_text()
    page.keyboard.press("Escape")
    assert not panel.is_visible()
    assert visitor.faults == []


@pytest.mark.parametrize(
    ("home", "asked", "member"),
    [
        ("served", "四川", "region/51"),
        ("files", "Germany", "partner/304"),
        ("files", "85076000", "product/85076000"),
    ],
    indirect=["home"],
)
def test_the_search_finds_places_of_the_explorer(visit, home, asked, member):
    visitor = visit(home=home)
    page = visitor.open("search.html")
    page.locator("#search-results ~ form input, form.tb-search-form input[name=q]").last.fill(asked)
    hit = page.locator(f".tb-hit[href$='explore.html#of={member}']")
    hit.wait_for()
    assert hit.inner_text().startswith("探索：")
    hit.click()
    page.wait_for_function(READY)
    assert page.evaluate("tradebookExplorer.now.of") == [member]
    assert visitor.faults == []
