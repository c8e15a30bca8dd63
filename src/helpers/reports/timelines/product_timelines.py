"""What is particular to products in many months: codes that are new, sums over provinces, quantities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import pandas as pd

from helpers.indicators import bases
from helpers.reports.common.data import ReportData
from helpers.reports.national.quantity_figures import quantity_frames
from helpers.reports.product.product_figures import code_changes, quantities

_METRICS: Final = frozenset(("level", "growth", "unit_value", "unit_value_growth"))
"""What of quantities is followed over time."""


def as_in_editions(data: ReportData, panel: pd.DataFrame) -> pd.DataFrame:
    """Leave out the bases of HS codes that the edition on each of them leaves out.

    A code that was new has none, nor has a sum over provinces of which one is missing in a year.

    Parameters
    ----------
    data : ReportData
        The nation's.
    panel : pandas.DataFrame
        Columns ``PANEL_COLUMNS``: products in some months.
    """
    summed = {*data.store.crossed("product", "region", data.query.unit)}
    frames = [panel[[not code.isdigit() for code in panel["product"]]]]
    for (code, month), cells in _by_code(panel):
        rows = cells
        if code in summed:
            one = data.change(fixed={"product": code}, period=month)
            before = one.year_before().answer("region").rows
            rows, _ = bases.without_provinces(rows, one.panel("region"), before)
        frames.append(bases.of_new_code(rows) if _is_new(code, month) else rows)
    return pd.concat([one for one in frames if len(one)] or [panel], ignore_index=True)


def quantity_timelines(
    data: ReportData, panel: pd.DataFrame, months: Sequence[str]
) -> Iterator[pd.DataFrame]:
    """Yield quantities and unit values, with their growth, of the products that have them.

    Goods of the customs' lists each in the unit of its list, HS codes in the first unit of each month, and
    quantities of these in a second one; as the editions on the nation and on a product have them.
    """
    goods = panel[[not code.isdigit() for code in panel["product"]]]
    if len(goods):
        yield from map(_followed, quantity_frames(data, goods, months))
    for (code, month), values in _by_code(panel):
        one = data.change(fixed={"product": code}, period=month)
        yield from map(_followed, quantities(one, values, _is_new(code, month)))


def _by_code(panel: pd.DataFrame) -> Iterable[tuple[tuple[str, str], pd.DataFrame]]:
    """Yield the rows of each HS code and month."""
    codes = panel[[code.isdigit() for code in panel["product"]]]
    for key, rows in codes.groupby(["product", "period"]):
        code, month = map(str, key)
        yield (code, month), rows.reset_index(drop=True)


def _is_new(code: str, month: str) -> bool:
    return any(change.kind == "new" for change in code_changes(code, month))


def _followed(figures: pd.DataFrame) -> pd.DataFrame:
    return figures[figures["metric"].isin(_METRICS)]
