"""Nothing serious bars a reader: axe-core's rules of WCAG 2.2 AA on every kind of page."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = [
    "index.html",
    "archive.html",
    "data.html",
    "method.html",
    "differences.html",
    "rerun.html",
    "search.html?q=广东",
    "provincial/2025-11.html",
    "beijing_city/2024-05.html",
    "lithium_battery/2025-02.html",
    "annual_review/2025.html",
]
CHARTS = {
    "provincial/2025-11": ["month-export-growth", "month-export-map", "month-export-contribution"],
    "beijing_city/2024-05": ["export-products-structure", "export-products-growth"],
    "lithium_battery/2025-02": ["prices-export", "export-partners-month"],
    "annual_review/2025": ["partners", "scatter", "slopes", "structure", "waterfall"],
}
"""One chart of every kind."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Marks of drawings, some thousands, have a test of their own. A table's rows are alike: each cell's
# contrast is measured, and the first eight have cells of every kind.
WHERE = {"exclude": [["svg *"], [".tb-table tbody tr:nth-child(n + 9)"]]}
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}}
BARS = ("serious", "critical")


def bars(page, where=WHERE):
    """Return what bars a reader: rule, how bad, and the first places."""
    found = Axe().run(page, context=where, options=OPTIONS).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {[node['target'] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in BARS
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_serious_bars_a_reader(visit, path, scheme):
    visitor = visit(scheme=scheme)
    assert bars(visitor.open(path)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("edition", CHARTS)
def test_nothing_serious_bars_a_reader_of_a_charts_marks(visit, edition, scheme):
    page = visit(scheme=scheme).open(f"{edition}.html")
    charts = [f"#fig-{name}" for name in CHARTS[edition]]
    assert [page.locator(one).count() for one in charts] == [1] * len(charts)
    where = {"include": [[one] for one in charts], "exclude": [["svg g > :nth-child(n + 9)"]]}
    assert bars(page, where) == []


def test_a_bar_is_found(visit):
    page = visit().open("index.html")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"logo.svg\">'")
    assert any(one.startswith("image-alt (critical)") for one in bars(page))
