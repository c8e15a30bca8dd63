"""Making of an answer what a report tells apart: groups of products, groups of partners."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, Final

import pandas as pd

from helpers.core.dimensions import EXPORT, IMPORT, is_part
from helpers.indicators import bases
from helpers.indicators.cells import CELL, SOME, keys_of
from helpers.indicators.panel import PANEL_COLUMNS
from helpers.observations.schema import COMPUTED, IMPLIED, INCOMPLETE, MEMBERS_UNKNOWN, SUPERSEDED
from helpers.observations.warehouse.answer import Answer, Extent
from helpers.observations.warehouse.query import ANSWER_COLUMNS
from helpers.reference.commodities import commodity_names
from helpers.reference.partners import GROUPS, UNLISTED, members
from helpers.reference.products import CHAPTERS, group_of, product_groups
from helpers.reference.provinces import provinces
from helpers.reference.reference_table import stated_names
from helpers.reference.sections import section_names
from helpers.reports.common.data import ReportData, Reshape

_NOT_KEYS = ("value", "growth", "step", "basis", "sources")
_PART: Final = ("period", "span", "flow")
_SUMMED = [name for name in ANSWER_COLUMNS if name not in _NOT_KEYS]


def by_product_group(answer: Answer) -> Answer:
    """Sum HS codes into the nine groups of products; groups stay as they are.

    Lists of products, such as high-tech products, and sections overlap the groups and are left out. A group
    of which a chapter is missing has no value; where that is true of all, there are no groups.

    Parameters
    ----------
    answer : Answer
        With HS codes of one length or groups in ``product``.

    Raises
    ------
    ReferenceTableError
        When a code is neither an HS code in a known chapter nor a group.
    """
    lists = {*stated_names("product"), *commodity_names(), *section_names()}
    rows = answer.rows[~answer.rows["product"].isin(lists)]
    groups = product_groups().index
    codes = [str(code) for code in rows["product"].unique()]
    if set(codes) <= set(groups):
        return replace(answer, rows=rows)
    inside = {code: code if code in groups else group_of(code) for code in codes}
    chapters = {*CHAPTERS, *(code[:2] for code in codes if code.isdigit())}
    members = {group: [one for one in chapters if group_of(one) == group] for group in groups}
    keyed = rows.assign(product=rows["product"].map(inside))
    sums = _sums(replace(answer, rows=keyed), "product", members, rows)
    known = sums.dropna(subset="value")[[*_PART]].drop_duplicates()
    return replace(answer, rows=sums.merge(known, on=[*_PART])[list(sums)])


def goods_panel(data: ReportData) -> pd.DataFrame:
    """Return the panel of the nine groups of products; where one is not known, they are not all there are."""
    goods = data.panel("product", reshape=by_product_group)
    unknown = goods["value"].isna().groupby([goods["span"], goods["flow"]]).transform("any")
    return goods.assign(extent=goods["extent"].mask(unknown, SOME))


def partner_panel(data: ReportData, groups: tuple[str, ...]) -> pd.DataFrame:
    """Return the panel of all partners, with the groups of partners a report shows.

    Parameters
    ----------
    data : ReportData
        The report's.
    groups : tuple of str
        Such as ``("ASEAN", "EU")``.
    """
    period = data.query.period
    return data.panel("partner", reshape=lambda answer: with_partner_groups(answer, groups, period))


def every_partner(data: ReportData) -> pd.DataFrame:
    """Return the panel of all partners in both flows, with all groups of them; see ``with_both_sides``.

    A group that no source states has the bases of its members, those that were revised too.
    """
    return _with_group_bases(data.panel("partner", reshape=_partners_as_of(data.query.period)))


def every_partner_over_time(
    data: ReportData, months: Sequence[str], only: Collection[str] = ()
) -> pd.DataFrame:
    """Return what ``every_partner`` does of several months, of all partners or of some.

    A group has in each month the members that it has then, in the year before as well; of some partners
    that are a group its members are to be among them.
    """
    panel = data.over_time(
        "partner", months=months, reshape_of=lambda month: _partners_as_of(month, only)
    )
    of_months = [_with_group_bases(cells) for _, cells in panel.groupby("period")]
    return pd.concat(of_months, ignore_index=True) if of_months else panel


def _partners_as_of(period: str, only: Collection[str] = ()) -> Reshape:
    """Return what makes of an answer all partners in both flows and their groups of a month, or some of both."""
    groups = tuple(group for group in GROUPS if not only or group in only)

    def reshape(answer: Answer) -> Answer:
        rows = answer.rows[answer.rows["partner"].isin(only)] if only else answer.rows
        both = with_both_sides(replace(answer, rows=rows), "partner")
        return with_partner_groups(both, groups, period)

    return reshape


def _with_group_bases(panel: pd.DataFrame) -> pd.DataFrame:
    """Give the groups in a month's panel the bases of their members."""
    for group, period in product(GROUPS, {*panel["period"]}):
        mine = panel["partner"] == group
        inside = panel["partner"].isin(members(group, period))
        if mine.any() and inside.any():
            summed = bases.summed_bases(panel[mine], panel[inside])
            panel = pd.concat([panel[~mine], summed]).sort_index()
    return panel


def with_both_sides(answer: Answer, dimension: str) -> Answer:
    """Add the side that a member does not trade on, where all members of both sides are there: it is zero.

    Without it there would be no total of the member, and another would pass for the largest.
    """
    rows, frames = answer.rows, [answer.rows]
    single = pd.Series(
        [is_part(dimension, code) for code in rows[dimension]], rows.index, dtype=bool
    )
    for (period, span), cells in rows[single].groupby(["period", "span"]):
        for flow, other in ((EXPORT, IMPORT), (IMPORT, EXPORT)):
            here, there = (answer.extent(str(period), str(span), side) for side in (flow, other))
            if here and there and here.whole and there.whole:
                known = cells.loc[cells["flow"] == flow, dimension]
                lone = cells[(cells["flow"] == other) & ~cells[dimension].isin(known)]
                sources = ";".join(here.sources)
                zero = lone.assign(flow=flow, value=0.0, basis=COMPUTED, sources=sources)
                frames.append(zero.assign(growth=math.nan, step=math.nan))
    full = [one for one in frames if not one.empty]
    return replace(answer, rows=pd.concat(full, ignore_index=True) if full else rows)


def with_partner_groups(answer: Answer, groups: tuple[str, ...], period: str) -> Answer:
    """Add the groups a source doesn't state itself; one of which a member is not known has no value.

    What it states of a group in another month counts only where the group had the same members then; of
    one without a list of members it is not known, and the value is left out.

    Parameters
    ----------
    answer : Answer
        With partners told apart.
    groups : tuple of str
        Such as ``("ASEAN", "EU")``.
    period : str
        The month whose membership counts, for the base as well: growth compares the same countries.
    """
    rows = _of_same_members(answer.rows, period)
    stated = set(rows[[*_PART, "partner"]].itertuples(index=False, name=None))
    frames = [rows]
    for group in groups:
        inside = members(group, period)
        keyed = rows[rows["partner"].isin(inside)].assign(partner=group)
        sums = _sums(replace(answer, rows=keyed), "partner", {group: inside}, rows)
        keys = sums[[*_PART, "partner"]].itertuples(index=False, name=None)
        unstated = pd.Series([key not in stated for key in keys], sums.index, dtype=bool)
        frames.append(sums[unstated])
    return replace(
        answer,
        rows=pd.concat([one for one in frames if not one.empty] or [rows], ignore_index=True),
    )


def _of_same_members(rows: pd.DataFrame, period: str) -> pd.DataFrame:
    """Leave out the groups that had other members in the month of a row, or may have had."""
    cells = [*keys_of(rows, ("partner", "period"))]
    same = [
        code not in GROUPS or members(code, month) == members(code, period) for code, month in cells
    ]
    unknown = [code in UNLISTED and month != period for code, month in cells]
    kept, hidden = (pd.Series(each, rows.index, dtype=bool) for each in (same, unknown))
    if any(unknown):
        reasons = hidden.map({True: MEMBERS_UNKNOWN, False: ""})
        rows = rows.assign(value=rows["value"].mask(hidden), reason=reasons)
    return rows if all(same) else rows[kept]


def _sums(
    answer: Answer,
    dimension: str,
    groups: Mapping[str, Iterable[str]],
    stated: pd.DataFrame,
) -> pd.DataFrame:
    """Sum rows that have a group as their member, for each month, span and flow that has any rows.

    Parameters
    ----------
    answer : Answer
        The rows, and how far they are all there are.
    dimension : str
        The dimension of the groups.
    groups : mapping of str to iterable of str
        By group the members that it is made of.
    stated : pandas.DataFrame
        The rows before groups took the place of their members.

    Returns
    -------
    pandas.DataFrame
        Columns ``ANSWER_COLUMNS`` and ``reason``; of a group of which a member is missing the value
        is NaN.
    """
    there = {*keys_of(stated, (*_PART, dimension))}
    parts: dict[tuple[Any, ...], list[tuple[float, float, str]]] = {}
    keys = keys_of(answer.rows, (*_PART, dimension))
    cells = keys_of(answer.rows, ("value", "step", "sources"))
    for key, cell in zip(keys, cells, strict=True):
        parts.setdefault(key, []).append(cell)
    found = []
    firsts: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for key, names in zip(keys_of(stated, _PART), keys_of(stated, _SUMMED), strict=True):
        firsts.setdefault(key, names)
    for key, first in firsts.items():
        extent = answer.extent(*key)
        for group, inside in groups.items():
            known = all(
                (*key, each) in there or (extent is not None and extent.has(dimension, each))
                for each in inside
            )
            named = dict(zip(_SUMMED, first, strict=True)) | {dimension: group}
            found.append({**named, **_sum(parts.get((*key, group), []), extent, known)})
    return pd.DataFrame(found, columns=[*ANSWER_COLUMNS, "reason"])


def _sum(
    parts: Sequence[tuple[float, float, str]], extent: Extent | None, known: bool
) -> dict[str, object]:
    """Return the sum of a group's members; none where one of them is not known.

    ``parts``: value, step and sources of each.
    """
    sources = [text for *_, text in parts] or (extent.sources if extent else ())
    steps = [step for _, step, _ in parts if not math.isnan(step)]
    return {
        "value": math.fsum(value for value, *_ in parts) if known else math.nan,
        "growth": math.nan,
        "step": max(steps, default=math.nan),
        "basis": COMPUTED,
        "sources": _join(sources),
        "reason": "" if known else INCOMPLETE,
    }


def by_macro_region(panel: pd.DataFrame) -> pd.DataFrame:
    """Sum a panel of all provinces into the seven regions, ``region`` being one of ``MACRO_REGIONS``.

    A region has a base if all its provinces do.
    """
    names = provinces()["macro_region"]
    cells = panel.assign(region=panel["region"].map(names))
    grouped = cells.groupby(["measure", "period", *CELL, "unit"], sort=True)
    sums = grouped.agg(
        # Sums of one series each, not of all groups at once, which round otherwise.
        value=("value", lambda values: values.sum(skipna=False)),
        base=("base", lambda values: values.sum(skipna=False)),
        step=("step", "max"),
        step_base=("step_base", "max"),
        basis_base=("basis_base", _basis_of_sum),
        sources=("sources", _join),
        sources_base=("sources_base", _join),
        reason=("reason", "max"),
        reason_base=("reason_base", "max"),
        extent=("extent", "first"),
        extent_base=("extent_base", "first"),
    ).reset_index()
    nan = float("nan")
    sums = sums.assign(printed=nan, basis=COMPUTED, superseded=nan, sources_superseded="")
    return sums[list(PANEL_COLUMNS)]


def _basis_of_sum(bases: Iterable[str]) -> str:
    """Return the basis of a sum of bases: the one of them that most has to be said of."""
    found = {*bases}
    return next((basis for basis in (SUPERSEDED, IMPLIED) if basis in found), COMPUTED)


def _join(sources: Iterable[str]) -> str:
    return ";".join(sorted({one for text in sources for one in text.split(";") if one}))
