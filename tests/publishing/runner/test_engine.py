"""papermill's engine: parameters refused before a kernel starts, notebooks made to be run again."""

from importlib.metadata import entry_points

import click
import nbformat
import pytest

from helpers.core.errors import ParameterError
from helpers.publishing.runner.engine import (
    EditionEngine,
    RefusedError,
    make_rerunnable,
    parameters_of,
    prepare,
)

NEW = nbformat.v4


def notebook(*cells, report="provincial"):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel}
    if report:
        metadata["tradebook"] = {"report": report}
    return NEW.new_notebook(cells=list(cells), metadata=metadata)


def defaults(text='period = "2025-11"\ncurrency = None\nas_of = None'):
    return NEW.new_code_cell(text, metadata={"tags": ["parameters"]})


def injected(text):
    """Return the cell that papermill puts in."""
    source = f"# Parameters\n{text}\n"
    return NEW.new_code_cell(source, metadata={"tags": ["injected-parameters"]})


def test_papermill_finds_the_engine_by_name():
    (found,) = entry_points(group="papermill.engine", name="tradebook")
    assert found.load() is EditionEngine


def test_injected_values_are_not_shown():
    page = notebook(defaults(), injected('period = "2024-11"'), NEW.new_code_cell("1 + 1"))
    prepare(page)
    assert [cell.metadata.get("tags") for cell in page.cells] == [
        ["parameters"],
        ["injected-parameters", "remove-input"],
        None,
    ]
    prepare(page)
    assert page.cells[1].metadata.tags == ["injected-parameters", "remove-input"]


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (notebook(defaults(), report=None), "the notebook's metadata names no report"),
        (notebook(defaults(), report="provinical"), "report 'provinical' is not known"),
        (
            notebook(defaults(), injected('perod = "2024-11"')),
            "report provincial has no parameter 'perod'; its parameters: currency, as_of, language, period",
        ),
        (
            notebook(defaults(), injected('period = "2025-13"')),
            "expected a month such as 2025-11, found '2025-13'",
        ),
        (
            notebook(defaults(), injected('currency = "EUR"')),
            "parameter 'currency': input should be 'USD' or 'CNY'",
        ),
        (notebook(), "report provincial needs the parameter 'period'"),
        (
            notebook(defaults("period = str(11)")),
            "parameter 'period': expected a plain value, found str(11)",
        ),
    ],
)
def test_a_bad_parameter_is_refused_before_a_kernel_starts(monkeypatch, page, said):
    started = []
    monkeypatch.setattr(
        "papermill.engines.NBClientEngine.execute_notebook", lambda *_, **__: started.append(1)
    )
    with pytest.raises(RefusedError) as caught:
        EditionEngine.execute_notebook(page, "python3")
    assert said in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert started == []


def test_a_good_notebook_is_handed_to_papermill_with_its_options(monkeypatch):
    handed = []
    monkeypatch.setattr(
        "papermill.engines.NBClientEngine.execute_notebook",
        lambda nb, kernel, **options: handed.append((nb, kernel, options)) or "done",
    )
    page = notebook(defaults())
    assert EditionEngine.execute_notebook(page, "python3", timeout=5) == "done"
    assert handed == [(page, "python3", {"timeout": 5})]


def test_a_refusal_is_ours_and_one_line_for_papermills_command_line():
    assert issubclass(RefusedError, ParameterError)
    assert issubclass(RefusedError, click.ClickException)
    assert RefusedError("no").exit_code == 2
    assert RefusedError("no").format_message() == "no"


def test_kernel_and_language_are_the_notebooks_own_unless_named():
    page = notebook()
    assert EditionEngine.nb_kernel_name(page) == "python3"
    assert EditionEngine.nb_kernel_name(page, "other") == "other"
    assert EditionEngine.nb_language(page) == "python"
    assert EditionEngine.nb_language(page, "r") == "r"


def test_parameters_are_read_from_their_cell_and_from_papermills_and_from_no_other():
    other = NEW.new_code_cell("x = 1")
    assert parameters_of(notebook(other)) == {}
    assert parameters_of(notebook(other, defaults())) == {
        "period": "2025-11",
        "currency": None,
        "as_of": None,
    }
    page = notebook(defaults("period = '2025-11'\nregion = '11'"), injected("region = '广东'"))
    assert parameters_of(page) == {"period": "2025-11", "region": "广东"}


@pytest.mark.parametrize(
    ("before", "put", "after"),
    [
        ('a = "x"\nb = None', "a = 'y'", "a = 'y'\nb = None"),
        ('a = "x"', "b = 2\nc = None", 'a = "x"\nb = 2\nc = None'),
        ('a = "北京"; b = 1  # 一', "b = '广东'", "a = \"北京\"; b = '广东'  # 一"),
        (
            'import os\na = (\n    "x"\n)\nb = 1',
            "a = 'y'\nb = 2",
            "import os\na = (\n    'y'\n)\nb = 2",
        ),
        ("a = 1\na = 2", "a = 3", "a = 1\na = 3"),
    ],
)
def test_the_values_of_a_run_stand_in_the_parameters_cell(before, put, after):
    page = notebook(defaults(before), injected(put))
    make_rerunnable(page)
    assert [cell.source for cell in page.cells] == [after, "# Parameters"]
    make_rerunnable(page)
    assert [cell.source for cell in page.cells] == [after, "# Parameters"]


def test_without_a_parameters_cell_the_values_stay_where_papermill_puts_them():
    page = notebook(injected('period = "2024-11"'))
    prepare(page)
    assert page.cells[0].source == '# Parameters\nperiod = "2024-11"\n'
