"""How light the explorer is, and how soon it answers, at a quarter of a processor, opened from the disk.

    python benchmarks/exploring.py [--times 100]

Prints the bytes of the first view (compressed, without what all pages share and without the drawing
library, which comes after it), and the median and the 95th percentile of the milliseconds from a choice
until its sentence, table and chart are there. Ends with an error where a limit is missed.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final

from chromium import FLAGS, find_chromium
from measuring import Results, parser
from playwright.sync_api import Page, sync_playwright

SITE: Final = Path(__file__).resolve().parents[1] / "_build" / "html"
PAGE: Final = "explore.html"
HEAVIEST: Final = 100_000
"""Bytes of the first view."""
SLOWEST: Final = 150
"""Milliseconds within which a choice is answered, 95 times of 100."""
QUARTER: Final = 4
"""How many times slower the processor is made."""
LATER: Final = "drawing.js"

READY: Final = "() => document.querySelector('#tb-explore').dataset.ready === location.hash"
ANSWER: Final = """async (change) => {
    const start = performance.now();
    await tradebookExplorer.change(change);
    const answered = performance.now() - start;
    const root = document.querySelector("#tb-explore");
    while (root.dataset.ready !== location.hash) await new Promise((done) => setTimeout(done));
    return [answered, performance.now() - start];
}"""


def weight(requested: list[str], shared: set[str]) -> int:
    """Return the compressed bytes of the files of the first view that no other page loads."""
    files = {SITE / address.partition("?")[0] for address in requested}
    # The typeface is that of all pages, which may have asked for other slices of it.
    ours = (path for path in sorted(files) if path.suffix != ".woff2")
    own = [path for path in ours if path.name != LATER and path.name not in shared]
    return sum(len(gzip.compress(path.read_bytes())) for path in own)


def names_on(page: Page, path: str) -> list[str]:
    """Return what a page of the site asks for, as addresses within the site."""
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url.removeprefix(f"{SITE.as_uri()}/")))
    page.goto(f"{SITE.as_uri()}/{path}", wait_until="load")
    if path == PAGE:
        page.wait_for_function(READY)
    return [one.partition("#")[0] for one in asked if not one.startswith(("data:", "blob:"))]


def choices(times: int) -> Iterator[dict[str, Any]]:
    """Yield choices that a reader makes, one after another, the same each time."""
    chance = random.Random(22)
    regions = [11, 31, 32, 33, 35, 37, 41, 42, 44, 51]
    kinds: tuple[tuple[str, tuple[Any, ...]], ...] = (
        ("flow", ("export", "import", "total", "balance")),
        ("measure", ("value", "growth", "share", "rank", "contribution", "index")),
        ("pin", ([], ["region/44"])),
        ("from", ("2024-01", "2024-06", "2024-10")),
    )
    for _ in range(times):
        if chance.random() < 1 / 3:
            some = chance.sample(regions, chance.randint(1, 5))
            yield {"of": [f"region/{code}" for code in some]}
        else:
            name, values = chance.choice(kinds)
            yield {name: chance.choice(values)}


def main() -> None:
    """Open the explorer, choose so many times; print, and judge."""
    options = parser(__doc__)
    options.add_argument("--times", type=int, default=100)
    times = options.parse_args().times
    if not (SITE / PAGE).is_file():
        raise SystemExit(f"{SITE / PAGE}: is not there; run: make book")
    results = Results("explorer", "what", "median", "95th percentile or whole")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        shared = {
            Path(one.partition("?")[0]).name for one in names_on(browser.new_page(), "data.html")
        }
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        first = weight(names_on(page, PAGE), shared)
        results.add(
            "first view, bytes",
            "",
            f"{first:,}",
            limit=f"at most {HEAVIEST:,}",
            passed=first <= HEAVIEST,
        )
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": QUARTER})
        found = [page.evaluate(ANSWER, one) for one in choices(times)]
        taken, whole = ([float(one) for one in each] for each in zip(*found, strict=True))
        late = quantiles(taken, n=20)[-1]
        results.add(
            "a choice, ms",
            f"{median(taken):.0f}",
            f"{late:.0f}",
            limit=f"at most {SLOWEST} ms",
            passed=late <= SLOWEST,
        )
        more = quantiles(whole, n=20)[-1]
        results.add("and all members of the month, ms", f"{median(whole):.0f}", f"{more:.0f}")
        browser.close()
    results.end()


if __name__ == "__main__":
    main()
