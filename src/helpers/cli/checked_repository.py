"""The repository a command works in."""

from __future__ import annotations

from pathlib import Path

from helpers.core.repository import CATALOGUE, Repository, find_root
from helpers.publishing.catalogue.editions import Catalogue, read_catalogue
from helpers.reports.registry import report_type


def repository() -> Repository:
    """Return the repository around the working folder."""
    return Repository(find_root(Path.cwd()))


def catalogue(of: Repository) -> Catalogue:
    """Read a repository's catalogue of editions."""
    return read_catalogue(
        of.root / CATALOGUE,
        lambda report, values: report_type(report).page_of(values),
    )
