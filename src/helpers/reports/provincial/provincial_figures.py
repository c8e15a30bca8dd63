"""The figures of a provincial report."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.core.dimensions import EXPORT
from helpers.indicators import bases, changes, counts, ranks, shares
from helpers.indicators.figures import Figures
from helpers.observations.schema import OBSERVED
from helpers.observations.warehouse.store import Store
from helpers.reference.provinces import provinces
from helpers.reports.common.all_provinces import full_months, has_all, refuse_gaps, refuse_no_whole
from helpers.reports.common.data import ReportData, levels_and_changes
from helpers.reports.common.parameters import MonthlyParameters


@dataclass(frozen=True)
class ProvincialFigures:
    """What was computed.

    Attributes
    ----------
    figures : Figures
        Of each province and of the whole (region ``_T``), for each span the data has.
    currency : str
        Of all values.
    whole_is_sum : bool
        Whether the whole is the sum of the 31 provinces, for want of a national total in the data.
    """

    figures: Figures
    currency: str
    whole_is_sum: bool


def compute(store: Store, parameters: MonthlyParameters) -> ProvincialFigures:
    """Compute every figure of the report.

    Raises
    ------
    NoDataError
        When the month has no data, or not that of all 31 provinces in both directions.
    """
    data = ReportData.of_month(store, parameters, "region", needs=has_all)
    parts, whole = data.panel("region"), data.panel()
    parts = parts[parts["region"].isin(provinces().index)]
    if parts.empty:
        data.refuse("provincial", full_months(data))
    refuse_gaps("provincial", parts, parameters.period)
    refuse_no_whole("provincial", parts, whole, parameters.period)
    whole = bases.summed_bases(whole, parts)
    frames = [
        *levels_and_changes(pd.concat([parts, whole], ignore_index=True)),
        shares.share(parts, whole),
        shares.share_change(parts, whole),
        shares.contribution(parts, whole),
        ranks.rank(parts),
        ranks.rank_change(parts),
        counts.directions(changes.growth(parts)),
    ]
    summed = bool((whole.loc[whole["flow"] == EXPORT, "basis"] != OBSERVED).any())
    return ProvincialFigures(Figures(pd.concat(frames, ignore_index=True)), data.query.unit, summed)
