"""The figures of the report on one product."""

from __future__ import annotations

from typing import Final

import pandas as pd

from helpers.core.dimensions import EXPORT, IMPORT, QUANTITY
from helpers.core.errors import NoDataError
from helpers.indicators import bases, changes, prices, shares
from helpers.indicators.figures import Figures
from helpers.observations.warehouse.store import Store
from helpers.presentation.locale.words import Words
from helpers.reports.common.data import ReportData, levels_and_changes
from helpers.reports.common.reshape import partner_panel
from helpers.reports.product.product_parameters import ProductParameters

GROUPS: Final = ("EU", "ASEAN")
"""The groups of partners shown before the largest partners."""
CONCENTRATIONS: Final = (3, 5, 10)
"""The n of the CRn of the partners."""


def compute(store: Store, parameters: ProductParameters, words: Words) -> tuple[Figures, str]:
    """Compute every figure of the report.

    Returns
    -------
    tuple of (Figures, str)
        The figures, under the product's code, and the currency of all values. Quantities are in the
        first unit the data has of the product and the words know; else there are none.

    Raises
    ------
    NoDataError
        When the month has no data of the product, or no month has.
    """
    data = ReportData.of_month(store, parameters, product=parameters.hs)
    whole = data.panel()
    if whole.empty:
        _refuse(data, parameters.hs)
    partners = partner_panel(data, GROUPS)
    cells = pd.concat([whole, partners, data.panel("region")], ignore_index=True)
    # Of the total only those partners are known that stand in both lists: its largest may not.
    listed = partners[partners["flow"].isin((EXPORT, IMPORT))]
    frames = [
        *levels_and_changes(cells),
        changes.base(cells),
        shares.weight(partners, whole),
        *(shares.concentration(listed, whole, "partner", n) for n in CONCENTRATIONS),
        *_quantities(data, whole),
    ]
    return Figures(pd.concat(frames, ignore_index=True)), data.query.unit


def _quantities(data: ReportData, values: pd.DataFrame) -> list[pd.DataFrame]:
    """Compute what needs quantities, in the first unit of the product; nothing where there are none."""
    units = data.store.quantity_units(data.query)
    if not units:
        return []
    unit = units[0]
    amounts = data.change(unit=unit, measure=QUANTITY).panel()
    cells = prices.with_quantities(values, data.change(having=unit).panel(), amounts)
    before = data.store.quantity_units(data.year_before().query)
    changed = frozenset(amounts["flow"]) if before and unit not in before else frozenset()
    known = prices.of_all_goods(amounts, cells, changed)
    return [
        changes.level(known),
        changes.base(known),
        changes.growth(known),
        bases.growth_against_stored(known),
        *prices.covered(cells),
        prices.unit_value(cells),
        prices.unit_value_growth(cells),
        prices.price_points(cells),
        prices.quantity_points(cells),
    ]


def _refuse(data: ReportData, hs: str) -> None:
    """Refuse a month or a product without data, naming what there is."""
    known = data.store.members("product")
    if hs not in known:
        codes = ", ".join(code for code in known if code.isdigit()) or "none"
        raise NoDataError(
            f"report lithium_battery: no data for HS {hs}; HS codes with data: {codes}"
        )
    data.refuse("lithium_battery", data.months(), f"HS {hs}")
