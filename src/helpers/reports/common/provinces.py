"""All 31 provinces or none: a table of 30 would pass for the whole country."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from helpers.core.dimensions import CURRENCIES, EXPORT, IMPORT, VALUE
from helpers.core.errors import NoDataError
from helpers.core.periods import SPANS
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.reference.provinces import province_name, provinces


def months_with_all(store: Store, *spans: str) -> list[str]:
    """List the months for which the store has all 31 provinces, in any currency, oldest first.

    Parameters
    ----------
    store : Store
        The data.
    *spans : str
        ``month``, ``ytd``, or both where none is named.
    """
    queries = [Query("", unit, keep=("region",)) for unit in store.units(VALUE, CURRENCIES)]
    return sorted({month for query in queries for month in full_months(store, query, *spans)})


def full_months(store: Store, query: Query, *spans: str) -> list[str]:
    """List the months that have all 31 provinces in a query's currency, known on its day."""
    wanted = set(provinces().index)
    answers = {month: store.query(replace(query, period=month)) for month in store.months()}
    return [
        month
        for month, answer in answers.items()
        if wanted <= set(answer.loc[answer["span"].isin(spans or SPANS), "region"])
    ]


def refuse_gaps(report: str, parts: pd.DataFrame, period: str) -> None:
    """Refuse a month that lacks a province in either direction.

    Raises
    ------
    NoDataError
        Naming the provinces that are missing.
    """
    for span, cells in parts.groupby("span"):
        for flow in (EXPORT, IMPORT):
            there = set(cells.loc[cells["flow"] == flow, "region"])
            lacking = [province_name(code) for code in provinces().index if code not in there]
            if lacking:
                raise NoDataError(
                    f"report {report}: {period} ({span}, {flow}) needs all 31 provinces; "
                    f"the data lacks {len(lacking)}: {'、'.join(lacking)}"
                )


def refuse_no_whole(report: str, parts: pd.DataFrame, whole: pd.DataFrame, period: str) -> None:
    """Refuse provinces that nothing holds together: no national row, and no leave to add them up.

    Raises
    ------
    NoDataError
        Naming the files.
    """
    if set(parts["span"]) - set(whole["span"]):
        files = ", ".join(sorted(set(";".join(parts["sources"]).split(";"))))
        raise NoDataError(
            f"report {report}: {period} has no national total; add one (region _T), or write "
            f"'complete: [region]' in the .meta.yml of {files} where the 31 provinces add up to it"
        )
