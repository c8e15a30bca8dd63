"""From a notebook and parameters to an executed edition, through papermill."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jupytext
import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from helpers.editions import Edition
from helpers.engine import ENGINE
from helpers.errors import BuildError


def _kernel_config(folder: Path) -> Config:
    """Let a kernel talk over local sockets in a folder of its own.

    Others on a shared machine can listen to TCP ports, and kernels that run side by side would
    share the sockets' default names.
    """
    if sys.platform == "win32":
        return Config()
    return Config(
        {"KernelManager": {"transport": "ipc", "connection_file": str(folder / "k.json")}}
    )


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
        The ``.ipynb`` to write.
    advance : callable
        Called each time a cell is done.

    Raises
    ------
    BuildError
        When the notebook is not there, or a cell fails: the cell and its error, in one line.
    """
    notebook = read_notebook(notebooks, edition.report)
    try:
        with TemporaryDirectory(prefix="tradebook-") as sockets:
            executed = papermill.execute_notebook(
                notebook,
                None,
                parameters=edition.parameters,
                engine_name=ENGINE,
                progress_bar=False,
                config=_kernel_config(Path(sockets)),
                extra_arguments=["--log-level=CRITICAL"],
                on_cell_executed=lambda **_: advance(),
            )
    except PapermillExecutionError as error:
        raise BuildError(
            f"edition {edition.page}: cell {error.cell_index} failed: {error.ename}: {error.evalue}"
        ) from None
    output.parent.mkdir(parents=True, exist_ok=True)
    staged = output.with_name(f".{output.name}.staged")
    staged.write_text(nbformat.writes(settled(executed)), encoding="utf-8")
    staged.replace(output)


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
    source = notebooks / f"{report}.py"
    if not source.is_file():
        raise BuildError(f"{source}: no such notebook; expected one for report {report}")
    return jupytext.read(source)


def settled(notebook: Any) -> Any:
    """Take from an executed notebook what differs from run to run: times, and random cell ids."""
    notebook.metadata.papermill = {"parameters": notebook.metadata.papermill.parameters}
    for place, cell in enumerate(notebook.cells):
        cell.id = f"cell-{place:03d}"
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
    return notebook
