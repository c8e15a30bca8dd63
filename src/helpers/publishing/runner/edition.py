"""One edition: its notebook run through papermill, in this process."""

from __future__ import annotations

import contextlib
import os
import sys
import warnings
from collections.abc import Callable, Iterator
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
    warnings are afterwards as they were. What else a notebook changes in its process, such as an
    attribute of a module, the next edition in that process sees.

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
    notebook : nbformat.NotebookNode, optional
        The notebook, where it has been read.

    Raises
    ------
    BuildError
        When the notebook is not there, or a cell fails: the cell and its error, in one line.
    """
    from helpers.publishing.bundle.bundle import write_bundle  # noqa: PLC0415  # as papermill below

    notebook = notebook or read_notebook(notebooks, edition.report)
    output.parent.mkdir(parents=True, exist_ok=True)
    draft = output.with_name(f".{os.getpid()}.{output.name}")
    try:
        bundle = _execute(notebook, edition, draft, advance)
        write_bundle(bundle, draft, output)
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)


def _execute(
    notebook: Any, edition: Edition, output: Path, advance: Callable[[], None]
) -> dict[str, Any]:
    """Run a notebook and write it; return its bundle."""
    # Slow to import, and needed only where something is run.
    import papermill  # noqa: PLC0415

    from helpers.publishing.bundle.bundle import take_bundle  # noqa: PLC0415

    bundles: list[dict[str, Any]] = []
    try:
        with _process_restored():
            papermill.execute_notebook(
                notebook,
                # papermill fills in parameters where there are braces.
                str(output).replace("{", "{{").replace("}", "}}"),
                parameters=edition.parameters,
                engine_name=SHELL,
                progress_bar=False,
                request_save_on_cell_execute=False,
                on_cell_executed=lambda **_: advance(),
                on_executed=lambda executed: bundles.append(take_bundle(executed)),
            )
    except papermill.PapermillExecutionError as error:
        raise BuildError(
            f"edition {edition.page}: cell {error.cell_index} failed: {error.ename}: {error.evalue}"
        ) from error
    return bundles[0]


@contextlib.contextmanager
def _process_restored() -> Iterator[None]:
    """Put back what a notebook may change in its process, as far as ``run_edition`` promises it."""
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
    """Read a report's percent-format notebook.

    Raises
    ------
    BuildError
        When there is none.
    """
    import jupytext  # noqa: PLC0415  # as papermill above

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
