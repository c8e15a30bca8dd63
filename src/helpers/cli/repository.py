"""The repository a command works in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from helpers.core.repository import CATALOGUE, Repository, find_root

if TYPE_CHECKING:
    from helpers.publishing.catalogue.editions import Catalogue


def repository() -> Repository:
    """Return the repository around the working folder."""
    return Repository(find_root(Path.cwd()))


def catalogue(of: Repository) -> Catalogue:
    """Read a repository's catalogue of editions."""
    from helpers.publishing.catalogue.editions import read_catalogue
    from helpers.reports.registry import report_type

    return read_catalogue(
        of.root / CATALOGUE,
        lambda report, values: report_type(report).page_of(values),
    )
