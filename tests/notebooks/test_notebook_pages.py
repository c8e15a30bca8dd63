"""Notebooks are pages: a parameters cell, one cell that loads, then cells that each show one thing."""

import ast
import re
from pathlib import Path

import jupytext
import pytest
from declared_words import declared
from testbed import ROOT

# A notebook is a page: a parameters cell, a loading cell, then one expression a cell.

TITLE, LAST_SECTION = "# title", "## data"
HEADING = re.compile("#{1,3} [a-z_]+")
PERIOD = {"month", "year"}
"""What the title names the period of the report by, and no other heading does."""
ROOMS = {"beijing_city": "city", "lithium_battery": "product", "annual_review": "annual"}
"""Where the words of a notebook's headings stand, if not under its own name."""
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
    return [call.args[-1].value for call in calls if ast.unparse(call.func).endswith("heading")]


def heading_faults(cells):
    heads = [head for cell in cells if cell.cell_type == "code" for head in shown_headings(cell)]
    faults = [f"a heading that is no key: {head}" for head in heads if not HEADING.fullmatch(head)]
    faults += [
        f"a heading in Markdown: {cell.source}" for cell in cells if cell.cell_type == "markdown"
    ]
    if not heads or heads[0] != TITLE:
        faults.append(f"the page does not begin with {TITLE}")
    if sum(head.startswith("# ") for head in heads) != 1:
        faults.append("the page has not one title")
    if not heads or heads[-1] != LAST_SECTION:
        faults.append(f"the last section is not {LAST_SECTION}")
    return faults


def notebook_faults(path):
    cells = jupytext.read(path).cells
    return code_faults([cell for cell in cells if cell.cell_type == "code"]) + heading_faults(cells)


def keys_shown(path):
    """Return the keys of the headings that a notebook shows."""
    cells = [cell for cell in jupytext.read(path).cells if cell.cell_type == "code"]
    return {head.partition(" ")[2] for cell in cells for head in shown_headings(cell)}


def room_of(path):
    return ROOMS.get(path.stem, path.stem)


def declared_in(room):
    """Return what the headings of a report may name, by key."""
    above = f"headings.{room}."
    return {
        name.removeprefix(above): may.slots
        for name, may in declared().items()
        if name.startswith(above)
    }


NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))


def test_there_are_notebooks():
    assert "provincial.py" in {path.name for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_a_page_not_a_program(path):
    assert notebook_faults(path) == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_shows_all_headings_of_its_report_and_no_others(path):
    own, common = declared_in(room_of(path)), declared_in("common")
    shown = keys_shown(path)
    assert own.keys() <= shown
    assert shown - own.keys() <= common.keys()


@pytest.mark.parametrize("room", [room_of(path) for path in NOTEBOOKS])
def test_the_title_alone_names_the_period(room):
    own = declared_in(room)
    assert own.pop("title") & PERIOD
    assert [key for key, slots in own.items() if slots & PERIOD] == []


def test_every_common_heading_is_shown_by_several_notebooks():
    shown = [key for path in NOTEBOOKS for key in keys_shown(path)]
    assert all(shown.count(key) > 1 for key in declared_in("common"))


def test_no_notebook_is_kept_in_another_form():
    assert [path.name for path in Path(ROOT / "notebooks").rglob("*.ipynb")] == []


GOOD = """\
# %% tags=["parameters"]
period = "2025-11"

# %%
from helpers.reports import provincial

report = provincial.load(globals())
report.heading("# title")

# %%
report.heading("## part")

# %%
report.month.overview()

# %%
report.heading("## data")

# %%
report.record()
"""


def sample(folder, text):
    path = folder / "sample.py"
    path.write_text(text, encoding="utf-8")
    return notebook_faults(path)


def test_a_good_sample_passes(tmp_path):
    assert sample(tmp_path, GOOD) == []


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
        ("# title", "# Title of 2025-11", "is no key"),
        ("## part", "## Part", "is no key"),
        ("## data", "## more", "last section"),
        ("## part", "# part", "not one title"),
        ('"# title"', '"## title"', "does not begin with # title"),
        ('# %%\nreport.heading("## part")', "# %% [markdown]\n# ## Part", "in Markdown"),
    ],
)
def test_a_bad_sample_is_found_out(tmp_path, found, put, said):
    assert GOOD.count(found) == 1
    faults = sample(tmp_path, GOOD.replace(found, put))
    assert any(said in fault for fault in faults), faults
