"""Which months have all 31 provinces, and their whole: what a report on all of them needs."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from helpers.core.dimensions import EXPORT, IMPORT
from helpers.core.errors import NoDataError
from helpers.core.periods import SPANS
from helpers.indicators.bases import summed_bases
from helpers.observations.schema import OBSERVED
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.reference.provinces import province_name, provinces
from helpers.reports.common.data import ReportData, currencies_instead


def months_with_all(store: Store, *spans: str) -> list[str]:
    """List the months that have all 31 provinces in some currency, oldest first: see ``is_full``."""
    found = ReportData(store, Query("", "")).in_currencies()
    return sorted({month for data in found for month in full_months(data, *spans)})


def full_months(data: ReportData, *spans: str) -> list[str]:
    """List the months for which ``is_full`` holds, in the data's currency, known on its day."""
    every = data.change(period="")
    parts, whole = _provincial(every.series("region").rows, *spans), every.series().rows
    wholes = {str(month): rows for month, rows in whole.groupby("period")}
    return [
        str(month)
        for month, rows in parts.groupby("period")
        if not _gaps(rows, wholes.get(str(month), whole[:0]))
    ]


def is_full(data: ReportData, *spans: str) -> bool:
    """Return whether a month has all 31 provinces in both directions, and their whole.

    ``spans`` are ``month``, ``ytd``, or those that there are of the month where none is named.
    """
    parts = _provincial(data.answer("region").rows, *spans)
    return not parts.empty and not _gaps(parts, data.answer().rows)


def _provincial(rows: pd.DataFrame, *spans: str) -> pd.DataFrame:
    """Return the rows of the provinces, of some spans or of all."""
    return rows[rows["region"].isin(provinces().index) & rows["span"].isin(spans or SPANS)]


def refuse_gaps(report: str, data: ReportData, parts: pd.DataFrame, whole: pd.DataFrame) -> None:
    """Refuse a month without one of the provinces in either direction, or with no whole of them.

    A table of 30 would pass for the whole country; provinces without a national row need leave to be
    added up.

    Raises
    ------
    NoDataError
        Naming the provinces that are missing, or the files; and a currency that lacks nothing.
    """
    if gaps := _gaps(parts, whole):
        spans = sorted(set(parts["span"]))
        others = (one for one in data.in_currencies() if one.query.unit != data.query.unit)
        there = currencies_instead(one.query.unit for one in others if is_full(one, *spans))
        instead = f"; {there.rstrip('; ')}" if there else ""
        raise NoDataError(f"report {report}: {data.query.period} {gaps}{instead}")


def _gaps(parts: pd.DataFrame, whole: pd.DataFrame) -> str:
    """Say what rows of provinces lack; nothing where they lack nothing."""
    for span, cells in parts.groupby("span"):
        for flow in (EXPORT, IMPORT):
            present = set(cells.loc[cells["flow"] == flow, "region"])
            missing = [province_name(code) for code in provinces().index if code not in present]
            if missing:
                return (
                    f"({span}, {flow}) needs all 31 provinces; "
                    f"the data lacks {len(missing)}: {', '.join(missing)}"
                )
    if set(parts["span"]) - set(whole["span"]):
        files = ", ".join(sorted(set(";".join(parts["sources"]).split(";"))))
        return (
            "has no national total; add one (region _T), or write "
            f"'complete: [region]' in the .meta.yml of {files} where the 31 provinces add up to it"
        )
    return ""


def whole_over_time(data: ReportData, months: Collection[str]) -> pd.DataFrame:
    """Return the panel of the nation in some months; where it is a sum, it has the bases of its provinces.

    Columns ``PANEL_COLUMNS``; each month as the edition on all provinces has it.
    """
    wholes = data.over_time(months=months)
    stated = wholes["basis"].eq(OBSERVED) | ~wholes["flow"].isin((EXPORT, IMPORT))
    panels = [wholes[stated.groupby(wholes["period"]).transform("all")]]
    lacking = sorted({*wholes["period"]} - {*panels[0]["period"]})
    parts = data.over_time("region", months=lacking) if lacking else wholes[:0]
    parts = parts[parts["region"].isin(provinces().index)]
    panels += [
        summed_bases(*(panel[panel["period"] == month] for panel in (wholes, parts)))
        for month in lacking
    ]
    found: pd.DataFrame = pd.concat(panels, ignore_index=True)
    return found
