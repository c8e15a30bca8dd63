"""Running the cells of a notebook in this process: what a kernel gives, without starting one."""

from __future__ import annotations

import atexit
import json
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import TextIOBase
from tempfile import TemporaryDirectory
from typing import Any, Final

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client.jsonutil import json_default
from nbformat.v4 import new_output
from papermill.engines import Engine
from traitlets.config import Config

from helpers.presentation.charts.drawing import with_drawings
from helpers.presentation.parts import PARTS_TYPE
from helpers.publishing.bundle.bundle import outputs_of

_LANGUAGE: Final = {
    "codemirror_mode": {"name": "ipython", "version": sys.version_info[0]},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": f"ipython{sys.version_info[0]}",
    "version": platform.python_version(),
}
"""What a kernel writes of its language."""

# A history is a file, for which processes side by side would wait.
_NO_HISTORY: Final = Config({"HistoryManager": {"enabled": False, "hist_file": ":memory:"}})


class ShellEngine(Engine):  # type: ignore[misc]  # papermill has no types
    """papermill's engine that needs no kernel; the notebook's variables are gone with it."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        on_cell_executed: Callable[..., None] = lambda **_: None,
        **_: Any,
    ) -> None:
        """Run the cells in their order, to the first that fails."""
        nb_man.nb.metadata.language_info = dict(_LANGUAGE)
        with _shell() as shell:
            for place, cell in enumerate(nb_man.nb.cells):
                nb_man.cell_start(cell, place)
                error = _run(shell, cell) if cell.cell_type == "code" else None
                if error is not None:
                    nb_man.cell_exception(cell, cell_index=place)
                nb_man.cell_complete(cell, cell_index=place)
                if cell.cell_type == "code":
                    on_cell_executed(cell=cell, cell_index=place)
                if isinstance(error, KeyboardInterrupt):
                    # To IPython a cell that failed as others do; it is meant for the whole run.
                    raise error
                if error is not None:
                    return
        _put_drawings(nb_man.nb)


def _put_drawings(notebook: Any) -> None:
    """Put the drawings that another process has been at into the outputs: their HTML and their parts."""
    for data in outputs_of(notebook):
        if "text/html" in data:
            data["text/html"] = with_drawings(data["text/html"])
        for part in data.get(PARTS_TYPE, ()):
            if "svg" in part:
                part["svg"] = with_drawings(part["svg"])


def _run(shell: _Shell, cell: Any) -> BaseException | None:
    """Run a cell and record its outputs; return its error, if there is one."""
    if not cell.source.strip():
        return None
    outputs = shell.begin()
    with redirect_stdout(_Stream("stdout", outputs)), redirect_stderr(_Stream("stderr", outputs)):
        cell.execution_count = shell.execution_count
        result = shell.run_cell(cell.source, store_history=True)  # type: ignore[no-untyped-call]  # IPython's
    cell.outputs = outputs
    error: BaseException | None = result.error_before_exec or result.error_in_exec
    return error


class _Stream(TextIOBase):
    """What a cell prints, among its other outputs and in their order."""

    def __init__(self, name: str, outputs: list[Any]) -> None:
        self._name, self._outputs = name, outputs

    def write(self, text: str, /) -> int:
        last = self._outputs[-1] if self._outputs else None
        if last and last.output_type == "stream" and last.name == self._name:
            last.text += text
        elif text:
            self._outputs.append(new_output("stream", name=self._name, text=text))
        return len(text)


class _Result(DisplayHook):
    """Takes the value of a cell's last expression, where IPython would print it."""

    shell: _Shell

    def write_output_prompt(self) -> None:
        """Print nothing."""

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        """Record the value in all its forms."""
        count = self.prompt_count
        self.shell.record("execute_result", format_dict, md_dict, execution_count=count)


class _Publisher(DisplayPublisher):
    """Takes what a cell displays."""

    shell: _Shell

    def publish(self, data: Any, metadata: Any = None, **options: Any) -> None:  # type: ignore[override]  # IPython's
        """Record it, in the place of what was displayed before under the same id."""
        name = (options.get("transient") or {}).get("display_id")
        update = options.get("update", False)
        self.shell.record("display_data", data, metadata, display_id=name, update=update)


class _Shell(InteractiveShell):
    """IPython without a terminal, a history, or a user's own settings."""

    def __init__(self, **options: Any) -> None:
        self._displayed: dict[str, list[Any]] = {}
        super().__init__(**options)  # type: ignore[no-untyped-call]  # IPython's

    def begin(self) -> list[Any]:
        """Begin a cell; return the list of its outputs, empty as yet."""
        self._outputs: list[Any] = []
        return self._outputs

    def record(
        self,
        kind: str,
        data: Any,
        metadata: Any,
        *,
        display_id: str | None = None,
        update: bool = False,
        **more: Any,
    ) -> None:
        """Record an output as a kernel would send it, and earlier ones of its id anew."""
        sent = json.loads(json.dumps(data, default=json_default))
        output = new_output(kind, data=sent, metadata=metadata or {}, **more)
        same = self._displayed.setdefault(display_id, []) if display_id else []
        for earlier in same:
            earlier.data, earlier.metadata = output.data, output.metadata
        if not update:
            self._outputs.append(output)
            same.append(output)

    def init_virtualenv(self) -> None:
        """Take modules from where this process does, whatever environment a terminal is in."""

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        error = {"ename": str(etype.__name__), "evalue": str(evalue), "traceback": stb}
        self._outputs.append(new_output("error", **error))


@contextmanager
def _shell() -> Iterator[_Shell]:
    """Start a new shell, and put everything back that IPython changes in its process."""
    main, hooks = sys.modules["__main__"], (sys.displayhook, sys.excepthook)
    with TemporaryDirectory(prefix="tradebook-") as home:
        _Shell.clear_instance()
        shell = _Shell.instance(
            config=_NO_HISTORY,
            ipython_dir=home,
            displayhook_class=_Result,
            display_pub_class=_Publisher,
        )
        try:
            yield shell
        finally:
            atexit.unregister(shell.atexit_operations)
            # IPython collects the outputs of all shells of a process in one place.
            HistoryManager.outputs.clear()
            _Shell.clear_instance()
            sys.modules["__main__"] = main
            sys.displayhook, sys.excepthook = hooks
