"""From a notebook and parameters to an executed edition, through papermill.

``EditionEngine`` is papermill's engine named ``tradebook``: it checks the parameters before a
kernel starts, and writes the period into the headings. ``run_edition`` makes one edition;
``template_of`` turns an executed edition into the one readers download, whose headings hold places
again, so that no run of it with other parameters can show an old period.
"""

from __future__ import annotations

import ast
import copy
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import jinja2
import jupytext
import nbformat
import papermill
from papermill.engines import NBClientEngine
from papermill.exceptions import PapermillExecutionError

from helpers.editions import Edition
from helpers.errors import BuildError, TradebookError
from helpers.reports import report_type

ENGINE: Final = "tradebook"
_KEY: Final = "tradebook"
"""Where in the metadata of a notebook and its cells this package keeps its own."""


class EditionEngine(NBClientEngine):  # type: ignore[misc]  # papermill is untyped
    """papermill's engine for this project's notebooks."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, **options: Any
    ) -> Any:
        """Check the parameters, fill the headings, and run the notebook in a kernel."""
        notebook = nb_man.nb
        name = notebook.metadata.get(_KEY, {}).get("report")
        if name is None:
            raise BuildError("the notebook's metadata names no report (tradebook: report: …)")
        report = report_type(name)
        values = {**defaults_of(notebook), **notebook.metadata.papermill.get("parameters", {})}
        fill_headings(notebook, report.headings(report.PARAMETERS.of(name, values)))
        return super().execute_managed_notebook(nb_man, kernel_name, **options)


def defaults_of(notebook: Any) -> dict[str, Any]:
    """Read the values a notebook's parameters cell sets."""
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            lines = ast.parse(cell.source).body
            return {
                line.targets[0].id: ast.literal_eval(line.value)
                for line in lines
                if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name)
            }
    return {}


def fill_headings(notebook: Any, texts: dict[str, str]) -> None:
    """Write texts into the places of the Markdown cells; what stood there is kept beside.

    Parameters
    ----------
    notebook : nbformat.NotebookNode
        Changed in place.
    texts : dict of str to str
        By the name of the place: ``{{ month }}`` becomes ``2025 年 11 月``.
    """
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)  # noqa: S701  # Markdown
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            template = cell.metadata.get(_KEY, {}).get("template", cell.source)
            cell.source = environment.from_string(template).render(texts)
            if template != cell.source:
                cell.metadata[_KEY] = {"template": template}


def template_of(notebook: Any) -> Any:
    """Return a copy whose headings hold places again, for running with other parameters."""
    restored = copy.deepcopy(notebook)
    for cell in restored.cells:
        template = cell.metadata.pop(_KEY, {}).get("template")
        if template is not None:
            cell.source = template
    return restored


def run_edition(
    edition: Edition, notebooks: Path, output: Path, advance: Callable[[int, int], None]
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
        Called with the cells done and the number of cells.

    Raises
    ------
    BuildError
        When a cell fails: the cell's number and its error, in one line.
    """
    source = notebooks / f"{edition.report}.py"
    if not source.is_file():
        raise BuildError(f"{source}: no such notebook; expected one for report {edition.report}")
    notebook = jupytext.read(source)
    output.parent.mkdir(parents=True, exist_ok=True)
    made = output.with_name(f".{output.name}.tmp")
    try:
        with _quiet(advance, len(notebook.cells)):
            executed = papermill.execute_notebook(
                notebook,
                None,
                parameters=edition.parameters,
                engine_name=ENGINE,
                progress_bar=False,
                log_output=False,
                cwd=str(notebooks),
            )
    except PapermillExecutionError as error:
        raise BuildError(
            f"edition {edition.page}: cell {error.cell_index} failed: {error.ename}: {error.evalue}"
        ) from None
    made.write_text(nbformat.writes(_settled(executed)), encoding="utf-8")
    os.replace(made, output)
