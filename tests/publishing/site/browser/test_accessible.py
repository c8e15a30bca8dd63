"""Nothing serious bars a reader: axe-core's rules of WCAG 2.2 AA on every kind of page."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from testbed import EDITIONS, OWN

TYPES = [one for one in EDITIONS if one != "annual_review/2024"]
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
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = {
    "light": {"type": "tag", "values": TAGS},
    # The dark changes colours and nothing else: what tells of colours is asked again.
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
# Marks of drawings, some thousands, have a test of their own. A table's rows are alike: each cell's
# contrast is measured, and the first eight have cells of every kind.
WHERE = {"exclude": [["svg *"], [".tb-table tbody tr:nth-child(n + 9)"]]}
BARS = ("serious", "critical")


def bars(page, scheme, where=WHERE):
    """Return what bars a reader: rule, how bad, and the first places."""
    options = {"runOnly": RULES[scheme]}
    found = Axe().run(page, context=where, options=options).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {[node['target'] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in BARS
    ]


@pytest.mark.parametrize("scheme", RULES)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_serious_bars_a_reader(visit, path, scheme):
    page = visit(scheme=scheme).open(path)
    if path == FOUND:
        page.locator(".tb-hit").first.wait_for()
    assert bars(page, scheme) == []


@pytest.mark.parametrize("scheme", RULES)
@pytest.mark.parametrize("edition", CHARTS)
def test_nothing_serious_bars_a_reader_of_a_charts_marks(visit, edition, scheme):
    page = visit(scheme=scheme).open(f"{edition}.html")
    charts = [f"#fig-{name}" for name in CHARTS[edition]]
    assert [page.locator(one).count() for one in charts] == [1] * len(charts)
    where = {"include": [[one] for one in charts], "exclude": [["svg g > :nth-child(n + 9)"]]}
    assert bars(page, scheme, where) == []


def test_a_bar_is_found(visit):
    page = visit().open("index.html")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"logo.svg\">'")
    assert any(one.startswith("image-alt (critical)") for one in bars(page, "light"))


def test_what_cannot_be_read_in_the_dark_is_found(visit):
    page = visit(scheme="dark").open("index.html")
    page.evaluate("document.querySelector('article p').style.color = '#333'")
    assert any(one.startswith("color-contrast (serious)") for one in bars(page, "dark"))
