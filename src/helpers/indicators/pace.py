"""Pace: how the month differs from January to it, as a whole and part by part."""

from __future__ import annotations

from typing import Final

import pandas as pd

from helpers.core.periods import MONTH, YTD
from helpers.indicators.figures import COLUMNS, POINTS
from helpers.indicators.inputs import Declaration, cell, to_date
from helpers.indicators.panel import join_sources
from helpers.observations.schema import ABSENT, COMPUTED, IMPLIED, KEYS, SUPERSEDED

_KEYS: Final = [name for name in KEYS if name != "span"]
_JANUARY: Final = "-01"

INPUTS: Final[Declaration] = {
    "growth_shift": (((cell, "growth"), (to_date, "growth")),),
    "contribution_shift": (((cell, "contribution"), (to_date, "contribution")),),
}


def growth_shift(growth: pd.DataFrame) -> pd.DataFrame:
    """Return by how much the month grew faster than January to it (当月与累计增速之差).

    Growth of the month - growth of January to it. Unit: percentage points; span: month. Absent where
    either is; no row for January, which is both. Source: the customs' comparison of the month with the
    year to it (增速较前 n 个月加快 … 个百分点) takes the months before; this takes all of them.

    Parameters
    ----------
    growth : pandas.DataFrame
        Figures ``growth``.
    """
    return _shift(growth, "growth_shift")


def contribution_shift(contributions: pd.DataFrame) -> pd.DataFrame:
    """Return by how much a part contributed more in the month than in January to it (当月与累计拉动之差).

    Contribution of the month - contribution of January to it. Of all parts of a whole these add up to
    the difference of its growth, ``growth_shift``. Unit, absence: as of ``growth_shift``.

    Parameters
    ----------
    contributions : pandas.DataFrame
        Figures ``contribution``.
    """
    return _shift(contributions, "contribution_shift")


def _shift(figures: pd.DataFrame, metric: str) -> pd.DataFrame:
    later = figures[~figures["period"].str.endswith(_JANUARY)]
    both = later[later["span"] == MONTH].merge(
        later[later["span"] == YTD], on=[*_KEYS, "unit"], suffixes=("", "_ytd")
    )
    value = both["value"] - both["value_ytd"]
    basis = pd.Series(COMPUTED, both.index, dtype="object")
    for weaker in (IMPLIED, SUPERSEDED):
        either = both["basis"].eq(weaker) | both["basis_ytd"].eq(weaker)
        basis = basis.mask(either, weaker)
    found = both.assign(
        metric=metric,
        value=value,
        unit=POINTS,
        step=float("nan"),
        basis=basis.mask(value.isna(), ABSENT),
        reason=both["reason"].where(both["reason"] != "", both["reason_ytd"]),
        sources=join_sources(both["sources"], both["sources_ytd"]),
    )
    return found.loc[:, list(COLUMNS)]
