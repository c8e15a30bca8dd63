"""Editions run by this project, beside papermill as it comes: many, and one alone.

    python benchmarks/editions.py [--editions 60] [--sample 60] [--times 5]

The notebook of the provincial report is run for so many months of made-up data of 31 provinces: by
`run_editions`, as a build does, and by `papermill.execute_notebook` with a kernel for each, one
after the other. Outputs are compared cell by cell. One edition alone is run by both commands. Ends
with an error when a ratio that is asked for is missed, or an output differs.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

import jupytext
import nbformat
import papermill
from measuring import PYTHON, Cost, Results, cost_of
from repository import REPORT, Repository, months

from helpers.cli.workshop import catalogue
from helpers.publish import run_editions, to_run
from helpers.reports.opening import open_store

BATCH: Final = 10
ALONE: Final = 3
"""How many times faster is asked for: the batch, and one edition alone."""

NOTEBOOK: Final = f"{REPORT}.ipynb"
THEIRS: Final = "papermill"
"""Where papermill's side finds its notebook, and puts its editions."""


class Silent:
    """Progress that nobody is told of."""

    def stage(self, name: str, steps: int) -> Callable[[], None]:
        """Begin a stage."""
        return lambda: None


def run_ours(place: Repository, _: Sequence[str]) -> None:
    """Run what the catalogue lists, as a build does."""
    listed = catalogue(place.workshop)
    run_editions(to_run(place.workshop, listed, open_store(place.root / "data")), Silent())


def run_theirs(place: Repository, periods: Sequence[str]) -> None:
    """Run editions with papermill's defaults."""
    for period in periods:
        papermill.execute_notebook(
            str(place.root / NOTEBOOK),
            str(place.root / THEIRS / f"{period}.ipynb"),
            parameters={"period": period},
            progress_bar=False,
        )


SIDES: Final = {"ours": run_ours, "papermill": run_theirs}


def outputs_of(path: Path) -> list[tuple[Any, Any]]:
    """Return the outputs of each cell of code, and its number."""
    cells = nbformat.read(path, as_version=4).cells
    return [(one.execution_count, one.outputs) for one in cells if one.cell_type == "code"]


def differing(pairs: Iterable[tuple[Path, Path]]) -> tuple[int, list[str]]:
    """Compare editions cell by cell: how many cells were compared, and which differ."""
    count, found = 0, []
    for ours, theirs in pairs:
        cells = list(zip(outputs_of(ours), outputs_of(theirs), strict=True))
        count += len(cells)
        found += [
            f"{ours.stem}, cell {place}"
            for place, (one, other) in enumerate(cells, start=1)
            if one != other
        ]
    return count, found


def compared(results: Results, what: str, pairs: Iterable[tuple[Path, Path]]) -> None:
    """Say whether the outputs of editions are the same."""
    count, found = differing(pairs)
    told = f"{', '.join(found[:3])} differ" if found else f"{count} cells equal"
    results.judge(what, told, asked="equal", kept=count > 0 and not found)


def batch(results: Results, place: Repository, periods: list[str], sample: int) -> None:
    """Run all editions on our side, some or all of them on papermill's."""
    script: list[str | Path] = [PYTHON, Path(__file__).resolve(), "--folder", place.root, "--side"]
    ours = cost_of([*script, "ours", "--editions", str(len(periods))], place.root)
    theirs = cost_of([*script, "papermill", "--editions", str(sample)], place.root)
    more = len(periods) / sample
    about = "" if sample == len(periods) else f" (of {sample})"
    results.add(
        f"{len(periods)} editions, s",
        f"{ours.seconds:.1f}",
        f"{theirs.seconds * more:.1f}{about}",
        ratio=theirs.seconds * more / ours.seconds,
        least=BATCH,
    )
    results.add(
        "  processor time, s",
        f"{ours.processor:.1f}",
        f"{theirs.processor * more:.1f}{about}",
        ratio=theirs.processor * more / ours.processor,
    )
    results.add("  peak memory, GB", f"{ours.memory:.2f}", f"{theirs.memory:.2f}")
    theirs_of = place.root / THEIRS
    compared(
        results,
        "  outputs",
        (
            (place.workshop.editions / REPORT / f"{period}.ipynb", theirs_of / f"{period}.ipynb")
            for period in periods[-sample:]
        ),
    )


def alone(results: Results, place: Repository, period: str, times: int) -> None:
    """Run one edition by our command and by papermill's, in turns."""
    names = (place.root / "ours.ipynb", place.root / "theirs.ipynb")
    ours, theirs = list[Cost](), list[Cost]()
    command: list[str | Path] = [
        PYTHON,
        "-m",
        "papermill",
        place.root / NOTEBOOK,
        names[1],
        "-p",
        "period",
        period,
    ]
    for _ in range(times + 1):
        ours.append(place.tradebook("run", REPORT, "--period", period, "-o", names[0]))
        theirs.append(cost_of(command, place.root))
    # In the first, modules are compiled that later ones find.
    del ours[0], theirs[0]
    one, other = (median(cost.seconds for cost in side) for side in (ours, theirs))
    told = (f"{one:.2f}", f"{other:.2f}")
    results.add("one edition alone, s", *told, ratio=other / one, least=ALONE)
    one, other = (median(cost.processor for cost in side) for side in (ours, theirs))
    results.add("  processor time, s", f"{one:.2f}", f"{other:.2f}", ratio=other / one)
    most = (f"{max(cost.memory for cost in side):.2f}" for side in (ours, theirs))
    results.add("  peak memory, GB", *most)
    compared(results, "  outputs", [names])


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--editions", type=int, default=60, help="how many are run")
    parser.add_argument("--sample", type=int, help="run so many of them by papermill [all]")
    parser.add_argument("--times", type=int, default=5, help="one edition alone is run so often")
    parser.add_argument("--side", choices=SIDES, help="only run one side, in a folder made before")
    parser.add_argument("--folder", type=Path, help="that folder")
    return parser.parse_args()


def main() -> None:
    """Measure, print, and judge."""
    asked = arguments()
    periods = months(asked.editions)
    if asked.side:
        SIDES[asked.side](Repository(asked.folder), periods)
        return
    sample = min(asked.sample or asked.editions, asked.editions)
    results = Results("editions", "what", "tradebook", "papermill")
    with tempfile.TemporaryDirectory() as scratch:
        place = Repository(Path(scratch))
        place.furnish(periods)
        place.read()
        (place.root / THEIRS).mkdir()
        notebook = jupytext.read(place.workshop.notebooks / f"{REPORT}.py")
        nbformat.write(notebook, place.root / NOTEBOOK)
        alone(results, place, periods[-1], asked.times)
        batch(results, place, periods, sample)
    results.end()


if __name__ == "__main__":
    main()
