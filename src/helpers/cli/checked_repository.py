"""The catalogue of the repository a command works in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from helpers.core.repository import CATALOGUE, Repository
from helpers.publishing.catalogue.editions import (
    Catalogue,
    ReleasedEdition,
    in_currencies,
    read_catalogue,
)
from helpers.reports.registry import ReportsOfData

if TYPE_CHECKING:
    from helpers.observations.warehouse.store import Store


def reports_of(place: Repository) -> ReportsOfData:
    """Return the report types over a repository's data, which is opened when it is asked."""

    def store() -> Store:
        from helpers.reports.common.data import open_store

        return open_store(place.data)

    return ReportsOfData(store)


def contents(place: Repository) -> Catalogue:
    """Read a repository's catalogue, as far as it says which editions there are."""
    return _contents(place, reports_of(place))


def catalogue(place: Repository) -> Catalogue:
    """Read a repository's catalogue, with all that its editions are run with."""
    reports = reports_of(place)
    return in_currencies(_contents(place, reports), reports, lambda: _released(place))


def _contents(place: Repository, reports: ReportsOfData) -> Catalogue:
    return read_catalogue(place.root / CATALOGUE, reports, lambda: _released(place))


def _released(place: Repository) -> Mapping[str, ReleasedEdition]:
    """Return the editions that were released; where there are none, nothing is imported for that."""
    if not place.lock.is_file():
        return {}
    from helpers.publishing.releases.released_editions import released_editions

    return released_editions(place.root)
