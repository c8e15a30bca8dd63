"""The repository a command works in."""

from __future__ import annotations

from pathlib import Path

from helpers.core.repository import CATALOGUE, Repository, find_root
from helpers.publishing.catalogue.editions import Catalogue, read_catalogue
from helpers.publishing.releases.released_editions import released_editions
from helpers.reports.common.data import open_store
from helpers.reports.registry import ReportsOfData


def repository() -> Repository:
    """Return the repository around the working folder."""
    return Repository(find_root(Path.cwd()))


def catalogue(of: Repository) -> Catalogue:
    """Read a repository's catalogue of editions, with what its data has months for."""
    reports = ReportsOfData(lambda: open_store(of.data))
    return read_catalogue(of.root / CATALOGUE, reports, released_editions(of.root))
