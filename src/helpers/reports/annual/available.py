"""The periods the report can be run for."""

from __future__ import annotations

from helpers.core.periods import YTD
from helpers.observations.warehouse.store import Store
from helpers.reports.annual.parameters import DECEMBER
from helpers.reports.common.provinces import months_with_all


def available(store: Store) -> list[str]:
    """List the years that have the provinces through some month, with the last such month."""
    last = {month[:4]: month for month in months_with_all(store, YTD)}
    return [
        year if month.endswith(DECEMBER) else f"{year} (through {month})"
        for year, month in last.items()
    ]
