"""Executed notebooks where they are stored, and the pages made of them."""

import pickle
from dataclasses import asdict

import nbformat
import pytest
from testbed import Given, executed

from helpers.presentation.spreadsheets import SHEET_TYPE, Entry, Sheet, downloads
from helpers.publishing.bundle.bundle import link_to_files
from helpers.publishing.bundle.edition_pages import EditionPage, StoredNotebook
from helpers.publishing.catalogue.editions import Edition

SHEET = Sheet(
    "tab-x",
    "表 1",
    ("省市", "出口"),
    ("", "level [USD]"),
    ((Entry("广东"), Entry("1.0", True, 1e8)),),
)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.ipynb"
    nbformat.write(executed(), path)
    return path


def test_whoever_reads_a_notebook_has_one_of_his_own(path):
    stored = StoredNotebook.at(path)
    first = stored.read()
    assert first == executed()
    first.cells.clear()
    assert stored.read() == executed()


def test_it_is_read_as_by_the_library_itself(path):
    notebook = executed()
    notebook.cells[1].source = "a = 1\n\nb = 2"
    data = {"text/html": "<p>\n一\n</p>", "application/x+json": {"rows": [[{"a": []}], ["1\n"]]}}
    notebook.cells[1].outputs = [nbformat.v4.new_output("display_data", data)]
    nbformat.write(notebook, path)
    found = StoredNotebook.at(path).read()
    assert found == nbformat.read(path, as_version=4) == notebook
    assert found.cells[1].outputs[0].data["text/html"] == "<p>\n一\n</p>"


def test_a_digest_tells_every_other_notebook_apart_and_no_equal_one(path, tmp_path):
    same = tmp_path / "b.ipynb"
    same.write_bytes(path.read_bytes())
    stored = StoredNotebook.at(path)
    assert StoredNotebook.at(same).digest == stored.digest
    same.write_bytes(path.read_bytes() + b" ")
    assert StoredNotebook.at(same).digest != stored.digest


def test_it_is_sent_to_another_process_without_what_it_holds(path):
    sent = pickle.dumps(StoredNotebook.at(path))
    assert len(sent) < len(path.read_bytes()) / 2
    assert pickle.loads(sent).read() == executed()


def test_the_links_of_a_page_lead_to_its_own_files():
    new = nbformat.v4
    html = f'<p>tab-x.csv</p><a href="#tab-x">x</a><a href="tab-xy.csv">y</a>{downloads("tab-x", "表 1")}'
    data = {"text/html": html, SHEET_TYPE: [asdict(SHEET)]}
    plain = {"text/html": '<a href="tab-x.csv">z</a>'}
    cells = [
        new.new_code_cell("show()", outputs=[new.new_output("execute_result", one)])
        for one in (data, plain)
    ]
    found = new.new_notebook(cells=[new.new_markdown_cell("# A"), *cells])
    link_to_files(found, "2025-11")
    first, second = (cell.outputs[0].data for cell in found.cells[1:])
    assert list(first) == ["text/html"]
    assert 'href="2025-11.tab-x.csv"' in first["text/html"]
    assert 'href="2025-11.tab-x.xlsx"' in first["text/html"]
    assert first["text/html"].count("2025-11") == 2
    assert second["text/html"] == '<a href="tab-x.csv">z</a>'


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2025-11", '<a href="../rerun.html">2025-11</a> <a href="2025-11.zip">2025-11.zip</a>'),
        ("2025-11/r1", '<a href="../../rerun.html">2025-11</a> <a href="r1.zip">r1.zip</a>'),
    ],
)
def test_the_links_of_a_revision_lead_to_where_those_of_its_edition_lead(name, expected):
    notebook = executed()
    html = '<a href="../rerun.html">2025-11</a> <a href="2025-11.zip">2025-11.zip</a>'
    notebook.cells[-1].outputs[0].data["text/html"] = html
    page = EditionPage.of(Edition("provincial", name, {}), Given(notebook))
    assert page.notebook.cells[-1].outputs[0].data["text/html"] == expected
    assert page.file == name.rpartition("/")[2]
