"""How long the site of many editions takes, stage by stage, beside the theme's own navigation.

    python benchmarks/site.py [--pages 200 400 800] [--beside 400]

One edition of the provincial report is run on made-up data, cut to its first part: headlines, text,
two growth charts, one table of 31 provinces, the record with all its figures. Copied under other
months, it is published as many times as asked. Twice the pages may take 2.3 times the time, and
Jupyter Book must be four times faster than with the sidebar of its theme, which lists all pages on
each, from the same sources. Ends with an error when one of these is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any, Final, NamedTuple
from unittest.mock import patch

import jupytext
import yaml
from measuring import PYTHON, Cost, Results, cost_of, processor
from sandbox import LAST, REPORT, Sandbox, months

import helpers.publishing.site.build
from helpers.cli.progress import Bars
from helpers.cli.repository import catalogue
from helpers.presentation.locale import chinese
from helpers.publishing.bundle.published import shelve
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.runner.edition import run_edition
from helpers.publishing.site.build import CONFIG, publish
from helpers.publishing.site.render import render, render_changed
from helpers.reports.about.pages import page_context
from helpers.reports.about.search_names import lookup
from helpers.reports.common.data import open_store

TWICE: Final = 2.3
"""How many times the time of a site that of twice its pages may be, at the most."""

FASTER: Final = 4
"""How many times faster than with the theme's own sidebar the book is made, at the least."""

STAGES: Final = (
    "read_lock",
    "histories",
    "headline_charts",
    "assemble",
    "places",
    "toc",
    "render_changed",
    "put_beside",
    "write_lists",
    "write_release_files",
    "slim",
    "index_site",
    "faults",
    "write_index",
    "replace_site",
)
"""What a site is made by, in `helpers.publishing.site.build`."""


class Side(NamedTuple):
    """One site: what making it cost, and the processor seconds of its stages."""

    cost: Cost
    stages: dict[str, float]


class Added(NamedTuple):
    """What one more edition costs a site that was made, and how many pages it lets be rendered."""

    cost: Cost
    pages: int


def cut(place: Sandbox) -> None:
    """Leave of the notebook its first part up to the table of values, and its record."""
    path = place.repository.notebooks / f"{REPORT}.py"
    notebook = jupytext.read(path)
    sources = [cell.source for cell in notebook.cells]
    end = sources.index("report.month.values_table()") + 1
    notebook.cells = [*notebook.cells[:end], *notebook.cells[-2:]]
    jupytext.write(notebook, path, fmt="py:percent")


def copies(place: Sandbox, periods: Sequence[str]) -> int:
    """Run one edition, put it under the other months too; return how many bytes it has."""
    last = str(LAST)
    output = place.repository.editions / REPORT / f"{last}.ipynb"
    run_edition(Edition(REPORT, last, {"period": last}), place.repository.notebooks, output)
    text = output.read_text(encoding="utf-8")
    words = chinese()
    for period in periods[:-1]:
        named = text.replace(words.period(last, "month"), words.period(period, "month"))
        output.with_stem(period).write_text(named.replace(last, period), encoding="utf-8")
    return len(text.encode())


@contextmanager
def clocked(names: Sequence[str]) -> Iterator[dict[str, float]]:
    """Measure the processor seconds of stages of `helpers.publishing.site.build` meanwhile.

    Those of a stage that is called often are added up; time in which other programs run is not told.
    """
    taken: dict[str, float] = {}

    def timing(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(work)
        def call(*args: Any, **named: Any) -> Any:
            begun = processor()
            try:
                return work(*args, **named)
            finally:
                taken[name] = taken.get(name, 0.0) + processor() - begun

        return call

    kept = {name: getattr(helpers.publishing.site.build, name) for name in names}
    for name, work in kept.items():
        setattr(helpers.publishing.site.build, name, timing(name, work))
    try:
        yield taken
    finally:
        for name, work in kept.items():
            setattr(helpers.publishing.site.build, name, work)


def make_site(place: Sandbox) -> dict[str, float]:
    """Make the site of editions that were run, as a build does; tell of its stages."""
    begun = processor()
    listed = catalogue(place.repository)
    shelves = shelve(listed, place.repository.editions)
    read = processor()
    context = page_context(open_store(place.root / "data"), chinese(), place.root)
    told = processor()
    with kept(place), clocked(STAGES) as taken:
        known = lookup(chinese())
        publish(place.repository, listed, shelves, context, known, progress=Bars(None, 1))
    return {"shelve": read - begun, "page_context": told - read, **taken}


@contextmanager
def kept(place: Sandbox) -> Iterator[None]:
    """Keep the sources that a site is made of, which are gone with its staging folder."""

    def keeping(source: Path, config: Path, toc: Path, book: Path, log: Path) -> Path:
        shutil.copytree(source, place.root / "sources", dirs_exist_ok=True)
        shutil.copy(toc, place.root / "sources.yml")
        return render_changed(source, config, toc, book, log)

    with patch.object(helpers.publishing.site.build, "render_changed", keeping):
        yield


def make_book(place: Sandbox, config: str = CONFIG) -> dict[str, float]:
    """Let Jupyter Book alone make the sources of a site that was made, once more."""
    root, work = place.root, place.root / "alone"
    render(root / "sources", root / config, root / "sources.yml", work, work / "book.log")
    return {}


def make_theirs(place: Sandbox) -> dict[str, float]:
    """Let Jupyter Book make the same sources with the sidebar of its theme."""
    settings = yaml.safe_load((place.root / CONFIG).read_text(encoding="utf-8"))
    del settings["sphinx"]["config"]["html_sidebars"]
    theirs = place.root / "_theirs.yml"
    theirs.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return make_book(place, theirs.name)


SIDES: Final = {"site": make_site, "book": make_book, "theme": make_theirs}


def side(place: Sandbox, name: str) -> Side:
    """Make a site in a process of its own."""
    script = Path(__file__).resolve()
    cost = cost_of([PYTHON, script, "--side", name, "--folder", place.root], place.root)
    return Side(cost, json.loads(cost.said.splitlines()[-1]))


def added(place: Sandbox, periods: Sequence[str]) -> Added:
    """Make a site that was made once more, with an edition more."""
    before = rendered(place)
    place.list(periods)
    cost = side(place, "site").cost
    return Added(cost, len(rendered(place) - before))


def rendered(place: Sandbox) -> set[tuple[str, int]]:
    """Return the pages that are kept rendered, each with the time when that was done."""
    pages = (path for path in place.repository.book.rglob("html/**/*.html"))
    return {(path.name, path.stat().st_mtime_ns) for path in pages}


class Measured(NamedTuple):
    """What was measured.

    Attributes
    ----------
    sides : dict of int to Side
        Sites, by their number of editions.
    added : dict of int to Added
        What an edition more costs each of them.
    alone : list of Cost
        Jupyter Book alone, over the same sources: ours, and with the theme's sidebar.
    size : int
        The bytes of an executed edition.
    """

    sides: dict[int, Side]
    added: dict[int, Added]
    alone: list[Cost]
    size: int


def measured(sizes: Sequence[int], beside: int, keep: Path | None) -> Measured:
    """Make sites of so many pages; of one of them the book alone, and with the theme's sidebar."""
    sides, more, alone, size = dict[int, Side](), dict[int, Added](), list[Cost](), 0
    for pages in sizes:
        with tempfile.TemporaryDirectory(dir=keep) as scratch:
            place, periods = Sandbox(Path(scratch)), months(pages + 1)
            # The copies all show the data of the last month.
            place.furnish(periods[-1:])
            cut(place)
            os.chdir(place.root)
            size = copies(place, periods)
            place.list(periods[:-1])
            sides[pages] = side(place, "site")
            if pages == beside:
                alone = [side(place, name).cost for name in ("book", "theme")]
            more[pages] = added(place, periods)
            os.chdir(tempfile.gettempdir())
    return Measured(sides, more, alone, size)


def report(results: Results, found: Measured, beside: int) -> None:
    """Put what was measured into the table."""
    sides, alone = found.sides, found.alone
    seconds = {pages: one.cost.seconds for pages, one in sides.items()}
    for pages, taken in seconds.items():
        half = seconds.get(pages // 2)
        told = f"{half:.1f}" if half else ""
        ratio, most = (taken / half, TWICE) if half else (None, None)
        what = f"{pages} pages, s" + (f", beside {pages // 2}" if half else "")
        results.add(what, f"{taken:.1f}", told, ratio=ratio, most=most)
    for pages, made in sides.items():
        before = sides.get(pages // 2)
        told = f"{before.cost.processor:.1f}" if before else ""
        ratio = made.cost.processor / before.cost.processor if before else None
        what = f"  processor time of {pages}, s"
        results.add(what, f"{made.cost.processor:.1f}", told, ratio=ratio)
    for pages, made in sides.items():
        results.add(f"  peak memory of {pages}, GB", f"{made.cost.memory:.2f}")
    for pages, more in found.added.items():
        results.add(f"an edition more to {pages}, s", f"{more.cost.seconds:.1f}")
        results.add("  pages rendered", str(more.pages))
    if alone:
        ours, theirs = alone
        pairs = (
            (f"Jupyter Book, {beside} pages, s, beside the theme's sidebar", 0, FASTER),
            ("  processor time, s", 1, None),
        )
        for what, field, least in pairs:
            one, other = float(ours[field]), float(theirs[field])
            results.add(what, f"{one:.1f}", f"{other:.1f}", ratio=other / one, least=least)
        results.add("  peak memory, GB", f"{ours.memory:.2f}", f"{theirs.memory:.2f}")


def stages(sides: dict[int, Side]) -> Results:
    """Put the stages into a table, each with the ratio of the last size to the one before."""
    results = Results("stages, processor seconds", "stage", *(f"{pages} pages" for pages in sides))
    names = list(next(iter(sides.values())).stages)
    for name in names:
        taken = [one.stages[name] for one in sides.values()]
        ratio = taken[-1] / taken[-2] if len(taken) > 1 and taken[-2] else None
        results.add(name, *(f"{one:.2f}" for one in taken), ratio=ratio)
    return results


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[200, 400, 800], help="of editions")
    parser.add_argument("--beside", type=int, default=400, help="pages with the theme's sidebar")
    parser.add_argument("--side", choices=SIDES, help="only make one side, in a folder made before")
    parser.add_argument("--folder", type=Path, help="that folder; else where to work")
    return parser.parse_args()


def main() -> None:
    """Measure, print, and judge."""
    asked = arguments()
    if asked.side:
        print(json.dumps(SIDES[asked.side](Sandbox(asked.folder))))
        return
    folder = asked.folder and asked.folder.resolve()
    found = measured(sorted(asked.pages), asked.beside, folder)
    print(f"an executed edition has {found.size / 1e6:.2f} MB")
    stages(found.sides).end()
    results = Results("site", "what", "ours", "beside it")
    report(results, found, asked.beside)
    results.end()


if __name__ == "__main__":
    main()
