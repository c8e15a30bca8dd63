"""All 31 provinces or none: a table of 30 would pass for the whole country."""

from __future__ import annotations

import pandas as pd

from helpers.core.dimensions import EXPORT, IMPORT
from helpers.core.errors import NoDataError
from helpers.core.periods import SPANS
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.reference.provinces import province_name, provinces
from helpers.reports.common.data import ReportData


def months_with_all(store: Store, *spans: str) -> list[str]:
    """List the months for which the store has all 31 provinces, in any currency, oldest first.

    ``spans`` are ``month``, ``ytd``, or both where none is named.
    """
    found = ReportData(store, Query("", "")).in_currencies()
    return sorted({month for data in found for month in full_months(data, *spans)})


def full_months(data: ReportData, *spans: str) -> list[str]:
    """List the months that have all 31 provinces in the data's currency, known on its day."""
    wanted = set(provinces().index)
    rows = data.change(period="").series("region")
    found = rows[rows["span"].isin(spans or SPANS)].groupby("period")["region"].agg(set)
    return [str(month) for month, regions in found.items() if wanted <= regions]


def refuse_gaps(report: str, parts: pd.DataFrame, whole: pd.DataFrame, period: str) -> None:
    """Refuse a month without one of the provinces in either direction, or with no whole of them.

    Provinces that nothing holds together have no national row, and no leave to add them up.

    Raises
    ------
    NoDataError
        Naming the provinces that are missing, or the files.
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
    if set(parts["span"]) - set(whole["span"]):
        files = ", ".join(sorted(set(";".join(parts["sources"]).split(";"))))
        raise NoDataError(
            f"report {report}: {period} has no national total; add one (region _T), or write "
            f"'complete: [region]' in the .meta.yml of {files} where the 31 provinces add up to it"
        )
