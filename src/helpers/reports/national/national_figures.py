"""The figures of the nation's report: totals, and the members of each dimension the data tells apart."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Final

import pandas as pd

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, WHOLE, is_part
from helpers.indicators import bases, changes, counts, pace, shares
from helpers.indicators.cells import ALL, SOME
from helpers.indicators.figures import Figures
from helpers.indicators.panel import is_rival
from helpers.observations.schema import MEMBERS, NO_BASE
from helpers.observations.warehouse.store import Store
from helpers.reference.commodities import commodity_names
from helpers.reference.partners import REIMPORTS
from helpers.reference.products import hs_names
from helpers.reference.provinces import provinces
from helpers.reference.sections import hs_sections
from helpers.reports.common.all_provinces import is_full
from helpers.reports.common.currencies import data_of_month
from helpers.reports.common.data import ReportData, extents_of, levels_and_changes
from helpers.reports.common.month_figures import MonthFigures
from helpers.reports.common.reshape import every_partner, with_both_sides
from helpers.reports.common.trend_figures import trend_of
from helpers.reports.national import TYPE, NationalParameters
from helpers.reports.national.quantity_figures import quantity_frames

GROUPS_SHOWN: Final = ("RCEP", "BRI", "ASEAN", "EU", "APEC", "BRICS")
"""Groups of partners, in the order in which they are shown."""
SECTIONS: Final = tuple(map(str, hs_sections().index))
CHAPTERS: Final = tuple(code for code in map(str, hs_names().index) if len(code) == len("01"))
ROUNDING: Final = 1e4
"""What the customs' tables of sections are printed to, in yuan: their sum may differ by that for each."""
LISTED: Final = 20
"""How many of the largest partners are shown."""
LARGEST: Final = 10
"""The n of the CRn of the partners."""


def compute(store: Store, parameters: NationalParameters) -> MonthFigures:
    """Compute every figure of the report.

    Raises
    ------
    NoDataError
        When the month has no total of the nation.
    """
    data = data_of_month(store, parameters)
    whole = data.panel()
    if whole.empty:
        data.refuse(TYPE.name, ReportData.months)
    panels = {name: panel for name, panel in _panels(data, whole).items() if not panel.empty}
    growth = changes.growth(whole)
    frames = [*levels_and_changes(whole), changes.base(whole), pace.growth_shift(growth)]
    for dimension, panel in panels.items():
        frames += part_frames(panel, whole, _shown(panel, dimension))
    if "product" in panels:
        frames += quantity_frames(data, panels["product"])
    if "partner" in panels:
        frames += _partner_counts(panels["partner"], whole)
    compared = [*map(_compared, frames), *trend_of(data)]
    figures = Figures(pd.concat(compared, ignore_index=True))
    return MonthFigures(figures, data.query.unit, extents_of(**panels), data.missing_months())


def part_frames(
    parts: pd.DataFrame, whole: pd.DataFrame, shown: Collection[str]
) -> list[pd.DataFrame]:
    """Compute the figures of the members of a dimension.

    Of all of them what a page may name: level, growth and contribution with the base that they are
    computed from or imply, and how much the contribution differs from January to the month. Of those that
    tables show growth against a superseded base as well, and share but of the goods of the customs' lists.
    """
    traded = parts[parts["flow"] != BALANCE]
    (dimension,) = (name for name in MEMBERS if (parts[name] != WHOLE).any())
    detailed = traded[traded[dimension].isin(shown)]
    pulls = shares.contribution(traded, whole)
    return [
        changes.level(traded),
        changes.base(traded),
        changes.growth(traded),
        bases.growth_against_stored(detailed),
        shares.share(detailed[~detailed["product"].isin(commodity_names())], whole),
        pulls,
        pace.contribution_shift(pulls),
    ]


def _compared(figures: pd.DataFrame) -> pd.DataFrame:
    """Leave out a metric of a span and flow where nothing of last year is known: no table has a column of it."""
    keys = [figures[name] for name in ("metric", "measure", "span", "flow")]
    of_parts = (figures[[*MEMBERS]] != WHOLE).any(axis=1)
    lacks = figures["reason"].eq(NO_BASE) & of_parts
    return figures[~lacks.groupby(keys).transform("all")]


def _shown(parts: pd.DataFrame, dimension: str) -> set[str]:
    """Return the members that tables show: of the partners groups, and the largest of each flow and span."""
    codes = parts[dimension]
    if dimension != "partner":
        return set(codes)
    single = parts[[is_part(dimension, code) for code in codes]]
    by_size = single[single["flow"] != BALANCE].sort_values("value", ascending=False)
    largest = by_size.groupby(["span", "flow"]).head(LISTED)[dimension]
    return {*largest, *codes[~codes.isin(single[dimension])], REIMPORTS}


def _panels(data: ReportData, whole: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return by dimension the panel of its members, empty where the data does not tell them apart."""
    regime, enterprise, region = (
        data.panel(name, reshape=partial(with_both_sides, dimension=name))
        for name in ("regime", "enterprise", "region")
    )
    known = provinces().index if is_full(data) else ()
    return {
        "regime": regime,
        "enterprise": enterprise,
        "partner": every_partner(data),
        "region": region[region["region"].isin(known)],
        "product": _goods(data, whole),
    }


def _goods(data: ReportData, whole: pd.DataFrame) -> pd.DataFrame:
    """Return the panel of HS sections and chapters, and of the goods of the customs' lists.

    The lists of exports and of imports name other goods alike: their sums say nothing.
    """
    codes = (*SECTIONS, *CHAPTERS, *commodity_names())
    cells = data.panel("product", members=codes)
    directed = cells["flow"].isin((EXPORT, IMPORT)) | cells["product"].isin({*SECTIONS, *CHAPTERS})
    cells = cells[directed]
    keys = ["span", "flow"]
    sums = cells[cells["product"].isin(SECTIONS)].groupby(keys)["value"].sum()
    apart = (sums - whole.groupby(keys)["value"].sum()).abs()
    proven = set(apart.index[apart <= ROUNDING * len(SECTIONS)])
    there = [key in proven for key in zip(cells["span"], cells["flow"], strict=True)]
    return cells.assign(extent=pd.Series(there, cells.index).map({True: ALL, False: SOME}))


def _partner_counts(parts: pd.DataFrame, whole: pd.DataFrame) -> list[pd.DataFrame]:
    """Count the partners by size, and measure how much the largest hold, where all partners are there."""
    single = parts[[is_rival("partner", code) for code in parts["partner"]]]
    trade = single[(single["flow"] != BALANCE) & single["extent"].eq(ALL)]
    return [
        shares.concentration(parts, whole, "partner", LARGEST),
        counts.partners_above(changes.level(trade), counts.THRESHOLDS),
    ]
