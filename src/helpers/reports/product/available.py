"""The periods the report can be run for."""

from __future__ import annotations

from helpers.observations.warehouse.store import Store
from helpers.reports.common.data import months_of
from helpers.reports.product.parameters import DEFAULT_PRODUCT


def available(store: Store) -> list[str]:
    """List the months the default product has data for."""
    return months_of(store, product=DEFAULT_PRODUCT)
