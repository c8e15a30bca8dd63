"""Bases that are left out, though something is stored: it is not all, or it is of something else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from math import isclose, nan
from typing import Final

import pandas as pd

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, TOTAL
from helpers.indicators.cells import keys_of
from helpers.indicators.changes import MINIMUM_BASE
from helpers.observations.schema import BASE_INCOMPLETE, CODE_NEW, IMPLIED, OBSERVED

MUCH: Final = 0.01
"""The part of a trade with which a province cannot have stopped."""
_EXACT: Final = 1e-9
_PLACE: Final = ("span", "flow", "region")

_Gap = tuple[str, str, str]
"""Span, flow and code of a province of which a row is missing."""


def without_provinces(
    whole: pd.DataFrame, parts: pd.DataFrame, before: pd.DataFrame, adding: Collection[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Leave out the bases of a sum over provinces of which one that trades much is missing in a year.

    A province with ``MUCH`` of a trade does not stop, nor begin, from one year to the next: a row of it
    is missing.

    Parameters
    ----------
    whole, parts : pandas.DataFrame
        Columns ``PANEL_COLUMNS``: of the country and of the provinces.
    before : pandas.DataFrame
        The provinces' values a year before, columns ``query.ANSWER_COLUMNS``.
    adding : collection of str
        The files whose provinces add up to the country.

    Returns
    -------
    tuple of (pandas.DataFrame, pandas.DataFrame)
        The rows of both; a whole that its source states in the year in which a province is missing, or
        that is from files that tell no provinces apart, is left as it is.
    """
    implied = keys_of(parts[parts["basis_base"] == IMPLIED], _PLACE)
    now, then = _lacking(before, parts), _lacking(parts, before) - {*implied}
    gaps = now | then
    cells = gaps | {(span, flow, code) for span, _, code in gaps for flow in (TOTAL, BALANCE)}
    values = whole[["span", "flow", "value", "basis", "sources"]]
    bases = whole[["span", "flow", "base", "basis_base", "sources_base"]]
    opened = _places(now) & _summed_over(values, parts, adding)
    opened |= _places(then) & _summed_over(bases.set_axis(values.columns, axis=1), before, adding)
    opened |= {(span, flow) for span, _ in opened for flow in (TOTAL, BALANCE)}
    return (
        _without_base(whole, [key in opened for key in keys_of(whole, ("span", "flow"))]),
        _without_base(parts, [key in cells for key in keys_of(parts, ("span", "flow", "region"))]),
    )


def of_new_code(panel: pd.DataFrame) -> pd.DataFrame:
    """Say of cells without a base that a year before their product had no code of its own."""
    missing = panel["base"].fillna(0) < MINIMUM_BASE
    return _without_base(panel, missing.tolist(), CODE_NEW)


def _lacking(those: pd.DataFrame, others: pd.DataFrame) -> set[_Gap]:
    """Return the provinces that have much of a trade in one year, and no row in the other's list."""
    gaps = set()
    for (span, flow), rows in those[those["flow"].isin((EXPORT, IMPORT))].groupby(["span", "flow"]):
        there = others[(others["span"] == span) & (others["flow"] == flow)]
        least = max(rows["value"].sum() * MUCH, MINIMUM_BASE)
        large = set(rows.loc[rows["value"] >= least, "region"])
        missing = large - set(there["region"]) if len(there) else ()
        gaps |= {(str(span), str(flow), str(region)) for region in missing}
    return gaps


def _places(gaps: Iterable[_Gap]) -> set[tuple[str, str]]:
    return {(span, flow) for span, flow, _ in gaps}


def _summed_over(
    whole: pd.DataFrame, parts: pd.DataFrame, adding: Collection[str]
) -> set[tuple[str, str]]:
    """Return span and flow of what is the sum of provinces: of as much, and from files that add them up."""
    summed = parts.groupby(["span", "flow"])["value"].sum()
    return {
        (str(row.span), str(row.flow))
        for row in whole[whole["basis"] != OBSERVED].itertuples()
        if isclose(float(str(row.value)), summed.get((row.span, row.flow), nan), rel_tol=_EXACT)
        and not {*adding}.isdisjoint(str(row.sources).split(";"))
    }


def _without_base(
    panel: pd.DataFrame, rows: list[bool], reason: str = BASE_INCOMPLETE
) -> pd.DataFrame:
    chosen = pd.Series(rows, panel.index, dtype=bool)
    return panel.assign(
        base=panel["base"].mask(chosen),
        basis_base=panel["basis_base"].mask(chosen, ""),
        reason_base=panel["reason_base"].mask(chosen, reason),
    )
