"""The shape of the code: floors, purity, sizes, docstrings, and notebooks that are pages."""

import ast
import re
from pathlib import Path

import jupytext
import pytest
from workshops import ROOT

SOURCE = ROOT / "src" / "helpers"
FLOORS = {
    0: ("errors", "vocabulary", "numfmt", "plaintext", "files", "processes", "versions"),
    1: ("reference", "figures", "cells", "workshop", "notebooks"),
    2: ("sources", "checks", "store", "metrics", "words", "sheets"),
    3: ("archive", "tables", "charts", "narrative"),
    4: ("reports",),
    5: (
        "intake",
        "releases",
        "editions",
        "execution",
        "downloads",
        "book",
        "site",
        "citing",
        "machine_readable",
        "beside",
        "stamp",
        "publish",
    ),
    6: ("cli", "__main__"),
}
FLOOR_OF = {room: floor for floor, rooms in FLOORS.items() for room in rooms}

WITHIN_A_FLOOR = {
    ("checks", "sources.platform"),
    ("checks", "sources.meta"),
    ("store", "sources.meta"),
    ("store", "sources.quoted"),
    ("execution", "editions"),
    ("book", "downloads"),
    ("book", "editions"),
    ("book", "execution.engine"),
    ("citing", "book"),
    ("citing", "site.settings"),
    ("machine_readable", "book"),
    ("machine_readable", "citing"),
    ("machine_readable", "editions"),
    ("machine_readable", "site.settings"),
    ("beside", "book"),
    ("beside", "machine_readable"),
    ("beside", "site"),
    ("publish", "beside"),
    ("publish", "book"),
    ("publish", "editions"),
    ("publish", "execution.made"),
    ("publish", "execution.many"),
    ("publish", "execution.running"),
    ("publish", "releases"),
    ("releases", "book"),
    ("releases", "citing"),
    ("releases", "editions"),
    ("releases", "execution.running"),
    ("publish", "machine_readable"),
    ("publish", "site"),
    ("__main__", "cli"),
}
"""Room, and the module of another room on the same floor that it may import from."""

NO_FILES = {"pathlib", "os", "io", "shutil", "glob", "tempfile", "subprocess", "sqlite3", "urllib"}
CLOCK = {"today", "now", "utcnow"}
MODULE_LINES, FUNCTION_LINES = 350, 50


def modules(root):
    """Yield each module's dotted name under the package, whether it is one's __init__, its tree."""
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if package else parts)
        yield name, package, path, ast.parse(path.read_text(encoding="utf-8"))


def imported(name, package, tree):
    """Yield the modules of the package ``helpers`` that a module imports, without that name."""
    home = name.split(".") if name else []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            dotted = [alias.name.split(".") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            front = (node.module or "").split(".") if node.module else []
            if node.level:
                up = node.level - 1 if package else node.level
                front = ["helpers", *home[: len(home) - up], *front]
            # `from helpers import numfmt` names the module behind the import.
            dotted = (
                [[*front, alias.name] for alias in node.names] if front == ["helpers"] else [front]
            )
        else:
            continue
        for parts in dotted:
            if parts[:1] == ["helpers"] and len(parts) > 1:
                yield ".".join(parts[1:])


def crossings(root):
    """Yield (room, module imported from another room), and who imports it."""
    for name, package, _, tree in modules(root):
        room = name.split(".")[0]
        for target in imported(name, package, tree):
            if target.split(".")[0] != room:
                yield name, room, target


def floor_faults(root):
    faults = []
    for name, room, target in crossings(root):
        other = target.split(".")[0]
        unknown = [one for one in (room, other) if one not in FLOOR_OF]
        if unknown:
            faults.append(f"{name}: {unknown[0] or 'the package'} stands on no floor")
        elif FLOOR_OF[other] > FLOOR_OF[room]:
            faults.append(f"{name}: imports {target} from a higher floor")
        elif FLOOR_OF[other] == FLOOR_OF[room] and (room, target) not in WITHIN_A_FLOOR:
            faults.append(f"{name}: imports {target} from its own floor")
    rooms = {name.split(".")[0] for name, *_ in modules(root)} - {""}
    return faults + [f"{room}: stands on no floor" for room in sorted(rooms - FLOOR_OF.keys())]


def called(node):
    """Return the last name of what is called."""
    target = node.func
    return target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")


def outside_imports(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").split(".")[0]


def purity_faults(root):
    faults = []
    for name, _, _, tree in modules(root):
        calls = [called(node) for node in ast.walk(tree) if isinstance(node, ast.Call)]
        taken = set(outside_imports(tree))
        # The command line alone knows the day: that on which a user fetched a file.
        if "time" in taken or (name.split(".")[0] != "cli" and CLOCK & set(calls)):
            faults.append(f"{name}: looks at the clock")
        if name.split(".")[0] == "metrics" and (NO_FILES & taken or "open" in calls):
            faults.append(f"{name}: touches files")
        if name.split(".")[0] != "cli" and {"print", "echo", "secho"} & set(calls):
            faults.append(f"{name}: prints")
    return faults


def functions(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def size_faults(root):
    faults = []
    for name, _, path, tree in modules(root):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > MODULE_LINES:
            faults.append(f"{name}: {lines} lines")
        faults += [
            f"{name}.{node.name}: {node.end_lineno - node.lineno + 1} lines"
            for node in functions(tree)
            if node.end_lineno - node.lineno + 1 > FUNCTION_LINES
        ]
    return faults


def public(node, front):
    """Yield the public functions and classes of a module or a public class, by name."""
    for child in node.body:
        named = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if named and not child.name.startswith("_"):
            yield f"{front}.{child.name}", child
            if isinstance(child, ast.ClassDef):
                yield from public(child, f"{front}.{child.name}")


def docstring_faults(root):
    faults = []
    for name, _, _, tree in modules(root):
        if ast.get_docstring(tree) is None:
            faults.append(f"{name}: has no docstring")
        faults += [
            f"{one}: has no docstring"
            for one, node in public(tree, name)
            if not (ast.get_docstring(node) or "").strip()
        ]
    return faults


CHECKS = (floor_faults, purity_faults, size_faults, docstring_faults)


@pytest.mark.parametrize("check", CHECKS)
def test_the_code_keeps_its_shape(check):
    assert len(list(modules(SOURCE))) > 30
    assert check(SOURCE) == []


def test_what_is_allowed_within_a_floor_is_used():
    used = {
        (room, target)
        for _, room, target in crossings(SOURCE)
        if FLOOR_OF[room] == FLOOR_OF[target.split(".")[0]]
    }
    assert used == WITHIN_A_FLOOR


def written(folder, files):
    root = folder / "helpers"
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


LONG_FUNCTION = '"""Doc."""\n\ndef _long():\n' + "    a = 1\n" * 50
BAD_TREES = [
    (floor_faults, {"numfmt.py": "from helpers.store import Store"}, "numfmt: imports store"),
    (floor_faults, {"numfmt.py": "import helpers.store"}, "numfmt: imports store"),
    (floor_faults, {"numfmt.py": "from helpers import store"}, "numfmt: imports store"),
    (floor_faults, {"numfmt.py": "from .store import Store"}, "numfmt: imports store"),
    (floor_faults, {"numfmt.py": "from . import store"}, "numfmt: imports store"),
    (floor_faults, {"metrics/a.py": "from ..words import b"}, "metrics.a: imports words"),
    (floor_faults, {"metrics/__init__.py": "from ..words import b"}, "metrics: imports words"),
    (
        floor_faults,
        {"tables.py": "def f():\n    from helpers.reports import kind"},
        "tables: imports reports from a higher",
    ),
    (
        floor_faults,
        {"store.py": "from helpers.sources import tidy"},
        "imports sources from its own",
    ),
    (floor_faults, {"downloads.py": "from helpers.editions import toc"}, "editions from its own"),
    (floor_faults, {"utils.py": "a = 1"}, "utils: stands on no floor"),
    (floor_faults, {"cli.py": "from helpers.utils import a"}, "utils stands on no floor"),
    (purity_faults, {"metrics/a.py": "from pathlib import Path"}, "metrics.a: touches files"),
    (purity_faults, {"metrics/a.py": "def f(n):\n    return open(n)"}, "touches files"),
    (purity_faults, {"store.py": "from datetime import date\nday = date.today()"}, "the clock"),
    (purity_faults, {"store.py": "import datetime as d\nd.datetime.now()"}, "the clock"),
    (purity_faults, {"store.py": "import time"}, "the clock"),
    (purity_faults, {"store.py": "from time import time"}, "the clock"),
    (purity_faults, {"book.py": "print('done')"}, "book: prints"),
    (purity_faults, {"book.py": "import click\nclick.echo('done')"}, "book: prints"),
    (size_faults, {"book.py": "a = 1\n" * 351}, "book: 351 lines"),
    (size_faults, {"book.py": LONG_FUNCTION}, "book._long: 51 lines"),
    (docstring_faults, {"book.py": "a = 1"}, "book: has no docstring"),
    (docstring_faults, {"book.py": '"""D."""\ndef f():\n    pass'}, "book.f: has no docstring"),
    (docstring_faults, {"book.py": '"""D."""\nclass A:\n    pass'}, "book.A: has no docstring"),
    (
        docstring_faults,
        {"book.py": '"""D."""\nclass A:\n    """D."""\n    def f(self):\n        pass'},
        "book.A.f: has no docstring",
    ),
]


@pytest.mark.parametrize(("check", "files", "said"), BAD_TREES)
def test_a_bad_tree_is_found_out(tmp_path, check, files, said):
    (fault,) = check(written(tmp_path, files))
    assert said in fault


def test_a_good_tree_passes(tmp_path):
    files = {
        "numfmt.py": '"""Doc."""\n\ndef _f():\n' + "    a = 1\n" * 49,
        "metrics/__init__.py": '"""Doc."""\nfrom helpers.metrics.a import f\n',
        "metrics/a.py": '"""Doc."""\nfrom ..numfmt import b\n\ndef f():\n    """Doc."""\n',
        "store.py": '"""Doc."""\nfrom helpers.sources.meta import RawFile\n' + "a = 1\n" * 348,
        "cli.py": '"""Doc."""\nfrom helpers import store\nprint(store)\n',
    }
    root = written(tmp_path, files)
    assert [fault for check in CHECKS for fault in check(root)] == []


# A notebook is a page: a parameters cell, a loading cell, then one expression a cell.

LAST_SECTION = "数据与重算"
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


def heading_faults(cells):
    lines = [line for cell in cells for line in cell.source.splitlines()]
    heads = [line for line in lines if re.match(r"#{1,3} ", line)]
    faults = [] if heads and heads[0].startswith("# ") else ["the page does not begin with a title"]
    if sum(head.startswith("# ") for head in heads) != 1:
        faults.append("the page has not one title")
    if not heads or heads[-1] != f"## {LAST_SECTION}":
        faults.append(f"the last section is not {LAST_SECTION}")
    bare = [head for head in heads[:-1] if not re.search(r"\{\{ \w+ \}\}", head)]
    if heads and "{{ year }}" in heads[0]:
        # The title's year is that of its sections; one of another period has a place for it.
        bare = [head for head in bare if re.search("[0-9]", head)]
    return faults + [f"a heading without a place: {head}" for head in bare]


def notebook_faults(path):
    cells = jupytext.read(path).cells
    return code_faults([cell for cell in cells if cell.cell_type == "code"]) + heading_faults(
        [cell for cell in cells if cell.cell_type == "markdown"]
    )


NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))


def test_there_are_notebooks():
    assert "provincial.py" in {path.name for path in NOTEBOOKS}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_is_a_page_not_a_program(path):
    assert notebook_faults(path) == []


def test_no_notebook_is_kept_in_another_form():
    assert [path.name for path in Path(ROOT / "notebooks").rglob("*.ipynb")] == []


GOOD = """\
# %% [markdown]
# # Title of {{ month }}

# %% tags=["parameters"]
period = "2025-11"

# %%
from helpers.reports import provincial

report = provincial.load(globals())
report.notice()

# %% [markdown]
# ## Part of {{ month }}

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


OF_A_YEAR = GOOD.replace("Title of {{ month }}", "Title of {{ year }}")


def test_below_a_year_a_section_need_not_name_it_again(tmp_path):
    assert sample(tmp_path, OF_A_YEAR.replace("Part of {{ month }}", "Part")) == []


@pytest.mark.parametrize("heading", ["Part of 2025", "Part of 2025-11"])
def test_below_a_year_too_no_period_is_typed(tmp_path, heading):
    (fault,) = sample(tmp_path, OF_A_YEAR.replace("Part of {{ month }}", heading))
    assert fault == f"a heading without a place: ## {heading}"


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
        ("Title of {{ month }}", "Title of 2025-11", "without a place"),
        ("Part of {{ month }}", "Part", "without a place"),
        ("## 数据与重算", "## More of {{ month }}", "last section"),
        ("## Part of {{ month }}", "# Part of {{ month }}", "not one title"),
        ("# # Title", "# ## Title", "title"),
    ],
)
def test_a_bad_sample_is_found_out(tmp_path, found, put, said):
    assert GOOD.count(found) == 1
    faults = sample(tmp_path, GOOD.replace(found, put))
    assert any(said in fault for fault in faults), faults
