"""Nothing serious bars a reader: axe-core's rules of WCAG 2.2 AA on every kind of page."""

import pytest
from axe_playwright_python.sync_playwright import Axe

PAGES = [
    "index.html",
    "data.html",
    "method.html",
    "differences.html",
    "rerun.html",
    "search.html",
    "provincial/2025-11.html",
    "beijing_city/2024-05.html",
    "lithium_battery/2025-02.html",
    "annual_review/2024.html",
    "annual_review/2025.html",
]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# A drawing is one picture to a screen reader; its marks, some thousands, would take most of the time.
WHERE = {"exclude": [["svg *"]]}
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


def test_a_bar_is_found(visit):
    page = visit().open("index.html")
    page.evaluate("document.querySelector('main').innerHTML += '<img src=\"logo.svg\">'")
    assert any(one.startswith("image-alt (critical)") for one in bars(page))
