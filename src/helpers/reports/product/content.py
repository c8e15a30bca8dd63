"""The figures of the report on one product."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pandas as pd

from helpers.core.dimensions import EXPORT, IMPORT, QUANTITY
from helpers.core.errors import NoDataError
from helpers.indicators import bases, changes, prices, shares
from helpers.indicators.figures import Figures
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.presentation.locale.words import Words
from helpers.reports.common.data import currency_of, panel_of, query_of, refuse_empty
from helpers.reports.common.reshape import with_partner_groups
from helpers.reports.product.parameters import ProductParameters

GROUPS: Final = ("EU", "ASEAN")
"""The groups of partners told before the largest partners."""
CONCENTRATIONS: Final = (3, 5, 10)
"""The n of the CRn told of the partners."""


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
    hs = parameters.hs
    currency = currency_of(store, parameters.currency, query_of(parameters, "", product=hs))
    query = query_of(parameters, currency, product=hs)
    own = panel_of(store, query)
    if own.empty:
        _refuse(store, query)
    partners = panel_of(
        store,
        query_of(parameters, currency, "partner", product=hs),
        lambda answer: with_partner_groups(answer, GROUPS, parameters.period, store),
    )
    provinces = panel_of(store, query_of(parameters, currency, "region", product=hs))
    cells = pd.concat([own, partners, provinces], ignore_index=True)
    frames = [
        changes.level(cells),
        changes.base(cells),
        changes.change(cells),
        changes.growth(cells),
        bases.growth_against_stored(cells),
    ]
    frames += [shares.weight(partners, own)]
    # Of the total only those partners are known that stand in both lists: its largest may lack.
    listed = partners[partners["flow"].isin((EXPORT, IMPORT))]
    frames += [shares.concentration(listed, own, "partner", n) for n in CONCENTRATIONS]
    frames += _quantities(store, parameters, own, words)
    return Figures(pd.concat(frames, ignore_index=True)), currency


def _quantities(
    store: Store, parameters: ProductParameters, values: pd.DataFrame, words: Words
) -> list[pd.DataFrame]:
    """Compute what needs quantities; nothing where there are none in a unit the words know."""
    query = query_of(parameters, "", product=parameters.hs)
    units = [unit for unit in store.quantity_units(query) if words.has(f"units.{unit}")]
    if not units:
        return []
    amounts = panel_of(store, replace(query, unit=units[0], measure=QUANTITY))
    return [
        changes.level(amounts),
        changes.base(amounts),
        changes.growth(amounts),
        bases.growth_against_stored(amounts),
        prices.unit_value(values, amounts),
        prices.unit_value_growth(values, amounts),
        prices.price_points(values, amounts),
        prices.quantity_points(values, amounts),
    ]


def _refuse(store: Store, query: Query) -> None:
    """Refuse a month or a product without data, naming what there is."""
    hs = query.fixed["product"]
    known = store.members("product")
    if hs not in known:
        codes = ", ".join(code for code in known if code.isdigit()) or "none"
        raise NoDataError(
            f"report lithium_battery: no data for HS {hs}; HS codes with data: {codes}"
        )
    refuse_empty(query, "lithium_battery", store.periods(query), f"HS {hs}")
