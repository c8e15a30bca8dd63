"""Describing a raw file anew: staged, checked with all others, and put in the place of the old description."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from helpers.core.errors import SourceError
from helpers.core.files import write_whole
from helpers.observations.ingest.adding import alone
from helpers.observations.ingest.revising import Revised, revised_by
from helpers.observations.ingest.staging import description_text
from helpers.observations.readers import RawPair, pairs, read_file
from helpers.observations.readers.description import META_SUFFIX, RawFile, read_meta
from helpers.observations.validation.finding import ERROR, CheckError
from helpers.observations.warehouse.archive import Archive, open_archive
from helpers.observations.warehouse.parquet import write_file


def describe_file(
    folder: Path, name: str, changes: Mapping[str, str | date | None]
) -> tuple[RawFile, RawFile, tuple[Revised, ...]]:
    """Change what the description of a raw file says.

    Parameters
    ----------
    folder : pathlib.Path
        ``data/raw``.
    name : str
        The file's name or its id.
    changes : mapping of str to object
        Keys of a description, with what they are to hold.

    Returns
    -------
    tuple
        The description before and after, and what the file revises if its day is another now.

    Raises
    ------
    SourceError
        When there is no such file. ``CheckError`` when the data would have an error: two values of one
        figure on one day, for example. The description is as it was.
    """
    with alone(folder):
        archive = open_archive(folder)
        pair, before = _named(folder, name)
        origin = {"released_from": ""} if "released" in changes else {}
        after = RawFile.model_validate(before.model_dump() | origin | dict(changes))
        if after == before:
            return before, after, ()
        text = description_text(after)
        revised = _checked(archive, after, pair, text)
        write_whole(pair.description, text)
    return before, after, revised if before.released != after.released else ()


def _checked(archive: Archive, after: RawFile, pair: RawPair, text: bytes) -> tuple[Revised, ...]:
    """Check a file as it is described now, and return what it revises."""
    others = Archive(archive.folder, tuple(one for one in archive.stored if one.raw.id != after.id))
    with tempfile.TemporaryDirectory(prefix=".described-", dir=archive.folder) as place:
        stored = write_file(Path(place), text, read_file(after, pair))
        for finding in others.findings_with(Path(place), [stored]):
            if finding.severity == ERROR and after.id in (finding.source, finding.other):
                raise CheckError(finding, {})
        return revised_by(others, Path(place), [stored])


def _named(folder: Path, name: str) -> tuple[RawPair, RawFile]:
    wanted = Path(name).name.removesuffix(META_SUFFIX)
    for pair in pairs(folder):
        raw = read_meta(pair.description, pair.data)
        if wanted in (raw.id, pair.data.name, pair.data.stem):
            return pair, raw
    raise SourceError(f"{folder}: holds no file '{name}'")
