"""YAML as people write it, read strictly: what is not plain keys and values is refused in a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import yaml

from helpers.core.errors import TradebookError

_DEEPEST: Final = 40
"""Levels of lists and mappings within one another; those of our own files have seven."""

_LARGEST: Final = 4_000_000
"""In bytes; a catalogue of a thousand editions has sixty thousand."""

Failure = Callable[[str], TradebookError]
"""The kind of error that a reader raises, made of its message."""


class _Strict(yaml.CSafeLoader):
    """Plain values and mappings, none of whose keys stands there twice; in C, since all processes read."""


class _Texts(_Strict):
    """The same, each value the text that stands there: neither 01012100 nor 2025-11 is a number."""


def _mapping(loader: _Strict, node: yaml.MappingNode) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise yaml.MarkedYAMLError(
                problem="a list or a mapping as a key", problem_mark=key_node.start_mark
            )
        key = loader.construct_object(key_node, deep=True)
        if key in found:
            problem = f"the key '{key}' stands there twice; keep one"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


def _text(_: _Texts, node: yaml.ScalarNode) -> str:
    return str(node.value)


_Strict.add_constructor("tag:yaml.org,2002:map", _mapping)
for _kind in ("bool", "int", "float", "timestamp"):
    _Texts.add_constructor(f"tag:yaml.org,2002:{_kind}", _text)


def read_yaml(path: Path, failure: Failure) -> dict[str, Any]:
    """Read keys and values from a file in YAML; numbers, days and truths become such.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    failure : callable
        The kind of error to raise: when the file is not there, is no YAML in UTF-8 or too large,
        has a key twice, a tag or an alias, is nested too deeply, or holds something else.
    """
    return _mapping_in(_content(path, failure), _Strict, str(path), failure)


def read_yaml_as_texts(path: Path, failure: Failure) -> dict[str, Any]:
    """Read keys and values as ``read_yaml`` does, but each value as the text that stands there."""
    return _mapping_in(_content(path, failure), _Texts, str(path), failure)


def parse_yaml(text: str, where: str, failure: Failure) -> dict[str, Any]:
    """Read keys and values from a text as ``read_yaml`` does; ``where`` it is from begins the error."""
    return _mapping_in(text, _Strict, where, failure)


def _content(path: Path, failure: Failure) -> str:
    try:
        size = path.stat().st_size
        if size > _LARGEST:
            raise failure(
                f"{path}: expected at most {_LARGEST:,} bytes, found {size:,}; shorten it"
            )
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise failure(
            f"{path}: no such file; put it back, or run tradebook in the repository"
        ) from None
    except UnicodeDecodeError:
        raise failure(f"{path}: is not UTF-8; save it as UTF-8") from None


def _mapping_in(text: str, loader: type[_Strict], where: str, failure: Failure) -> dict[str, Any]:
    try:
        _refuse_mazes(text)
        content = yaml.load(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = f" (line {error.problem_mark.line + 1})" if error.problem_mark else ""
        raise failure(f"{where}: is not YAML: {error.problem}{line}") from None
    except yaml.YAMLError as error:
        raise failure(f"{where}: is not YAML: {' '.join(str(error).split())}") from None
    except ValueError as error:
        # What looks like a day becomes one, and fails on the 13th month.
        raise failure(f"{where}: a day or a number that cannot be: {error}") from None
    if not isinstance(content, dict):
        raise failure(f"{where}: expected keys and values, such as 'title: …'")
    return content


def _refuse_mazes(text: str) -> None:
    """Refuse what is nested too deeply, aliases and tags, before the parser in C goes down into it."""
    depth = 0
    event: Any
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        problem = ""
        if depth > _DEEPEST:
            problem = f"more than {_DEEPEST} levels within one another"
        elif isinstance(event, yaml.AliasEvent):
            problem = f"an alias, '*{event.anchor}'; write out what it stands for"
        elif getattr(event, "tag", None) is not None:
            problem = f"a tag, '{event.tag}'; leave it out"
        if problem:
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
