"""What files revise of those released before them, known before they are filed."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from helpers.observations.warehouse.archive import Archive
from helpers.observations.warehouse.parquet import open_files
from helpers.observations.warehouse.register import StoredFile


class Revised(NamedTuple):
    """What a file revises of a month.

    Attributes
    ----------
    source, month : str
        The file, by id, and the month.
    changed, withdrawn, new : int
        How many figures have another number now, have none any more, and have one for the first time.
    largest : mapping of str to object or None
        Of those changed the one by the largest difference: a row of ``REVISION_COLUMNS``.
    """

    source: str
    month: str
    changed: int
    withdrawn: int
    new: int
    largest: dict[str, Any] | None


def revised_by(archive: Archive, place: Path, added: Iterable[StoredFile]) -> tuple[Revised, ...]:
    """Return what files that are stored in another folder revise, by file and month.

    Parameters
    ----------
    archive : Archive
        The files there are.
    place : pathlib.Path
        Where the Parquet files of the new ones are.
    added : iterable of StoredFile
        The new files.
    """
    new = [(place, file) for file in added]
    tables = {(file.raw.group, month) for _, file in new for month in file.months}
    there = [
        (archive.home, file)
        for file in archive.stored
        if any((file.raw.group, month) in tables for month in file.months)
    ]
    ids = {file.raw.id for _, file in new}
    if not ids or len(there) + len(new) < 2:  # noqa: PLR2004  # one file revises nothing
        return ()
    rows = open_files([*there, *new]).revisions()
    rows = rows[rows["source"].isin(ids)]
    found = []
    for names, part in rows.groupby(["source", "period"]):
        source, month = map(str, names)
        gone, first = part["value"].isna(), part["before"].isna()
        changed = part[~gone & ~first]
        largest = (
            {str(name): value for name, value in changed.iloc[0].items()} if len(changed) else None
        )
        found.append(
            Revised(source, month, len(changed), int(gone.sum()), int(first.sum()), largest)
        )
    return tuple(found)
