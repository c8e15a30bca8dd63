"""The shape of the code: eight floors, rooms in a declared order, purity, sizes, docstrings."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from floors import FLOORS
from import_graph import cycles, imports, modules, parsed
from testbed import ROOT

SOURCE, TESTS = ROOT / "src" / "helpers", ROOT / "tests"
OTHER_FOLDERS = ("book", "notebooks", "tools", "worlds")
"""What of the repository is tested besides the rooms of the code."""
NO_FILES = {"pathlib", "os", "shutil", "glob", "tempfile", "subprocess", "sqlite3", "urllib"}
CLOCK = {"today", "now", "utcnow"}
MODULE_LINES, FUNCTION_LINES = 350, 50


def places(floors=FLOORS):
    """Return the place of each room: its floor, and its place on it."""
    found = {}
    for number, floor in enumerate(floors):
        rooms = [
            f"{folder}.{room}" if room else folder
            for folder, names in floor.items()
            for room in names or ("",)
        ]
        found |= {room: (number, place) for place, room in enumerate(rooms)}
    return found


PLACES = places()


def room_of(name):
    """Return the room a module is in; None of one that is in none."""
    parts = name.split(".")
    fronts = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((front for front in fronts if front in PLACES), None)


def floor_faults(root):
    known = modules(root)
    graph = imports(known)
    folders = {folder for floor in FLOORS for folder in floor}
    faults = [
        f"{name}: is in no room"
        for name in known
        if name and name not in folders and room_of(name) is None
    ]
    for name, targets in graph.items():
        room = room_of(name)
        for target in sorted(targets):
            other = room_of(target)
            if room is None or other is None or other == room:
                faults += [f"{name}: imports {target}, which is in no room"] * (other is None)
            elif PLACES[other] > PLACES[room]:
                higher = "floor" if PLACES[other][0] > PLACES[room][0] else "room"
                faults.append(f"{name}: imports {target} from a higher {higher}")
    return faults + [f"import one another: {', '.join(group)}" for group in cycles(graph)]


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
    for name, _, _, tree in modules(root).values():
        calls = [called(node) for node in ast.walk(tree) if isinstance(node, ast.Call)]
        taken = set(outside_imports(tree))
        # The command line alone knows the day: that on which a user fetched a file.
        if "time" in taken or (name.split(".")[0] != "cli" and CLOCK & set(calls)):
            faults.append(f"{name}: looks at the clock")
        if name.split(".")[0] == "indicators" and (NO_FILES & taken or "open" in calls):
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
    for name, _, path, tree in modules(root).values():
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
    for name, _, _, tree in modules(root).values():
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
    assert len(modules(SOURCE)) > 30
    assert check(SOURCE) == []


def room_docstring_faults(root):
    """List what the docstrings of packages name in backticks that is not there."""
    known = modules(root)
    faults = []
    for name, module in known.items():
        if not module.package or not name:
            continue
        source = module.path.read_text(encoding="utf-8")
        for word in re.findall(r"``([a-z_]+)``", ast.get_docstring(module.tree) or ""):
            in_room = f"{name}.{word}" in known or (module.path.parent / word).exists()
            if not in_room and word not in source.partition('"""')[2].partition('"""')[2]:
                faults.append(f"{name}: names {word}, which is not there")
    return faults


def test_a_rooms_docstring_names_what_is_there(tmp_path):
    assert room_docstring_faults(SOURCE) == []
    root = written(
        tmp_path, {"core/__init__.py": '"""``files`` and ``gone``."""', "core/files.py": ""}
    )
    assert room_docstring_faults(root) == ["core: names gone, which is not there"]


def class_names(root):
    """Return the names of all classes below a folder, each as often as it is given."""
    trees = (module.tree for module in modules(root).values())
    return [
        node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    ]


def test_no_script_of_a_page_has_words_or_marks_of_chinese():
    signs = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
    found = [
        f"{path.name}: {line.strip()}"
        for name in ("*.js", "factcheck/*.js")
        for path in sorted((ROOT / "book" / "_static").glob(name))
        for line in path.read_text("utf-8").splitlines()
        if signs.search(line)
    ]
    assert found == []


def test_no_two_classes_have_one_name(tmp_path):
    names = class_names(SOURCE)
    assert len(names) > 100
    assert sorted({name for name in names if names.count(name) > 1}) == []
    two = written(tmp_path, {"core/files.py": "class A: ...", "core/locks.py": "class A: ..."})
    assert class_names(two) == ["A", "A"]


def module_names(root):
    """Return the last names of all modules below a folder but packages, each as often as it is given."""
    return [name.split(".")[-1] for name, module in modules(root).items() if not module.package]


def test_no_two_modules_have_one_name(tmp_path):
    names = module_names(SOURCE)
    assert len(names) > 100
    assert sorted({name for name in names if names.count(name) > 1}) == []
    assert (
        module_names(written(tmp_path, {"core/files.py": "", "cli/files.py": ""})) == ["files"] * 2
    )


def test_every_room_that_is_declared_is_there():
    known = modules(SOURCE)
    assert [room for room in PLACES if room not in known] == []


def written(folder, files):
    root = folder / "helpers"
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


LONG_FUNCTION = '"""Doc."""\n\ndef _long():\n' + "    a = 1\n" * 50
FLOOR_1, FLOOR_3 = "core/files.py", "observations/warehouse/a.py"
UP = "imports observations.warehouse.store from a higher floor"
CYCLE = {
    "indicators/a.py": "from helpers.indicators import b",
    "indicators/b.py": "def f():\n    from helpers.indicators.a import c",
}
BAD_TREES = [
    (floor_faults, {FLOOR_1: "from helpers.observations.warehouse.store import Store"}, UP),
    (floor_faults, {FLOOR_1: "import helpers.observations.warehouse.store"}, UP),
    (floor_faults, {FLOOR_1: "from ..observations.warehouse.store import Store"}, UP),
    (floor_faults, {FLOOR_1: "def f():\n    from helpers import cli"}, "cli from a higher floor"),
    (floor_faults, {FLOOR_1: "from . import locks"}, "imports core, which is in no room"),
    (
        floor_faults,
        {FLOOR_1: "from . import locks", "core/locks.py": ""},
        "core.files: imports core.locks from a higher room",
    ),
    (
        floor_faults,
        {FLOOR_3: "from ..ingest.found import b"},
        "imports observations.ingest.found from a higher room",
    ),
    (floor_faults, {"utils.py": "a = 1"}, "utils: is in no room"),
    (floor_faults, {"core/utils.py": "a = 1"}, "core.utils: is in no room"),
    (floor_faults, {"cli.py": "from helpers.utils import a"}, "utils, which is in no room"),
    (floor_faults, CYCLE, "import one another: indicators.a, indicators.b"),
    (purity_faults, {"indicators/a.py": "from pathlib import Path"}, "indicators.a: touches files"),
    (purity_faults, {"indicators/a.py": "def f(n):\n    return open(n)"}, "touches files"),
    (purity_faults, {FLOOR_3: "from datetime import date\nday = date.today()"}, "the clock"),
    (purity_faults, {FLOOR_3: "import datetime as d\nd.datetime.now()"}, "the clock"),
    (purity_faults, {FLOOR_3: "import time"}, "the clock"),
    (purity_faults, {FLOOR_3: "from time import time"}, "the clock"),
    (purity_faults, {FLOOR_3: "print('done')"}, "warehouse.a: prints"),
    (purity_faults, {FLOOR_3: "import click\nclick.echo('done')"}, "warehouse.a: prints"),
    (size_faults, {FLOOR_1: "a = 1\n" * 351}, "core.files: 351 lines"),
    (size_faults, {FLOOR_1: LONG_FUNCTION}, "core.files._long: 51 lines"),
    (docstring_faults, {FLOOR_1: "a = 1"}, "core.files: has no docstring"),
    (docstring_faults, {FLOOR_1: '"""D."""\ndef f():\n    pass'}, "files.f: has no docstring"),
    (docstring_faults, {FLOOR_1: '"""D."""\nclass A:\n    pass'}, "files.A: has no docstring"),
    (
        docstring_faults,
        {FLOOR_1: '"""D."""\nclass A:\n    """D."""\n    def f(self):\n        pass'},
        "core.files.A.f: has no docstring",
    ),
]


@pytest.mark.parametrize(("check", "files", "said"), BAD_TREES)
def test_a_bad_tree_is_found_out(tmp_path, check, files, said):
    (fault,) = check(written(tmp_path, files))
    assert said in fault


def test_a_good_tree_passes(tmp_path):
    files = {
        "core/__init__.py": '"""Doc."""\n',
        "core/files.py": '"""Doc."""\nfrom . import errors\n\ndef _f():\n' + "    a = 1\n" * 49,
        "core/errors.py": '"""Doc."""\n',
        "indicators/__init__.py": '"""Doc."""\nfrom helpers.indicators.a import f\n',
        "indicators/a.py": '"""Doc."""\nfrom ..core.files import b\n\ndef f():\n    """Doc."""\n',
        "observations/warehouse/a.py": '"""Doc."""\nfrom helpers.observations.readers.tidy import b\n',
        "cli.py": '"""Doc."""\nfrom helpers.indicators import f\nprint(f)\n' + "a = 1\n" * 347,
    }
    root = written(tmp_path, files)
    assert [fault for check in CHECKS for fault in check(root)] == []


# The shape of the tests themselves.


def folder_faults(tests, source):
    """Return the test modules that stand in no folder of the code, and those of one name."""
    rooms = {path.relative_to(source) for path in source.rglob("*") if path.is_dir()}
    rooms |= {Path(), *map(Path, OTHER_FOLDERS)}
    found = sorted(path.relative_to(tests) for path in tests.rglob("test_*.py"))
    names = Counter(path.name for path in found)
    return [
        f"{path}: no room of the code has this place" for path in found if path.parent not in rooms
    ] + [f"{name}: {count} modules have this name" for name, count in names.items() if count > 1]


def sharing_faults(tests):
    """Return the modules that import from a test module, instead of from a helper beside testbed."""
    faults = []
    for path in sorted(tests.rglob("*.py")):
        for node in ast.walk(parsed(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Import | ast.ImportFrom):
                continue
            names = [alias.name for alias in node.names]
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            parts = {part for name in names for part in name.split(".")}
            faults += [
                f"{path.relative_to(tests)}: imports {part}"
                for part in sorted(parts)
                if part.startswith("test_")
            ]
    return faults


def test_the_tests_stand_in_the_folders_of_the_code_and_share_through_helpers():
    assert folder_faults(TESTS, SOURCE) == []
    assert sharing_faults(TESTS) == []


def test_a_test_module_out_of_place_is_found_out(tmp_path):
    (tmp_path / "source" / "core").mkdir(parents=True)
    for name, text in {
        "core/test_files.py": "from core.test_locks import wait",
        "core/test_locks.py": "from testbed import ROOT",
        "tools/test_locks.py": "import core.test_files",
        "places/test_places.py": "def test_alone():\n    from test_files import wait",
    }.items():
        path = tmp_path / "tests" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert folder_faults(tmp_path / "tests", tmp_path / "source") == [
        "places/test_places.py: no room of the code has this place",
        "test_locks.py: 2 modules have this name",
    ]
    assert sharing_faults(tmp_path / "tests") == [
        "core/test_files.py: imports test_locks",
        "places/test_places.py: imports test_files",
        "tools/test_locks.py: imports test_files",
    ]
