"""The periods the report can be run for."""

from __future__ import annotations

from helpers.observations.warehouse.store import Store
from helpers.reports.common.provinces import months_with_all


def available(store: Store) -> list[str]:
    """List the months that have all provinces."""
    return months_with_all(store)
