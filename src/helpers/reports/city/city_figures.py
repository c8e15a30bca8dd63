"""The figures of the report on one province."""

from __future__ import annotations

from typing import Final

import pandas as pd

from helpers.indicators import changes, shares
from helpers.indicators.figures import Figures
from helpers.observations.warehouse.store import Store
from helpers.reference.provinces import province_name
from helpers.reports.city.city_parameters import CityParameters
from helpers.reports.common.data import ReportData, levels_and_changes
from helpers.reports.common.reshape import by_product_group, partner_panel

GROUPS: Final = ("ASEAN", "EU")
"""The groups of partners shown before the largest partners."""


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
    data = ReportData.of_month(store, parameters, region=code)
    national = data.change(fixed={})
    whole = data.panel()
    if whole.empty:
        data.refuse("beijing_city", data.months(), f"{province_name(code)} ({code})")
    nation = national.panel()
    goods = data.panel("product", reshape=by_product_group)
    nation_goods = national.panel("product", reshape=by_product_group)
    cells = pd.concat([whole, goods, partner_panel(data, GROUPS)], ignore_index=True)
    frames = [
        *levels_and_changes(cells),
        changes.base(cells),
        shares.weight(goods, whole),
        shares.contribution(goods, whole),
    ]
    if not nation.empty:
        frames.append(shares.share(whole, nation))
    if nation["base"].notna().any():
        frames.append(shares.share_change(whole, nation))
    if not nation_goods.empty:
        frames.append(shares.share(goods, nation_goods, by=("product",)))
    return Figures(pd.concat(frames, ignore_index=True)), data.query.unit
