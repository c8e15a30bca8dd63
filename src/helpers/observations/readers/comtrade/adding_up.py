"""Whether the members of a dimension that a download has make their whole."""

from __future__ import annotations

from typing import Final

import pandas as pd

from helpers.core.dimensions import WHOLE, is_part

_TABLE: Final = ["period", "span", "flow"]
_EXACT: Final = 1e-9
_DIMENSIONS: Final = {"partner": "product", "product": "partner"}
"""The dimensions looked at, and for each the other one."""


def complete_dimensions(values: pd.DataFrame) -> tuple[tuple[str, ...], list[str]]:
    """Return the dimensions whose members add up to the whole throughout, and what keeps others from it.

    A file does not say what it was restricted to: that nothing is missing is seen only where the whole
    stands beside the members. Codes of several lengths are not added up at all.

    Parameters
    ----------
    values : pandas.DataFrame
        Columns ``period``, ``span``, ``flow``, ``partner``, ``product`` and ``value``.
    """
    complete, doubts = [], []
    for dimension, other in _DIMENSIONS.items():
        codes = values[dimension].unique()
        parts = [code for code in codes if is_part(dimension, code)]
        alike = len({len(code) for code in parts if code.isdigit()}) == 1
        # Of one product, or of some, all of their partners are asked for; not the other way round.
        if not parts or not alike or (dimension == "product" and WHOLE not in codes):
            continue
        if reason := _lacking(values, dimension, other):
            doubts.append(f"the {dimension}s in it may be some of them alone: {reason}")
        else:
            complete.append(dimension)
    return tuple(complete), doubts


def _lacking(values: pd.DataFrame, dimension: str, other: str) -> str:
    """Say what keeps the members from making the whole; nothing where they do."""
    parted = values[dimension].map(lambda code: is_part(dimension, code))
    keys = [*_TABLE, other]
    sums = values[parted].groupby(keys)["value"].agg(["sum", "size"])
    wholes = values[values[dimension] == WHOLE].set_index(keys)["value"].rename("whole")
    both = sums.join(wholes, how="outer").reset_index()
    # Of a table that has members of some, it must have those of all.
    table = [both[name] for name in _TABLE] + [both[other] == WHOLE]
    both = both[both["size"].notna().groupby(table).transform("any")]
    if both["whole"].isna().any():
        return "the whole is not there beside them"
    gap = (both["sum"].fillna(0) - both["whole"]).abs()
    off = both[gap > (both["size"].fillna(0) + 1) / 2 + _EXACT * both["whole"]]
    if off.empty:
        return ""
    first = off.iloc[0]
    return (
        f"they add up to {first['sum'] if first['size'] > 0 else 0:,.0f} of {first['whole']:,.0f} "
        f"({first['period']} {first['flow']} {other} {first[other]})"
    )
