"""How long the site of many editions takes, beside half as many.

    python benchmarks/site.py [--pages 200 400 800]

One edition of the provincial report is run on made-up data, cut to its first part, and published
under as many months as wanted. Twice the pages may take 2.3 times the time. Ends with an error when that is missed.
"""

from __future__ import annotations

import math
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import jupytext
from measuring import PYTHON, Cost, Results, cost_of, parser
from sandbox import LAST, REPORT, Sandbox, months

from helpers.cli.checked_repository import catalogue
from helpers.cli.progress import Bars
from helpers.presentation.locale.language import DEFAULT
from helpers.presentation.locale.words import chinese
from helpers.publishing.bundle.edition_pages import read_pages
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.runner.edition import run_edition
from helpers.publishing.site.build import publish
from helpers.publishing.site.translation import Translation
from helpers.reports.about.page_context import lookup, page_context
from helpers.reports.common.data import open_store

TWICE: Final = 2.3
"""How many times the time of a site that of twice its pages may be, at the most."""


def run_copies(place: Sandbox, periods: Sequence[str]) -> None:
    """Run one edition, the notebook cut to its first part, and put it under the other months too."""
    path = place.repository.notebooks / f"{REPORT}.py"
    notebook = jupytext.read(path)
    end = [cell.source for cell in notebook.cells].index("report.month.values_table()") + 1
    notebook.cells = [*notebook.cells[:end], *notebook.cells[-2:]]
    jupytext.write(notebook, path, fmt="py:percent")
    last, words = str(LAST), chinese()
    output = place.repository.editions / REPORT / f"{last}.ipynb"
    run_edition(Edition(REPORT, last, {"period": last}), place.repository.notebooks, output)
    text = output.read_text(encoding="utf-8")
    for period in periods[:-1]:
        named = text.replace(words.period(last, "month"), words.period(period, "month"))
        output.with_stem(period).write_text(named.replace(last, period), encoding="utf-8")


def make_site(place: Sandbox) -> None:
    """Make the site of editions that were run, as a build does."""
    listed = catalogue(place.repository)
    reports = read_pages(listed, place.repository.editions)
    context = page_context(open_store(place.root / "data"), chinese(), place.root)
    first = Translation(DEFAULT, reports, context, lookup(chinese()))
    publish(place.repository, listed, first, progress=Bars(None, 1))


def cost_of_site(place: Sandbox) -> Cost:
    """Make a site in another process."""
    script = Path(__file__).resolve()
    return cost_of([PYTHON, script, "--folder", place.root], place.root)


def rendered(place: Sandbox) -> set[tuple[str, int]]:
    """Return the rendered pages, each with the time when that was done."""
    pages = place.repository.book.rglob("html/**/*.html")
    return {(path.name, path.stat().st_mtime_ns) for path in pages}


def measure(results: Results, pages: int, half: Cost | None) -> Cost:
    """Make a site of so many pages, and one with an edition more."""
    with tempfile.TemporaryDirectory() as scratch:
        place, periods = Sandbox(Path(scratch)), months(pages + 1)
        # The copies all show the data of the last month.
        place.furnish(periods[-1:])
        os.chdir(place.root)
        run_copies(place, periods)
        place.list(periods[:-1])
        cost = cost_of_site(place)
        _add(results, f"{pages} pages", cost, half)
        before = rendered(place)
        place.list(periods)
        _add(results, "  an edition more", cost_of_site(place))
        results.add("  pages rendered", str(len(rendered(place) - before)))
        os.chdir(tempfile.gettempdir())
        return cost


def _add(results: Results, what: str, cost: Cost, half: Cost | None = None) -> None:
    cells, ratio = [f"{cost.seconds:.1f}"], math.nan
    if half is not None:
        cells, ratio = [*cells, f"{half.seconds:.1f}"], cost.seconds / half.seconds
    results.add(f"{what}, s", *cells, ratio=ratio, most=TWICE if half else None)
    results.add("  processor, s; GB", f"{cost.processor:.1f}; {cost.memory:.2f}")


def main() -> None:
    """Measure, print, and judge."""
    options = parser(__doc__)
    options.add_argument(
        "--pages", type=int, nargs="+", default=[200, 400, 800], help="of editions"
    )
    options.add_argument("--folder", type=Path, help="only make the site in a folder made before")
    asked = options.parse_args()
    if asked.folder:
        make_site(Sandbox(asked.folder))
        return
    results = Results("site", "what", "ours", "beside it")
    costs = dict[int, Cost]()
    for pages in sorted(asked.pages):
        costs[pages] = measure(results, pages, costs.get(pages // 2))
    results.end()


if __name__ == "__main__":
    main()
