"""The code an edition uses: the modules its notebook imports, and those they import."""

from __future__ import annotations

import ast
import importlib.metadata
import platform
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import helpers
from helpers.core.files import hash_of_file

_PACKAGE: Final = "helpers"
_ROOT: Final = Path(helpers.__file__).parent
_RUNNERS: Final = (
    "helpers.publishing.runner.engine",
    "helpers.publishing.runner.edition",
    "helpers.publishing.runner.shell",
)
"""What every edition is run with."""

_NOT_FOLLOWED: Final = ("helpers.reports.registry",)
"""Knows all report types; an edition uses one, which its notebook imports."""


def modules_of(notebook: Path) -> dict[str, str]:
    """Return the hashes of a notebook and of the files of this package that it uses.

    Parameters
    ----------
    notebook : pathlib.Path
        In percent format: plain Python.

    Returns
    -------
    dict of str to str
        By path below the package, the notebook by its name; tables and words among them.
    """
    seen: set[Path] = set()
    closed = set(map(_file_of, _NOT_FOLLOWED))
    runners = [path for path in map(_file_of, _RUNNERS) if path is not None]
    waiting = [*_imported(notebook), *runners]
    while waiting:
        path = waiting.pop()
        if path not in seen and path not in closed:
            seen.add(path)
            waiting.extend(_imported(path))
    tables = {table for path in seen for table in _tables_beside(path.parent)}
    files = {path.relative_to(_ROOT).as_posix(): path for path in (*seen, *tables)}
    return {
        name: hash_of_file(path)
        for name, path in sorted({notebook.name: notebook, **files}.items())
    }


def libraries_of(files: Iterable[str]) -> dict[str, str]:
    """Return the versions of the libraries that these files of the package import; and Python's."""
    wanted = {name for file in files if file.endswith(".py") for name in _others(_ROOT / file)}
    found = {"python": platform.python_version()}
    for requirement in importlib.metadata.requires("tradebook") or ():
        name = requirement.partition("==")[0].strip()
        if wanted & _import_names(name):
            found[name] = importlib.metadata.version(name)
    return found


@cache
def _import_names(distribution: str) -> frozenset[str]:
    """Return the names by which a distribution is imported."""
    files = importlib.metadata.files(distribution) or ()
    return frozenset(path.parts[0].removesuffix(".py") for path in files if path.suffix == ".py")


def _imported(path: Path) -> list[Path]:
    """Return the files of the package that a file imports, wherever in it that is done."""
    names = [name for name in _names(path.read_bytes()) if name.split(".")[0] == _PACKAGE]
    return [found for name in names if (found := _file_of(name)) is not None]


def _others(path: Path) -> set[str]:
    names = _names(path.read_bytes()) if path.is_file() else ()
    return {name.split(".")[0] for name in names}


@cache
def _names(content: bytes) -> tuple[str, ...]:
    """Return every module that a text may import, and the packages these are in."""
    found = [name for node in ast.walk(ast.parse(content)) for name in _named_in(node)]
    return tuple(dict.fromkeys(found))


def _named_in(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module:
        # What is imported from a package may be a module of it.
        modules = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    else:
        return
    for module in modules:
        parts = module.split(".")
        yield from (".".join(parts[:length]) for length in range(1, len(parts) + 1))


@cache
def _file_of(module: str) -> Path | None:
    place = _ROOT.parent.joinpath(*module.split("."))
    for path in (place.with_suffix(".py"), place / "__init__.py"):
        if path.is_file():
            return path
    return None


def _tables_beside(folder: Path) -> Iterator[Path]:
    """Return the tables of a package, and of its folders that are no packages, as a language's."""
    for path in folder.iterdir():
        if path.suffix in (".yml", ".csv", ".j2", ".ttf"):
            yield path
        elif path.is_dir() and not (path / "__init__.py").is_file():
            yield from _tables_beside(path)
