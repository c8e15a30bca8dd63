"""Notebooks are pages: a parameters cell, one cell that loads, then cells that each show one thing."""

import ast
import re
from pathlib import Path

import jupytext
import pytest
from testbed import ROOT

# A notebook is a page: a parameters cell, a loading cell, then one expression a cell.

LAST_SECTION = "数据与重算"
PERIOD = re.compile(r"\{\{ (month|ytd|both|year) \}\}")
"""The places of a heading that the period of the report is put in."""
PROGRAM = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.While,
    ast.If,
    ast.With,
    ast.Try,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)
NOT_ON_A_PAGE = {"groupby", "pathlib", "Path", "open", "os", "pandas", "pd", "print", "display"}


def names(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield from node.name.split(".")
        elif isinstance(node, ast.ImportFrom):
            yield from (node.module or "").split(".")


def parameter_faults(tree):
    plain = all(
        isinstance(line, ast.Assign)
        and isinstance(line.targets[0], ast.Name)
        and isinstance(line.value, ast.Constant)
        for line in tree.body
    )
    return [] if plain and tree.body else ["the parameters cell sets more than plain values"]


def loading_faults(tree):
    kinds = [type(line) for line in tree.body]
    source = ast.unparse(tree)
    good = kinds == [ast.ImportFrom, ast.Assign, ast.Expr] and "load(globals())" in source
    return [] if good else ["the loading cell is not import, load(globals()), and one expression"]


def showing_faults(tree):
    good = len(tree.body) == 1 and isinstance(tree.body[0], ast.Expr)
    return [] if good else [f"a cell is not one expression: {ast.unparse(tree)[:40]!r}"]


def code_faults(cells):
    faults = []
    trees = [ast.parse(cell.source) for cell in cells]
    tagged = ["parameters" in cell.metadata.get("tags", []) for cell in cells]
    if tagged.count(True) != 1 or not tagged[0]:
        return ["the first code cell, and no other, is tagged 'parameters'"]
    for place, tree in enumerate(trees):
        check = {0: parameter_faults, 1: loading_faults}.get(place, showing_faults)
        faults += check(tree)
        faults += [
            f"a cell programs: {type(node).__name__}"
            for node in ast.walk(tree)
            if isinstance(node, PROGRAM)
        ]
        faults += [f"a cell uses {name}" for name in names(tree) if name in NOT_ON_A_PAGE]
    return faults


def shown_headings(cell):
    """Return the headings that a cell with code shows."""
    calls = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Call)]
    return [call.args[0].value for call in calls if ast.unparse(call.func) == "report.heading"]


def heading_faults(cells):
    lines = [
        (cell.cell_type, line)
        for cell in cells
        for line in (
            cell.source.splitlines() if cell.cell_type == "markdown" else shown_headings(cell)
        )
        if re.match(r"#{1,3} ", line)
    ]
    heads = [line for _, line in lines]
    faults = [] if heads and heads[0].startswith("# ") else ["the page does not begin with a title"]
    faults += [
        f"a place that nothing fills: {line}"
        for kind, line in lines
        if kind == "markdown" and "{{" in line
    ]
    if sum(head.startswith("# ") for head in heads) != 1:
        faults.append("the page has not one title")
    if not heads or heads[-1] != f"## {LAST_SECTION}":
        faults.append(f"the last section is not {LAST_SECTION}")
    if heads and not PERIOD.search(heads[0]):
        faults.append(f"a title without a period: {heads[0]}")
    # The title's period is that of its sections; one of another period has a place for that.
    typed = [head for head in heads if re.search("[0-9]", head)]
    again = [head for head in heads[1:] if PERIOD.search(head)]
    faults += [f"a period that is typed: {head}" for head in typed]
    return faults + [f"a section that says the title's period again: {head}" for head in again]


def notebook_faults(path):
    cells = jupytext.read(path).cells
    return code_faults([cell for cell in cells if cell.cell_type == "code"]) + heading_faults(cells)


NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))


def test_there_are_notebooks():
    assert "provincial.py" in {path.name for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_a_page_not_a_program(path):
    assert notebook_faults(path) == []


def test_no_notebook_is_kept_in_another_form():
    assert [path.name for path in Path(ROOT / "notebooks").rglob("*.ipynb")] == []


GOOD = """\
# %% tags=["parameters"]
period = "2025-11"

# %%
from helpers.reports import provincial

report = provincial.load(globals())
report.heading("# Title of {{ month }}")

# %%
report.heading("## Part of {{ region }}")

# %%
report.month.overview()

# %% [markdown]
# ## 数据与重算

# %%
report.record()
"""


def sample(folder, text):
    path = folder / "sample.py"
    path.write_text(text, encoding="utf-8")
    return notebook_faults(path)


def test_a_good_sample_passes(tmp_path):
    assert sample(tmp_path, GOOD) == []


PART = 'report.heading("## Part of {{ region }}")'


@pytest.mark.parametrize("period", ["month", "year"])
def test_a_section_may_be_named_in_markdown(tmp_path, period):
    titled = GOOD.replace("{{ month }}", f"{{{{ {period} }}}}")
    assert sample(tmp_path, titled.replace(f"# %%\n{PART}", "# %% [markdown]\n# ## Part")) == []


SHOW = "report.month.overview()"


@pytest.mark.parametrize(
    ("found", "put", "said"),
    [
        (SHOW, "def f():\n    return 1", "FunctionDef"),
        (SHOW, "class A:\n    pass", "ClassDef"),
        (SHOW, "report.month.show(lambda row: row)", "Lambda"),
        (SHOW, "for one in report:\n    one.show()", "For"),
        (SHOW, "while True:\n    report.show()", "While"),
        (SHOW, "[one for one in report]", "ListComp"),
        (SHOW, "{one: 1 for one in report}", "DictComp"),
        (SHOW, "sum(one for one in report)", "GeneratorExp"),
        (SHOW, "if report:\n    report.show()", "If"),
        (SHOW, "report.frame.groupby('a')", "uses groupby"),
        (SHOW, "import pathlib", "uses pathlib"),
        (SHOW, "open('a').read()", "uses open"),
        (SHOW, "print('## Part')", "uses print"),
        (SHOW, "report.a()\nreport.b()", "not one expression"),
        (SHOW, "table = report.a()", "not one expression"),
        ('period = "2025-11"', "period = str(11)", "more than plain values"),
        (' tags=["parameters"]', "", "tagged 'parameters'"),
        ("load(globals())", 'load({"period": period})', "loading cell"),
        ("Title of {{ month }}", "Title of 2025-11", "is typed"),
        ("Title of {{ month }}", "Title", "a title without a period"),
        ("Part of {{ region }}", "Part of 2025", "is typed"),
        ("Part of {{ region }}", "Part of {{ month }}", "period again"),
        ("## 数据与重算", "## More", "last section"),
        ("## Part of {{ region }}", "# Part of {{ region }}", "not one title"),
        ('"# Title', '"## Title', "does not begin with a title"),
        ("# ## 数据", "# ## {{ month }}的数据\n# ## 数据", "a place that nothing fills"),
    ],
)
def test_a_bad_sample_is_found_out(tmp_path, found, put, said):
    assert GOOD.count(found) == 1
    faults = sample(tmp_path, GOOD.replace(found, put))
    assert any(said in fault for fault in faults), faults
