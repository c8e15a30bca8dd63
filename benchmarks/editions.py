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
from sandbox import REPORT, Sandbox, months

from helpers.cli.checked_repository import catalogue
from helpers.presentation.parts import PARTS_TYPE
from helpers.publishing.runner.pool import outdated_editions, run_editions
from helpers.reports.common.data import open_store

BATCH: Final = 10
ALONE: Final = 3
"""How many times faster is asked for: the batch, and one edition alone."""

NOTEBOOK: Final = f"{REPORT}.ipynb"
THEIRS: Final = "papermill"
"""Where papermill's side finds its notebook, and puts its editions."""


class Silent:
    """Progress that is not shown."""

    def stage(self, name: str, steps: int) -> Callable[[], None]:
        """Begin a stage."""
        return lambda: None


def run_ours(place: Sandbox, _: Sequence[str]) -> None:
    """Run what the catalogue lists, as a build does."""
    listed = catalogue(place.repository)
    run_editions(
        outdated_editions(place.repository, listed, open_store(place.root / "data")), Silent()
    )


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
    """Return the outputs of each cell of code, and its number; without parts, which stand in our bundle."""
    cells = nbformat.read(path, as_version=4).cells
    for output in (output for cell in cells for output in cell.get("outputs", [])):
        output.get("data", {}).pop(PARTS_TYPE, None)
    return [(cell.execution_count, cell.outputs) for cell in cells if cell.cell_type == "code"]


def differing(pairs: Iterable[tuple[Path, Path]]) -> tuple[int, list[str]]:
    """Compare editions cell by cell: how many cells were compared, and which differ."""
    count, found = 0, []
    for ours, theirs in pairs:
        cells = list(zip(outputs_of(ours), outputs_of(theirs), strict=True))
        count += len(cells)
        found += [
            f"{ours.stem}, cell {place}"
            for place, (our, their) in enumerate(cells, start=1)
            if our != their
        ]
    return count, found


def compared(results: Results, what: str, pairs: Iterable[tuple[Path, Path]]) -> None:
    """Say whether the outputs of editions are the same."""
    count, found = differing(pairs)
    verdict = f"{', '.join(found[:3])} differ" if found else f"{count} cells equal"
    results.judge(what, verdict, limit="equal", passed=count > 0 and not found)


def batch(results: Results, place: Sandbox, periods: list[str], sample: int) -> None:
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
    results.add("  peak memory, GB", f"{ours.memory:.2f}", f"{theirs.memory:.2f}")
    theirs_of = place.root / THEIRS
    compared(
        results,
        "  outputs",
        (
            (place.repository.editions / REPORT / f"{period}.ipynb", theirs_of / f"{period}.ipynb")
            for period in periods[-sample:]
        ),
    )


def alone(results: Results, place: Sandbox, period: str, times: int) -> None:
    """Run one edition by our command and by papermill's, in turns."""
    names, commands = _one_edition(place, period)
    sides = list[Cost](), list[Cost]()
    for _ in range(times + 1):
        for side, command in zip(sides, commands, strict=True):
            side.append(cost_of(command, place.root))
    for side in sides:
        # In the first, modules are compiled that later ones find.
        del side[0]
    ours, theirs = (median(cost.seconds for cost in side) for side in sides)
    name = "one edition alone, s"
    results.add(name, f"{ours:.2f}", f"{theirs:.2f}", ratio=theirs / ours, least=ALONE)
    most = (f"{max(cost.memory for cost in side):.2f}" for side in sides)
    results.add("  peak memory, GB", *most)
    compared(results, "  outputs", [names])


def _one_edition(place: Sandbox, period: str) -> tuple[tuple[Path, Path], list[list[str | Path]]]:
    """Return the files of an edition run by our command and by papermill's, and the commands."""
    ours, theirs = place.root / "ours.ipynb", place.root / "theirs.ipynb"
    run = ("run", REPORT, "--period", period, "-o", ours)
    papermilled = (place.root / NOTEBOOK, theirs, "-p", "period", period)
    return (ours, theirs), [[PYTHON, "-m", "helpers", *run], [PYTHON, "-m", THEIRS, *papermilled]]


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
    options = arguments()
    periods = months(options.editions)
    if options.side:
        SIDES[options.side](Sandbox(options.folder), periods)
        return
    sample = min(options.sample or options.editions, options.editions)
    results = Results("editions", "what", "tradebook", "papermill")
    with tempfile.TemporaryDirectory() as scratch:
        place = Sandbox(Path(scratch))
        place.furnish(periods)
        place.read()
        (place.root / THEIRS).mkdir()
        notebook = jupytext.read(place.repository.notebooks / f"{REPORT}.py")
        nbformat.write(notebook, place.root / NOTEBOOK)
        alone(results, place, periods[-1], options.times)
        batch(results, place, periods, sample)
    results.end()


if __name__ == "__main__":
    main()
