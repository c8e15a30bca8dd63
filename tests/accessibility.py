"""What axe-core finds on an open page that bars readers, by the rules of WCAG 2.2 AA."""

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RULES = {
    "light": {"type": "tag", "values": TAGS},
    # The dark changes colours and nothing else: what depends on colours is asked again.
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
# Marks of drawings, some thousands, have a test of their own. Most cells of a table are like others:
# of each kind that its classes make one is looked at, in even and in odd rows, which may be shaded. A row
# of such cells alone is left out as one: axe compares each element with all that are left out.
WHERE = {"exclude": [["svg > *"], ["[data-alike]"]]}
MARK_ALIKE = """() => {
  for (const rows of document.querySelectorAll('.tb-table tbody')) {
    const seen = new Set();
    [...rows.children].forEach((row, place) => {
      const alike = [...row.children].filter(cell => {
        const inside = [row, cell, ...cell.querySelectorAll('*')];
        const kind = inside.map(one => [one.tagName, one.getAttribute('class')]).join() + place % 2;
        const known = seen.has(kind);
        seen.add(kind);
        return known;
      });
      const whole = alike.length > 0 && alike.length === row.children.length;
      for (const one of [row, ...row.children])
        one.toggleAttribute('data-alike', one === row ? whole : !whole && alike.includes(one));
    });
  }
}"""
BARS = ("serious", "critical")


def bars(page, scheme, where=WHERE):
    """Return what bars a reader: rule, how bad, and the first places."""
    page.evaluate(MARK_ALIKE)
    # Of what passes nothing is told: to name some thousand places takes longer than to look at them.
    options = {"runOnly": RULES[scheme], "resultTypes": ["violations"]}
    found = Axe().run(page, context=where, options=options).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {[node['target'] for node in one['nodes'][:3]]}"
        for one in found
        if one["impact"] in BARS
    ]


def bars_in_both(page, where=WHERE):
    """Return what bars a reader of a page that is open in the light, and of it in the dark."""
    light = bars(page, "light", where)
    # Colours that are still changing are neither's.
    page.add_style_tag(content="*, ::before, ::after { transition: none !important; }")
    page.emulate_media(color_scheme="dark")
    page.locator("html[data-theme=dark]").wait_for(state="attached")
    return light + [f"in the dark: {one}" for one in bars(page, "dark", where)]
