"""All 31 provinces or none: a table of 30 would pass for the whole country."""

from __future__ import annotations

import pandas as pd

from helpers.core.dimensions import EXPORT, IMPORT
from helpers.core.errors import NoDataError
from helpers.core.periods import SPANS
from helpers.observations.warehouse.answer import Answer
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.reference.provinces import province_name, provinces
from helpers.reports.common.data import ReportData


def months_with_all(store: Store, *spans: str) -> list[str]:
    """List the months for which the store has all 31 provinces, in any currency, oldest first.

    Parameters
    ----------
    store : Store
        The data.
    *spans : str
        ``month``, ``ytd``, or both where none is named.
    """
    data = ReportData(store, Query("", ""))
    found = [full_months(data.change(unit=unit), *spans) for unit in data.currencies()]
    return sorted({month for months in found for month in months})


def full_months(data: ReportData, *spans: str) -> list[str]:
    """List the months that have all 31 provinces in the data's currency, known on its day."""
    wanted = set(provinces().index)
    rows = data.change(period="").series("region").rows
    found = rows[rows["span"].isin(spans or SPANS)].groupby("period")["region"].agg(set)
    return [str(month) for month, regions in found.items() if wanted <= regions]


def has_all(answer: Answer) -> bool:
    """Return whether an answer has all 31 provinces in both directions, in some span."""
    rows = answer.rows[answer.rows["flow"].isin((EXPORT, IMPORT))]
    wanted = set(provinces().index)
    return any(
        all(wanted <= set(cells.loc[cells["flow"] == flow, "region"]) for flow in (EXPORT, IMPORT))
        for _, cells in rows.groupby("span")
    )


def refuse_gaps(report: str, parts: pd.DataFrame, period: str) -> None:
    """Refuse a month without one of the provinces in either direction.

    Raises
    ------
    NoDataError
        Naming the provinces that are missing.
    """
    for span, cells in parts.groupby("span"):
        for flow in (EXPORT, IMPORT):
            present = set(cells.loc[cells["flow"] == flow, "region"])
            missing = [province_name(code) for code in provinces().index if code not in present]
            if missing:
                raise NoDataError(
                    f"report {report}: {period} ({span}, {flow}) needs all 31 provinces; "
                    f"the data lacks {len(missing)}: {'、'.join(missing)}"
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
