"""How soon the pages of the built site are seen, opened from the disk, in a browser without a cache.

    python benchmarks/pages.py [--times 5]

Prints a table: the page, the median and the worst of the milliseconds until the first of it is
seen (first contentful paint), and until all of it is there. Ends with an error when a page is first
seen after more than a second.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median
from typing import Final

from chromium import FLAGS, find_chromium
from measuring import Results, parser
from playwright.sync_api import Browser, sync_playwright

SITE: Final = Path(__file__).resolve().parents[1] / "_build" / "html"
LIMIT: Final = 1000
"""Milliseconds within which a page is to be seen."""
SEEN: Final = """async () => {
    const paint = () => performance.getEntriesByName("first-contentful-paint")[0];
    while (!paint()) await new Promise(requestAnimationFrame);
    return [paint().startTime, performance.getEntriesByType("navigation")[0].loadEventStart];
}"""


def opened(browser: Browser, page: Path) -> tuple[float, float]:
    """Open a page once; return when it was first seen, and when all was there."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        tab = context.new_page()
        tab.goto(page.as_uri(), wait_until="load")
        first, whole = tab.evaluate(SEEN)
        return float(first), float(whole)
    finally:
        context.close()


def main() -> None:
    """Open every page so many times, one after another; print, and judge."""
    options = parser(__doc__)
    options.add_argument("--times", type=int, default=5)
    times = options.parse_args().times
    pages = sorted(path for path in SITE.rglob("*.html") if "_static" not in path.parts)
    if not pages:
        raise SystemExit(f"{SITE}: there is no site; run: make book")
    heads = ("page", "seen, median ms", "seen, worst ms", "all there, median ms")
    results = Results("pages", *heads)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        opened(browser, pages[0])  # the browser's own start is not the page's
        for page in pages:
            runs = [opened(browser, page) for _ in range(times)]
            seen, whole = zip(*runs, strict=True)
            cells = (f"{each:.0f}" for each in (median(seen), max(seen), median(whole)))
            passed = median(seen) <= LIMIT
            name = str(page.relative_to(SITE))
            results.add(name, *cells, limit=f"at most {LIMIT} ms", passed=passed)
        browser.close()
    results.end()


if __name__ == "__main__":
    main()
