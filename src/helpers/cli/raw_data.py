"""The raw data of the repository, checked."""

from __future__ import annotations

from pathlib import Path

from helpers.cli.repository import repository
from helpers.core.errors import SourceError
from helpers.observations.validation.finding import ERROR
from helpers.observations.warehouse.archive import Archive, open_archive, verify


def raw_folder() -> Path:
    """Return the folder of the repository's raw files."""
    return repository().root / "data" / "raw"


def verified(folder: Path) -> Archive:
    """Open the archive of raw files, each of which is to the last byte the one described."""
    verify(folder)
    return open_archive(folder)


def refuse_errors(archive: Archive) -> None:
    """Refuse data in which a check finds an error.

    Raises
    ------
    SourceError
        With the first of them.
    """
    for finding in archive.findings():
        if finding.severity == ERROR:
            raise SourceError(f"{finding.source}: {finding.message}; run: tradebook check")
