"""The figures of a provincial report."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from helpers import metrics
from helpers.errors import NoDataError
from helpers.figures import OBSERVED, Figures
from helpers.reference import province_name, provinces
from helpers.reports.opening import currency_of, panel_of, query_of, refuse_empty
from helpers.reports.parameters import MonthlyParameters
from helpers.store import Query, Store
from helpers.vocabulary import CURRENCIES, EXPORT, IMPORT, VALUE


@dataclass(frozen=True)
class Computed:
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


def compute(store: Store, parameters: MonthlyParameters) -> Computed:
    """Compute every figure of the report.

    Raises
    ------
    NoDataError
        When the month has no data, or not that of all 31 provinces in both directions.
    """
    currency = currency_of(store, parameters.currency, query_of(parameters, "", "region"))
    query = query_of(parameters, currency, "region")
    parts = panel_of(store, query)
    parts = parts[parts["region"].isin(provinces().index)]
    if parts.empty:
        refuse_empty(query, "provincial", _full_months(store, query))
    _refuse_gaps(parts, parameters.period)
    whole = panel_of(store, query_of(parameters, currency))
    _refuse_no_whole(parts, whole, parameters.period)
    both = pd.concat([parts, whole], ignore_index=True)
    growth = metrics.growth(both)
    members = growth[growth["region"].isin(provinces().index)]
    frames = [
        metrics.level(both),
        metrics.change(both),
        growth,
        metrics.share(parts, whole),
        metrics.share_change(parts, whole),
        metrics.contribution(parts, whole),
        metrics.rank(parts),
        metrics.rank_change(parts),
        metrics.directions(members),
    ]
    summed = bool((whole.loc[whole["flow"] == EXPORT, "basis"] != OBSERVED).any())
    return Computed(Figures(pd.concat(frames, ignore_index=True)), currency, summed)


def _refuse_no_whole(parts: pd.DataFrame, whole: pd.DataFrame, period: str) -> None:
    """Refuse provinces that nothing holds together: no national row, and no leave to add them up."""
    if set(parts["span"]) - set(whole["span"]):
        files = ", ".join(sorted(set(";".join(parts["sources"]).split(";"))))
        raise NoDataError(
            f"report provincial: {period} has no national total; add one (region _T), or write "
            f"'complete: [region]' in the .meta.yml of {files} where the 31 provinces add up to it"
        )


def months_with_all(store: Store) -> list[str]:
    """List the months for which the store has all 31 provinces, in any currency, oldest first."""
    queries = [Query("", unit, keep=("region",)) for unit in store.units(VALUE, CURRENCIES)]
    return sorted({month for query in queries for month in _full_months(store, query)})


def _full_months(store: Store, query: Query) -> list[str]:
    """List the months that have all 31 provinces in a query's currency, known on its day."""
    wanted = set(provinces().index)
    answers = {month: store.query(replace(query, period=month)) for month in store.periods(query)}
    return [month for month, answer in answers.items() if wanted <= set(answer["region"])]


def _refuse_gaps(parts: pd.DataFrame, period: str) -> None:
    """Refuse a month that lacks a province: a table of 30 would pass for the whole country."""
    for span, cells in parts.groupby("span"):
        for flow in (EXPORT, IMPORT):
            there = set(cells.loc[cells["flow"] == flow, "region"])
            lacking = [province_name(code) for code in provinces().index if code not in there]
            if lacking:
                raise NoDataError(
                    f"report provincial: {period} ({span}, {flow}) needs all 31 provinces; "
                    f"the data lacks {len(lacking)}: {'、'.join(lacking)}"
                )
