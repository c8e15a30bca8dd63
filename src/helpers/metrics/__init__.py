"""Metrics: from a panel of values and their bases to figures. Pure: frames in, frames out.

``panel`` joins a month with the same month a year before and computes totals and balances; each
other module holds the metrics of one kind. Every metric has one definition, here; its words and
formula for readers stand in ``words``, and the page on method prints them.
"""

from helpers.metrics.changes import base, change, growth, level
from helpers.metrics.concentration import concentration
from helpers.metrics.counts import directions
from helpers.metrics.panel import panel
from helpers.metrics.prices import (
    price_points,
    quantity_points,
    unit_value,
    unit_value_growth,
)
from helpers.metrics.ranks import rank, rank_change
from helpers.metrics.shares import contribution, share, share_change, weight

__all__ = [
    "base",
    "change",
    "concentration",
    "contribution",
    "directions",
    "growth",
    "level",
    "panel",
    "price_points",
    "quantity_points",
    "rank",
    "rank_change",
    "share",
    "share_change",
    "unit_value",
    "unit_value_growth",
    "weight",
]
