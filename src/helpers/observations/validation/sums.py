"""Numbers that must add up: members to their whole, months to January to the month, files to each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial

import numpy as np
import pandas as pd

from helpers.core.dimensions import DIMENSIONS, WHOLE, is_part
from helpers.core.periods import MONTH, YTD
from helpers.observations.coded_rows import SERIES, CodedRows, Mask
from helpers.observations.readers.description import RawFile
from helpers.observations.schema import CELL
from helpers.observations.validation.finding import Remark
from helpers.observations.validation.summary import ROUNDING, Together, rounding, totals
from helpers.reference.partners import GROUPS, members


def members_make_whole(cells: CodedRows, raw: RawFile) -> Iterator[str]:
    """Report sums over a complete dimension that differ from the whole the same file states."""
    for dimension in raw.complete:
        if WHOLE not in cells.distinct(dimension):
            continue
        parts = cells.matching(dimension, partial(is_part, dimension))
        both = _added(cells, dimension, parts, cells.having(dimension, WHOLE))
        for cell in both[both["gap"] > both["slack"]].itertuples():
            yield (
                f"{cell.period} {cell.span} {cell.flow}: the members of {dimension} add up to "
                f"{cell.sum:.0f}, the whole is {cell.value:.0f}"
            )


def members_make_groups(cells: CodedRows, raw: RawFile) -> Iterator[str]:
    """Warn of groups of partners that are not the sum of their members, where all are in the file.

    Members of the month; January to a month in which the membership changed is left out.
    """
    present = set(cells.distinct("partner"))
    for group in [name for name in GROUPS if name in present]:
        wholes = cells.having("partner", group)
        periods = cells.combinations(("period", "span"), wholes)
        for period, span in sorted(periods.itertuples(index=False, name=None)):
            codes = members(group, period)
            steady = span != YTD or codes == members(group, f"{period[:4]}-01")
            if codes and steady and present.issuperset(codes):
                here = cells.having("period", period) & cells.having("span", span)
                yield from _group_apart(cells, group, frozenset(codes), here & wholes, here)


def _group_apart(
    cells: CodedRows, group: str, codes: frozenset[str], wholes: Mask, here: Mask
) -> Iterator[str]:
    """Tell of the worst cell of a group in one period, and how many others differ."""
    parts = here & cells.matching("partner", codes.__contains__)
    both = _added(cells, "partner", parts, wholes)
    apart = both[(both["size"] == len(codes)) & (both["gap"] > both["slack"])]
    if len(apart):
        cell = apart.sort_values("gap").iloc[-1]
        more = f", and {len(apart) - 1} more cells differ" if len(apart) > 1 else ""
        yield (
            f"{cell['period']} {cell['span']} {cell['flow']}: the {len(codes)} members of {group} "
            f"add up to {cell['sum']:.0f} {cell['unit']}, {group} is {cell['value']:.0f} (region "
            f"{cell['region']}, product {cell['product']}){more}; compare them with the original"
        )


def _added(cells: CodedRows, dimension: str, parts: Mask, wholes: Mask) -> pd.DataFrame:
    """Add up the parts for each row of a whole.

    Returns
    -------
    pandas.DataFrame
        The rows of wholes that have parts, with ``sum``, ``size``, ``gap``, and ``slack``: what
        rounding can make of the rows added.
    """
    key = cells.key([name for name in CELL if name != dimension])
    numbers = cells.rows[["value", "step"]][parts]
    grouped = numbers.groupby(key[parts])
    sums = grouped["value"].agg(["sum", "size"]).assign(most=grouped["step"].max())
    rows = cells.rows[wholes].reset_index(drop=True)
    found = sums.reindex(key[wholes]).reset_index(drop=True)
    both = pd.concat([rows, found], axis=1)
    both = both[both["size"].notna()]
    halves = both["size"] * both["most"].fillna(0) + both["step"].fillna(0)
    slack = np.maximum(halves / 2, both["size"] * ROUNDING)
    return both.assign(gap=(both["sum"] - both["value"]).abs(), slack=slack)


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


def sources_agree(files: Together) -> Iterator[Remark]:
    """Warn of provincial and national totals that two files state, or add up to, differently.

    Within a dataset a later file may state another value: that is a revision, and the latest value
    is what is compared.
    """
    cells = files.cells
    places = files.latest(totals(cells))
    key = cells.key(CELL)[places]
    shared = pd.Series(key).duplicated(keep=False).to_numpy()
    columns = ["period", "span", "flow", "region", "measure", "unit", "value", "slack", "source"]
    stated = cells.rows[columns].iloc[places[shared]].astype({"source": str})
    stated = stated.assign(key=key[shared])
    others = stated[["key", "value", "slack", "source"]]
    pairs = stated.merge(others, on="key", suffixes=("", "_other"))
    pairs = pairs[pairs["source"] < pairs["source_other"]]
    slack = pairs["slack"] + pairs["slack_other"]
    for row in pairs[(pairs["value"] - pairs["value_other"]).abs() > slack].itertuples():
        message = (
            f"{row.period} {row.span} {row.flow} {row.measure} of region {row.region}: "
            f"{row.value:.0f} {row.unit}, but {row.value_other:.0f} in {row.source_other}"
        )
        yield Remark(str(row.source), message, str(row.source_other))
