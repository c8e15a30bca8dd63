"""The figures of the report on one partner: its trade, its place in the nation's, and what it is made of."""

from __future__ import annotations

import pandas as pd

from helpers.indicators import changes
from helpers.indicators.figures import Figures
from helpers.observations.warehouse.store import Store
from helpers.reference.partners import (
    partner_name,
)
from helpers.reference.provinces import provinces
from helpers.reports.common.currencies import data_of_month
from helpers.reports.common.data import (
    ReportData,
    extents_of,
    member_frames,
)
from helpers.reports.common.month_figures import MonthFigures
from helpers.reports.common.one_partner import inside_of, partner_frames, partner_over_time
from helpers.reports.common.reshape import every_partner, goods_panel
from helpers.reports.common.trend_figures import trend_of
from helpers.reports.partner import TYPE, PartnerParameters


def compute(store: Store, parameters: PartnerParameters) -> MonthFigures:
    """Compute every figure of the report.

    Raises
    ------
    NoDataError
        When the month has no data of the partner, or not of all members of a group.
    """
    data, code = data_of_month(store, parameters), parameters.partner
    national = data.change(fixed={})
    every, nation = every_partner(national), national.panel()
    subject = every[(every["partner"] == code) & every["value"].notna()]
    if subject.empty:
        _refuse(data, code)
    inside = every[every["partner"].isin(inside_of(code, parameters.period))]
    panels = {"partner": inside, **_parts(data, code)}
    frames = [
        *partner_frames(subject, nation, every),
    ]
    for panel in panels.values():
        frames += member_frames(panel, subject)
    frames += [metric(nation) for metric in (changes.level, changes.base, changes.growth)]
    frames += trend_of(data, partner_over_time(national, code))
    full = [frame for frame in frames if not frame.empty]
    lists = extents_of(**{name: panel for name, panel in panels.items() if not panel.empty})
    figures = Figures(pd.concat(full, ignore_index=True))
    return MonthFigures(figures, data.query.unit, lists, data.missing_months())


def _parts(data: ReportData, code: str) -> dict[str, pd.DataFrame]:
    """Return the panels of the nine groups of goods and of the provinces, in the trade with the partner."""
    mine = data.change(fixed={"partner": code})
    regions = mine.panel("region")
    return {
        "product": goods_panel(mine),
        "region": regions[regions["region"].isin(provinces().index)],
    }


def _refuse(data: ReportData, code: str) -> None:
    """Refuse a month without the partner, naming the months that have it."""
    subject = f"{partner_name(code)} ({code})"
    data.refuse(TYPE.name, lambda each: each.months("partner"), subject)
