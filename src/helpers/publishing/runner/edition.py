"""One edition: its notebook run through papermill, in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import jupytext
import papermill
from papermill.exceptions import PapermillExecutionError

from helpers.core.errors import BuildError
from helpers.publishing.bundle.bundle import write_edition
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.runner.engine import SHELL


def run_edition(
    edition: Edition, notebooks: Path, output: Path, advance: Callable[[], None] = lambda: None
) -> None:
    """Run one edition; the output is there whole or not at all.

    Parameters
    ----------
    edition : Edition
        What to run; its report type names the notebook.
    notebooks : pathlib.Path
        The folder of the percent-format notebooks.
    output : pathlib.Path
        The ``.ipynb`` to write, with the bundle beside it.
    advance : callable
        Called each time a cell is done.

    Raises
    ------
    BuildError
        When the notebook is not there, or a cell fails: the cell and its error, in one line.
    """
    notebook = read_notebook(notebooks, edition.report)
    try:
        executed = papermill.execute_notebook(
            notebook,
            None,
            parameters=edition.parameters,
            engine_name=SHELL,
            progress_bar=False,
            on_cell_executed=lambda **_: advance(),
        )
    except PapermillExecutionError as error:
        raise BuildError(
            f"edition {edition.page}: cell {error.cell_index} failed: {error.ename}: {error.evalue}"
        ) from error
    write_edition(settled(executed), output)


def steps_of(notebook: Any) -> int:
    """Count the cells that run: those with code, and the parameters papermill puts in."""
    return 1 + len([cell for cell in notebook.cells if cell.cell_type == "code"])


def read_notebook(notebooks: Path, report: str) -> Any:
    """Read a report's percent-format notebook.

    Raises
    ------
    BuildError
        When there is none.
    """
    return jupytext.read(source_of(notebooks, report))


def source_of(notebooks: Path, report: str) -> Path:
    """Find a report's percent-format notebook.

    Raises
    ------
    BuildError
        When there is none.
    """
    source = notebooks / f"{report}.py"
    if not source.is_file():
        raise BuildError(f"{source}: no such notebook; expected one for report {report}")
    return source


def settled(notebook: Any) -> Any:
    """Take from an executed notebook what differs from run to run: times, and random cell ids."""
    notebook.metadata.papermill = {"parameters": notebook.metadata.papermill.parameters}
    for place, cell in enumerate(notebook.cells):
        cell.id = f"cell-{place:03d}"
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
    return notebook
