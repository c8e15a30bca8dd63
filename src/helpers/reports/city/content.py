"""The figures of the report on one province."""

from __future__ import annotations

from typing import Final

import pandas as pd

from helpers.indicators import bases, changes, shares
from helpers.indicators.figures import Figures
from helpers.observations.warehouse.store import Store
from helpers.reference.provinces import province_name
from helpers.reports.city.parameters import CityParameters
from helpers.reports.common.data import currency_of, panel_of, query_of, refuse_empty
from helpers.reports.common.reshape import by_product_group, with_partner_groups

GROUPS: Final = ("ASEAN", "EU")
"""The groups of partners told before the largest partners."""


def compute(store: Store, parameters: CityParameters) -> tuple[Figures, str]:
    """Compute every figure of the report.

    Returns
    -------
    tuple of (Figures, str)
        The figures, and the currency of all values. The province's are under its code, with the
        nation's share where the data has the nation.

    Raises
    ------
    NoDataError
        When the month has no data of the province.
    """
    code = parameters.region
    currency = currency_of(store, parameters.currency, query_of(parameters, "", region=code))
    query = query_of(parameters, currency, region=code)
    own = panel_of(store, query)
    if own.empty:
        refuse_empty(query, "beijing_city", store.periods(query), f"{province_name(code)} ({code})")
    nation = panel_of(store, query_of(parameters, currency))
    goods = panel_of(
        store, query_of(parameters, currency, "product", region=code), by_product_group
    )
    nation_goods = panel_of(store, query_of(parameters, currency, "product"), by_product_group)
    partners = panel_of(
        store,
        query_of(parameters, currency, "partner", region=code),
        lambda answer: with_partner_groups(answer, GROUPS, parameters.period, store),
    )
    cells = pd.concat([own, goods, partners], ignore_index=True)
    frames = [
        changes.level(cells),
        changes.base(cells),
        changes.change(cells),
        changes.growth(cells),
        bases.growth_against_stored(cells),
    ]
    frames += [shares.weight(goods, own), shares.contribution(goods, own)]
    if not nation.empty:
        frames.append(shares.share(own, nation))
    if nation["base"].notna().any():
        frames.append(shares.share_change(own, nation))
    if not nation_goods.empty:
        frames += [shares.share(goods, nation_goods, by=("product",))]
    return Figures(pd.concat(frames, ignore_index=True)), currency
