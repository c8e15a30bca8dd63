"""Single months against January to the month: one within it, and all of them as its sum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from helpers.core.dimensions import DIMENSIONS
from helpers.core.periods import MONTH, YTD
from helpers.observations.coded_rows import SERIES, CodedRows
from helpers.observations.readers.description import RawFile
from helpers.observations.schema import CELL
from helpers.observations.validation.finding import Remark
from helpers.observations.validation.rounding import rounding
from helpers.observations.validation.summary import Together, totals


def month_within_ytd(cells: CodedRows, raw: RawFile) -> Iterator[str]:
    """Report months larger than January to the same month."""
    if not {MONTH, YTD} <= set(cells.distinct("span")):
        return
    key = cells.key([name for name in CELL if name != "span"])
    keyed = cells.rows[["period", "flow", *DIMENSIONS, "value", "step"]].assign(key=key)
    months, years = (keyed[cells.having("span", span)] for span in (MONTH, YTD))
    years = years[["key", "value", "step"]]
    both = months.merge(years, on="key", suffixes=("_month", "_ytd"))
    slack = rounding((both["step_month"].fillna(0) + both["step_ytd"].fillna(0)).to_numpy())
    for cell in both[both["value_month"] > both["value_ytd"] + slack].itertuples():
        yield (
            f"{cell.period} {cell.flow} region {cell.region} partner {cell.partner} product "
            f"{cell.product}: the month, {cell.value_month:.0f}, is more than January to it, "
            f"{cell.value_ytd:.0f}"
        )


def months_make_ytd(files: Together) -> Iterator[Remark]:
    """Warn where January to a month is not the sum of its months, all of which are there.

    The months may stand in several files of a dataset; then only totals by region are added, which
    every summary has. Official figures are revised: what is found need not be a mistake.
    """
    if not {MONTH, YTD} <= set(files.cells.distinct("span")):
        return
    frame = _candidates(files)
    years = frame[frame["span"] == YTD]
    both = years.merge(_running(frame[frame["span"] == MONTH]), on=["key", "year", "month"])
    both["gap"] = (both["sum"] - both["value"]).abs()
    both["apart"] = both["gap"] > both["slack"] + both["slacks"]
    for (source, flow, period), cells in both.groupby(["source", "flow", "period"]):
        apart = cells[cells["apart"]]
        if len(apart):
            cell = apart.sort_values("gap").iloc[-1]
            message = (
                f"January to {period}, {flow}: {len(apart)} of {len(cells)} totals are not the sum "
                f"of their months; region {cell['region']} most: {cell['value']:.0f} {cell['unit']}"
                f" stated, {cell['sum']:.0f} added up; look whether the months were revised since"
            )
            other = str(cell["source_month"])
            yield Remark(str(source), message, "" if other == source else other)


def _candidates(files: Together) -> pd.DataFrame:
    """Return the latest numbers that can be added, with their series, year and month."""
    cells = files.cells
    of_group = Counter(raw.group for raw in files.files.values())
    alone = cells.matching("group", lambda group: of_group[group] == 1)
    places = files.latest(totals(cells) | alone)
    columns = ["period", "span", "flow", "region", "unit", "value", "slack", "source"]
    frame = cells.rows[columns].iloc[places].astype({"source": str, "flow": str, "period": str})
    return frame.assign(
        key=cells.key(("group", *(name for name in SERIES if name != "span")))[places],
        year=cells.mapped("period", lambda period: int(period[:4]))[places],
        month=cells.mapped("period", lambda period: int(period[5:]))[places],
    )


def _running(months: pd.DataFrame) -> pd.DataFrame:
    """Add months up from January on, as far as none is missing."""
    months = months.sort_values(["key", "year", "month"])
    series = months.groupby(["key", "year"])
    months = months.assign(sum=series["value"].cumsum(), slacks=series["slack"].cumsum())
    whole = months[months["month"] == series.cumcount() + 1]
    found = whole[["key", "year", "month", "sum", "slacks", "source"]]
    return found.rename(columns={"source": "source_month"})
