"""papermill's engines ``tradebook`` and ``tradebook-shell``: in a kernel, and without one.

Parameters are checked before anything runs, and headings are filled with the period. papermill loads
this module while it is itself being imported, so its top imports nothing of papermill; nor reports,
which are not needed for only reading notebooks.
"""

from __future__ import annotations

import ast
import copy
from typing import Any, Final

import click
import jinja2

from helpers.core.errors import BuildError, ParameterError
from helpers.core.escaping import in_heading

_KEY: Final = "tradebook"
"""Where the metadata of a notebook and its cells hold what this package adds."""


class RefusedError(ParameterError, click.ClickException):
    """A parameter refused by the engine; papermill's command line prints it as one line."""


class EditionEngine:
    """papermill's engine ``tradebook``: in a kernel."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **options: Any) -> Any:
        """Check the parameters, fill the headings, and run the notebook.

        RefusedError before any cell runs, for a notebook that names no report, or a parameter that is
        unknown or not allowed.
        """
        from papermill.engines import NBClientEngine  # noqa: PLC0415  # see the module's docstring

        prepare(nb)
        return NBClientEngine.execute_notebook(nb, kernel_name, **options)

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> str:
        """Return the kernel a notebook runs in."""
        return str(name or nb.metadata.kernelspec.name)

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> str:
        """Return a notebook's language."""
        return str(language or nb.metadata.kernelspec.language)


class ShellEditionEngine(EditionEngine):
    """papermill's engine ``tradebook-shell``: no kernel, and the same bytes each time."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **options: Any) -> Any:
        """Run the notebook as ``EditionEngine`` does, and remove what differs from run to run."""
        from helpers.publishing.runner.shell import ShellEngine  # noqa: PLC0415  # as above

        prepare(nb)
        return reproducible(ShellEngine.execute_notebook(nb, kernel_name, **options))


def prepare(notebook: Any) -> None:
    """Check a parameterised notebook and fill its headings, in place."""
    from helpers.reports.registry import report_type  # noqa: PLC0415  # see the module's docstring

    name = notebook.metadata.get(_KEY, {}).get("report")
    if name is None:
        raise RefusedError("the notebook's metadata names no report; expected tradebook: report: …")
    given = notebook.metadata.get("papermill", {}).get("parameters", {})
    try:
        report = report_type(name)
        parameters = report.parameters.of(name, {**defaults_of(notebook), **given})
    except ParameterError as error:
        raise RefusedError(str(error)) from None
    fill_headings(notebook, report.headings(parameters))
    for cell in notebook.cells:
        # Readers see results; the values papermill put in stand in the title and the record.
        tags = cell.metadata.get("tags", [])
        if "injected-parameters" in tags and "remove-input" not in tags:
            tags.append("remove-input")


def reproducible(notebook: Any) -> Any:
    """Remove from an executed notebook what differs from run to run: times, and random cell ids."""
    notebook.metadata.papermill = {"parameters": notebook.metadata.papermill.parameters}
    for place, cell in enumerate(notebook.cells):
        cell.id = f"cell-{place:03d}"
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
    return notebook


def defaults_of(notebook: Any) -> dict[str, Any]:
    """Read the values a notebook's parameters cell sets."""
    for cell in notebook.cells:
        if "parameters" in cell.metadata.get("tags", []):
            return {
                line.targets[0].id: ast.literal_eval(line.value)
                for line in ast.parse(cell.source).body
                if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name)
            }
    return {}


def fill_headings(notebook: Any, texts: dict[str, str]) -> None:
    """Fill the places of the Markdown cells, in place; their templates go into the metadata.

    ``{{ month }}`` becomes ``2025 年 11 月``: ``texts`` are by the names of places, and shown as text,
    not read as Markdown. BuildError when a heading holds a place of another name.
    """
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)  # Markdown
    shown = {name: in_heading(text) for name, text in texts.items()}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            template = cell.metadata.get(_KEY, {}).get("template", cell.source)
            try:
                cell.source = environment.from_string(template).render(shown)
            except jinja2.TemplateError as error:
                places = ", ".join(sorted(texts))
                raise BuildError(f"heading '{template}': {error}; its places: {places}") from error
            if template != cell.source:
                cell.metadata[_KEY] = {"template": template}


def template_of(notebook: Any) -> Any:
    """Return a copy whose headings hold places again, for running with other parameters.

    Plain papermill leaves Markdown alone: a heading with the period in it would stand, unchanged,
    over the figures of another.
    """
    restored = copy.copy(notebook)
    restored.cells = [copy.copy(cell) for cell in notebook.cells]
    for cell in restored.cells:
        cell.metadata = copy.copy(cell.metadata)
        cell.source = cell.metadata.pop(_KEY, {}).get("template", cell.source)
    return restored
