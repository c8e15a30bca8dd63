"""What is not there: a month between others, or one of the two directions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from helpers.core.dimensions import EXPORT, IMPORT, VALUE, WHOLE, is_part
from helpers.core.periods import SPANS, YTD
from helpers.observations.validation.finding import Remark
from helpers.observations.validation.summary import Together


def both_directions(files: Together) -> Iterator[Remark]:
    """Warn of months with values in one direction only: no total or balance can be made.

    The files of a dataset are looked at as one: a download holds one direction by its nature. Lists of
    chosen goods add up to nothing, and name others of exports than of imports.
    """
    cells = files.cells
    columns = ("group", "span", "flow", "period", "source")
    added_up = cells.matching("product", lambda code: code == WHOLE or is_part("product", code))
    there = cells.combinations(columns, cells.having("measure", VALUE) & added_up)
    for (_, span), rows in there.groupby(["group", "span"]):
        flows = rows.groupby("period")["flow"].agg(set)
        for only in (EXPORT, IMPORT):
            months = sorted(flows.index[[found == {only} for found in flows]])
            if months:
                source = files.fetched_last(rows.loc[rows["period"].isin(months), "source"])
                yield Remark(source, {"span": span, "flow": only, "periods": _runs(months)})


def missing_months(files: Together) -> Iterator[Remark]:
    """Warn of months that a dataset lacks between its first and its last."""
    cells = files.cells
    columns = ("group", "span", "period", "source")
    there = cells.combinations(columns, np.ones(len(cells), dtype=bool))
    there = there[there["source"].map(lambda source: files.files[source].dataset != "")]
    for group, rows in there.groupby("group"):
        for span in SPANS:
            missing = _missing(rows, span)
            if missing:
                of_span = rows[rows["span"] == span]
                values = {"span": span, "dataset": str(group), "periods": _runs(missing)}
                yield Remark(files.fetched_last(of_span["source"]), values)


def _missing(rows: pd.DataFrame, span: str) -> list[str]:
    """Return the months between; January and February may have come out as their sum alone."""
    there, sums = (set(rows.loc[rows["span"] == which, "period"]) for which in (span, YTD))
    if not there:
        return []
    every = pd.period_range(min(there), max(there), freq="M").astype("str")
    return [
        month
        for month in every
        if month not in there and not (month[5:] <= "02" and f"{month[:4]}-02" in sums)
    ]


def _runs(months: Sequence[str]) -> list[str]:
    """Return months that follow one another as one run, such as ``2025-01/2025-03``."""
    starts = [int(text[:4]) * 12 + int(text[5:]) - place for place, text in enumerate(months)]
    runs = [list(run) for _, run in pd.Series(months).groupby(starts)]
    return [run[0] if len(run) == 1 else f"{run[0]}/{run[-1]}" for run in runs]
