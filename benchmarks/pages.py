"""How soon the pages of the built site are seen by a reader with a slow line and a slow machine.

    python benchmarks/pages.py [--times 3] [--site FOLDER]

Each page is served without compression, over a line of 1.6 Mb/s and 150 ms, to a browser without a cache that has a
quarter of a processor. Prints a table: the page, the median and the worst of the milliseconds until the first of
it is seen (first contentful paint), how many files it asks for, their size, and the elements it has. Ends with an
error when a page is first seen after more than two seconds.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any, Final

from chromium import FLAGS, find_chromium
from measuring import Results, parser
from playwright.sync_api import Browser, sync_playwright

SITE: Final = Path(__file__).resolve().parents[1] / "_build" / "html"
LIMIT: Final = 2000
"""Milliseconds within which a page is to be seen."""
LINE: Final = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6e6 / 8,
    "uploadThroughput": 0.75e6 / 8,
}
QUARTER: Final = 4
SEEN: Final = """async () => {
    const paint = () => performance.getEntriesByName("first-contentful-paint")[0];
    while (!paint()) await new Promise(requestAnimationFrame);
    const files = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
    const sizes = files.map((file) => file.encodedBodySize);
    const weight = sizes.reduce((sum, size) => sum + size, 0);
    return [paint().startTime, files.length, weight, document.querySelectorAll("*").length];
}"""


class Quiet(SimpleHTTPRequestHandler):
    """A file server that says nothing of each request."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site on this machine in the block; give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def opened(browser: Browser, address: str) -> list[float]:
    """Open a page once; return when it was first seen, its files, their bytes, its elements."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        tab = context.new_page()
        session: Any = context.new_cdp_session(tab)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LINE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": QUARTER})
        tab.goto(address, wait_until="networkidle")
        return [float(one) for one in tab.evaluate(SEEN)]
    finally:
        context.close()


def main() -> None:
    """Open one page of each kind so many times, one after another; print, and judge."""
    options = parser(__doc__)
    options.add_argument("--times", type=int, default=3)
    options.add_argument("--site", type=Path, default=SITE)
    given = options.parse_args()
    pages = [path for path in given.site.glob("*.html") if path.name != "search.html"]
    pages += [
        max(folder.glob("20*.html"))
        for folder in given.site.glob("*/")
        if [*folder.glob("20*.html")]
    ]
    if not pages:
        raise SystemExit(f"{given.site}: there is no site; run: make book")
    heads = ("page", "seen, median ms", "seen, worst ms", "files", "kB", "elements")
    results = Results("pages", *heads)
    with served(given.site) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        opened(browser, f"{home}/index.html")  # the browser's own start is not the page's
        for page in sorted(pages):
            name = page.relative_to(given.site).as_posix()
            seen, files, size, elements = zip(
                *(opened(browser, f"{home}/{name}") for _ in range(given.times)), strict=True
            )
            cells = (median(seen), max(seen), max(files), max(size) / 1000, max(elements))
            passed = median(seen) <= LIMIT
            results.add(
                name, *(f"{cell:.0f}" for cell in cells), limit=f"at most {LIMIT} ms", passed=passed
            )
        browser.close()
    results.end()


if __name__ == "__main__":
    main()
