"""The quantities and unit values of the goods of the customs' lists, each in the unit of the list."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from helpers.core.dimensions import EXPORT, IMPORT, QUANTITY
from helpers.indicators import bases, changes, prices
from helpers.indicators.cells import keys_of
from helpers.reference import units
from helpers.reference.commodities import commodities
from helpers.reports.common.data import ReportData

_WEIGHT = "kg"
_TON = "ton"
_AMOUNTS = ("value", "base", "step", "step_base", "superseded")


def quantity_frames(
    data: ReportData, values: pd.DataFrame, months: Collection[str] = ()
) -> list[pd.DataFrame]:
    """Compute quantity, unit value, their growth, and what price and quantity did to the value.

    Parameters
    ----------
    data : ReportData
        The nation's.
    values : pandas.DataFrame
        The values of goods, columns ``PANEL_COLUMNS``. A list gives the quantity of all of a good.
    months : collection of str
        Those that the values are of, where that is not the one month of the data.
    """
    frames = []
    for unit, goods in _by_unit().items():
        codes = tuple(sorted({code for _, code in goods}))
        counted = data.change(unit=unit, measure=QUANTITY)
        amounts = (
            counted.over_time("product", months=months, members=codes)
            if months
            else counted.panel("product", members=codes)
        )
        amounts = _in_tons(amounts) if unit == _WEIGHT else amounts
        listed, mine = _of(amounts, goods), _of(values, goods)
        if not listed.empty and not mine.empty:
            frames += _frames(listed, mine)
    return frames


def _frames(amounts: pd.DataFrame, values: pd.DataFrame) -> list[pd.DataFrame]:
    cells = prices.with_quantities(values, values, amounts)
    return [
        *(metric(amounts) for metric in (changes.level, changes.base, changes.growth)),
        bases.growth_against_stored(amounts),
        prices.unit_value(cells),
        prices.unit_value_growth(cells),
        prices.price_points(cells),
        prices.quantity_points(cells),
    ]


def _by_unit() -> dict[str, set[tuple[str, str]]]:
    """Return by unit the flow and code of the goods that are counted in it."""
    found: dict[str, set[tuple[str, str]]] = {}
    for flow in (EXPORT, IMPORT):
        for code, unit in commodities(flow)["unit"].items():
            if unit:
                found.setdefault(units.base_unit(unit), set()).add((flow, str(code)))
    return found


def _in_tons(amounts: pd.DataFrame) -> pd.DataFrame:
    """Return weights in tons, by which the customs count goods in bulk."""
    per = units.factors(_WEIGHT)[_TON]
    tons = {name: amounts[name] / per for name in _AMOUNTS}
    return amounts.assign(unit=_TON, **tons)


def _of(panel: pd.DataFrame, goods: set[tuple[str, str]]) -> pd.DataFrame:
    chosen = [key in goods for key in keys_of(panel, ("flow", "product"))]
    return panel[chosen]
