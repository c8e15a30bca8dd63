"""Nothing serious bars a reader: axe-core's rules of WCAG 2.2 AA on every kind of page."""

import pytest
from accessibility import WHERE, bars, bars_in_both
from testbed import EXAMPLES, OWN

TYPES = [one for one in EXAMPLES if one != "annual_review/2024"]
FOUND = "search.html?q=广东"
PAGES = [*(f"{name}.html" for name in (*OWN, *TYPES)), FOUND]
"""One page of each type; the search before and after something is searched for."""
CHARTS = {
    "provincial/2025-11": ["month-export-growth", "month-export-map", "month-export-contribution"],
    "beijing_city/2024-05": ["export-products-structure", "export-products-growth"],
    "lithium_battery/2025-02": ["prices-export", "export-partners-month"],
    "annual_review/2025": ["partners", "scatter", "slopes", "structure", "waterfall"],
}
"""One chart of every kind."""


@pytest.mark.parametrize("path", PAGES)
def test_nothing_serious_bars_a_reader(visit, path):
    page = visit().open(path)
    if path == FOUND:
        page.locator(".tb-hit").first.wait_for()
    assert bars_in_both(page) == []


@pytest.mark.parametrize("edition", CHARTS)
def test_nothing_serious_bars_a_reader_of_a_charts_marks(visit, edition):
    page = visit().open(f"{edition}.html")
    charts = [f"#fig-{name}" for name in CHARTS[edition]]
    assert [page.locator(one).count() for one in charts] == [1] * len(charts)
    where = {"include": [[one] for one in charts], "exclude": [["svg g > :nth-child(n + 9)"]]}
    assert bars_in_both(page, where) == []


def test_a_bar_is_found(visit):
    page = visit().open("index.html")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"logo.svg\">'")
    assert any(one.startswith("image-alt (critical)") for one in bars(page, "light"))


def test_what_cannot_be_read_in_the_dark_is_found(visit):
    page = visit().open("index.html")
    page.evaluate("document.querySelector('article p').style.color = '#333'")
    (found,) = bars_in_both(page)
    assert found.startswith("in the dark: color-contrast (serious)")


def test_cells_that_are_like_others_are_left_out_and_no_others(visit):
    page = visit().open("provincial/2025-11.html")
    table = page.locator("#tab-month-values")
    table.locator("tbody tr").nth(20).locator("td").first.evaluate("one => one.className = 'new'")
    page.add_style_tag(content="td.new { color: #eee; }")
    (found,) = bars(page, "light", {**WHERE, "include": [["#tab-month-values"]]})
    assert found.startswith("color-contrast (serious)")
    cells, alike = (
        table.locator(f"tbody :is(th, td){end}").count() for end in ("", "[data-alike]")
    )
    # Of 31 rows of 8 cells those are left in which one is like none before it.
    assert 8 <= cells < 31 * 8 / 2 and 4 < cells - alike < 20
