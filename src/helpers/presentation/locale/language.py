"""The files of a language: one tree of texts out of all that stand in its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import yaml

from helpers.core.errors import LocaleError

ROOT: Final = Path(__file__).parent
"""Where each language has its folder."""


class _Loader(yaml.CSafeLoader):
    """Reads YAML with the library written in C, since every process does it; no key twice."""


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in found:
            raise yaml.MarkedYAMLError(problem=f"'{key}' twice", problem_mark=key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_texts(path: Path) -> dict[str, Any]:
    """Return the tree of texts in one file.

    Raises
    ------
    LocaleError
        Where it isn't YAML, holds no table, or has a key twice; with the line.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise LocaleError(f"{path}{line}: {error.problem}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise LocaleError(f"{path}: not YAML in UTF-8: {reason}") from None
    if not isinstance(content, dict):
        raise LocaleError(f"{path}: holds no table of texts")
    return content


def read_language(folder: Path) -> dict[str, Any]:
    """Return all texts in the folder of a language: YAML files, each with top-level keys that no other has.

    Raises
    ------
    LocaleError
        Where there is no such folder, a file cannot be read, or two have the same key.
    """
    texts: dict[str, Any] = {}
    origin: dict[str, Path] = {}
    for path in sorted(folder.glob("*.yml")):
        for key, tree in read_texts(path).items():
            if key in texts:
                raise LocaleError(f"{path}: '{key}' stands in {origin[key].name} too")
            texts[key], origin[key] = tree, path
    if not texts:
        raise LocaleError(f"{folder}: no language there, no file *.yml")
    return texts
