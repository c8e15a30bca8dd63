"""Running without a kernel: cell by cell what papermill gives with one."""

import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

import jupytext
import nbformat
import papermill
import pytest
from IPython.core.history import HistoryManager
from testbed import HEAD

CELLS = {
    "a value": "1 + 1",
    "nothing": "a = 3",
    "no value, by a semicolon": "a;",
    "what is printed": "print('one'); print('two')",
    "printed and a value": "print('before')\na * 2",
    "to the other stream": "import sys\nprint('careful', file=sys.stderr)",
    "no line's end": "sys.stdout.write('x'); None",
    "written, and its length": "sys.stdout.write('abc')",
    "a table": "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "shown": "from IPython.display import HTML, display\ndisplay(HTML('<b>x</b>'))",
    "shown between prints": "print(1)\ndisplay(HTML('<i>y</i>'), metadata={'a': 1})\nprint(2)\n'end'",
    "a picture": (
        "class Dot:\n    __repr__ = lambda self: '.'\n"
        "    _repr_png_ = lambda self: b'\\x89PNG\\r\\n'\n\nDot()"
    ),
    "several kinds": (
        "class Many:\n    def _repr_mimebundle_(self, **_):\n"
        "        return {'text/plain': 'p', 'text/html': '<p>', 'application/x+json': {'a': [1]}}\n\n"
        "Many()"
    ),
    "an empty cell": "",
    "what a cell before gave": "Out[2]",
    "a magic": "%%capture told\nprint('caught')",
    "and what it took": "told.stdout",
    "awaited": "import asyncio\nawait asyncio.sleep(0, 'done')",
    "its own name": "__name__",
    "a flush": "print('kept', flush=True)",
    "shown to be updated": "there = display('early', display_id='x'); print('between')",
    "the same once more": "display('late', display_id='x')",
    "an update of both": "there.update('last', metadata={'a': 1})\n3",
    "an update of nothing": "display('never', display_id='y', update=True);",
}
FAILING = "def f():\n    raise KeyError('no such')\n\nf()"


_MARK = "papermill-error-cell-tag"


def ran(engine, *sources, fault=None):
    """Run a notebook of these cells, and return them; where no browser's loop is running."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(_ran, engine, *sources, fault=fault).result()


def _ran(engine, *sources, fault):
    text = HEAD + '\n# %% tags=["parameters"]\nperiod = "2025-11"\n'
    notebook = jupytext.reads(text, fmt="py:percent")
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    notebook.cells = [*notebook.cells, *cells]
    with TemporaryDirectory() as folder:
        output = Path(folder) / "out.ipynb"
        options = {"engine_name": engine, "progress_bar": False}
        with pytest.raises(fault) if fault else nullcontext():
            papermill.execute_notebook(notebook, output, **options)
        cells = nbformat.read(output, as_version=4)
    # papermill puts a word on the error, and a link to it, at the head of what failed.
    cells.cells = [cell for cell in cells.cells if cell.metadata.tags[:1] != [_MARK]]
    return cells


@pytest.fixture(scope="module")
def both():
    """Return the cells of all kinds, run by papermill with a kernel and without one."""
    return [ran(engine, *CELLS.values()) for engine in ("nbclient", "tradebook-shell")]


@pytest.mark.parametrize("place", range(len(CELLS)), ids=list(CELLS))
def test_a_cell_gives_what_it_gives_in_a_kernel(both, place):
    expected, found = (notebook.cells[place + 1] for notebook in both)
    assert found.outputs == expected.outputs
    assert found.execution_count == expected.execution_count


def test_the_cells_do_give_something(both):
    silent = [name for name, cell in zip(CELLS, both[0].cells[1:], strict=True) if not cell.outputs]
    assert silent == [
        *(
            "nothing",
            "no value, by a semicolon",
            "an empty cell",
            "a magic",
            "an update of nothing",
        ),
    ]


def test_what_was_displayed_is_updated_where_it_stands(both):
    found = dict(zip(CELLS, both[1].cells[1:], strict=True))
    for name in ("shown to be updated", "the same once more"):
        assert found[name].outputs[0].data["text/plain"] == "'last'"
        assert found[name].outputs[0].metadata == {"a": 1}


def test_the_language_is_told_as_a_kernel_tells_it(both):
    assert both[1].metadata.language_info == both[0].metadata.language_info


def test_a_failing_cell_is_told_as_by_a_kernel_and_none_after_it_runs():
    expected, found = (
        ran(engine, FAILING, "print('never')", fault=papermill.PapermillExecutionError)
        for engine in ("nbclient", "tradebook-shell")
    )
    (error,) = found.cells[1].outputs
    (theirs,) = expected.cells[1].outputs
    assert (error.ename, error.evalue) == (theirs.ename, theirs.evalue) == ("KeyError", "'no such'")
    assert error.traceback[-1] == theirs.traceback[-1]
    assert found.cells[2].outputs == [] and found.cells[2].execution_count is None


def test_what_interrupts_a_cell_interrupts_the_run_and_what_it_gave_is_kept():
    sources = ("print('early')\nraise KeyboardInterrupt", "print('never')")
    found = ran("tradebook-shell", *sources, fault=KeyboardInterrupt)
    printed, error = found.cells[1].outputs
    assert (printed.text, error.ename) == ("early\n", "KeyboardInterrupt")
    statuses = [cell.metadata.papermill.status for cell in found.cells]
    assert statuses == ["completed", "failed", "pending"]
    assert found.cells[2].outputs == []


def test_the_process_is_as_it_was_afterwards():
    before = sys.modules["__main__"], sys.displayhook, sys.excepthook, sys.stdout
    ran("tradebook-shell", "import sys\nsys.displayhook = None")
    assert (sys.modules["__main__"], sys.displayhook, sys.excepthook, sys.stdout) == before


def test_a_variable_is_not_there_in_the_next_notebook():
    ran("tradebook-shell", "kept = 1")
    second = ran("tradebook-shell", "'kept' in globals()")
    assert second.cells[1].outputs[0].data["text/plain"] == "False"


def test_what_a_notebook_has_shown_is_not_kept_in_the_process():
    ran("tradebook-shell", "'a value'")
    assert not HistoryManager.outputs
