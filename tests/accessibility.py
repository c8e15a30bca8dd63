"""What axe-core finds on an open page, by the rules of WCAG 2.2 AA and its own good practice, however slight."""

from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {
    "light": {"type": "tag", "values": TAGS},
    # The dark changes colours and nothing else: what depends on colours is asked again.
    "dark": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
# Marks of drawings, some thousands, have a test of their own. Most cells of a table, and most parts of a
# list or a paragraph, are like others: of each kind that its classes make one is looked at, in even and in
# odd rows, which may be shaded. A row of such cells alone is taken out of the page, as axe lays out all that
# there is; what something refers to stays.
WHERE = {"exclude": [["svg > *"], ["[data-alike]"]]}
LEAVE_OUT_ALIKE = """() => {
  const kindOf = (place, all) => all.map(one => [one.tagName, one.getAttribute('class')]).join() + place % 2;
  const inside = one => [one, ...one.querySelectorAll('*')];
  const gone = [];
  for (const rows of document.querySelectorAll('.tb-table tbody')) {
    const seen = new Set();
    [...rows.children].forEach((row, place) => {
      const alike = [...row.children].filter(cell => {
        const kind = kindOf(place, [row, ...inside(cell)]);
        const known = seen.has(kind);
        seen.add(kind);
        return known;
      });
      if (alike.length > 0 && alike.length === row.children.length) gone.push(row);
      else for (const one of row.children) one.toggleAttribute('data-alike', alike.includes(one));
    });
  }
  for (const list of document.querySelectorAll('article :is(ul, ol, dl, tbody, p, .tb-notes, .tb-prose)')) {
    const seen = new Set();
    if (list.closest('.tb-table')) continue;
    [...list.children].forEach((item, place) => {
      const kind = kindOf(place, inside(item));
      if (seen.has(kind)) gone.push(item);
      seen.add(kind);
    });
  }
  for (const one of gone)
    if (!inside(one).some(each => each.id)) one.remove();
}"""


def bars(page, scheme, where=WHERE):
    """Return what bars a reader: rule, how bad, and the first places."""
    page.evaluate(LEAVE_OUT_ALIKE)
    # Of what passes nothing is told: to name some thousand places takes longer than to look at them.
    options = {"runOnly": RULES[scheme], "resultTypes": ["violations"]}
    found = Axe().run(page, context=where, options=options).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {[node['target'] for node in one['nodes'][:3]]}"
        for one in found
    ]


def bars_in_both(page, where=WHERE):
    """Return what bars a reader of a page that is open in the light, and of it in the dark."""
    light = bars(page, "light", where)
    # Colours that are still changing are neither's.
    page.add_style_tag(content="*, ::before, ::after { transition: none !important; }")
    page.emulate_media(color_scheme="dark")
    page.locator("html[data-theme=dark]").wait_for(state="attached")
    return light + [f"in the dark: {one}" for one in bars(page, "dark", where)]
