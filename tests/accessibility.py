"""What axe-core finds on an open page that bars readers, by the rules of WCAG 2.2 AA."""

from axe_playwright_python.sync_playwright import Axe

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
