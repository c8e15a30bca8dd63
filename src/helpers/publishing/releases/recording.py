"""Finding what of the executed editions was not yet released, and recording it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from helpers.core.errors import LockError
from helpers.core.files import hash_of_file
from helpers.core.fingerprints import hash_of_texts, package_fingerprint
from helpers.observations.readers import pairs
from helpers.observations.readers.description import read_meta
from helpers.publishing.bundle.notebooks import Source
from helpers.publishing.bundle.published import Published
from helpers.publishing.releases.changes import Change
from helpers.publishing.releases.history import histories
from helpers.publishing.releases.lock import LOCK, append, read_lock
from helpers.publishing.releases.release import Input, Release, hash_of
from helpers.publishing.releases.storage import FOLDER, keep, text_of

_DRAWING: Final = re.compile(r"<svg.*?</svg>", re.DOTALL)


@dataclass(frozen=True)
class News:
    """What of an edition is not released yet.

    Attributes
    ----------
    release : Release
        The record to be made of it.
    source : Source
        The executed edition.
    changes : tuple of Change
        The numbers that differ from the revision before; empty for a first one.
    """

    release: Release
    source: Source
    changes: tuple[Change, ...]


def news_of(editions: Iterable[Published], root: Path, day: date) -> list[News]:
    """Find what is to be recorded: new editions, changed numbers, changed words.

    Parameters
    ----------
    editions : iterable of Published
        The executed editions.
    root : pathlib.Path
        The repository: ``editions.lock``, ``releases/``, ``data/raw``, ``notebooks/``.
    day : datetime.date
        The day to record.

    Raises
    ------
    LockError
        When the lock, or what is kept, was changed by hand.
    """
    known = histories(read_lock(root / LOCK), root / FOLDER)
    inputs = hashes_in(root / "data" / "raw")
    found = []
    for one in editions:
        history = known.get(one.page)
        before = history.releases[-1] if history else None
        changes = history.changes_to(one.record["figures"]) if history else []
        made = _release(one, before, changes, inputs, day=day, root=root)
        if before is not None and not changes and _as_before(made, before):
            continue
        found.append(News(made, one.source, tuple(changes)))
    return found


def record(news: Iterable[News], root: Path) -> None:
    """Keep the new revisions, and add all releases to the lock; the lock counts, and comes last."""
    told = list(news)
    for one in told:
        if not one.release.reworded:
            keep(root / FOLDER, one.release, one.source.read())
    append(root / LOCK, (one.release for one in told))


def wording_of(notebook: Any) -> str:
    """Return the words of an executed edition, without drawings and marks."""
    found = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            found.append(cell.source)
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html", "")
            found.append(str(Markup(_DRAWING.sub(" ", html)).striptags()))
    return "\n".join(" ".join(text.split()) for text in found)


def _release(
    one: Published,
    before: Release | None,
    changes: list[Change],
    inputs: Mapping[str, Input],
    *,
    day: date,
    root: Path,
) -> Release:
    notebook = one.notebook
    reworded = before is not None and not changes
    number = 1 if before is None else before.revision + (not reworded)
    if before is not None and day < before.date:
        raise LockError(f"{LOCK}: {one.page}: expected a day not before {before.date}, found {day}")
    return Release(
        edition=one.page,
        revision=number,
        date=day,
        reworded=reworded,
        note="" if reworded else one.edition.notes.get(f"r{number}", ""),
        parameters=one.edition.parameters,
        inputs={file["id"]: inputs[file["id"]] for file in one.record["files"]},
        code=code_of(root / "notebooks" / f"{one.edition.report}.py"),
        figures=hash_of(one.record["figures"].encode()),
        wording=hash_of(wording_of(notebook).encode()),
        notebook="" if reworded else hash_of(text_of(notebook)),
    )


def _as_before(made: Release, before: Release) -> bool:
    return (made.figures, made.wording) == (before.figures, before.wording)


def hashes_in(folder: Path) -> dict[str, Input]:
    """Return the hashes of the raw files of a folder, and of their descriptions, by id."""
    found = {}
    for pair in pairs(folder):
        raw = read_meta(pair.description, pair.data)
        description = hash_of(pair.description.read_bytes())
        found[raw.id] = Input(data=raw.sha256, description=description)
    return found


def code_of(notebook: Path) -> str:
    """Return the hash of the code an edition is made with: this package, and the notebook."""
    return hash_of_texts(package_fingerprint(), hash_of_file(notebook))
