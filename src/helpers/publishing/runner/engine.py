"""papermill's engines ``tradebook`` and ``tradebook-shell``: in a kernel, and without one.

Parameters are checked before anything runs, and the notebook is made one that can be run again with
others. papermill loads this module while it is itself being imported, so its top imports nothing of
papermill; nor reports, which are not needed for only reading notebooks.
"""

from __future__ import annotations

import ast
from itertools import accumulate
from typing import Any, Final

import click

from helpers.core.errors import ParameterError

_KEY: Final = "tradebook"
"""Where the metadata of a notebook holds what this package adds."""

_PARAMETERS: Final = "parameters"
_INJECTED: Final = "injected-parameters"
"""The tags of the cell that sets the parameters, and of that in which papermill sets some anew."""

_EMPTIED: Final = "# Parameters"
"""What papermill's cell holds without its values: papermill's own comment."""


class RefusedError(ParameterError, click.ClickException):
    """A parameter refused by the engine; papermill's command line prints it as one line."""


class EditionEngine:
    """papermill's engine ``tradebook``: in a kernel."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **options: Any) -> Any:
        """Check the parameters, make the notebook one to run again, and run it.

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
    """Check a parameterised notebook, and make it one to run again, in place."""
    from helpers.reports.registry import report_type  # noqa: PLC0415  # see the module's docstring

    name = notebook.metadata.get(_KEY, {}).get("report")
    if name is None:
        raise RefusedError("the notebook's metadata names no report; expected tradebook: report: …")
    try:
        report_type(name).page_of(parameters_of(notebook))
    except ParameterError as error:
        raise RefusedError(str(error)) from None
    make_rerunnable(notebook)
    injected = _tagged(notebook, _INJECTED)
    if injected and "remove-input" not in injected.metadata.tags:
        # Readers see results; the values of parameters stand in the title and the record.
        injected.metadata.tags.append("remove-input")


def reproducible(notebook: Any) -> Any:
    """Remove from an executed notebook what differs from run to run: times, and random cell ids."""
    notebook.metadata.papermill = {"parameters": notebook.metadata.papermill.parameters}
    for place, cell in enumerate(notebook.cells):
        cell.id = f"cell-{place:03d}"
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
    return notebook


def parameters_of(notebook: Any) -> dict[str, Any]:
    """Read the values that a notebook's parameters cell sets, and those papermill's cell sets anew.

    RefusedError for a value that is computed.
    """
    return _values_of(_tagged(notebook, _PARAMETERS)) | _values_of(_tagged(notebook, _INJECTED))


def make_rerunnable(notebook: Any) -> None:
    """Let a notebook keep its parameters, and show its headings anew, when it is run again, in place.

    It may be run by papermill or in Jupyter, with any of its parameters named: papermill takes away
    all values that it put in before, and leaves Markdown alone.
    """
    from helpers.publishing.bundle.headings import show_by_code  # noqa: PLC0415  # as above

    cell, injected = (_tagged(notebook, tag) for tag in (_PARAMETERS, _INJECTED))
    if cell and injected:
        cell.source = _with_values(cell.source, _values_of(injected))
        # Values here would go before those of the parameters cell, whoever edits that.
        injected.source = _EMPTIED
    show_by_code(notebook)


def _tagged(notebook: Any, tag: str) -> Any:
    """Return the first cell with a tag, which is the one papermill takes, or None."""
    return next((cell for cell in notebook.cells if tag in cell.metadata.get("tags", [])), None)


def _values_of(cell: Any) -> dict[str, Any]:
    """Read the values a cell sets; none without a cell."""
    values = _values_set(cell.source) if cell else []
    return {name: _plain(name, value) for name, value in values}


def _plain(name: str, value: ast.expr) -> Any:
    try:
        return ast.literal_eval(value)
    except ValueError:
        found = ast.unparse(value)
        raise RefusedError(f"parameter '{name}': expected a plain value, found {found}") from None


def _values_set(source: str) -> list[tuple[str, ast.expr]]:
    """List the names a cell sets, with their values."""
    return [
        (line.targets[0].id, line.value)
        for line in ast.parse(source).body
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name)
    ]


def _with_values(source: str, values: dict[str, Any]) -> str:
    """Put values into a cell's source: each where its name is set, others at the end."""
    text, new = source.encode(), dict(values)
    starts = [0, *accumulate(map(len, text.splitlines(keepends=True)))]
    for name, value in reversed(_values_set(source)):
        if name in new:
            begin = starts[value.lineno - 1] + value.col_offset
            end = starts[(value.end_lineno or 0) - 1] + (value.end_col_offset or 0)
            text = text[:begin] + repr(new.pop(name)).encode() + text[end:]
    return "\n".join([text.decode(), *(f"{name} = {value!r}" for name, value in new.items())])
