"""Editions run by this project, beside papermill as it comes: many, and one alone.

    python benchmarks/editions.py [--editions 60] [--sample 60] [--times 5]

The notebook of the provincial report is run for so many months of made-up data of 31 provinces: by
`run_editions`, as a build does, and by `papermill.execute_notebook` with a kernel for each, one
after the other. Outputs are compared cell by cell. One edition alone is run by both commands. Ends
with an error when a ratio that is asked for is missed, or an output differs.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any, Final

import jupytext
import nbformat
import papermill
from measuring import PYTHON, Results, cost_of, parser
from sandbox import REPORT, Sandbox, months

from helpers.cli.checked_repository import catalogue
from helpers.cli.progress import Bars
from helpers.observations.warehouse.archive import open_archive
from helpers.presentation.parts import PARTS_TYPE
from helpers.publishing.runner.pool import outdated_editions, run_editions
from helpers.reports.common.data import open_store

BATCH: Final = 10
ALONE: Final = 3
"""How many times faster is asked for: the batch, and one edition alone."""

NOTEBOOK: Final = f"{REPORT}.ipynb"
THEIRS: Final = "papermill"
"""The folder of the editions that papermill runs."""


def run_ours(place: Sandbox, _: Sequence[str]) -> None:
    """Run what the catalogue lists, as a build does."""
    store = open_store(place.root / "data")
    jobs = outdated_editions(place.repository, catalogue(place.repository), store)
    run_editions(jobs, Bars(None, len(jobs)))


def run_theirs(place: Sandbox, periods: Sequence[str]) -> None:
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
    """Return number and outputs of each cell of code; without parts, which are in our bundle."""
    cells = nbformat.read(path, as_version=4).cells
    for output in (output for cell in cells for output in cell.get("outputs", [])):
        output.get("data", {}).pop(PARTS_TYPE, None)
    return [(cell.execution_count, cell.outputs) for cell in cells if cell.cell_type == "code"]


def compare(results: Results, pairs: Sequence[tuple[Path, Path]]) -> None:
    """Judge whether editions have the same outputs, cell by cell."""
    sides = [[outputs_of(path) for path in paths] for paths in zip(*pairs, strict=True)]
    verdict = "equal" if sides[0] == sides[1] else "different"
    results.add("  outputs", verdict, limit="equal", passed=verdict == "equal")


def batch(results: Results, place: Sandbox, periods: list[str], sample: int) -> None:
    """Run all editions on our side, some or all of them on papermill's."""
    script: list[str | Path] = [PYTHON, Path(__file__).resolve(), "--folder", place.root, "--side"]
    ours = cost_of([*script, "ours", "--editions", str(len(periods))], place.root)
    theirs = cost_of([*script, "papermill", "--editions", str(sample)], place.root)
    seconds = theirs.seconds * len(periods) / sample
    about = "" if sample == len(periods) else f" (of {sample})"
    cells = (f"{ours.seconds:.1f}", f"{seconds:.1f}{about}")
    ratio = seconds / ours.seconds
    results.add(f"{len(periods)} editions, s", *cells, ratio=ratio, least=BATCH)
    results.add("  peak memory, GB", f"{ours.memory:.2f}", f"{theirs.memory:.2f}")
    folders = (place.repository.editions / REPORT, place.root / THEIRS)
    pairs = [
        (folders[0] / f"{period}.ipynb", folders[1] / f"{period}.ipynb")
        for period in periods[-sample:]
    ]
    compare(results, pairs)


def alone(results: Results, place: Sandbox, period: str, times: int) -> None:
    """Run one edition by our command and by papermill's, in turns."""
    ours, theirs = place.root / "ours.ipynb", place.root / "theirs.ipynb"
    commands: list[list[str | Path]] = [
        [PYTHON, "-m", "helpers", "run", REPORT, "--period", period, "-o", ours],
        [PYTHON, "-m", "papermill", place.root / NOTEBOOK, theirs, "-p", "period", period],
    ]
    # In the first turn, modules are compiled that later ones find.
    turns = [[cost_of(command, place.root) for command in commands] for _ in range(times + 1)][1:]
    costs = list(zip(*turns, strict=True))
    seconds = [median(cost.seconds for cost in side) for side in costs]
    memory = [max(cost.memory for cost in side) for side in costs]
    cells, ratio = (f"{number:.2f}" for number in seconds), seconds[1] / seconds[0]
    results.add("one edition alone, s", *cells, ratio=ratio, least=ALONE)
    results.add("  peak memory, GB", *(f"{number:.2f}" for number in memory))
    compare(results, [(ours, theirs)])


def main() -> None:
    """Measure, print, and judge."""
    options = parser(__doc__)
    options.add_argument("--editions", type=int, default=60, help="how many are run")
    options.add_argument("--sample", type=int, help="run so many of them by papermill [all]")
    options.add_argument("--times", type=int, default=5, help="one edition alone is run so often")
    options.add_argument("--side", choices=SIDES, help="only run one side, in a folder made before")
    options.add_argument("--folder", type=Path, help="that folder")
    asked = options.parse_args()
    periods = months(asked.editions)
    if asked.side:
        SIDES[asked.side](Sandbox(asked.folder), periods)
        return
    results = Results("editions", "what", "tradebook", "papermill")
    with tempfile.TemporaryDirectory() as scratch:
        place = Sandbox(Path(scratch))
        place.furnish(periods)
        open_archive(place.raw)  # read and checked, as by the first command that needs the data
        (place.root / THEIRS).mkdir()
        notebook = jupytext.read(place.repository.notebooks / f"{REPORT}.py")
        nbformat.write(notebook, place.root / NOTEBOOK)
        alone(results, place, periods[-1], asked.times)
        batch(results, place, periods, min(asked.sample or len(periods), len(periods)))
    results.end()


if __name__ == "__main__":
    main()
