"""The manifest of an edition: all that it was made of, and why it would be made otherwise now.

That is its notebook, its parameters, the code and the libraries it is made by, and each question it
asked the data with a hash of the answer; and nothing else: a new month of data does not concern an
edition that does not ask for it. All is known by content, so that it is the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from helpers.core.files import hash_of_file, write_whole
from helpers.observations.warehouse.questions import LoggedQuestion, answered_as_before
from helpers.observations.warehouse.store import Store
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.runner.code import code_of, libraries
from helpers.publishing.runner.edition import source_of

_SUFFIX: Final = ".manifest.json"


@dataclass(frozen=True)
class Manifest:
    """What an edition was made of.

    Attributes
    ----------
    parameters : dict
        As given to the notebook.
    code : dict of str to str
        Hashes by file: the notebook, and of this package what makes it.
    libraries : dict of str to str
        Versions by name; Python among them.
    reads : tuple of LoggedQuestion
        The questions to the data, with hashes of their answers.
    output : str
        The hash of the executed notebook.
    """

    parameters: dict[str, Any]
    code: dict[str, str]
    libraries: dict[str, str]
    reads: tuple[LoggedQuestion, ...]
    output: str


def manifest_path(output: Path) -> Path:
    """Return the file of an executed edition's manifest."""
    return output.with_name(f"{output.name}{_SUFFIX}")


def write_manifest(
    edition: Edition, notebooks: Path, reads: Iterable[LoggedQuestion], output: Path
) -> None:
    """Write the manifest of an edition that was run just now, next to it."""
    code = code_of(source_of(notebooks, edition.report))
    manifest = Manifest(edition.parameters, code, libraries(), tuple(reads), hash_of_file(output))
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
    write_whole(manifest_path(output), text.encode())


def read_manifest(output: Path) -> Manifest | None:
    """Return the manifest of an executed edition; None where there is none, or the output changed."""
    try:
        content = json.loads(manifest_path(output).read_text(encoding="utf-8"))
        reads = tuple(LoggedQuestion(*read) for read in content["reads"])
        manifest = Manifest(**{**content, "reads": reads})
        return manifest if manifest.output == hash_of_file(output) else None
    except (OSError, ValueError, TypeError, KeyError):
        # A cache that cannot be read is none.
        return None


def stale_reasons(edition: Edition, notebooks: Path, output: Path, store: Store) -> Iterator[str]:
    """Yield why an edition has to be run again: what changed since it was run; nothing if it is fresh.

    Parameters
    ----------
    edition : Edition
        The edition, as the catalogue has it.
    notebooks : pathlib.Path
        The folder of the percent-format notebooks.
    output : pathlib.Path
        The executed edition.
    store : Store
        The data.
    """
    manifest = read_manifest(output)
    if manifest is None:
        yield "it was not run yet, or what was run is not there whole"
        return
    code = code_of(source_of(notebooks, edition.report))
    yield from _changes("parameter", manifest.parameters, edition.parameters)
    yield from _changes("code", manifest.code, code)
    yield from _changes("library", manifest.libraries, libraries())
    for read in manifest.reads:
        if not answered_as_before(store, read):
            yield f"data: another answer to {_in_words(read.question)}"


def _changes(kind: str, before: dict[str, Any], now: dict[str, Any]) -> Iterator[str]:
    for name in sorted(before.keys() | now.keys()):
        if before.get(name) != now.get(name):
            yield f"{kind}: {name} {_change(before.get(name), now.get(name))}"


def _change(before: Any, now: Any) -> str:
    if before is None or now is None:
        return "is gone" if now is None else "is new"
    return f"was {str(before)[:12]}, is {str(now)[:12]}"


def _in_words(question: str) -> str:
    """Return a question as text: ``query period=2025-11 unit=USD measure=value keep=region``."""
    name, args, named = json.loads(question)
    words = [name.strip("_")]
    for argument in [*args, named]:
        parts = argument.items() if isinstance(argument, dict) else [("", argument)]
        words += [f"{key}={_short(value)}".lstrip("=") for key, value in parts if value]
    return " ".join(words)


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return ",".join(f"{key}:{item}" for key, item in value.items())
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
