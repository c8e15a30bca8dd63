"""The repository a command works in, and what every command needs of it."""

from __future__ import annotations

from pathlib import Path

from helpers.core.errors import SourceError
from helpers.core.repository import CATALOGUE, Repository, find_root
from helpers.observations.validation.finding import ERROR
from helpers.observations.warehouse.archive import Archive, open_archive, verify
from helpers.publishing.catalogue.editions import Catalogue, read_catalogue
from helpers.reports.registry import report_type


def repository() -> Repository:
    """Return the repository around the working folder."""
    return Repository(find_root(Path.cwd()))


def raw_folder() -> Path:
    """Return the folder of its raw files."""
    return repository().root / "data" / "raw"


def catalogue(of: Repository) -> Catalogue:
    """Read a repository's catalogue of editions."""
    return read_catalogue(
        of.root / CATALOGUE,
        lambda report, values: report_type(report).page_of(values),
    )


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
