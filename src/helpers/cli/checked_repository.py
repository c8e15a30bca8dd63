"""The catalogue of the repository a command works in."""

from __future__ import annotations

from helpers.core.repository import CATALOGUE, Repository
from helpers.publishing.catalogue.editions import Catalogue, read_catalogue
from helpers.reports.registry import report_type


def catalogue(of: Repository) -> Catalogue:
    """Read a repository's catalogue of editions."""
    return read_catalogue(
        of.root / CATALOGUE,
        lambda report, values: report_type(report).page_of(values),
    )
