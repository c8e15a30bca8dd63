"""The figures of a profile: its newest month, the months before, its place among others, its parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import pandas as pd

from helpers.core.dimensions import TOTAL, is_part
from helpers.core.periods import MONTH
from helpers.indicators import changes, ranks, shares
from helpers.indicators.figures import Figures
from helpers.indicators.panel import is_rival
from helpers.observations.schema import KEYS
from helpers.observations.warehouse.store import Store
from helpers.reference.provinces import provinces
from helpers.reports.common.all_provinces import whole_over_time
from helpers.reports.common.currencies import data_of_month
from helpers.reports.common.data import (
    ReportData,
    extents_of,
    levels_and_changes,
    member_frames,
)
from helpers.reports.common.month_figures import MonthFigures
from helpers.reports.common.one_partner import inside_of, partner_frames, partner_over_time
from helpers.reports.common.reshape import (
    every_partner,
    every_partner_over_time,
    goods_panel,
    with_both_sides,
)
from helpers.reports.common.sound_data import without_faults
from helpers.reports.common.trend_figures import months_shown, trend_of
from helpers.reports.profile import TYPE, ProfileParameters

LISTED: Final = 10
"""How many of the largest partners and members a table shows; provinces it shows all."""


@dataclass(frozen=True)
class ProfileFigures(MonthFigures):
    """The figures of a profile.

    Attributes
    ----------
    parts : mapping of str to str
        By dimension the month of which its parts are shown.
    """

    parts: Mapping[str, str]


@dataclass(frozen=True)
class Part:
    """What a member is made of by a dimension, in a month of its data.

    Attributes
    ----------
    data : ReportData
        Of what it is a part.
    panel : callable
        Returns the panel of the members in the month of such data.
    """

    data: ReportData
    panel: Callable[[ReportData], pd.DataFrame]

    def in_newest(self, dimension: str) -> ReportData | None:
        """Return its data of the newest month, up to its own, that tells a dimension's members apart."""
        months = [one for one in self.data.months(dimension) if one <= self.data.query.period]
        return self.data.change(period=months[-1]) if months else None


def compute(store: Store, parameters: ProfileParameters) -> ProfileFigures:
    """Compute every figure of a profile.

    Raises
    ------
    NoDataError
        When the month has no data of the member.
    """
    data = data_of_month(store, parameters)
    frames = [*_own(data, parameters), *_places(data, parameters)]
    found, months = {}, {}
    for dimension, part in _parts(data, parameters).items():
        if (newest := part.in_newest(dimension)) is None or not len(panel := part.panel(newest)):
            continue
        month = newest.query.period
        whole = _subject(data.change(period=month), parameters)
        shown = _largest(panel) if dimension == "partner" else None
        frames += [changes.level(whole), changes.base(whole), *member_frames(panel, whole, shown)]
        found[dimension], months[dimension] = panel, month
    every = pd.concat([frame for frame in frames if len(frame)], ignore_index=True)
    # A month of its series may be that of its parts as well.
    figures = Figures(every.drop_duplicates([*KEYS, "unit"], ignore_index=True))
    return ProfileFigures(
        figures, data.query.unit, extents_of(**found), data.missing_months(), months
    )


def _largest(partners: pd.DataFrame) -> set[str]:
    """Return the partners that a table shows: the largest by exports and imports together, in each span."""
    totals = partners[partners["flow"] == TOTAL].sort_values("value", ascending=False)
    totals = totals[[is_part("partner", code) for code in totals["partner"]]]
    return {*totals.groupby("span").head(LISTED)["partner"]}


def _subject(data: ReportData, parameters: ProfileParameters) -> pd.DataFrame:
    """Return the panel of the member in the data's month."""
    if parameters.dimension != "partner":
        return data.panel()
    every = every_partner(data)
    mine = every[(every["partner"] == parameters.member) & every["value"].notna()]
    return mine.reset_index(drop=True)


def _own(data: ReportData, parameters: ProfileParameters) -> list[pd.DataFrame]:
    """Compute what is said of the member itself, in its month and those before."""
    subject, nation = _subject(data, parameters), data.change(fixed={}).panel()
    if subject.empty:
        data.refuse(TYPE.name, ReportData.months, parameters.member)
    # What shares and contributions are of, and computed from.
    shown = (changes.level, changes.base, changes.growth) if parameters.dimension else ()
    whole = [metric(nation) for metric in shown]
    if parameters.dimension == "partner":
        frames = [*whole, *partner_frames(subject, nation, every_partner(data))]
        return [*frames, *trend_of(data, partner_over_time(data, parameters.member))]
    frames = [*whole, *levels_and_changes(subject), changes.base(subject)]
    if parameters.dimension and len(nation):
        frames += [shares.share(subject, nation), shares.share_change(subject, nation)]
    return [*frames, *trend_of(data)]


def _places(data: ReportData, parameters: ProfileParameters) -> list[pd.DataFrame]:
    """Compute share and rank of the member month by month: a province's among all, a partner's among partners."""
    national, months = data.change(fixed={}), months_shown(data.query.period)
    ranked = is_rival(parameters.dimension, parameters.member)
    if not parameters.dimension:
        return []
    if parameters.dimension == "region":
        whole = whole_over_time(national, months)
        every = national.over_time("region", months=months)
        every = every[every["region"].isin(provinces().index)]
    else:
        whole = national.over_time(months=months)
        only = (
            ()
            if ranked
            else {parameters.member}.union(*(inside_of(parameters.member, one) for one in months))
        )
        every = every_partner_over_time(national, months, only)
    of_months = (panel[panel["span"] == MONTH] for panel in (whole, every))
    whole, every = (without_faults(data.store, panel) for panel in of_months)
    mine = every[parameters.dimension] == parameters.member
    frames = [shares.share(every[mine], whole), changes.level(whole)]
    if ranked:
        rivals = every[[is_rival(parameters.dimension, one) for one in every[parameters.dimension]]]
        rank = ranks.rank(rivals)
        frames.append(rank[rank[parameters.dimension] == parameters.member])
    return [frame for frame in frames if len(frame)]


def _parts(data: ReportData, parameters: ProfileParameters) -> dict[str, Part]:
    """Return what the member is made of, by dimension."""
    if parameters.dimension == "region":
        return {"partner": Part(data, every_partner), "product": Part(data, goods_panel)}
    if not parameters.dimension:
        return {"partner": Part(data, every_partner), "region": Part(data, _provinces)}
    code = parameters.member
    mine = data.change(fixed={"partner": code})
    return {"partner": Part(data, partial(_members, code=code)), "region": Part(mine, _provinces)}


def _members(data: ReportData, code: str) -> pd.DataFrame:
    """Return the panel of the members of a group in the data's month."""
    every, inside = every_partner(data), inside_of(code, data.query.period)
    return every[every["partner"].isin(inside)].reset_index(drop=True)


def _provinces(data: ReportData) -> pd.DataFrame:
    """Return the panel of the provinces; what is traded on one side alone is zero on the other."""
    panel = data.panel("region", reshape=partial(with_both_sides, dimension="region"))
    return panel[panel["region"].isin(provinces().index)].reset_index(drop=True)
