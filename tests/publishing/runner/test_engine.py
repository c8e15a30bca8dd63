"""papermill's engine: parameters refused before a kernel starts, headings filled and restored."""

import copy
from importlib.metadata import entry_points

import click
import jupytext
import nbformat
import pytest
from testbed import ROOT

from helpers.core.errors import ParameterError, TradebookError
from helpers.publishing.runner.engine import (
    EditionEngine,
    RefusedError,
    defaults_of,
    fill_headings,
    prepare,
    template_of,
)

NEW = nbformat.v4


def notebook(*cells, report="provincial", **parameters):
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel}
    if report:
        metadata["tradebook"] = {"report": report}
    if parameters:
        metadata["papermill"] = {"parameters": parameters}
    return NEW.new_notebook(cells=list(cells), metadata=metadata)


def defaults(text='period = "2025-11"\ncurrency = None\nas_of = None'):
    return NEW.new_code_cell(text, metadata={"tags": ["parameters"]})


def title(text="# Report of {{ month }}"):
    return NEW.new_markdown_cell(text)


def test_papermill_finds_the_engine_by_name():
    (found,) = entry_points(group="papermill.engine", name="tradebook")
    assert found.load() is EditionEngine


def test_headings_carry_the_defaults():
    page = notebook(title(), title("## {{ ytd }}累计"), defaults())
    prepare(page)
    assert [cell.source for cell in page.cells[:2]] == [
        "# Report of 2025 年 11 月",
        "## 2025 年 1—11 月累计",
    ]


def test_headings_carry_what_was_asked_for():
    page = notebook(title("{{ month }} | {{ ytd }}"), defaults(), period="2024-01")
    prepare(page)
    assert page.cells[0].source == "2024 年 1 月 | 2024 年 1 月"


def test_december_is_the_year():
    page = notebook(title("{{ ytd }}"), defaults(), period="2024-12")
    prepare(page)
    assert page.cells[0].source == "2024 年全年"


def test_injected_values_are_not_shown():
    injected = NEW.new_code_cell('period = "2024-11"', metadata={"tags": ["injected-parameters"]})
    page = notebook(defaults(), injected, NEW.new_code_cell("1 + 1"), period="2024-11")
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
            notebook(defaults(), perod="2024-11"),
            "report provincial has no parameter 'perod'; its parameters: currency, as_of, period",
        ),
        (
            notebook(defaults(), period="2025-13"),
            "expected a month such as 2025-11, found '2025-13'",
        ),
        (
            notebook(defaults(), currency="EUR"),
            "parameter 'currency': input should be 'USD' or 'CNY'",
        ),
        (notebook(), "report provincial needs the parameter 'period'"),
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
    page = notebook(title(), defaults())
    assert EditionEngine.execute_notebook(page, "python3", timeout=5) == "done"
    assert handed == [(page, "python3", {"timeout": 5})]
    assert page.cells[0].source == "# Report of 2025 年 11 月"


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


def test_defaults_are_those_of_the_parameters_cell_only():
    other = NEW.new_code_cell("x = 1")
    assert defaults_of(notebook(other, defaults())) == {
        "period": "2025-11",
        "currency": None,
        "as_of": None,
    }
    assert defaults_of(notebook(other)) == {}


def test_filled_headings_hold_their_places_again_and_can_be_filled_anew():
    page = notebook(title(), title("no place"), defaults())
    before = copy.deepcopy(page)
    fill_headings(page, {"month": "November"})
    filled = copy.deepcopy(page)
    assert filled.cells[0].source == "# Report of November"
    assert template_of(page).cells == before.cells
    assert page == filled  # the edition itself is left alone
    fill_headings(page, {"month": "May"})
    assert page.cells[0].source == "# Report of May"
    assert template_of(page).cells == before.cells


def test_code_with_braces_is_left_alone():
    page = notebook(NEW.new_code_cell("{{ month }}"), title())
    fill_headings(page, {"month": "May"})
    assert page.cells[0].source == "{{ month }}"


def test_a_place_with_a_misspelt_name_is_told_in_one_line():
    page = notebook(title("# {{ mnth }}"), defaults())
    with pytest.raises(TradebookError, match="mnth"):
        prepare(page)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "notebooks").glob("*.py")), ids=lambda one: one.stem
)
def test_every_heading_of_every_notebook_can_be_filled(path):
    page = jupytext.read(path)
    before = [cell.source for cell in page.cells]
    prepare(page)
    filled = [cell.source for cell in page.cells if cell.cell_type == "markdown"]
    assert "{{" not in "".join(filled)
    assert [cell.source for cell in template_of(page).cells] == before
