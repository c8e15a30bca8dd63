"""One edition: its notebook run through papermill, in this process."""

from __future__ import annotations

import contextlib
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from helpers.core.errors import BuildError
from helpers.publishing.catalogue.editions import Edition

SHELL: Final = "tradebook-shell"
"""The name of papermill's engine that editions are run with."""


def run_edition(
    edition: Edition,
    notebooks: Path,
    output: Path,
    advance: Callable[[], None] = lambda: None,
    notebook: Any = None,
) -> None:
    """Run one edition; the output is there whole or not at all.

    Variables of the notebook, environment variables, the working folder, ``sys.path`` and filters of
    warnings are restored afterwards. What else a notebook changes in its process, such as an
    attribute of a module, the next edition in that process sees.

    Parameters
    ----------
    edition, notebooks : Edition, pathlib.Path
        What to run, and the folder of the percent-format notebooks.
    output : pathlib.Path
        The ``.ipynb`` to write, with the bundle beside it.
    advance : callable
        Called each time a cell is done.
    notebook : nbformat.NotebookNode, optional
        The notebook, where it has been read.

    Raises
    ------
    BuildError
        When the notebook is missing, or a cell fails: the cell and its error, in one line.
    """
    # Slow to import, and needed only where something is run.
    from papermill import PapermillExecutionError  # noqa: PLC0415

    from helpers.publishing.bundle.bundle import write_executed  # noqa: PLC0415

    notebook = notebook or read_notebook(notebooks, edition.report)
    try:
        with process_restored():
            executed = _executed(notebook, edition.parameters, advance)
    except PapermillExecutionError as error:
        raise BuildError(
            f"edition {edition.page}: cell {error.cell_index} failed: {error.ename}: {error.evalue}"
        ) from error
    write_executed(executed, output)


def _executed(notebook: Any, parameters: dict[str, Any], advance: Callable[[], None]) -> Any:
    """Run a notebook as ``papermill.execute_notebook`` does, step by step.

    That, asked for no file, would turn the executed notebook into text all the same: a tenth of the
    time of an edition.
    """
    from papermill import execute, iorw, parameterize  # noqa: PLC0415  # as above
    from papermill.engines import papermill_engines  # noqa: PLC0415

    prepared = parameterize.parameterize_notebook(
        iorw.load_notebook_node(notebook), parameters, engine_name=SHELL
    )
    prepared = execute.prepare_notebook_metadata(prepared, None, None, report_mode=False)
    executed = papermill_engines.execute_notebook_with_engine(
        SHELL,
        prepared,
        kernel_name=None,
        progress_bar=False,
        on_cell_executed=lambda **_: advance(),
    )
    execute.raise_for_execution_errors(executed, None)
    return executed


@contextlib.contextmanager
def process_restored() -> Iterator[None]:
    """Restore environment variables, working folder, ``sys.path`` and filters of warnings at the end."""
    environment, path = dict(os.environ), list(sys.path)
    with warnings.catch_warnings(), contextlib.chdir("."):
        try:
            yield
        finally:
            for name in os.environ.keys() - environment.keys():
                del os.environ[name]
            os.environ.update(environment)
            sys.path[:] = path


def steps_of(notebook: Any) -> int:
    """Count the cells that run: those with code, and the parameters papermill puts in."""
    return 1 + len([cell for cell in notebook.cells if cell.cell_type == "code"])


def read_notebook(notebooks: Path, report: str) -> Any:
    """Read a report's percent-format notebook, to be run and not changed.

    BuildError if it is missing, or is none.
    """
    source = source_of(notebooks, report)
    return _parsed(source, source.stat().st_mtime_ns)


@cache
def _parsed(source: Path, _changed: int) -> Any:
    """Parse a notebook, once in the life of a process that runs many editions of it."""
    import jupytext  # noqa: PLC0415  # as papermill above

    try:
        notebook = jupytext.read(source)
    except ValueError as error:
        raise BuildError(f"{source}: is no notebook: {' '.join(str(error).split())}") from None
    if "kernelspec" not in notebook.metadata:
        raise BuildError(
            f"{source}: is no notebook: expected a head that names its kernel; put it back from git"
        )
    return notebook


def source_of(notebooks: Path, report: str) -> Path:
    """Return the path of a report's percent-format notebook; BuildError if it is missing."""
    source = notebooks / f"{report}.py"
    if not source.is_file():
        raise BuildError(f"{source}: no such notebook; expected one for report {report}")
    return source
