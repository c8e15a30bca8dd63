"""How soon the pages of the built site are seen, opened from the disk, in a browser without a cache.

    python benchmarks/pages.py [--times 5]

Prints a table: the page, the median and the worst of the milliseconds until the first of it is
seen (first contentful paint), and until all of it is there. Ends with an error when a page is first
seen after more than a second.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from statistics import median
from typing import Final

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table

from helpers.publishing.documents.chromium import FLAGS, find_chromium

SITE: Final = Path(__file__).resolve().parents[1] / "_build" / "html"
LIMIT: Final = 1000
"""Milliseconds within which a page is to be seen."""
SEEN: Final = """async () => {
    const paint = () => performance.getEntriesByName("first-contentful-paint")[0];
    while (!paint()) await new Promise(requestAnimationFrame);
    return [paint().startTime, performance.getEntriesByType("navigation")[0].loadEventStart];
}"""


def pages() -> list[Path]:
    """Return the pages of the built site."""
    found = sorted(path for path in SITE.rglob("*.html") if "_static" not in path.parts)
    if not found:
        raise SystemExit(f"{SITE}: there is no site; run: make book")
    return found


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


def measured(times: int) -> dict[str, list[tuple[float, float]]]:
    """Open every page so many times, one after another."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        opened(browser, pages()[0])  # the browser's own start is not the page's
        found = {
            str(page.relative_to(SITE)): [opened(browser, page) for _ in range(times)]
            for page in pages()
        }
        browser.close()
    return found


def table(found: dict[str, list[tuple[float, float]]]) -> Table:
    """Put what was measured into a table."""
    shown = Table("page", "seen, median ms", "seen, worst ms", "all there, median ms")
    for name, runs in found.items():
        seen, whole = zip(*runs, strict=True)
        shown.add_row(name, *(f"{one:.0f}" for one in (median(seen), max(seen), median(whole))))
    return shown


def main() -> None:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    found = measured(parser.parse_args().times)
    Console().print(table(found))
    late = [name for name, runs in found.items() if median(one for one, _ in runs) > LIMIT]
    if late:
        raise SystemExit(f"first seen after more than {LIMIT} ms: {', '.join(late)}")


if __name__ == "__main__":
    main()
