"""Making of an answer what a report tells apart: groups of products, groups of partners."""

from __future__ import annotations

import pandas as pd

from helpers.core.dimensions import WHOLE, is_part
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

    Parameters
    ----------
    answer : pandas.DataFrame
        Columns ``ANSWER_COLUMNS``, with HS codes of one length or groups in ``product``.

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
    """Return the panel of all partners, with the groups of partners a report shows.

    Parameters
    ----------
    data : ReportData
        The report's.
    groups : tuple of str
        Such as ``("ASEAN", "EU")``.
    """
    period, store = data.query.period, data.store
    return data.panel(
        "partner", reshape=lambda answer: with_partner_groups(answer, groups, period, store)
    )


def with_partner_groups(
    answer: pd.DataFrame, groups: tuple[str, ...], period: str, store: Store
) -> pd.DataFrame:
    """Add the groups a source doesn't state itself, where it has all partners to sum.

    Parameters
    ----------
    answer : pandas.DataFrame
        Columns ``ANSWER_COLUMNS``, with partners told apart.
    groups : tuple of str
        Such as ``("ASEAN", "EU")``.
    period : str
        The month whose membership counts, for the base as well: growth compares the same countries.
    store : Store
        Knows which files have all partners.
    """
    behind = {name for name in answer["sources"] if name in store.files}
    whole = {name for name in behind if "partner" in store.file(name).complete}
    summable = answer[
        answer["sources"].isin(whole) & answer["partner"].map(_is_country).astype(bool)
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
    """Sum provinces into the seven regions.

    Parameters
    ----------
    panel : pandas.DataFrame
        Columns ``PANEL_COLUMNS``, with all provinces; a region has a base if all its provinces do.

    Returns
    -------
    pandas.DataFrame
        The same columns; ``region`` is one of ``MACRO_REGIONS``.
    """
    names = provinces()["macro_region"]
    cells = panel.assign(region=panel["region"].map(names))
    keys = ["measure", "period", *CELL, "unit"]
    rows = [
        {
            **dict(zip(keys, key, strict=True)),
            "value": group["value"].sum(),
            "base": group["base"].sum(skipna=False),
            "printed": float("nan"),
            "step": group["step"].max(),
            "step_base": group["step_base"].max(),
            "basis": COMPUTED,
            "basis_base": IMPLIED if (group["basis_base"] == IMPLIED).any() else COMPUTED,
            "sources": _join(group["sources"]),
            "sources_base": _join(group["sources_base"]),
            "superseded": float("nan"),
            "sources_superseded": "",
        }
        for key, group in cells.groupby(keys, sort=True)
    ]
    return pd.DataFrame(rows, columns=list(PANEL_COLUMNS))


def _is_country(code: str) -> bool:
    return code != WHOLE and is_part("partner", code)


def _summed(answer: pd.DataFrame) -> pd.DataFrame:
    grouped = answer.groupby(_SUMMED, sort=True)
    sums = grouped.agg(value=("value", "sum"), step=("step", "max")).reset_index()
    sources = grouped["sources"].agg(_join).reset_index()["sources"]
    return sums.assign(growth=float("nan"), basis=COMPUTED, sources=sources)[list(ANSWER_COLUMNS)]


def _join(sources: pd.Series[str]) -> str:
    return ";".join(sorted({one for text in sources for one in text.split(";") if one}))
