"""Groups of partners against the sum of their members, where a file has all of these."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from helpers.core.periods import YTD
from helpers.observations.coded_rows import CodedRows, Mask
from helpers.observations.readers.description import RawFile
from helpers.observations.schema import CELL
from helpers.observations.validation.finding import Remark, remark_on
from helpers.observations.validation.summary import ROUNDING
from helpers.reference.partners import GROUPS, members


def members_make_groups(cells: CodedRows, raw: RawFile) -> Iterator[Remark]:
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
                parts = here & cells.matching("partner", frozenset(codes).__contains__)
                apart = _apart(cells, parts, here & wholes, len(codes))
                if len(apart):
                    yield remark_on(raw.id, apart, members=len(codes))


def _apart(cells: CodedRows, parts: Mask, wholes: Mask, size: int) -> pd.DataFrame:
    """Return the groups whose members, so many, add up to something else than rounding explains.

    Returns
    -------
    pandas.DataFrame
        Their rows, with the sum as ``value``, what is stated as ``other_value``, and ``off``.
    """
    key = cells.key([name for name in CELL if name != "partner"])
    grouped = cells.rows[["value", "step"]][parts].groupby(key[parts])
    sums = grouped["value"].agg(["sum", "size"]).assign(most=grouped["step"].max())
    rows = cells.rows[wholes].reset_index(drop=True)
    both = pd.concat([rows, sums.reindex(key[wholes]).reset_index(drop=True)], axis=1)
    both = both[both["size"] == size]
    halves = both["size"] * both["most"].fillna(0) + both["step"].fillna(0)
    slack = np.maximum(halves / 2, both["size"] * ROUNDING)
    gap = (both["sum"] - both["value"]).abs()
    off = gap / both[["sum", "value"]].max(axis=1).clip(lower=1)
    return both.assign(other_value=both["value"], value=both["sum"], off=off)[gap > slack]
