"""Headings of notebooks: shown by code, Markdown on a page."""

import copy

import nbformat
from docutils import nodes
from docutils.core import publish_doctree
from myst_parser.parsers.docutils_ import Parser

from helpers.presentation.parts import HeadingPart
from helpers.publishing.bundle.bundle import bundle_of, wording_of
from helpers.publishing.bundle.headings import set_in_markdown, show_by_code

NEW = nbformat.v4


def code(source, **data):
    outputs = [NEW.new_output("execute_result", data)] if data else []
    return NEW.new_code_cell(source, outputs=outputs, metadata={"tags": ["remove-input"]})


def shown(source, text):
    return code(source, **{"text/markdown": text, "text/plain": text})


def early():
    """Return an executed notebook whose headings are Markdown, as of the first releases."""
    title, part = NEW.new_markdown_cell("# 十一月"), NEW.new_markdown_cell("## 一、十一月")
    title.metadata["tradebook"] = {"template": "# {{ month }}"}
    part.metadata["tradebook"] = {"template": "## 一、{{ month }}"}
    loading = code("report = a.load(globals())\nreport.notice()", **{"text/html": "<p>注意</p>"})
    last = NEW.new_markdown_cell("## 数据")
    return NEW.new_notebook(cells=[title, code("period = 1"), loading, part, last])


def test_a_page_has_its_headings_in_markdown_and_its_title_first():
    cells = [
        code("# Parameters"),
        shown("report = a.load(globals())\nreport.heading('# {{ month }}')", "# 十一月"),
        code("report.notice()", **{"text/html": "<p>注意</p>"}),
        shown("report.heading('## 一、{{ month }}')", "## 一、十一月"),
    ]
    first, title, *others = [cell.id for cell in cells]
    page = NEW.new_notebook(cells=cells)
    set_in_markdown(page)
    assert [(cell.cell_type, cell.source) for cell in page.cells] == [
        ("markdown", "# 十一月"),
        ("code", "# Parameters"),
        ("code", "report.notice()"),
        ("markdown", "## 一、十一月"),
    ]
    nbformat.validate(page)
    assert [cell.id for cell in page.cells] == [title, first, *others]


def test_a_page_of_an_early_release_stays_as_it_is():
    page = early()
    before = copy.deepcopy(page)
    set_in_markdown(page)
    assert page == before


def test_markdown_headings_with_places_become_code_and_the_title_follows_the_report():
    page = early()
    show_by_code(page)
    assert [(cell.cell_type, cell.source) for cell in page.cells] == [
        ("code", "period = 1"),
        ("code", "report = a.load(globals())\nreport.notice()"),
        ("code", "report.heading('# {{ month }}')"),
        ("code", "report.heading('## 一、{{ month }}')"),
        ("markdown", "## 数据"),
    ]
    assert page.cells[2].outputs[0].data["text/markdown"] == "# 十一月"
    nbformat.validate(page)


def test_without_a_report_nothing_could_show_a_heading():
    page = NEW.new_notebook(cells=[NEW.new_markdown_cell("# {{ month }}"), code("1 + 1")])
    before = copy.deepcopy(page)
    show_by_code(page)
    assert page == before


def test_a_heading_is_the_same_part_and_the_same_words_however_it_is_shown():
    markdown = NEW.new_notebook(cells=[NEW.new_markdown_cell("## 一、十一月")])
    by_code = NEW.new_notebook(cells=[shown("report.heading('## …')", "## 一、十一月")])
    for page in (markdown, by_code):
        assert bundle_of(page).parts == (HeadingPart(2, "一、十一月"),)
        assert wording_of(page) == "## 一、十一月"


def test_a_heading_in_another_language_has_the_id_it_has_in_the_default_one():
    anchor = "application/vnd.tradebook.anchor"
    cells = [
        code("x", **{"text/markdown": "# Trade", "text/plain": "", anchor: "# 贸易（2025 年）"}),
        code("x", **{"text/markdown": "## Sections", "text/plain": "", anchor: "## HS 类章"}),
        code("x", **{"text/markdown": "## Trend", "text/plain": "", anchor: "## 走势"}),
    ]
    page = NEW.new_notebook(cells=cells)
    parts = bundle_of(page).parts
    set_in_markdown(page)
    assert [cell.source for cell in page.cells] == [
        "{#id1}\n# Trade",
        "{#hs}\n## Sections",
        "{#id2}\n## Trend",
    ]
    assert parts == (HeadingPart(1, "Trade"), HeadingPart(2, "Sections"), HeadingPart(2, "Trend"))


def test_ids_of_headings_are_those_that_sections_get():
    def ids(*lines):
        # As Sphinx has them.
        settings = {"auto_id_prefix": "id", "doctitle_xform": False}
        settings["myst_enable_extensions"] = ["attrs_block"]
        text = "\n\n".join(lines)
        page = publish_doctree(text, parser=Parser(), settings_overrides=settings)
        return [name for one in page.findall(nodes.section) for name in one["ids"]]

    chinese = ids("# 贸易（2025 年）", "## HS 类章", "## 走势")
    assert chinese == ["id1", "hs", "id2"]
    assert chinese == ids("{#id1}\n# Trade", "{#hs}\n## Sections", "{#id2}\n## Trend")
