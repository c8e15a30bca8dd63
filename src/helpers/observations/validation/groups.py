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

    Members of the month; of January to a month in which the membership changed, those of January will do too.
    """
    present = set(cells.distinct("partner"))
    for group in [name for name in GROUPS if name in present]:
        wholes = cells.having("partner", group)
        periods = cells.combinations(("period", "span"), wholes)
        for period, span in sorted(periods.itertuples(index=False, name=None)):
            here = cells.having("period", period) & cells.having("span", span)
            # What is added up later counts the members of the day on which it was added up.
            days = (f"{period[:4]}-01", period) if span == YTD else (period,)
            sets = dict.fromkeys(members(group, day) for day in days)
            if all(codes and present.issuperset(codes) for codes in sets):
                *others, apart = (_apart(cells, here, wholes, codes) for codes in sets)
                if all(map(len, (*others, apart))):
                    yield remark_on(raw.id, apart, members=len([*sets][-1]))


def _apart(cells: CodedRows, here: Mask, groups: Mask, codes: tuple[str, ...]) -> pd.DataFrame:
    """Return the groups whose members add up to something else than rounding explains.

    Returns
    -------
    pandas.DataFrame
        Their rows, with the sum as ``value``, what is stated as ``other_value``, and ``off``.
    """
    parts = here & cells.matching("partner", frozenset(codes).__contains__)
    wholes, size = here & groups, len(codes)
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
