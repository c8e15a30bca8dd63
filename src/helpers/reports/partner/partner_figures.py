"""The figures of the report on one partner: its trade, its place in the nation's, and what it is made of."""

from __future__ import annotations

import pandas as pd

from helpers.indicators import changes, pace, ranks, shares
from helpers.indicators.figures import Figures
from helpers.indicators.panel import is_rival
from helpers.observations.warehouse.store import Store
from helpers.reference.partners import (
    CONTINENTS,
    GROUPS,
    REIMPORTS,
    continent_members,
    members,
    partner_name,
)
from helpers.reference.provinces import provinces
from helpers.reports.common.currencies import data_of_month
from helpers.reports.common.data import (
    ReportData,
    extents_of,
    levels_and_changes,
    member_frames,
)
from helpers.reports.common.month_figures import MonthFigures
from helpers.reports.common.reshape import every_partner, every_partner_over_time, goods_panel
from helpers.reports.common.trend_figures import months_needed, trend_of
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
        *subject_frames(subject, nation, every),
    ]
    for panel in panels.values():
        frames += member_frames(panel, subject)
    frames += [metric(nation) for metric in (changes.level, changes.base, changes.growth)]
    frames += trend_of(data, over_time(national, code))
    full = [frame for frame in frames if not frame.empty]
    lists = extents_of(**{name: panel for name, panel in panels.items() if not panel.empty})
    figures = Figures(pd.concat(full, ignore_index=True))
    return MonthFigures(figures, data.query.unit, lists, data.missing_months())


def over_time(national: ReportData, code: str) -> pd.DataFrame:
    """Return the panel of the partner in the months of its trend."""
    months = months_needed(national.query.period)
    only = {code}.union(*(inside_of(code, month) for month in months))
    panel = every_partner_over_time(national, months, only)
    return panel[panel["partner"] == code]


def inside_of(code: str, period: str) -> tuple[str, ...]:
    """Return the members in a month of a group, or of a continent; none of a country."""
    if code in CONTINENTS:
        return tuple(one for one in continent_members(code) if one != REIMPORTS)
    return members(code, period) if code in GROUPS else ()


def subject_frames(
    subject: pd.DataFrame, nation: pd.DataFrame, every: pd.DataFrame
) -> list[pd.DataFrame]:
    """Compute what is said of the partner itself: against the nation, and among partners."""
    growth = changes.growth(subject)
    frames = [*levels_and_changes(subject), changes.base(subject), pace.growth_shift(growth)]
    if not nation.empty:
        frames += [
            shares.share(subject, nation),
            shares.share_change(subject, nation),
            shares.contribution(subject, nation),
        ]
    code = str(subject["partner"].iloc[0])
    if is_rival("partner", code):
        single = every[[is_rival("partner", each) for each in every["partner"]]]
        places = (ranks.rank(single), ranks.rank_change(single))
        frames += [frame[frame["partner"] == code] for frame in places]
    return frames


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
