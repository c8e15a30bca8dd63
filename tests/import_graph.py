"""The imports of the package as a graph, read from its files as text."""

import ast
import functools
from typing import NamedTuple


class Module(NamedTuple):
    """A module of the package: its dotted name without ``helpers``, its file, its tree."""

    name: str
    package: bool
    path: object
    tree: ast.Module


def modules(root):
    """Return the modules below a folder by name; a package by that of its folder."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if package else parts)
        found[name] = Module(name, package, path, parsed(path.read_text(encoding="utf-8")))
    return found


@functools.cache
def parsed(text):
    """Return the tree of a text, which is looked at and never changed."""
    return ast.parse(text)


def imports(known):
    """Return by module the modules of the package that it imports, wherever in it that is done."""
    return {name: set(_imported(one, known)) - {name} for name, one in known.items()}


def _imported(module, known):
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            dotted = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            front = _front(node, module)
            below = front.removeprefix("helpers").removeprefix(".")
            # A name imported from a package may be a module of it.
            dotted = [
                f"{front}.{alias.name}" if not below or f"{below}.{alias.name}" in known else front
                for alias in node.names
            ]
        else:
            continue
        yield from (one.removeprefix("helpers.") for one in dotted if one.startswith("helpers."))


def _front(node, module):
    """Return the absolute name of what an import is from."""
    if not node.level:
        return node.module or ""
    home = ["helpers", *module.name.split(".")]
    up = node.level - 1 if module.package else node.level
    home = home[: len(home) - up] if up else home
    return ".".join([*home, *([node.module] if node.module else [])])


def cycles(graph):
    """Return the groups of modules that import one another, each sorted."""
    reach = {name: _reached(name, graph) for name in graph}
    groups = {
        tuple(sorted(other for other in reach[name] if name in reach.get(other, ())))
        for name in graph
        if name in reach[name]
    }
    return sorted(groups)


def _reached(start, graph):
    seen, waiting = set(), list(graph[start])
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen.add(name)
            waiting.extend(graph.get(name, ()))
    return seen
