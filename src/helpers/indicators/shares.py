"""Parts of a whole: share, weight, contribution to growth, concentration."""

from __future__ import annotations

from typing import Final

import pandas as pd

from helpers.core.dimensions import BALANCE
from helpers.indicators.cells import ALL, LARGEST
from helpers.indicators.changes import MINIMUM_BASE, against_base, figures_of
from helpers.indicators.figures import PERCENT, POINTS
from helpers.indicators.inputs import Declaration, cell, largest, nation, partition, subject
from helpers.indicators.panel import is_rival, join_sources
from helpers.observations.schema import COMPUTED, IMPLIED, INCOMPLETE, NO_WHOLE, SUPERSEDED

_WHOLE_KEYS = ["measure", "period", "span", "flow", "unit"]
_OF_WHOLE = ("value", "base", "basis_base", "sources", "sources_base", "reason", "reason_base")

INPUTS: Final[Declaration] = {
    "share": (((cell, "level"), (nation, "level")),),
    "share_change": (
        ((cell, "level"), (cell, "base"), (nation, "level"), (nation, "base")),
        ((cell, "level"), (cell, "change"), (nation, "level"), (nation, "change")),
    ),
    "weight": (((cell, "level"), (subject, "level")),),
    "contribution": (
        ((cell, "level"), (cell, "base"), (subject, "base")),
        ((cell, "change"), (subject, "level"), (subject, "change")),
        ((cell, "level"), (cell, "base"), (nation, "base")),
    ),
    "*_contribution_rest": (((cell, "growth"), (partition, "contribution")),),
    "*_cr*": (((cell, "level"), (largest, "level")),),
}


def share(parts: pd.DataFrame, whole: pd.DataFrame, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """Return the share of each part (份额) in the nation's same trade: part / whole.

    Unit: percent. Absent where the whole is missing or below ``MINIMUM_BASE``. Source: the published
    provincial report.

    Parameters
    ----------
    parts, whole : pandas.DataFrame
        Columns ``PANEL_COLUMNS``; ``whole`` has one row a span, flow and measure, and member of
        ``by``. A balance has no share: its whole may be near zero.
    by : tuple of str
        Dimensions in which the whole is that of the part's member: the share of a province's exports
        of one product group is taken in the nation's exports of that group.
    """
    cells = _with_whole(parts, whole, by)
    ratio = _ratio(cells["value"], cells["value_whole"])
    return figures_of(cells, "share", ratio, PERCENT, NO_WHOLE)


def share_change(
    parts: pd.DataFrame, whole: pd.DataFrame, by: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Return the change of each share (份额变化): this year's - last year's.

    Unit: percentage points. Absent where either share is. Source: as of ``share``.
    """
    cells = _with_whole(parts, whole, by)
    now = _ratio(cells["value"], cells["value_whole"])
    then = _ratio(cells["base"], cells["base_whole"])
    return figures_of(against_base(cells), "share_change", now - then, POINTS, NO_WHOLE)


def weight(parts: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Return the weight of each part (比重) in the trade of its subject: part / whole.

    Unit: percent. Absent where the whole is missing or below ``MINIMUM_BASE``. Source: the published
    reports on Beijing and on lithium-ion batteries.
    """
    cells = _with_whole(parts, whole)
    ratio = _ratio(cells["value"], cells["value_whole"])
    return figures_of(cells, "weight", ratio, PERCENT, NO_WHOLE)


def contribution(parts: pd.DataFrame, whole: pd.DataFrame) -> pd.DataFrame:
    """Return the contribution of each part to growth (拉动): (value - base) / base of the whole.

    The contributions of all parts add up to the growth of the whole. Unit: percentage points. Absent
    without a base of part and whole. Source: the customs' 拉动…增长…个百分点, and the published reports.
    """
    cells = _with_whole(parts, whole)
    points = _ratio(cells["value"] - cells["base"], cells["base_whole"])
    return figures_of(against_base(cells), "contribution", points, POINTS)


def contribution_rest(
    contributions: pd.DataFrame, growth: pd.DataFrame, dimension: str
) -> pd.DataFrame:
    """Return the growth of the whole - the sum of the contributions of its parts.

    This is what the parts that a source does not list contribute, and, where bases are implied, what
    rounding leaves; a part whose contribution is not known is among them. Unit: percentage points. No
    row without a growth of the whole.

    Parameters
    ----------
    contributions : pandas.DataFrame
        Figures ``contribution`` of parts that do not overlap.
    growth : pandas.DataFrame
        Figures ``growth`` of the whole.
    dimension : str
        In which the parts differ; the name of the metric begins with it.
    """
    keys = ["measure", "period", "span", "flow"]
    known = contributions.dropna(subset="value").groupby(keys)
    sums = known.agg(
        contributed=("value", "sum"),
        part_sources=("sources", ";".join),
        implied=("basis", lambda bases: (bases == IMPLIED).any()),
    ).reset_index()
    cells = growth.dropna(subset="value").merge(sums, on=keys)
    cells["sources"] = join_sources(cells["sources"], cells["part_sources"])
    cells["derived"] = cells["implied"].map({True: IMPLIED, False: COMPUTED})
    rest = cells["value"] - cells["contributed"]
    return figures_of(cells, f"{dimension}_contribution_rest", rest, POINTS)


def concentration(
    parts: pd.DataFrame, whole: pd.DataFrame, dimension: str, count: int
) -> pd.DataFrame:
    """Return the concentration ratio CRn (集中度): the n largest parts / the whole.

    Metric such as ``partner_cr10``; unit: percent. No row for a span and flow with fewer parts;
    absent where the parts are neither all there are nor the largest, or where the whole is below
    ``MINIMUM_BASE``. Source: the published report on batteries.

    Parameters
    ----------
    parts, whole : pandas.DataFrame
        Columns ``PANEL_COLUMNS``. Groups of parts, such as ASEAN among the partners, and re-imports are
        not counted.
    dimension : str
        In which the parts differ.
    count : int
        The n.
    """
    single = parts[parts[dimension].map(lambda code: is_rival(dimension, code)).astype(bool)]
    ordered = single[single["flow"] != BALANCE].sort_values("value", ascending=False)
    largest_parts = ordered.groupby(_WHOLE_KEYS).head(count)
    grouped = largest_parts.groupby(_WHOLE_KEYS)
    sums = grouped["value"].agg(["sum", "size"]).assign(extent_parts=grouped["extent"].first())
    cells = whole.merge(sums[sums["size"] == count].reset_index(), on=_WHOLE_KEYS)
    known: pd.Series[bool] = cells["extent_parts"].isin((ALL, LARGEST))
    cells = cells.assign(reason=cells["reason"].mask(~known & (cells["reason"] == ""), INCOMPLETE))
    ratio = _ratio(cells["sum"], cells["value"]).where(known)
    return figures_of(cells, f"{dimension}_cr{count}", ratio, PERCENT, NO_WHOLE)


def _with_whole(parts: pd.DataFrame, whole: pd.DataFrame, by: tuple[str, ...] = ()) -> pd.DataFrame:
    """Add value and base of the whole to each part, as ``value_whole`` and ``base_whole``."""
    keys = [*_WHOLE_KEYS, *by]
    cells = parts[parts["flow"] != BALANCE].merge(
        whole[[*keys, *_OF_WHOLE]],
        on=keys,
        how="left",
        suffixes=("", "_whole"),
        validate="many_to_one",
    )
    for column in ("sources", "sources_base"):
        cells[column] = join_sources(cells[column], cells[f"{column}_whole"])
    for column, missing in (("reason", NO_WHOLE), ("reason_base", NO_WHOLE)):
        # Where no part has a whole, pandas takes the column for numbers.
        of_whole = cells[f"{column}_whole"].astype(object).fillna(missing)
        cells[column] = cells[column].where(cells[column] != "", of_whole)
    for basis in (IMPLIED, SUPERSEDED):
        either = (cells["basis_base"] == basis) | (cells["basis_base_whole"] == basis)
        cells["basis_base"] = cells["basis_base"].mask(either, basis)
    return cells


def _ratio(part: pd.Series[float], whole: pd.Series[float]) -> pd.Series[float]:
    return part / whole.where(whole >= MINIMUM_BASE) * 100
