"""The manifest of an edition: all that it was made of, and why it would come out different now.

That is its notebook, its parameters, the code and the libraries it is made by, and each question it
asked the data with a hash of the answer; and nothing else: a new month of data does not concern an
edition that does not ask for it. All is known by content, so that it is the same on every machine.
"""

from __future__ import annotations

import importlib.metadata
import json
import platform
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from helpers.core.files import hash_of_file, write_whole
from helpers.core.fingerprints import PACKAGE
from helpers.observations.warehouse.questions import LoggedQuestion, answered_as_before
from helpers.observations.warehouse.store import Store
from helpers.presentation.locale import COMMAND_LINE
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.runner.edition import source_of

SHARED: Final = (
    "core/*",
    "reference/*",
    "observations/*",
    "observations/readers/**/*",
    "observations/validation/*",
    "observations/warehouse/*",
    "indicators/*",
    "presentation/**/*",
    "reports/common/*",
    "publishing/bundle/__init__.py",
    "publishing/bundle/bundle.py",
    "publishing/bundle/headings.py",
    "publishing/runner/edition.py",
    "publishing/runner/engine.py",
    "publishing/runner/shell.py",
)
"""The files that editions of every report are made by."""

LIBRARIES: Final = (
    "beautifulsoup4",
    "click",
    "duckdb",
    "ipython",
    "jinja2",
    "jupytext",
    "markupsafe",
    "numpy",
    "pandas",
    "papermill",
    "pyarrow",
    "pydantic",
    "pypinyin",
    "python-calamine",
    "pyyaml",
    "vl-convert-python",
    "xlsxwriter",
)
"""The libraries that these files import, as they are named where they are installed."""

_REPORT: Final = re.compile(r"^from helpers\.reports import (\w+)", re.M)
_UNREAD: Final = (COMMAND_LINE, "factcheck.yml", "slots.yml")
"""The words that no edition shows, and what declares the words."""
_KINDS: Final = (".py", ".yml", ".csv", ".j2", ".ttf")


@dataclass(frozen=True)
class Manifest:
    """What an edition was made of.

    Attributes
    ----------
    inputs : dict of str to dict
        By kind and name: parameters, hashes of code files, versions of libraries.
    reads, output : tuple of LoggedQuestion, str
        The questions to the data, with hashes of their answers; the hash of the executed notebook.
    """

    inputs: dict[str, dict[str, Any]]
    reads: tuple[LoggedQuestion, ...]
    output: str


@dataclass(frozen=True)
class StaleReason:
    """Why an edition would come out different now.

    Attributes
    ----------
    change : str
        What became of it: ``new``, ``gone``, ``changed``; ``answer`` of a question to the data;
        ``not_run`` of an edition that is not there whole.
    kind, name : str
        What it is, ``parameter``, ``code`` or ``library``, and its name, or the question.
    was, now : str
        The beginning of its values, where it changed.
    """

    change: str
    kind: str = ""
    name: str = ""
    was: str = ""
    now: str = ""


_SHOWN: Final = 12
"""So much of a hash tells it from others."""

_JSON: Final = TypeAdapter(Manifest)


def manifest_path(output: Path) -> Path:
    """Return the file of an executed edition's manifest."""
    return output.with_name(f"{output.name}.manifest.json")


def write_manifest(
    edition: Edition, notebooks: Path, reads: Iterable[LoggedQuestion], output: Path
) -> None:
    """Write the manifest of an edition that was run just now, next to it."""
    manifest = Manifest(_inputs(edition, notebooks), tuple(reads), hash_of_file(output))
    write_whole(manifest_path(output), _JSON.dump_json(manifest, indent=1))


def _inputs(edition: Edition, notebooks: Path) -> dict[str, dict[str, Any]]:
    code = code_of(source_of(notebooks, edition.report))
    return {"parameter": edition.parameters, "code": code, "library": libraries()}


def read_manifest(output: Path) -> Manifest | None:
    """Return an edition's manifest; None where it cannot be read or the output changed since."""
    try:
        manifest = _JSON.validate_json(manifest_path(output).read_bytes())
        return manifest if manifest.output == hash_of_file(output) else None
    except (OSError, ValueError):
        return None


def stale_reasons(
    edition: Edition, notebooks: Path, output: Path, store: Store
) -> Iterator[StaleReason]:
    """Yield what changed since an edition was run into ``output``; nothing if it is fresh."""
    manifest = read_manifest(output)
    if manifest is None:
        yield StaleReason("not_run")
        return
    for kind, now in _inputs(edition, notebooks).items():
        yield from _changes(kind, manifest.inputs.get(kind, {}), now)
    for read in manifest.reads:
        if not answered_as_before(store, read):
            yield StaleReason("answer", name=_question(read.question))


def _changes(kind: str, before: dict[str, Any], now: dict[str, Any]) -> Iterator[StaleReason]:
    for name in sorted(before.keys() | now.keys()):
        was, is_now = before.get(name), now.get(name)
        if was != is_now:
            if was is None or is_now is None:
                yield StaleReason("new" if was is None else "gone", kind, name)
            else:
                yield StaleReason("changed", kind, name, str(was)[:_SHOWN], str(is_now)[:_SHOWN])


def _question(question: str) -> str:
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


def code_of(notebook: Path) -> dict[str, str]:
    """Return the hashes of a percent-format notebook and of the files its editions are made by.

    The files are named by their path below the package, the notebook by its name. Those of the
    package are read once a process: they are those of the code that runs in it.
    """
    rooms = _REPORT.findall(notebook.read_text(encoding="utf-8"))
    files = _hashes(*SHARED, *(f"reports/{room}/**/*" for room in rooms))
    return {notebook.name: hash_of_file(notebook), **files}


@cache
def libraries() -> dict[str, str]:
    """Return the versions of Python and of the libraries that editions are made with."""
    return {
        "python": platform.python_version(),
        **{name: importlib.metadata.version(name) for name in LIBRARIES},
    }


@cache
def _hashes(*patterns: str) -> dict[str, str]:
    found = {path for pattern in patterns for path in PACKAGE.glob(pattern)}
    files = (path for path in sorted(found) if path.suffix in _KINDS and path.name not in _UNREAD)
    return {path.relative_to(PACKAGE).as_posix(): hash_of_file(path) for path in files}
