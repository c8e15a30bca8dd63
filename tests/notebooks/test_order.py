"""Tables and charts are numbered in the order in which a notebook shows them."""

import re

import jupytext
import nbformat
import papermill
import pytest
import vl_convert
from testbed import EDITIONS, ROOT

from helpers.presentation.parts import PARTS_TYPE

PARAMETERS = {"year": 2025, "through": "2025-11"}
CAPTION = re.compile(r'id="((?:tab|fig)-[\w-]+)">.*?<figcaption>(.\s\d+)　', re.DOTALL)
REFERENCE = re.compile(r"同比变化见(.*?)。")


def ran(place, *moves, engine="tradebook-shell"):
    """Run the review of 2025 with cells moved: each of a pair to the place of the other."""
    notebook = jupytext.read(ROOT / "notebooks" / "annual_review.py")
    where = {cell.source: number for number, cell in enumerate(notebook.cells)}
    for pair in moves:
        one, other = (where[f"report.{source}"] for source in pair)
        cells = notebook.cells
        cells[one], cells[other] = cells[other], cells[one]
    done = papermill.execute_notebook(
        notebook, place / "out.ipynb", PARAMETERS, engine_name=engine, progress_bar=False
    )
    return [output for cell in done.cells for output in cell.get("outputs", [])]


def html_of(outputs):
    return "\n".join(output.get("data", {}).get("text/html", "") for output in outputs)


def numbers(outputs):
    return dict(CAPTION.findall(html_of(outputs)))


@pytest.fixture(scope="module")
def as_it_is():
    """Return the outputs of the edition that a build has run with these parameters."""
    edition = nbformat.read(ROOT / "_build" / "editions" / "annual_review" / "2025.ipynb", 4)
    assert edition.metadata.papermill.parameters.items() >= {"through": "2025-11"}.items()
    return [output for cell in edition.cells for output in cell.get("outputs", [])]


@pytest.fixture(scope="module")
def moved(tmp_path_factory):
    """Return the outputs of a notebook with two tables and with two charts swapped."""
    moves = [("nation.table()", "revised()"), ("members.charts()", "ranking.slopes()")]
    with pytest.MonkeyPatch.context() as patch:
        # What is drawn is not looked at, and to draw takes long.
        patch.setattr(vl_convert, "vegalite_to_svg", lambda _: "<svg></svg>")
        return ran(tmp_path_factory.mktemp("moved"), *moves)


def test_the_numbers_follow_the_page(as_it_is):
    found = numbers(as_it_is)
    tables = [number for anchor, number in found.items() if anchor.startswith("tab-")]
    charts = [number for anchor, number in found.items() if anchor.startswith("fig-")]
    assert tables == [f"表 {number}" for number in range(1, len(tables) + 1)]
    assert charts == [f"图 {number}" for number in range(1, len(charts) + 1)]
    # What leads the page is the chart of the lead.
    assert list(found)[:2] == ["fig-partners", "tab-nation"] and list(found)[-1] == "tab-revised"
    assert len(tables) > 4 and len(charts) > 4


def test_a_table_that_comes_later_is_referred_to_by_the_number_it_gets(as_it_is):
    found = REFERENCE.findall(html_of(as_it_is))
    assert found and set(found) == {numbers(as_it_is)["tab-revised"]}


def test_moving_a_cell_moves_the_number(as_it_is, moved):
    before, after = numbers(as_it_is), numbers(moved)
    assert after["tab-revised"] == "表 1" == before["tab-nation"]
    assert after["tab-nation"] == before["tab-revised"]
    # Before it stand the chart that leads and the two charts of the months.
    assert after["fig-slopes"] == "图 4" != before["fig-slopes"]
    assert sorted(after) == sorted(before) and sorted(after.values()) == sorted(before.values())


def test_a_reference_to_a_table_that_was_moved_moves_too(moved):
    assert set(REFERENCE.findall(html_of(moved))) == {"表 1"}


def test_files_and_plain_text_have_the_same_number_as_the_page(as_it_is):
    for output in as_it_is:
        found = REFERENCE.findall(html_of([output]))
        if found:
            (sheet,) = output["data"]["application/vnd.tradebook.sheets+json"]
            assert found == REFERENCE.findall("".join(sheet["notes"]))
            assert found == REFERENCE.findall(output["data"]["text/plain"])


def test_plain_papermill_gives_the_same(as_it_is, tmp_path):
    def plain(output):
        # The parts of an edition that was built stand in its bundle.
        kept = {key: value for key, value in output.items() if key != "execution_count"}
        data = kept.pop("data", {})
        return kept, {key: value for key, value in data.items() if key != PARTS_TYPE}

    assert list(map(plain, ran(tmp_path, engine=None))) == list(map(plain, as_it_is))


def test_all_cells_of_the_built_editions_but_few_are_compared_with_a_kernels():
    # What is shown again nbval cannot compare (tests/conftest.py): the tables that refer to a later.
    for edition in EDITIONS:
        cells = nbformat.read(ROOT / "_build" / "editions" / f"{edition}.ipynb", 4).cells
        shown = [(cell.source, cell.get("outputs", [])) for cell in cells]
        again = {
            source
            for source, outputs in shown
            if any(output.output_type == "display_data" for output in outputs)
        }
        assert again == {source for source, outputs in shown if REFERENCE.search(html_of(outputs))}
