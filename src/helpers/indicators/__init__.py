"""Metrics: from a panel of values and their bases to figures. Pure: frames in, frames out.

``panel`` joins a month with the same month a year before and computes totals and balances; each
other module holds the metrics of one kind. Every metric has one definition, here; its words and
formula for readers stand in ``words``, and the page on method prints them.
"""

from helpers.indicators.bases import growth_against_stored, implied_bases, summed_bases
from helpers.indicators.changes import base, change, growth, level
from helpers.indicators.concentration import concentration
from helpers.indicators.counts import directions, partners_above
from helpers.indicators.history import cagr, growth_since, multiple, plan_sum, record, run
from helpers.indicators.panel import panel
from helpers.indicators.prices import price_points, quantity_points, unit_value, unit_value_growth
from helpers.indicators.ranks import gap, rank, rank_change
from helpers.indicators.shares import contribution, contribution_rest, share, share_change, weight
from helpers.indicators.surplus import surplus_growth, surplus_growth_error

__all__ = [
    "base",
    "cagr",
    "change",
    "concentration",
    "contribution",
    "contribution_rest",
    "directions",
    "gap",
    "growth",
    "growth_against_stored",
    "growth_since",
    "implied_bases",
    "level",
    "multiple",
    "panel",
    "partners_above",
    "plan_sum",
    "price_points",
    "quantity_points",
    "rank",
    "rank_change",
    "record",
    "run",
    "share",
    "share_change",
    "summed_bases",
    "surplus_growth",
    "surplus_growth_error",
    "unit_value",
    "unit_value_growth",
    "weight",
]
