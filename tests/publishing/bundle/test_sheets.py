"""The files beside a page: taken out of the notebook, written, and linked by the page's name."""

import nbformat

from helpers.presentation.spreadsheets import SHEET_TYPE, Entry, Sheet, downloads
from helpers.publishing.bundle.sheets import detach_sheets, write_sheets

SHEET = Sheet(
    "tab-x",
    "表 1",
    ("省市", "出口"),
    ("", "level [USD]"),
    ((Entry("广东"), Entry("1.0", True, 1e8)),),
)


def notebook():
    new = nbformat.v4
    html = f'<p>tab-x.csv</p><a href="#tab-x">x</a><a href="tab-xy.csv">y</a>{downloads("tab-x", "表 1")}'
    data = {"text/html": html, SHEET_TYPE: [SHEET.content()]}
    outputs = [new.new_output("execute_result", data)]
    plain = [new.new_output("execute_result", {"text/html": '<a href="tab-x.csv">z</a>'})]
    cells = [new.new_code_cell("table", outputs=outputs), new.new_code_cell("else", outputs=plain)]
    return new.new_notebook(cells=[new.new_markdown_cell("# A"), *cells])


def test_the_links_of_a_page_lead_to_its_own_files():
    found = notebook()
    detach_sheets(found, "2025-11")
    first, second = (cell.outputs[0].data for cell in found.cells[1:])
    assert list(first) == ["text/html"]
    assert 'href="2025-11.tab-x.csv"' in first["text/html"]
    assert 'href="2025-11.tab-x.xlsx"' in first["text/html"]
    assert first["text/html"].count("2025-11") == 2
    assert second["text/html"] == '<a href="tab-x.csv">z</a>'


def test_the_files_stand_beside_the_page(tmp_path):
    write_sheets(notebook(), tmp_path / "2025-11")
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "2025-11.tab-x.csv",
        "2025-11.tab-x.xlsx",
    ]
    # Excel reads the file as UTF-8 only if it begins with the mark of it.
    text = (tmp_path / "2025-11.tab-x.csv").read_bytes()
    assert text == "\ufeff省市,出口,level [USD]\n广东,1.0,100000000.0\n".encode()
    assert (tmp_path / "2025-11.tab-x.xlsx").read_bytes() == SHEET.xlsx()
