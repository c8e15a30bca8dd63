"""Running an edition: whole or not at all, the same bytes each time, one line when a cell fails."""

import nbformat
import pytest
from testbed import ROOT, executed, small_notebook

from helpers.core.errors import BuildError, ParameterError
from helpers.publishing.bundle.bundle import bundle_path
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.runner.edition import read_notebook, run_edition, steps_of
from helpers.publishing.runner.engine import reproducible

EDITION = Edition("provincial", "2025-11", {"period": "2025-11"})


@pytest.fixture(scope="module")
def failed(tmp_path_factory):
    """Return the error of a notebook whose cell fails, and what stands where its output was."""
    folder = tmp_path_factory.mktemp("failing")
    cells = ["# %%\n1 + 1\n", '# %%\nraise KeyError("first line\\nsecond line")\n']
    small_notebook(folder / "notebooks", *cells)
    output = folder / "editions" / "provincial" / "2025-11.ipynb"
    output.parent.mkdir(parents=True)
    output.write_text("the old edition", encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        run_edition(EDITION, folder / "notebooks", output)
    return caught.value, output


def test_a_failing_cell_is_named_with_its_error(failed):
    message = str(failed[0])
    assert message.startswith("edition provincial/2025-11: cell ")
    assert "failed: KeyError: " in message


def test_a_failing_cell_is_told_in_one_line(failed):
    assert len(str(failed[0]).splitlines()) == 1


def test_a_failing_cell_leaves_the_old_edition_and_nothing_else(failed):
    output = failed[1]
    assert output.read_text(encoding="utf-8") == "the old edition"
    assert [path.name for path in output.parent.iterdir()] == ["2025-11.ipynb"]


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Return the edition of the site, run once more, and how often progress was told."""
    steps = []
    output = tmp_path_factory.mktemp("again") / "new" / "folder" / "2025-11.ipynb"
    run_edition(EDITION, ROOT / "notebooks", output, lambda: steps.append(1))
    return output, len(steps)


def test_running_again_gives_the_same_bytes_as_the_build(ran):
    built = ROOT / "_build" / "editions" / "provincial" / "2025-11.ipynb"
    assert built.is_file(), f"{built} is not there; run: make book"
    assert ran[0].read_bytes() == built.read_bytes()
    assert bundle_path(ran[0]).read_bytes() == bundle_path(built).read_bytes()
    names = {path.name for path in ran[0].parent.iterdir()}
    assert names == {"2025-11.ipynb", "2025-11.bundle.json"}


def test_every_step_that_a_build_counts_is_told(ran):
    assert ran[1] == steps_of(read_notebook(ROOT / "notebooks", "provincial"))


def test_a_bad_parameter_is_refused_without_a_kernel(tmp_path, monkeypatch):
    small_notebook(tmp_path)
    monkeypatch.setattr(
        "papermill.engines.NBClientEngine.execute_notebook",
        lambda *_, **__: pytest.fail("a kernel was to start"),
    )
    edition = Edition("provincial", "2025-13", {"period": "2025-13"})
    with pytest.raises(ParameterError, match="found '2025-13'"):
        run_edition(edition, tmp_path, tmp_path / "out.ipynb")
    assert not (tmp_path / "out.ipynb").exists()


def test_a_missing_notebook_is_told_in_one_line(tmp_path):
    with pytest.raises(BuildError, match=r"annual_review\.py: no such notebook") as caught:
        read_notebook(tmp_path, "annual_review")
    assert len(str(caught.value).splitlines()) == 1


def test_a_notebook_is_read_with_the_name_of_its_report(tmp_path):
    small_notebook(tmp_path, "# %%\n1 + 1\n")
    found = read_notebook(tmp_path, "provincial")
    assert found.metadata.tradebook == {"report": "provincial"}
    assert [cell.cell_type for cell in found.cells] == ["code", "markdown", "code"]


def run_at(time):
    """Return a notebook as papermill leaves it after a run at some time."""
    page = executed()
    page.metadata.papermill = {
        "parameters": {"period": "2025-11"},
        "start_time": time,
        "duration": 1.5,
        "input_path": "in",
    }
    for cell in page.cells:
        cell.id = f"random-{time}"
        cell.metadata.papermill = {"start_time": time, "tags": []}
        cell.metadata.execution = {"iopub.execute_input": time}
    return page


def test_what_differs_from_run_to_run_is_taken_away():
    first, second = (reproducible(run_at(time)) for time in ("09-00", "10-00"))
    assert nbformat.writes(first) == nbformat.writes(second)
    assert first.metadata.papermill == {"parameters": {"period": "2025-11"}}
    assert [cell.id for cell in first.cells] == [f"cell-{place:03d}" for place in range(4)]
    assert first.cells[0].metadata.tradebook == {"template": "# Report of {{ month }}"}
    assert first.cells[3].outputs == executed().cells[3].outputs


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00", "is no notebook: 'utf-8' codec can't decode byte 0xff"),
        (b"just text\n", "is no notebook: expected a head that names its kernel"),
        (b"", "is no notebook: expected a head that names its kernel"),
    ],
)
def test_what_is_no_notebook_is_told_in_one_line(tmp_path, content, said):
    (tmp_path / "provincial.py").write_bytes(content)
    with pytest.raises(BuildError) as caught:
        read_notebook(tmp_path, "provincial")
    assert str(caught.value).startswith(f"{tmp_path / 'provincial.py'}: {said}")
    assert len(str(caught.value).splitlines()) == 1
