"""Finding what of the executed editions was not yet released, and recording it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from helpers.core.errors import LockError
from helpers.core.files import hash_of_file
from helpers.core.fingerprints import hash_of_texts, package_fingerprint
from helpers.core.repository import Repository
from helpers.core.transaction import Keep
from helpers.observations.readers import RawPair, pairs
from helpers.observations.readers.description import read_meta
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.releases.figure_changes import Change
from helpers.publishing.releases.lock import (
    FOLDER,
    LOCK,
    Input,
    Release,
    append,
    store_notebook,
    stored_at,
    text_of,
)
from helpers.publishing.releases.release_history import histories_of


@dataclass(frozen=True)
class NewRecord:
    """A record to add to the lock, and the notebook that is stored with it; empty where only words changed."""

    release: Release
    text: str


@dataclass(frozen=True)
class News:
    """What of an edition is not released yet.

    Attributes
    ----------
    release, page : Release, EditionPage
        The record to add to the lock, and the executed edition.
    changes : list of Change
        The numbers that differ from the revision before; empty for a first page.
    text : str
        The notebook as it is stored; empty where only words changed.
    translations : tuple of NewRecord
        The new revision in further languages.
    """

    release: Release
    page: EditionPage
    changes: list[Change]
    text: str
    translations: tuple[NewRecord, ...] = ()


def news_of(editions: Iterable[EditionPage], root: Path, day: date) -> list[News]:
    """Find what of the executed editions is to be recorded: new ones, changed numbers, changed words.

    Parameters
    ----------
    editions : iterable of EditionPage
        The executed editions.
    root : pathlib.Path
        The repository: ``editions.lock``, ``releases/``, ``data/raw``, ``notebooks/``.
    day : datetime.date
        The day to record.

    Raises
    ------
    LockError
        When the lock, or a released notebook, was changed by hand.
    """
    known = histories_of(root)
    raw = Repository(root).data / "raw"
    inputs = {name: hashes for name, (_, hashes) in raw_inputs(raw).items()}
    found = []
    for page in (one for one in editions if not one.edition.living):
        history = known.get(page.page)
        before = history.releases[-1] if history else None
        changes = history.changes_to(page.record["figures"]) if history else []
        text = text_of(page.notebook) if changes or before is None else ""
        release = _release(page, before, text, inputs, day=day, root=root)
        same = before and (release.figures, release.wording) == (before.figures, before.wording)
        if changes or not same:
            found.append(News(release, page, changes, text))
    return found


def record(
    news: Iterable[News], root: Path, keep: Keep, translations: Iterable[NewRecord] = ()
) -> None:
    """Store the new revisions, and then add all releases to the lock, which is what counts.

    ``translations`` are of revisions that were released before. ``keep`` is told which files are about to
    change: see ``Transaction.keep``.
    """
    found = [each for new in news for each in (NewRecord(new.release, new.text), *new.translations)]
    found += translations
    stored = [each for each in found if not each.release.reworded]
    keep(root / LOCK, *(stored_at(root / FOLDER, each.release) for each in stored))
    for each in stored:
        store_notebook(root / FOLDER, each.release, each.text)
    append(root / LOCK, (each.release for each in found))


def _release(
    page: EditionPage,
    before: Release | None,
    text: str,
    inputs: Mapping[str, Input],
    *,
    day: date,
    root: Path,
) -> Release:
    reworded = not text
    number = 1 if before is None else before.revision + (not reworded)
    if before is not None:
        refuse_earlier(day, before)
    return Release(
        edition=page.page,
        revision=number,
        date=day,
        reworded=reworded,
        note="" if reworded else page.edition.notes.get(f"r{number}", ""),
        report=page.edition.report if page.edition.series else "",
        currency=page.currency,
        parameters=page.edition.parameters,
        inputs={file["id"]: inputs[file["id"]] for file in page.record["files"]},
        code=code_of(page.edition.report, root),
        figures=hash_of_texts(page.record["figures"]),
        wording=page.stored.bundle().wording,
        notebook="" if reworded else hash_of_texts(text),
    )


def refuse_earlier(day: date, before: Release) -> None:
    """Refuse to record an edition on a day before that of an earlier record (LockError)."""
    if day < before.date:
        raise LockError(
            f"{LOCK}: {before.edition}: expected a day not before {before.date}, found {day}"
        )


def code_of(report: str, root: Path) -> str:
    """Return the hash of the code that the editions of a report are made with."""
    return hash_of_texts(package_fingerprint(), hash_of_file(root / "notebooks" / f"{report}.py"))


def raw_inputs(folder: Path) -> dict[str, tuple[RawPair, Input]]:
    """Return the raw files of a folder with their descriptions, and the hashes of both, by id."""
    found = {}
    for pair in pairs(folder):
        raw = read_meta(pair.description, pair.data)
        hashes = Input(data=raw.sha256, description=hash_of_file(pair.description))
        found[raw.id] = (pair, hashes)
    return found
