"""What was found in a file that is taken in, in few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from helpers.sources.reading import Reading
from helpers.vocabulary import DIMENSIONS, VALUE, WHOLE


@dataclass(frozen=True)
class Found:
    """What a file holds.

    Attributes
    ----------
    months, units, apart : tuple of str
        Its months, oldest first; its currencies; the dimensions it tells apart.
    numbers : int
        How many numbers it has, values and quantities.
    totals : mapping of str to float
        By flow the value of all, of one span, in its currency.
    inferred : mapping of str to str
        What was inferred, and from what.
    warnings : tuple of str
        What a user should know of it.
    """

    months: tuple[str, ...]
    units: tuple[str, ...]
    apart: tuple[str, ...]
    numbers: int
    totals: Mapping[str, float]
    inferred: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def found_in(reading: Reading) -> Found:
    """Tell what was read from a file."""
    rows = reading.observations
    texts = {name: rows[name].unique().tolist() for name in ("period", *DIMENSIONS)}
    totals = _totals(rows, texts)
    return Found(
        tuple(sorted(texts["period"])),
        tuple(sorted(totals["unit"].unique())),
        tuple(name for name in DIMENSIONS if texts[name] != [WHOLE]),
        len(rows),
        {str(flow): float(value) for flow, value in totals.groupby("flow")["value"].sum().items()},
        reading.inferred,
        reading.warnings,
    )


def _totals(rows: pd.DataFrame, texts: Mapping[str, list[str]]) -> pd.DataFrame:
    """Return the values of one span that make the whole, each counted once."""
    mine = (rows["measure"] == VALUE) & (rows["span"] == rows["span"].iloc[0])
    money: pd.DataFrame = rows.loc[mine, ["flow", "unit", "value", *DIMENSIONS]]
    for name in DIMENSIONS:
        # A whole counts once: beside it, its members are not counted again.
        if WHOLE in texts[name] and len(texts[name]) > 1:
            whole = money[name] == WHOLE
            money = money[whole] if whole.any() else money
    return money
