"""The report on one province, put together: its figures, and its parts in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from helpers.core.dimensions import VALUE
from helpers.core.periods import MONTH
from helpers.indicators import changes, shares
from helpers.indicators.figures import Figures
from helpers.observations.warehouse.store import Store
from helpers.presentation.charts.picture import Gallery
from helpers.presentation.locale.words import chinese
from helpers.presentation.prose import Prose
from helpers.presentation.tables import Table
from helpers.reference.provinces import province_name, provinces
from helpers.reports.city import TYPE, CityParameters
from helpers.reports.city.structure import Structure
from helpers.reports.common.blocks import Block
from helpers.reports.common.data import (
    ReportData,
    files_behind,
    levels_and_changes,
    open_store,
    plain_text,
)
from helpers.reports.common.names import words_of
from helpers.reports.common.overview import Overview
from helpers.reports.common.ranking import Ranking
from helpers.reports.common.report import SubjectReport
from helpers.reports.common.reshape import by_product_group, partner_panel
from helpers.reports.common.view import View

_GROUPS: Final = ("ASEAN", "EU")
"""The groups of partners shown before the largest partners."""


@dataclass(frozen=True)
class CityReport(SubjectReport):
    """The report on one province in one month, and the parts it is put together from."""

    structure: Structure

    def products(self, flow: str) -> Prose:
        """Tell the three largest groups of products, for the month and for January to it."""
        return self.structure.prose(flow)

    def product_table(self, flow: str) -> Table | Block:
        """Show the nine groups of products."""
        return self.structure.table(flow)

    def product_charts(self, flow: str) -> Gallery | Block:
        """Draw the structure, and growth of the month against that of January to it."""
        return self.structure.charts(flow)


@plain_text
def load(parameters: CityParameters) -> CityReport:
    """Read the data and compute the figures: see ``ReportType.load``."""
    store = open_store()
    figures, currency = compute(store, parameters)
    words = words_of(store)
    slots = {
        "unit": words.unit(currency),
        "region": _full_name(parameters),
        "short": words.region(parameters.region),
    }
    view = View(words, figures, files_behind(store, figures), parameters.period, "city", slots)
    subject = view.at(region=parameters.region)
    return CityReport(
        TYPE.name,
        parameters,
        currency,
        view,
        totals=Overview(subject, (VALUE,), ("share",)),
        ranking=Ranking(subject, "partners", "partner", ("level", "growth"), _GROUPS),
        structure=Structure(subject),
    )


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
        data.refuse(TYPE.name, data.months(), f"{province_name(code)} ({code})")
    nation = national.panel()
    goods = data.panel("product", reshape=by_product_group)
    nation_goods = national.panel("product", reshape=by_product_group)
    cells = pd.concat([whole, goods, partner_panel(data, _GROUPS)], ignore_index=True)
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


def headings(parameters: CityParameters) -> dict[str, str]:
    """Give the texts for the places held in the notebook's headings."""
    words = chinese()
    return {
        "month": words.period(parameters.period, MONTH),
        "both": words.month_and_ytd(parameters.period),
        "region": _full_name(parameters),
    }


def _full_name(parameters: CityParameters) -> str:
    return str(provinces().loc[parameters.region, "full_name"])
