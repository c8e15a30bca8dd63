"""Notebooks run again: what they print is of the run in hand, however they were made."""

import copy
from typing import NamedTuple

import jupytext
import nbformat
import papermill
import pytest
import vl_convert
from papermill.engines import papermill_engines
from testbed import ROOT, data_folder, month_rows

from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.runner.edition import run_edition
from helpers.publishing.runner.engine import make_rerunnable
from helpers.publishing.runner.shell import ShellEngine
from helpers.reports.registry import report_type

NEW = nbformat.v4
PLAIN = "shell"
"""A name for papermill as it is, but without a kernel: it knows nothing of reports."""

papermill_engines.register(PLAIN, ShellEngine)


def products(month, hs, exports):
    return [
        f"{month},month,{flow},_T,_T,{hs},_T,_T,value,CNY,{value},"
        for flow, value in (("export", exports), ("import", 10**8))
    ]


@pytest.fixture(scope="module", autouse=True)
def data(tmp_path_factory):
    """Exports of each province are its code x 1 亿, and x 3 亿 in April; January to it x 5 and x 7."""
    rows = [
        *month_rows(period="2025-03", growth=False),
        *month_rows(period="2025-04", growth=False, back=lambda _, code: 3e8 * code),
        *month_rows(period="2025-10", spans=["ytd"], growth=False, back=lambda _, code: 5e8 * code),
        *month_rows(period="2025-11", spans=["ytd"], growth=False, back=lambda _, code: 7e8 * code),
        *products("2025-03", "85076000", 21 * 10**8),
        *products("2025-03", "87038000", 37 * 10**8),
        *products("2025-04", "85076000", 43 * 10**8),
        *products("2025-04", "87038000", 54 * 10**8),
    ]
    folder = data_folder(tmp_path_factory.mktemp("data"), *rows)
    with pytest.MonkeyPatch.context() as patch:
        # What is drawn is looked at nowhere here, and to draw takes long.
        patch.setattr(vl_convert, "vegalite_to_svg", lambda _: "<svg></svg>")
        patch.setenv("TRADEBOOK_DATA", str(folder))
        yield


def run(notebook, path, engine=PLAIN, **parameters):
    """Run a notebook as papermill does, and write it."""
    return papermill.execute_notebook(
        notebook, path, parameters, engine_name=engine, progress_bar=False
    )


def template(report):
    return jupytext.read(ROOT / "notebooks" / f"{report}.py")


TITLES = {
    "provincial": "# 中国分省货物贸易月度监测报告（{{ month }}）",
    "beijing_city": "# {{ region }}货物贸易月度监测报告（{{ month }}）",
    "lithium_battery": "# 中国{{ product }}贸易月度监测报告（{{ month }}）",
    "annual_review": "# 中国货物贸易年度回顾（{{ year }}）",
}
PARTS = {
    "## ranking": "## 三、各省市排名{{ through }}",
    "## regions": "## 四、七大区域{{ through }}",
}
"""What headings with places were, before notebooks named them by keys."""


def early(notebook, report):
    """Give an executed notebook the form it had once: Markdown, values in papermill's cell."""
    headings, others, templates = [], [], {"# title": TITLES[report], **PARTS}
    for cell in notebook.cells:
        call = cell.source.rpartition("\n")[2]
        if call.startswith("report.heading("):
            key = call[len('report.heading("') : -len('")')]
            text = cell.outputs[0].data["text/markdown"]
            if key not in templates:
                others.append(NEW.new_markdown_cell(text))
                continue
            metadata = {"tradebook": {"template": templates[key]}}
            headings.append(NEW.new_markdown_cell(text, metadata=metadata))
            cell.source, cell.outputs = cell.source.removesuffix(call) or "None", []
        if "injected-parameters" in cell.metadata.get("tags", []):
            values = notebook.metadata.papermill.parameters.items()
            cell.source = "\n".join(f"{name} = {value!r}" for name, value in values)
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = template(report).cells[0].source
        others.append(cell)
    notebook.cells = [*headings, *others]
    make_rerunnable(notebook)
    return notebook


def page_of(notebook):
    """Return the title of a page, all its headings, and the plain text of the other cells."""
    shown = [one.data for cell in notebook.cells for one in cell.get("outputs", [])]
    headings = [data["text/markdown"] for data in shown if "text/markdown" in data]
    headings += [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    text = [data["text/plain"] for data in shown if "text/markdown" not in data]
    return headings[0], headings, "\n".join(text)


class Case(NamedTuple):
    """A report, a run of it, and what another run names; the title of that, a number only it has, and
    what none of its headings may hold."""

    report: str
    first: dict
    again: dict
    title: str
    number: str
    gone: str


MONTH = {"period": "2025-03"}
APRIL = {"period": "2025-04"}
CITY, GOODS = {**MONTH, "region": "广东"}, {**MONTH, "hs": "87038000"}
YEAR = {"year": "2025", "through": "2025-10"}
# The codes of the 31 provinces add up to 1205: in April to 3615, from January to November to 8435.
CASES = [
    Case(
        *("provincial", MONTH, APRIL),
        *("# 中国分省货物贸易月度监测报告（2025 年 4 月）", "3615.0 亿元", "3 月"),
    ),
    Case(
        *("beijing_city", CITY, APRIL),
        *("# 广东省货物贸易月度监测报告（2025 年 4 月）", "132.0 亿元", "3 月"),
    ),
    Case(
        *("beijing_city", CITY, {"region": "江苏"}),
        *("# 江苏省货物贸易月度监测报告（2025 年 3 月）", "32.0 亿元", "广东"),
    ),
    Case(
        *("lithium_battery", GOODS, APRIL),
        *("# 中国纯电动乘用车贸易月度监测报告（2025 年 4 月）", "54.0 亿元", "3 月"),
    ),
    Case(
        *("lithium_battery", GOODS, {"hs": "85076000"}),
        *("# 中国锂离子蓄电池贸易月度监测报告（2025 年 3 月）", "21.0 亿元", "乘用车"),
    ),
    Case(
        *("annual_review", YEAR, {"through": "2025-11"}),
        *("# 中国货物贸易年度回顾（2025 年）", "8435.0 亿元", "10 月"),
    ),
]
OTHERS = [CASES[0], CASES[2], CASES[4], CASES[5]]
"""Another month, province, product and part of a year: each report once."""


def check(case, notebook):
    """Check that a page is of the case's second run."""
    title, headings, text = page_of(notebook)
    assert title == case.title
    assert case.number in text
    assert not any(case.gone in heading or "{{" in heading for heading in headings)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Return a function that gives the notebook `tradebook run` writes, which is run once."""
    folder, done = tmp_path_factory.mktemp("written"), {}

    def notebook(report, parameters):
        key = f"{report} {parameters}"
        if key not in done:
            edition = Edition(report, report_type(report).page_of(parameters), parameters)
            run_edition(edition, ROOT / "notebooks", folder / "out.ipynb")
            done[key] = nbformat.read(folder / "out.ipynb", as_version=4)
        return copy.deepcopy(done[key])

    return notebook


@pytest.mark.parametrize(
    ("made", "case"),
    [
        *(("by a run", case) for case in CASES),
        *(("by an early release", case) for case in OTHERS),
    ],
)
def test_a_notebook_run_again_prints_what_is_of_that_run(written, tmp_path, made, case):
    notebook = written(case.report, case.first)
    assert case.number not in page_of(notebook)[2]
    if made == "by an early release":
        notebook = early(notebook, case.report)
    check(case, run(notebook, tmp_path / "a.ipynb", **case.again))


@pytest.mark.parametrize("case", OTHERS)
def test_a_template_prints_what_is_of_its_run(tmp_path, case):
    given = {**case.first, **case.again}
    check(case, run(template(case.report), tmp_path / "a.ipynb", **given))


def test_in_jupyter_the_parameters_cell_is_what_counts(written, tmp_path):
    notebook = written("beijing_city", CITY)
    (cell,) = [one for one in notebook.cells if "parameters" in one.metadata.get("tags", [])]
    cell.source = cell.source.replace("2025-03", "2025-04")
    found, _, text = page_of(run(notebook, tmp_path / "a.ipynb"))
    assert found == "# 广东省货物贸易月度监测报告（2025 年 4 月）"
    assert "132.0 亿元" in text


def test_a_run_with_the_engine_keeps_what_an_edited_notebook_sets(written, tmp_path):
    notebook = written("beijing_city", CITY)
    (cell,) = [one for one in notebook.cells if "parameters" in one.metadata.get("tags", [])]
    cell.source = cell.source.replace("2025-03", "2025-04")
    found = run(notebook, tmp_path / "a.ipynb", engine="tradebook-shell")
    assert page_of(found)[0] == "# 广东省货物贸易月度监测报告（2025 年 4 月）"


def test_day_and_currency_stay_too(written, tmp_path):
    parameters = {**CITY, "as_of": "2026-03-01", "currency": "CNY"}
    done = run(written("beijing_city", parameters), tmp_path / "a.ipynb", **APRIL)
    record = done.cells[-1].outputs[0].data["application/vnd.tradebook.edition+json"]
    assert record["given"] == {**parameters, **APRIL, "region": "44"}


def test_papermill_with_a_kernel_gives_the_same(written, tmp_path):
    notebook = written("beijing_city", CITY)
    done = run(notebook, tmp_path / "a.ipynb", engine=None, **APRIL)
    without = run(written("beijing_city", CITY), tmp_path / "b.ipynb", **APRIL)
    assert page_of(done) == page_of(without)
    assert page_of(done)[0] == "# 广东省货物贸易月度监测报告（2025 年 4 月）"
