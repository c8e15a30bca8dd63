"""Each text the code asks for is declared, each declared one is asked for, and gets its slots."""

import ast
import re
from functools import cache

import jinja2
from declared_words import declared
from testbed import ROOT

PACKAGE = ROOT / "src" / "helpers"
SOURCES = [path for path in PACKAGE.rglob("*.py") if path.parent.name != "locale"]
SOURCES += [
    PACKAGE / "presentation" / "locale" / f"{name}.py" for name in ("text_tree", "naming", "words")
]
TEMPLATES = sorted(PACKAGE.rglob("*.j2"))
ROOMS = ("national", "provincial", "city", "partner", "product", "annual", "profile")
LOOKING_UP = {"text", "optional", "fill", "sentence", "listing", "clauses", "tree", "has"}
OF_VIEW = {"text", "sentence", "listing", "clauses"}
ANY = "[^.]*"


@cache
def module(path):
    """Return the syntax tree of a file, and its constants."""
    tree = ast.parse(path.read_text("utf-8"))
    constants = {}
    for node in tree.body:
        named = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            constants |= {one.id: value.value for one in named if isinstance(one, ast.Name)}
    return tree, constants


def patterns(node, constants):
    """Return what a key may be, as regular expressions; nothing of one that only runs can tell."""
    if isinstance(node, ast.IfExp):
        return patterns(node.body, constants) + patterns(node.orelse, constants)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [re.escape(node.value)]
    if not isinstance(node, ast.JoinedStr):
        return []
    parts = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            parts.append(re.escape(part.value))
        else:
            known = constants.get(getattr(part.value, "id", None))
            parts.append(re.escape(known) if known else ANY)
    return ["".join(parts)] if "".join(parts).replace(ANY, "").strip(".\\") else []


@cache
def rooms_of(path):
    """Return the reports whose keys a module may leave the first part of."""
    inside = path.relative_to(PACKAGE).parts
    if inside[0] != "reports":
        return ()
    return ROOMS if inside[1] == "common" else tuple(room for room in ROOMS if room == inside[1])


def names_of(declared_path, rooms):
    """Return how a module may call a declared path, where it may leave out the first part of some rooms'."""
    room, _, rest = declared_path.partition(".")
    return {declared_path, rest} if room in rooms else {declared_path}


@cache
def above(path):
    """Return a path, and every table it stands in."""
    parts = path.split(".")
    return {".".join(parts[:length]) for length in range(1, len(parts) + 1)}


def calls(path):
    """Yield what a module looks up: the method, the key, the slots it gives, or None for unknown."""
    tree, _ = module(path)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr in LOOKING_UP and node.args:
            method, key = node.func.attr, node.args[0]
        elif getattr(node.func, "id", "") in ("sentence", "listing") and len(node.args) > 1:
            method, key = node.func.id, node.args[1]
        else:
            continue
        slots = {one.arg for one in node.keywords}
        yield method, key, None if None in slots or method not in ("fill", "sentence") else slots


def in_templates():
    """Yield what the page templates look up: the key, and the slots they give."""
    for path in TEMPLATES:
        tree = jinja2.Environment().parse(path.read_text("utf-8"))
        for call in tree.find_all(jinja2.nodes.Call):
            target = call.node
            if isinstance(target, jinja2.nodes.Getattr) and target.attr in ("text", "fill", "tree"):
                yield call.args[0].value, {one.key for one in call.kwargs}


@cache
def known_in(rooms):
    """Return all that modules may ask for, of which these are the reports' whose first part they leave out."""
    named = {name for one in declared() for name in names_of(one, rooms)}
    return frozenset(each for name in named for each in above(name))


def test_each_text_the_code_asks_for_is_declared():
    unknown = []
    for path in SOURCES:
        known = known_in(rooms_of(path))
        for method, key, _ in calls(path):
            for pattern in patterns(key, module(path)[1]):
                if not any(re.fullmatch(pattern, name) for name in known):
                    unknown.append(f"{path.name}: {method}({pattern!r})")
    known = {name for one in declared() for name in above(one)}
    unknown += [f"template: {key}" for key, _ in in_templates() if key not in known]
    assert unknown == []


def test_each_declared_text_is_asked_for_somewhere():
    unused = set(declared())
    for path in SOURCES:
        tree, constants = module(path)
        wanted = {one for node in ast.walk(tree) for one in patterns(node, constants)}
        tables = {
            one
            for method, key, _ in calls(path)
            if method == "tree"
            for one in patterns(key, constants)
        }
        texts, trees = re.compile("|".join(wanted) or "-"), re.compile("|".join(tables) or "-")
        for one in list(unused):
            names = names_of(one, rooms_of(path))
            if any(texts.fullmatch(name) for name in names) or any(
                trees.fullmatch(name) for short in names for name in above(short)
            ):
                unused.discard(one)
    unused -= {one for key, _ in in_templates() for one in unused if key in above(one)}
    assert sorted(unused) == []


def test_what_is_filled_with_named_slots_gets_all_that_are_declared():
    lacking, seen = [], 0
    given = [(key, slots) for key, slots in in_templates()]
    for path in SOURCES:
        if rooms_of(path) and path.parent.name != "common":
            continue  # Filled through a view, which adds slots: see tests/reports/conftest.py.
        for _, key, slots in calls(path):
            if slots is not None and isinstance(key, ast.Constant):
                given.append((key.value, slots))
    for key, slots in given:
        if key in declared():
            seen += 1
            if missing := declared()[key].slots - slots:
                lacking.append(f"{key}: {sorted(missing)}")
    assert lacking == []
    assert seen > 20
