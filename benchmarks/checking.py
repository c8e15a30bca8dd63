"""How soon a text of 3,000 characters is checked on its page, opened from the disk, the first time and again.

    python benchmarks/checking.py [--times 5]

The text is put together of those that fact checking is measured by. Prints milliseconds from the press of the
button until the marks are there: data loaded anew, and again. Ends with an error where the limit is missed.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median
from typing import Final

import yaml
from chromium import FLAGS, find_chromium
from measuring import Results, parser
from playwright.sync_api import Browser, sync_playwright

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "_build" / "html" / "check.html"
TEXTS: Final = ROOT / "tests" / "publishing" / "factcheck" / "labelled" / "zh"
LENGTH: Final = 3000
SLOWEST: Final = 1000
"""Milliseconds within which the text is checked."""

CHECKED: Final = """async (text) => {
    const root = document.querySelector("#tb-check");
    document.querySelector("#tb-check-input").value = text;
    const start = performance.now();
    document.querySelector("#tb-check-form [type=submit]").click();
    while (root.dataset.state !== "done") await new Promise((done) => setTimeout(done));
    return performance.now() - start;
}"""


def article() -> str:
    """Return texts of the labelled set, one after another, up to a length."""
    files = sorted(TEXTS.glob("*.yml"))
    every = [one["text"] for path in files for one in yaml.safe_load(path.read_text("utf-8"))]
    return "\n\n".join(every)[:LENGTH]


def measured(browser: Browser, text: str) -> tuple[float, float]:
    """Return the milliseconds of the first check on a page, and of the second."""
    page = browser.new_page()
    page.goto(PAGE.as_uri(), wait_until="load")
    first, again = (float(page.evaluate(CHECKED, text)) for _ in range(2))
    page.close()
    return first, again


def main() -> None:
    """Open the page and check the text so many times; print, and judge."""
    options = parser(__doc__)
    options.add_argument("--times", type=int, default=5)
    times = options.parse_args().times
    if not PAGE.is_file():
        raise SystemExit(f"{PAGE}: is not there; run: make book")
    results = Results("checking", "what", "median")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
        found = [measured(browser, article()) for _ in range(times)]
        browser.close()
    for what, taken in zip(
        ("the first time, ms", "again, ms"), zip(*found, strict=True), strict=True
    ):
        late = median(taken)
        limit = f"at most {SLOWEST} ms"
        results.add(what, f"{late:.0f}", limit=limit, passed=late <= SLOWEST)
    results.end()


if __name__ == "__main__":
    main()
