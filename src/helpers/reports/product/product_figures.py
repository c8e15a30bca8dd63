"""The figures of the report on one product: values, partners, provinces, quantities, unit values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, QUANTITY, QUANTITY_2, TOTAL
from helpers.core.errors import NoDataError
from helpers.core.periods import Month
from helpers.indicators import absent_bases, bases, changes, prices, shares
from helpers.indicators.cells import CELL
from helpers.indicators.figures import Figures
from helpers.indicators.panel import places_of
from helpers.observations.schema import INCOMPLETE, MONTHS_MISSING, NO_QUANTITY
from helpers.observations.warehouse.answer import Answer
from helpers.observations.warehouse.store import Store
from helpers.reference.hs_changes import HsChange, changes_between
from helpers.reports.common.currencies import data_of_month
from helpers.reports.common.data import ReportData, extents_of, levels_and_changes
from helpers.reports.common.month_figures import MonthFigures
from helpers.reports.common.reshape import partner_panel
from helpers.reports.common.trend_figures import months_needed, trend_of
from helpers.reports.product import TYPE, ProductParameters

GROUPS: Final = ("EU", "ASEAN")
"""The groups of partners shown before the largest partners."""
CONCENTRATIONS: Final = (3, 5, 10)
"""The n of the CRn of the partners."""
_SIX: Final = 6
_EIGHT: Final = 8


@dataclass(frozen=True)
class ProductFigures(MonthFigures):
    """What was computed, under the product's code.

    Attributes
    ----------
    changes : tuple of HsChange
        What editions of the HS did to the code between the two years.
    """

    changes: tuple[HsChange, ...]


def compute(store: Store, parameters: ProductParameters) -> ProductFigures:
    """Compute every figure of the report.

    Quantities are in the first unit the customs give of the product, and in the second where there is
    one; else there are none.

    Raises
    ------
    NoDataError
        When the month has no data of the product, or no month has.
    """
    data = data_of_month(store, parameters)
    found = code_changes(parameters.hs, parameters.period)
    whole, partners, regions = data.panel(), partner_panel(data, GROUPS), data.panel("region")
    if whole.empty:
        _refuse(data, parameters.hs, found)
    new = is_new(parameters.hs, parameters.period)
    whole, regions = with_known_bases(data, whole, regions, new)
    partners = absent_bases.of_new_code(partners) if new else partners
    cells = pd.concat([whole, partners, regions], ignore_index=True)
    # Of the total only those partners are known that stand in both lists: its largest may not.
    listed = partners[partners["flow"].isin((EXPORT, IMPORT))]
    frames = [
        *levels_and_changes(cells),
        changes.base(cells),
        shares.weight(partners, whole),
        *(shares.concentration(listed, whole, "partner", n) for n in CONCENTRATIONS),
        *quantities(data, whole, new),
        *trend_of(data, _over_time(data, parameters)),
    ]
    figures = Figures(pd.concat(frames, ignore_index=True))
    lists = extents_of(partner=partners, region=regions)
    return ProductFigures(figures, data.query.unit, lists, data.missing_months(), found)


def code_changes(hs: str, period: str) -> tuple[HsChange, ...]:
    """Return what editions of the HS did to a code between a month and a year before."""
    before = str(Month.parse(period).year_before())
    return changes_between(hs[:_EIGHT], before, period) if len(hs) >= _SIX else ()


def is_new(hs: str, period: str) -> bool:
    """Return whether a code was new in a month: a year before it had none of its own."""
    return any(change.kind == "new" for change in code_changes(hs, period))


def _over_time(data: ReportData, parameters: ProductParameters) -> pd.DataFrame:
    """Return the panel of the product in the months of its trend, each with the bases that its edition has."""
    months = months_needed(parameters.period)
    wholes, regions = data.over_time(months=months), data.over_time("region", months=months)
    panels = []
    for month, whole in wholes.groupby("period"):
        new = is_new(parameters.hs, str(month))
        mine = regions[regions["period"] == month]
        panels.append(with_known_bases(data.change(period=str(month)), whole, mine, new)[0])
    return pd.concat(panels, ignore_index=True) if panels else wholes


def with_known_bases(
    data: ReportData, whole: pd.DataFrame, regions: pd.DataFrame, new: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Leave out the bases of the country and the provinces that are not all, or of no code of the product.

    Parameters
    ----------
    data : ReportData
        Of one product in a month.
    whole, regions : pandas.DataFrame
        Its panels, columns ``PANEL_COLUMNS``.
    new : bool
        Whether a year before the product had no code of its own.
    """
    before = data.year_before().answer("region").rows
    known = absent_bases.without_provinces(whole, regions, before, _adding(data, whole))
    return (
        (absent_bases.of_new_code(known[0]), absent_bases.of_new_code(known[1])) if new else known
    )


def _adding(data: ReportData, whole: pd.DataFrame) -> frozenset[str]:
    """Return the files behind the country whose provinces add up to it."""
    named = {
        name for text in {*whole["sources"], *whole["sources_base"]} for name in text.split(";")
    }
    return frozenset(name for name in named - {""} if "region" in data.store.file(name).complete)


def quantities(data: ReportData, values: pd.DataFrame, new: bool) -> list[pd.DataFrame]:
    """Compute what needs quantities: unit values in the first unit of the product, no others.

    Parameters
    ----------
    data : ReportData
        Of one product in a month.
    values : pandas.DataFrame
        Its values, columns ``PANEL_COLUMNS``.
    new : bool
        Whether a year before the product had no code of its own.
    """
    units = data.store.quantity_units(data.query)
    frames: list[pd.DataFrame] = []
    for unit, measure in zip(units, (QUANTITY, QUANTITY_2), strict=False):
        known, cells = _amounts(data, values, unit)
        known = absent_bases.of_new_code(known) if new else known
        levels = (changes.level, changes.base, changes.growth, bases.growth_against_stored)
        frames += [metric(known).assign(measure=measure) for metric in levels]
        value, amount, share = prices.covered(cells)
        if measure == QUANTITY_2:
            frames.append(share.assign(measure=measure))
            continue
        metrics = (
            prices.unit_value,
            prices.unit_value_growth,
            prices.price_points,
            prices.quantity_points,
        )
        frames += [value, amount, share, *(metric(cells) for metric in metrics)]
        frames += _in_other_unit(data, _other_unit_flows(data, unit))
    return frames


def _amounts(
    data: ReportData, values: pd.DataFrame, unit: str
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the quantities of all goods in a unit, a row for each value, and those of some goods."""
    quantities = data.change(unit=unit, measure=QUANTITY, having=data.query.unit)
    amounts, changed = quantities.panel(), _other_unit_flows(data, unit)
    cells = prices.with_quantities(values, data.change(having=unit).panel(), amounts, changed)
    known = prices.of_all_goods(amounts, cells, changed)
    traded = values[values["flow"] != BALANCE]
    lacking = traded[places_of(traded, known, CELL) < 0]
    answer = quantities.answer()
    keys = zip(lacking["period"], lacking["span"], lacking["flow"], strict=True)
    absent = lacking.assign(
        measure=QUANTITY,
        unit=unit,
        **dict.fromkeys(("value", "base", "printed", "step", "superseded"), math.nan),
        **dict.fromkeys(("basis_base", "reason_base"), ""),
        reason=[_why_absent(answer, *map(str, key)) for key in keys],
    )
    frames = [one for one in (known, absent) if len(one)] or [known]
    return pd.concat(frames, ignore_index=True), cells


def _why_absent(answer: Answer, period: str, span: str, flow: str) -> str:
    """Return why there is no quantity of a flow: there is none, or not of all goods."""
    sides = (EXPORT, IMPORT, TOTAL) if flow == TOTAL else (flow,)
    there = [found for side in sides if (found := answer.extent(period, span, side))]
    if any(each.missing for each in there):
        return MONTHS_MISSING
    return INCOMPLETE if there else NO_QUANTITY


def _other_unit_flows(data: ReportData, unit: str) -> frozenset[str]:
    """Return the flows whose quantity was given in other units a year before, not in this one."""
    before = data.year_before().change(measure=QUANTITY)
    units = before.store.quantity_units(before.query)
    flows = {
        each: {one.flow for one in before.change(unit=each).answer().extents} for each in units
    }
    found = set().union(*flows.values()) - flows.get(unit, set())
    return frozenset(found | ({TOTAL} if found else set()))


def _in_other_unit(data: ReportData, flows: frozenset[str]) -> list[pd.DataFrame]:
    """Return last year's quantity of some flows, in the first unit it was given in."""
    if not flows:
        return []
    before = data.year_before()
    unit = before.store.quantity_units(before.query)[0]
    known, _ = _amounts(before, before.panel(), unit)
    levels = changes.level(known[known["flow"].isin(flows - {TOTAL}) & known["value"].notna()])
    return [levels.assign(metric="quantity_before", period=data.query.period)]


def _refuse(data: ReportData, hs: str, found: Sequence[HsChange]) -> None:
    """Refuse a month or a product without data, naming what there is and what became of the code."""
    known = data.store.members("product")
    ended = "".join(
        f"; {change.edition} (since {change.in_force}) moved HS {change.code} to "
        f"{', '.join(change.successors)}"
        for change in found
        if change.successors
    )
    if hs not in known:
        codes = ", ".join(code for code in known if code.isdigit()) or "none"
        raise NoDataError(
            f"report {TYPE.name}: no data for HS {hs}{ended}; HS codes with data: {codes}"
        )
    data.refuse(TYPE.name, ReportData.months, f"HS {hs}{ended}")
