"""What an edition was made of, and whether it would be made the same again.

That is its notebook, its parameters, the modules and tables of this package it uses, the libraries
these use, and all that it asked the data with what was answered; and nothing else: a new month of
data is not seen by an edition that does not ask for it. All is told by content, so that it is the
same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Self

from helpers.core.files import hash_of_file, write_whole
from helpers.observations.warehouse.questions import Read, answered_as_before
from helpers.observations.warehouse.store import Store
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.runner.code import libraries_of, modules_of

_SUFFIX: Final = ".made.json"


@dataclass(frozen=True)
class Made:
    """What an edition was made of.

    Attributes
    ----------
    parameters : dict
        As given to the notebook.
    code : dict of str to str
        Hashes by file: the notebook, and of this package what it uses.
    libraries : dict of str to str
        Versions by name; Python among them.
    reads : tuple of Read
        What was asked of the data.
    output : str
        The hash of the executed notebook.
    """

    parameters: dict[str, Any]
    code: dict[str, str]
    libraries: dict[str, str]
    reads: tuple[Read, ...]
    output: str

    @classmethod
    def of(cls, edition: Edition, notebooks: Path, reads: Iterable[Read], output: Path) -> Self:
        """Tell what an edition was made of that was run just now."""
        notebook = notebooks / f"{edition.report}.py"
        code = modules_of(notebook)
        return cls(edition.parameters, code, libraries_of(code), tuple(reads), hash_of_file(output))


def remember(made: Made, output: Path) -> None:
    """Write beside an executed edition what it was made of."""
    text = json.dumps(asdict(made), ensure_ascii=False, indent=1)
    write_whole(beside(output), text.encode())


def remembered(output: Path) -> Made | None:
    """Read what an executed edition was made of; None where that is not known, or not its."""
    try:
        content = json.loads(beside(output).read_text(encoding="utf-8"))
        made = Made(**{**content, "reads": tuple(Read(*one) for one in content["reads"])})
        return made if made.output == hash_of_file(output) else None
    except (OSError, ValueError, TypeError, KeyError):
        # A cache that cannot be read is none.
        return None


class Present:
    """What editions would be made of now.

    Parameters
    ----------
    notebooks : pathlib.Path
        The folder of the percent-format notebooks.
    store : Store
        The data.
    """

    def __init__(self, notebooks: Path, store: Store) -> None:
        self._notebooks, self._store = notebooks, store
        self._code: dict[str, dict[str, str]] = {}
        self._libraries: dict[str, dict[str, str]] = {}

    def reasons(self, edition: Edition, output: Path) -> Iterator[str]:
        """Say why an edition has to be run: what differs from when it was; nothing if nothing does."""
        was = remembered(output)
        if was is None:
            yield "it was not run yet, or what was run is not there whole"
            return
        code, libraries = self._of(edition.report)
        yield from _differing("parameter", was.parameters, edition.parameters)
        yield from _differing("code", was.code, code)
        yield from _differing("library", was.libraries, libraries)
        for read in was.reads:
            if not answered_as_before(self._store, read):
                yield f"data: another answer to {_in_words(read.question)}"

    def _of(self, report: str) -> tuple[dict[str, str], dict[str, str]]:
        if report not in self._code:
            self._code[report] = modules_of(self._notebooks / f"{report}.py")
            self._libraries[report] = libraries_of(self._code[report])
        return self._code[report], self._libraries[report]


def _in_words(question: str) -> str:
    """Tell a question as one reads it: ``query period=2025-11 unit=USD measure=value keep=region``."""
    name, args, named = json.loads(question)
    told = [name.strip("_")]
    for one in [*args, named]:
        parts = one.items() if isinstance(one, dict) else [("", one)]
        told += [f"{key}={_short(value)}".lstrip("=") for key, value in parts if value]
    return " ".join(told)


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return ",".join(f"{key}:{one}" for key, one in value.items())
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _differing(kind: str, was: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    for name in sorted(was.keys() | now.keys()):
        if was.get(name) != now.get(name):
            yield f"{kind}: {name} {_change(was.get(name), now.get(name))}"


def _change(was: Any, now: Any) -> str:
    if was is None or now is None:
        return "is gone" if now is None else "is new"
    return f"was {str(was)[:12]}, is {str(now)[:12]}"


def beside(output: Path) -> Path:
    """Return the file that tells what an executed edition was made of."""
    return output.with_name(f"{output.name}{_SUFFIX}")
