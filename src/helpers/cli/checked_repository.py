"""The catalogue of the repository a command works in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from helpers.cli import spoken
from helpers.core.cached_values import CachedValues
from helpers.core.errors import ParameterError
from helpers.core.repository import CATALOGUE, Repository
from helpers.publishing.catalogue.editions import (
    Catalogue,
    Edition,
    ReleasedEdition,
    in_currencies,
    read_catalogue,
)
from helpers.reports.registry import ReportsOfData

if TYPE_CHECKING:
    from helpers.observations.warehouse.store import Store


OFFERS: Final = "offers.json"
"""What report types can be run for, among what is stored of the data."""


def reports_of(place: Repository) -> ReportsOfData:
    """Return the report types over a repository's data, which is opened where no answer is cached."""

    def store() -> Store:
        from helpers.reports.common.data import open_store

        return open_store(place.data)

    return ReportsOfData(store, CachedValues(place.data / "store" / OFFERS, place.data / "raw"))


def contents(place: Repository, reports: ReportsOfData | None = None) -> Catalogue:
    """Read a repository's catalogue, as far as it says which editions there are."""
    path = place.root / CATALOGUE
    return read_catalogue(path, reports or reports_of(place), _released(place))


def catalogue(place: Repository) -> Catalogue:
    """Read a repository's catalogue, with all that its editions are run with."""
    reports, released = reports_of(place), _released(place)
    listed = read_catalogue(place.root / CATALOGUE, reports, released)
    return in_currencies(listed, reports, released)


def listed_edition(listed: Catalogue, series: str, period: str) -> Edition:
    """Return an edition of a catalogue.

    Raises
    ------
    ParameterError
        When it has no such edition.
    """
    editions = {edition.page: edition for edition in listed.editions}
    page = f"{series}/{period}"
    if page not in editions:
        slots = {"edition": page, "known": ", ".join(sorted(editions)), "catalogue": CATALOGUE}
        raise ParameterError(spoken.fill("messages.build.not_published", **slots))
    return editions[page]


def _released(place: Repository) -> Callable[[], Mapping[str, ReleasedEdition]]:
    """Return what gives the editions that were released; without any, nothing is imported for that."""

    @cache
    def read() -> Mapping[str, ReleasedEdition]:
        if not place.lock.is_file():
            return {}
        from helpers.publishing.releases.released_editions import released_editions

        return released_editions(place.root)

    return read
