"""Members against the whole they are of, within one file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import pandas as pd

from helpers.core.dimensions import WHOLE, is_part
from helpers.core.periods import YTD
from helpers.observations.coded_rows import CodedRows, Mask
from helpers.observations.readers.description import RawFile
from helpers.observations.schema import CELL
from helpers.observations.validation.rounding import ROUNDING
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
    for group in GROUPS:
        if group not in cells.distinct("partner"):
            continue
        of_group = cells.having("partner", group)
        for period in sorted(set(cells.rows["period"][of_group])):
            for span in cells.distinct("span"):
                codes = members(group, period)
                steady = span != YTD or codes == members(group, f"{period[:4]}-01")
                if codes and steady and set(codes) <= set(cells.distinct("partner")):
                    here = cells.having("period", period) & cells.having("span", span)
                    yield from _group_apart(cells, group, frozenset(codes), here & of_group, here)


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
