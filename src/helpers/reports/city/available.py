"""The periods the report can be run for."""

from __future__ import annotations

from helpers.observations.warehouse.store import Store
from helpers.reports.city.parameters import DEFAULT_REGION
from helpers.reports.common.data import months_of


def available(store: Store) -> list[str]:
    """List the months the default province has data for."""
    return months_of(store, region=DEFAULT_REGION)
