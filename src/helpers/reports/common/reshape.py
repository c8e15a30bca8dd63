"""Making of an answer what a report tells apart: groups of products, groups of partners."""

from __future__ import annotations

import pandas as pd

from helpers.core.dimensions import is_part
from helpers.indicators.panel import CELL, PANEL_COLUMNS
from helpers.observations.schema import COMPUTED, IMPLIED
from helpers.observations.warehouse.query import ANSWER_COLUMNS
from helpers.observations.warehouse.store import Store
from helpers.reference.partners import members
from helpers.reference.products import group_of, product_groups
from helpers.reference.provinces import provinces
from helpers.reference.reference_table import stated_names
from helpers.reports.common.data import ReportData

_NOT_KEYS = ("value", "growth", "step", "basis", "sources")
_SUMMED = [name for name in ANSWER_COLUMNS if name not in _NOT_KEYS]


def by_product_group(answer: pd.DataFrame) -> pd.DataFrame:
    """Sum HS codes into the nine groups of products; groups stay as they are.

    The customs' own lists, such as high-tech products, overlap the groups and are left out.

    The answer has the columns ``ANSWER_COLUMNS``, with HS codes of one length or groups in ``product``.

    Raises
    ------
    ReferenceTableError
        When a code is neither an HS code in a known chapter nor a group.
    """
    groups = product_groups().index
    answer = answer[~answer["product"].isin(stated_names("product").keys())]
    codes = answer["product"].unique()
    if set(codes) <= set(groups):
        return answer
    keys = {code: code if code in groups else group_of(code) for code in codes}
    return _summed(answer.assign(product=answer["product"].map(keys)))


def partner_panel(data: ReportData, groups: tuple[str, ...]) -> pd.DataFrame:
    """Return the panel of all partners, with the groups of partners a report shows, such as ``("ASEAN", "EU")``."""
    period, store = data.query.period, data.store
    return data.panel(
        "partner", reshape=lambda answer: with_partner_groups(answer, groups, period, store)
    )


def with_partner_groups(
    answer: pd.DataFrame, groups: tuple[str, ...], period: str, store: Store
) -> pd.DataFrame:
    """Add the groups a source doesn't state itself, where its files have all partners to sum.

    The answer has the columns ``ANSWER_COLUMNS``. The membership of the period counts, for the base as
    well: growth compares the same countries.
    """
    behind = {name for name in answer["sources"] if name in store.files}
    whole = {name for name in behind if "partner" in store.file(name).complete}
    countries = [is_part("partner", code) for code in answer["partner"]]
    summable = answer[
        answer["sources"].isin(whole) & pd.Series(countries, answer.index, dtype=bool)
    ]
    stated = {(row.span, row.flow, row.partner) for row in answer.itertuples()}
    frames = [answer]
    for group in groups:
        inside = summable[summable["partner"].isin(members(group, period))]
        unstated = [
            (span, flow, group) not in stated
            for span, flow in zip(inside["span"], inside["flow"], strict=True)
        ]
        if any(unstated):
            frames.append(_summed(inside[unstated].assign(partner=group)))
    return pd.concat(frames, ignore_index=True)


def by_macro_region(panel: pd.DataFrame) -> pd.DataFrame:
    """Sum a panel of all provinces into the seven regions, ``region`` being one of ``MACRO_REGIONS``.

    A region has a base if all its provinces do.
    """
    names = provinces()["macro_region"]
    cells = panel.assign(region=panel["region"].map(names))
    grouped = cells.groupby(["measure", "period", *CELL, "unit"], sort=True)
    sums = grouped.agg(
        # Sums of one series each, not of all groups at once, which round otherwise.
        value=("value", lambda values: values.sum()),
        base=("base", lambda values: values.sum(skipna=False)),
        step=("step", "max"),
        step_base=("step_base", "max"),
        basis_base=("basis_base", lambda found: IMPLIED if IMPLIED in set(found) else COMPUTED),
        sources=("sources", _join),
        sources_base=("sources_base", _join),
    ).reset_index()
    nan = float("nan")
    sums = sums.assign(printed=nan, basis=COMPUTED, superseded=nan, sources_superseded="")
    return sums[list(PANEL_COLUMNS)]


def _summed(answer: pd.DataFrame) -> pd.DataFrame:
    sums = answer.groupby(_SUMMED, sort=True).agg(
        value=("value", "sum"), step=("step", "max"), sources=("sources", _join)
    )
    sums = sums.reset_index().assign(growth=float("nan"), basis=COMPUTED)
    return sums[list(ANSWER_COLUMNS)]


def _join(sources: pd.Series[str]) -> str:
    return ";".join(sorted({one for text in sources for one in text.split(";") if one}))
