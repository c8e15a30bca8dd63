"""Quantities, unit values, and how a change in value divides into price and quantity.

A unit value is not a price: it moves as well when the mix of goods under one code does. Sources do not
give the quantity of all goods. Unit values are those of the goods whose quantity is given, and absent
where these are too small a part; what is said of all goods needs the quantity of nearly all.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np
import pandas as pd

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, QUANTITY, TOTAL
from helpers.indicators.cells import CELL, keys_of
from helpers.indicators.changes import MINIMUM_BASE, against_base, figures_of
from helpers.indicators.figures import PERCENT, POINTS
from helpers.indicators.inputs import Declaration, cell, quantity
from helpers.indicators.panel import join_sources, places_of
from helpers.observations.schema import (
    BASE_INCOMPLETE,
    IMPLIED,
    INCOMPLETE,
    NO_BASE,
    NO_QUANTITY,
    QUANTITY_PARTIAL,
    QUANTITY_ROUNDED,
    SUMMED,
    UNIT_CHANGED,
)

MINIMUM_COVERED: Final = 50.0
"""In percent: goods whose quantity is given must make up so much of the value for a unit value."""
NEARLY_ALL: Final = 99.5
"""In percent: so much for the quantity of all goods, for its growth, and for the division of growth."""

ROUNDED: Final = 0.005
"""A quantity that its source rounds by more than this part of it gives no unit value."""

_KEYS: Final = ("period", *CELL)
_PLACE: Final = ("period", "span", "flow")
_COVERED: Final = ((cell, "covered_value"), (quantity, "covered_quantity"))
_BOTH_YEARS: Final = ((cell, "level"), (cell, "base"), (quantity, "level"), (quantity, "base"))
INPUTS: Final[Declaration] = {
    "unit_value": (((cell, "level"), (quantity, "level")), _COVERED),
    # What sources state of some goods, and in another unit, is not computed from figures of the page.
    **dict.fromkeys(("covered_value", "covered_quantity", "quantity_before"), ((),)),
    "quantity_covered": (((cell, "covered_value"), (cell, "level")),),
    **dict.fromkeys(("covered_value", "covered_quantity", "quantity_before"), ()),
    **dict.fromkeys(("unit_value_growth", "price_points", "quantity_points"), (_BOTH_YEARS,)),
}


def with_quantities(
    values: pd.DataFrame,
    valued: pd.DataFrame,
    amounts: pd.DataFrame,
    other_units: frozenset[str] = frozenset(),
) -> pd.DataFrame:
    """Join the values of all goods with the quantities that are given.

    Parameters
    ----------
    values, valued, amounts : pandas.DataFrame
        Columns ``PANEL_COLUMNS``: values of all goods, values of the goods whose quantity is given,
        and these quantities.
    other_units : frozenset of str
        The flows whose quantity was given in other units a year before.

    Returns
    -------
    pandas.DataFrame
        The exports and imports among ``values`` that have quantities, with ``quantity`` and
        ``valued``, ``covered``, the share of ``valued`` in the value in percent, the same of the
        year before (``quantity_base`` …), and ``unit_quantity``; NaN for amounts below
        ``MINIMUM_BASE``. ``rounded`` and ``rounded_base``: by which part of it a quantity may be off, and
        its ratio to that of the year before, which a printed growth tells.
    """
    cells = values[~values["flow"].isin([TOTAL, BALANCE])].reset_index(drop=True)
    for name, others in (("quantity", amounts), ("valued", valued)):
        found = others.reset_index(drop=True).reindex(places_of(cells, others, _KEYS))
        found = found.set_axis(cells.index)
        cells[name] = found["value"].where(found["value"] >= MINIMUM_BASE)
        cells[f"{name}_base"] = found["base"].where(found["base"] >= MINIMUM_BASE)
        for suffix in ("", "_base"):
            cells[f"{name}_summed{suffix}"] = found[f"basis{suffix}"] == SUMMED
        if name == "quantity":
            cells["unit_quantity"] = found["unit"].fillna("")
            cells["rounded"], cells["rounded_base"] = _roundings(found)
            for column in ("sources", "sources_base"):
                cells[column] = join_sources(cells[column], found[column])
    for suffix in ("", "_base"):
        # What is stated of January to a month, and the sum of its months, may be of other goods.
        summed = [cells.pop(f"{name}_summed{suffix}") for name in ("quantity", "valued")]
        cells[f"valued{suffix}"] = cells[f"valued{suffix}"].where(summed[0] == summed[1])
    for name, suffix in (("value", ""), ("base", "_base")):
        whole = cells[name].where(cells[name] >= MINIMUM_BASE)
        cells[f"covered{suffix}"] = cells[f"valued{suffix}"] / whole * 100
    changed = cells["flow"].isin(other_units) & cells["quantity_base"].isna()
    cells["reason_base"] = cells["reason_base"].mask(changed, UNIT_CHANGED)
    return cells[cells["unit_quantity"] != ""].reset_index(drop=True)


def _roundings(amounts: pd.DataFrame) -> tuple[pd.Series[float], pd.Series[float]]:
    now = amounts["step"].fillna(0) / 2 / amounts["value"].where(amounts["value"] >= MINIMUM_BASE)
    then = (
        amounts["step_base"].fillna(0) / 2 / amounts["base"].where(amounts["base"] >= MINIMUM_BASE)
    )
    return now, (now + then).mask(amounts["basis_base"] == IMPLIED, 0.0)


def of_all_goods(
    amounts: pd.DataFrame, cells: pd.DataFrame, other_units: frozenset[str]
) -> pd.DataFrame:
    """Leave out the quantities that are given for a part of the goods only, or for what is not known.

    Parameters
    ----------
    amounts : pandas.DataFrame
        Columns ``PANEL_COLUMNS``.
    cells : pandas.DataFrame
        What ``with_quantities`` returns.
    other_units : frozenset of str
        The flows whose quantity was given in other units a year before.

    Returns
    -------
    pandas.DataFrame
        The rows of ``amounts``; a value or base that is left out is NaN, with its reason.
    """
    found = amounts.copy()
    for value, reason, covered, lacking in (
        ("value", "reason", "covered", INCOMPLETE),
        ("base", "reason_base", "covered_base", BASE_INCOMPLETE),
    ):
        # Of goods that were not traded nothing is missing.
        share = cells[covered].mask(cells[value] < MINIMUM_BASE, 100.0)
        shares = dict(zip(keys_of(cells, _PLACE), share, strict=True))
        least = [_least_covered(shares, *key) for key in keys_of(found, _PLACE)]
        known = pd.Series(least, found.index, dtype="float64")
        unknown = known.isna() & found[value].notna()
        found[reason] = found[reason].mask(known < NEARLY_ALL, QUANTITY_PARTIAL)
        found[reason] = found[reason].mask(unknown, lacking)
        found[value] = found[value].where(known >= NEARLY_ALL)
    changed = found["flow"].isin(other_units) & found["base"].isna()
    unknown = found["reason_base"].isin((NO_BASE, BASE_INCOMPLETE))
    return found.assign(reason_base=found["reason_base"].mask(changed & unknown, UNIT_CHANGED))


def _least_covered(
    shares: Mapping[tuple[str, ...], float], period: str, span: str, flow: str
) -> float:
    """Return the share covered, of a total or a balance the smaller one; NaN where one is not known."""
    sides = (EXPORT, IMPORT) if flow in (TOTAL, BALANCE) else (flow,)
    found = [shares.get((period, span, side), math.nan) for side in sides]
    return math.nan if any(map(math.isnan, found)) else min(found)


def covered(cells: pd.DataFrame) -> list[pd.DataFrame]:
    """Return what unit values are computed from, where it is not the whole.

    Metrics ``covered_value`` and ``covered_quantity``, of the goods whose quantity is given, and
    ``quantity_covered``, their share in the value; units: that of the values, that of the quantity,
    percent.

    Parameters
    ----------
    cells : pandas.DataFrame
        What ``with_quantities`` returns.
    """
    partial = cells[cells["covered"] < NEARLY_ALL]
    amounts = partial.assign(measure=QUANTITY)
    return [
        figures_of(partial, "covered_value", partial["valued"], partial["unit"]),
        figures_of(amounts, "covered_quantity", amounts["quantity"], amounts["unit_quantity"]),
        figures_of(partial, "quantity_covered", partial["covered"], PERCENT),
    ]


def unit_value(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the unit value (单位价值): value / quantity of the goods whose quantity is given.

    Unit: currency per unit of quantity (``USD/piece``). Absent where these make up less than
    ``MINIMUM_COVERED`` of the value, or the quantity is rounded by more than ``ROUNDED``; no rows for
    totals and balances. Source: the unit values of the UN's International Merchandise Trade Statistics.

    Parameters
    ----------
    cells : pandas.DataFrame
        What ``with_quantities`` returns.
    """
    unit = cells["unit"] + "/" + cells["unit_quantity"]
    price = _price(cells).where(~(cells["rounded"] > ROUNDED))
    explained = _explained(cells, MINIMUM_COVERED)
    return figures_of(explained, "unit_value", price, unit, QUANTITY_ROUNDED)


def unit_value_growth(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the year-on-year growth of the unit value.

    Unit: percent. Absent without a unit value in both years; where quantities are rounded by more than
    ``ROUNDED``, unless their growth is printed.

    Parameters
    ----------
    cells : pandas.DataFrame
        What ``with_quantities`` returns.
    """
    growth = (_price(cells) / _price(cells, "_base") - 1) * 100
    growth = growth.where(~(cells["rounded_base"] > ROUNDED))
    explained = against_base(_explained(cells, MINIMUM_COVERED))
    return figures_of(explained, "unit_value_growth", growth, PERCENT, QUANTITY_ROUNDED)


def price_points(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the part of the growth in value that comes from price (价格因素).

    (p - p0) (q + q0) / 2, over the value a year before: with the part of the quantity it adds up to
    the growth in value exactly, and treats both years alike. Unit: percentage points. Absent where
    the quantity of less than ``NEARLY_ALL`` goods is given in a year. Source: Bennet, T. L. (1920),
    The theory of measurement of changes in cost of living, Journal of the Royal Statistical Society
    83(3).

    Parameters
    ----------
    cells : pandas.DataFrame
        What ``with_quantities`` returns.
    """
    change = _price(cells) - _price(cells, "_base")
    return _points(cells, "price_points", change * (cells["quantity"] + cells["quantity_base"]))


def quantity_points(cells: pd.DataFrame) -> pd.DataFrame:
    """Return the part of the growth in value that comes from quantity (数量因素).

    (q - q0) (p + p0) / 2, over the value a year before. Unit: percentage points. Absent, and source:
    as of ``price_points``.

    Parameters
    ----------
    cells : pandas.DataFrame
        What ``with_quantities`` returns.
    """
    change = cells["quantity"] - cells["quantity_base"]
    return _points(cells, "quantity_points", change * (_price(cells) + _price(cells, "_base")))


def _price(cells: pd.DataFrame, suffix: str = "") -> pd.Series[float]:
    """Return the unit values of a year, NaN where too few goods have a quantity."""
    enough = cells[f"covered{suffix}"] >= MINIMUM_COVERED
    return (cells[f"valued{suffix}"] / cells[f"quantity{suffix}"]).where(enough)


def _points(cells: pd.DataFrame, metric: str, effect: pd.Series[float]) -> pd.DataFrame:
    nearly = (cells["covered"] >= NEARLY_ALL) & (cells["covered_base"] >= NEARLY_ALL)
    exact = nearly & ~(cells["rounded_base"] > ROUNDED)
    points = (effect / 2 / cells["valued_base"] * 100).where(exact)
    explained = against_base(_explained(cells, NEARLY_ALL))
    return figures_of(explained, metric, points, POINTS, QUANTITY_ROUNDED)


def _explained(cells: pd.DataFrame, least: float) -> pd.DataFrame:
    """Say of cells without the quantity of enough goods that this is what they lack."""
    found = cells.copy()
    for reason, share, amount in (
        ("reason", "covered", "quantity"),
        ("reason_base", "covered_base", "quantity_base"),
    ):
        lacking = found[share].isna() | (found[share] < least)
        why = np.where(found[amount].isna(), NO_QUANTITY, QUANTITY_PARTIAL)
        found[reason] = found[reason].mask(
            lacking & (found[reason] == ""), pd.Series(why, found.index)
        )
    return found
