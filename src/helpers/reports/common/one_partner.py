"""One partner, a group or a continent: who is inside, its months, what is said of it among all."""

from __future__ import annotations

import pandas as pd

from helpers.indicators import changes, pace, ranks, shares
from helpers.indicators.panel import is_rival
from helpers.reference.partners import CONTINENTS, GROUPS, REIMPORTS, continent_members, members
from helpers.reports.common.data import ReportData, levels_and_changes
from helpers.reports.common.reshape import every_partner_over_time
from helpers.reports.common.trend_figures import months_needed


def partner_over_time(national: ReportData, code: str) -> pd.DataFrame:
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


def partner_frames(
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
