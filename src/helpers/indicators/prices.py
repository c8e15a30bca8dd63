"""Unit values, and how a change in value divides into price and quantity.

A unit value is not a price: it moves as well when the mix of goods under one code does.
"""

from __future__ import annotations

from typing import Final

import pandas as pd

from helpers.core.dimensions import BALANCE, TOTAL, VALUE
from helpers.indicators.changes import MINIMUM_BASE, against_base, figures_of
from helpers.indicators.figures import PERCENT, POINTS
from helpers.indicators.inputs import Declaration, cell, quantity
from helpers.indicators.panel import join_sources

_CELL = ["period", "span", "flow", "region", "partner", "product", "enterprise"]

_BOTH_YEARS: Final = ((cell, "level"), (cell, "base"), (quantity, "level"), (quantity, "base"))
INPUTS: Final[Declaration] = {
    "unit_value": (((cell, "level"), (quantity, "level")),),
    **dict.fromkeys(("unit_value_growth", "price_points", "quantity_points"), (_BOTH_YEARS,)),
}


def unit_value(values: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """Return the unit value (单位价值): value / quantity.

    Unit: currency per unit of quantity (``USD/piece``). Absent where value or quantity is below
    ``MINIMUM_BASE``; no rows for totals and balances. Source: the unit values of the UN's
    International Merchandise Trade Statistics.
    """
    cells = _both(values, quantities)
    return figures_of(cells, "unit_value", cells["price"], cells["unit_price"])


def unit_value_growth(values: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """Return the year-on-year growth of the unit value.

    Unit: percent. Absent without a unit value in both years.
    """
    cells = _both(values, quantities)
    growth = (cells["price"] / cells["price_base"] - 1) * 100
    return figures_of(against_base(cells), "unit_value_growth", growth, PERCENT)


def price_points(values: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """Return the part of the growth in value that comes from price (价格因素).

    (p - p0) (q + q0) / 2, over the value a year before: with the part of the quantity it adds up to
    the growth in value exactly, and treats both years alike. Unit: percentage points. Absent without
    a unit value in both years. Source: Bennet, T. L. (1920), The theory of measurement of changes in
    cost of living, Journal of the Royal Statistical Society 83(3).
    """
    cells = _both(values, quantities)
    effect = (cells["price"] - cells["price_base"]) * (cells["quantity"] + cells["quantity_base"])
    return figures_of(against_base(cells), "price_points", effect / 2 / cells["base"] * 100, POINTS)


def quantity_points(values: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """Return the part of the growth in value that comes from quantity (数量因素).

    (q - q0) (p + p0) / 2, over the value a year before. Unit: percentage points. Absent without a
    unit value in both years. Source: as of ``price_points``.
    """
    cells = _both(values, quantities)
    effect = (cells["quantity"] - cells["quantity_base"]) * (cells["price"] + cells["price_base"])
    return figures_of(
        against_base(cells), "quantity_points", effect / 2 / cells["base"] * 100, POINTS
    )


def _both(values: pd.DataFrame, quantities: pd.DataFrame) -> pd.DataFrame:
    """Join the two measures, with unit values of both years; NaN for amounts below ``MINIMUM_BASE``."""
    amounts = quantities[[*_CELL, "unit", "value", "base", "sources", "sources_base"]].rename(
        columns={"unit": "unit_quantity", "value": "quantity", "base": "quantity_base"}
    )
    cells = values[~values["flow"].isin([TOTAL, BALANCE])].merge(
        amounts, on=_CELL, suffixes=("", "_quantity")
    )
    for column in ("sources", "sources_base"):
        cells[column] = join_sources(cells[column], cells[f"{column}_quantity"])
    for name, value in (("quantity", "value"), ("quantity_base", "base")):
        cells[name] = cells[name].where(cells[name] >= MINIMUM_BASE)
        cells[value] = cells[value].where(cells[value] >= MINIMUM_BASE)
    return cells.assign(
        measure=VALUE,
        price=cells["value"] / cells["quantity"],
        price_base=cells["base"] / cells["quantity_base"],
        unit_price=cells["unit"] + "/" + cells["unit_quantity"],
    )
