"""Bases that are not stored: those that a source's own growth rates imply.

A producer compares with last year's figures as revised since. What the store has of last year may
be older than that, or not be there at all; the printed growth then implies the base.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

import pandas as pd

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, TOTAL
from helpers.indicators.cells import SUBJECT, keys_of
from helpers.indicators.changes import MINIMUM_BASE, against_base, figures_of
from helpers.indicators.figures import PERCENT
from helpers.indicators.inputs import Declaration
from helpers.indicators.panel import both_sides, places_of
from helpers.observations.schema import (
    COMPUTED,
    IMPLIED,
    MEMBERS,
    OBSERVED,
    SUPERSEDED,
)

_HALF_DIGIT: Final = 0.05
"""Growth is printed to one decimal: half of its last digit, in percentage points."""
_SERIES: Final = ("measure", "flow", "period", *MEMBERS, "unit")
BASE_KEYS: Final = ("measure", "span", "flow", *MEMBERS, "unit", "period")
"""What names a base in a panel, by the month that is compared with it."""
_SIDES: Final = {TOTAL: (TOTAL, EXPORT, IMPORT), BALANCE: (EXPORT, IMPORT)}

INPUTS: Final[Declaration] = {"growth_stored": ()}
"""The stored base is no figure of any page."""


def implied_bases(panel: pd.DataFrame) -> pd.DataFrame:
    """Take the base that the printed growth implies where the stored one is missing or superseded.

    value / (1 + printed growth / 100). A stored base is superseded where the growth against it
    contradicts the printed one by more than rounding allows; then all flows of the subject take
    the implied bases, so that none of them compares two vintages.

    Parameters
    ----------
    panel : pandas.DataFrame
        Columns ``PANEL_COLUMNS``, the bases as stored.

    Returns
    -------
    pandas.DataFrame
        The same rows; ``basis_base`` is ``implied`` where the base is, and its sources are those of
        the value; ``superseded`` keeps the stored base. Totals without a printed growth and
        balances take the bases of their exports and imports where one is implied.
    """
    if panel["printed"].isna().all():
        return panel
    factor = 1 + panel["printed"] / 100
    superseded = _contradicted(panel)
    # Growth that prints as -100 % leaves next to nothing to infer a base from.
    # A base that is zero only since no row was found is none where the source prints a growth.
    unstated = panel["base"].isna() | (panel["base"].eq(0) & panel["basis_base"].eq(COMPUTED))
    replaced = (factor > 0) & (unstated | superseded)
    return _replaced(panel, panel["value"] / factor, replaced, superseded)


def superseded_bases(panel: pd.DataFrame, revised: Collection[tuple[Any, ...]]) -> pd.DataFrame:
    """Mark the stored bases of which it is known that they were revised: growth against them is not the source's.

    A source prints growth of January to the month, and mostly none of the month. Where that growth
    contradicts the stored base of its span by more than rounding, the base of the other span is of the
    same outdated release. A base that several releases gave different values is marked as well, unless
    the growth that the source prints of the other span agrees with what is stored. A total and a
    balance are marked with either side.

    Parameters
    ----------
    panel : pandas.DataFrame
        What ``implied_bases`` returns. Only bases that are compared, for want of a printed growth, are marked.
    revised : collection of tuple
        The cells whose base has other values in other releases, by ``BASE_KEYS``.

    Returns
    -------
    pandas.DataFrame
        The same rows; ``basis_base`` of the marked ones is ``superseded``.
    """
    told = panel["printed"].notna()
    if not (revised or told.any()):
        return panel
    off = told & _is_off(panel, panel["superseded"])
    agreed = {*keys_of(panel[told & panel["base"].notna() & panel["superseded"].isna()], _SERIES)}
    contradicted = {*keys_of(panel[off], _SERIES)}
    rows = [
        any(
            (*series[:1], flow, *series[2:]) in contradicted
            or ((*key[:2], flow, *key[3:]) in revised and series not in agreed)
            for flow in _SIDES.get(str(series[1]), (series[1],))
        )
        for series, key in zip(keys_of(panel, _SERIES), keys_of(panel, BASE_KEYS), strict=True)
    ]
    stored = ~told & panel["base"].notna() & (panel["basis_base"] != IMPLIED)
    marked = stored & pd.Series(rows, panel.index, dtype=bool)
    return panel.assign(basis_base=panel["basis_base"].mask(marked, SUPERSEDED))


def summed_bases(whole: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """Replace the base of a whole that is a sum by the sum of its parts' bases, where one is implied.

    Else the parts would be compared with one vintage of last year, and their sum with another. Where the
    base of a part is superseded, that of the whole is marked so as well.

    Parameters
    ----------
    whole, parts : pandas.DataFrame
        Columns ``PANEL_COLUMNS``; ``whole`` has one row a measure, span and flow.

    Returns
    -------
    pandas.DataFrame
        The rows of ``whole``; one that its source states is left as it is, and so is one of whose
        parts some have no base.
    """
    if not parts["basis_base"].isin((IMPLIED, SUPERSEDED)).any():
        return whole
    keys = ["measure", "span", "flow"]
    sums = parts.groupby(keys, as_index=False).agg(
        summed=("base", lambda bases: bases.sum(skipna=False)),
        implied=("basis_base", lambda bases: (bases == IMPLIED).any()),
        outdated=("basis_base", lambda bases: (bases == SUPERSEDED).any()),
    )
    found = whole[keys].merge(sums, on=keys, how="left").set_axis(whole.index)
    replaced = (
        (whole["basis"] != OBSERVED)
        & whole["flow"].isin((EXPORT, IMPORT))
        & found["implied"].eq(True)
        & found["summed"].notna()
    )
    whole = _replaced(whole, found["summed"], replaced, _of_subject(replaced, whole))
    outdated = found["outdated"].eq(True) & whole["basis"].ne(OBSERVED) & whole["base"].notna()
    marked = outdated & whole["basis_base"].ne(IMPLIED)
    return whole.assign(basis_base=whole["basis_base"].mask(marked, SUPERSEDED))


def growth_against_stored(panel: pd.DataFrame) -> pd.DataFrame:
    """Return the growth against the stored base, where that base is superseded.

    (value - stored base) / stored base. Metric ``growth_stored``; unit: percent. No row where the stored base is below
    ``MINIMUM_BASE``.

    Parameters
    ----------
    panel : pandas.DataFrame
        What ``implied_bases`` or ``summed_bases`` returns.
    """
    known = (panel["superseded"] >= MINIMUM_BASE) & (panel["flow"] != BALANCE)
    cells = panel[known]
    cells = cells.assign(basis_base=OBSERVED, sources_base=cells["sources_superseded"])
    growth = (cells["value"] / cells["superseded"] - 1) * 100
    return figures_of(against_base(cells), "growth_stored", growth, PERCENT)


def _contradicted(panel: pd.DataFrame) -> pd.Series[bool]:
    """Return whether a row is of a subject with a printed growth that its stored base can't give."""
    return _of_subject(_is_off(panel, panel["base"]), panel)


def _is_off(panel: pd.DataFrame, bases: pd.Series[float]) -> pd.Series[bool]:
    """Return whether the growth against bases differs from the printed one by more than rounding."""
    base = bases.where(bases > 0)
    computed = (panel["value"] / base - 1) * 100
    rounding = panel["step"].fillna(0) + panel["value"] / base * panel["step_base"].fillna(0)
    slack = rounding / 2 / base * 100 + _HALF_DIGIT
    return (computed - panel["printed"]).abs() > slack


def _of_subject(rows: pd.Series[bool], panel: pd.DataFrame) -> pd.Series[bool]:
    """Return whether the subject of a row has one of these rows."""
    subjects = [*keys_of(panel, SUBJECT)]
    chosen = {subject for subject, row in zip(subjects, rows, strict=True) if row}
    return pd.Series([subject in chosen for subject in subjects], panel.index, dtype=bool)


def _replaced(
    panel: pd.DataFrame,
    bases: pd.Series[float],
    replaced: pd.Series[bool],
    superseded: pd.Series[bool],
) -> pd.DataFrame:
    """Replace the bases of some rows and record those they supersede; totals and balances follow."""
    cells = panel.copy()
    outdated = superseded & panel["base"].notna()
    cells.loc[outdated, "superseded"] = panel["base"]
    cells.loc[outdated, "sources_superseded"] = panel["sources_base"]
    cells = _with_implied(cells, bases, replaced)
    both = both_sides(cells)
    both = both[(both["basis_base_x"] == IMPLIED) | (both["basis_base_m"] == IMPLIED)]
    both = both.reset_index(drop=True)
    derived = {TOTAL: both["base_x"] + both["base_m"], BALANCE: both["base_x"] - both["base_m"]}
    places = places_of(cells, both, SUBJECT)
    for flow, base in derived.items():
        found = base.reindex(places).set_axis(cells.index).where(cells["flow"] == flow)
        # A total that its source stated a year ago stands, unless it is of the older vintage.
        open_ = (cells["base"].isna() | superseded) & (cells["basis_base"] != IMPLIED)
        cells = _with_implied(cells, found, found.notna() & open_)
    return cells


def _with_implied(
    panel: pd.DataFrame, bases: pd.Series[float], replaced: pd.Series[bool]
) -> pd.DataFrame:
    return panel.assign(
        base=panel["base"].mask(replaced, bases),
        basis_base=panel["basis_base"].mask(replaced, IMPLIED),
        reason_base=panel["reason_base"].mask(replaced, ""),
        sources_base=panel["sources_base"].mask(replaced, panel["sources"]),
    )
