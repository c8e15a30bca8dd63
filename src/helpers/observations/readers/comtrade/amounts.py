"""Money and quantities of a download."""

from __future__ import annotations

import re
from typing import Final

import pandas as pd

from helpers.core.dimensions import QUANTITY, VALUE
from helpers.core.errors import ReferenceTableError
from helpers.observations.readers.comtrade.columns import AGAIN, Download
from helpers.reference.units import base_unit, unit_code

CURRENCY: Final = "USD"
KILOGRAM: Final = "kg"

_UNITS: Final = {
    "2": "m2",
    "3": "thousand_kWh",
    "4": "m",
    "5": "piece",
    "6": "pair",
    "7": "litre",
    "8": KILOGRAM,
    "9": "thousand_pieces",
    "11": "dozen",
    "12": "m3",
    "13": "carat",
    "14": "km",
    "15": "g",
    "17": "thousand_m3",
    "20": "kilolitre",
    "21": "ton",
    "22": "kWh",
    "24": "head",
}
"""The units of the World Customs Organization by Comtrade's code; others keep the file's name."""

_NO_UNIT: Final = frozenset(("", "-1", "0", "1", "n/a", "no quantity", "-"))
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]*)?(?:e[+-]?[0-9]+)?")
"""A capital E is a spreadsheet's, which keeps six digits; programs that write a small one keep all."""

_ESTIMATED: Final = {"quantity": ("2", "6"), "weight": ("4", "6")}
"""By what is estimated the flags that say so, where no column of its own does."""


def read_amounts(download: Download, chosen: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Read the numbers of some rows, and tell what a user should know of them.

    Quantities that the United Nations estimated, from unit values of other countries for example, are
    no figures of the reporter: they are left out.

    Returns
    -------
    tuple
        Columns ``measure``, ``unit`` and ``value``, indexed by the row they are from: first the values,
        then the quantities, then the net weights in units that convert into none of theirs.

    Raises
    ------
    SourceError
        At the first row that has no number where there must be one.
    """
    money = _numbers(download, chosen, "value")
    values = pd.DataFrame({"measure": VALUE, "unit": CURRENCY, "value": money})
    first, warnings = _given(download, chosen, "quantity")
    units, more = _units(chosen)
    lost = int((first.loc[units.index[units == ""].intersection(first.index)] > 0).sum())
    more += [f"{lost:,} quantities have no unit and were left out"] * (lost > 0)
    units = units[units != ""]
    first = first[first.index.isin(units.index)]
    amounts = pd.DataFrame({"measure": QUANTITY, "unit": units.loc[first.index], "value": first})
    second, others = _given(download, chosen, "weight")
    same = amounts.index[amounts["unit"].map(base_unit) == KILOGRAM]
    second = second[~second.index.isin(same)]
    weights = pd.DataFrame({"measure": QUANTITY, "unit": KILOGRAM, "value": second})
    parts = [part for part in (values, amounts, weights) if len(part)]
    return pd.concat(parts), [*warnings, *more, *others]


def _given(
    download: Download, chosen: pd.DataFrame, role: str
) -> tuple[pd.Series[float], list[str]]:
    """Return the quantities that are given and not estimated; zero stands where there is none."""
    if role not in chosen:
        return pd.Series(dtype="float64"), []
    there = chosen[~chosen[role].str.casefold().isin(("", "n/a", "na", "nan", "none", "null"))]
    numbers = _numbers(download, there, role)
    numbers = numbers[numbers > 0]
    named = f"{role} estimated"
    if named in chosen:
        estimated = chosen[named].str.casefold().isin(("true", "1"))
    elif "estimation" in chosen:
        estimated = chosen["estimation"].isin(_ESTIMATED[role])
    else:
        return numbers, [f"the file does not say which numbers of {role} are estimated"]
    guessed = estimated.loc[numbers.index]
    count = int(guessed.sum())
    line = f"{count:,} numbers of {role} were left out: the United Nations estimated them"
    return numbers[~guessed], [line] * (count > 0)


def _units(chosen: pd.DataFrame) -> tuple[pd.Series[str], list[str]]:
    """Return the units of the quantities, empty where there is none."""
    code = chosen["unit"] if "unit" in chosen else pd.Series("?", index=chosen.index)
    name = chosen.get("unit name", code)
    pairs = [*zip(code, name, strict=True)]
    known = {pair: _unit(*pair) for pair in {*pairs}}
    strange = sorted({unit for unit in known.values() if unit and not _is_known(unit)})
    lines = [f"the unit '{unit}' is in no reference table, kept as it is" for unit in strange]
    return pd.Series([known[pair] for pair in pairs], index=chosen.index), lines


def _unit(code: str, name: str) -> str:
    if code in _UNITS:
        return _UNITS[code]
    if {code.casefold(), name.casefold()} & _NO_UNIT:
        return ""
    return re.sub(r"\s+", "_", name)


def _is_known(unit: str) -> bool:
    try:
        return bool(unit_code(unit))
    except ReferenceTableError:
        return False


def _numbers(download: Download, rows: pd.DataFrame, role: str) -> pd.Series[float]:
    advice = AGAIN
    if rows[role].str.contains("E").any():
        advice = "a spreadsheet kept six digits of it: download the file again"
    download.check(rows, role, _NUMBER.fullmatch, "a number such as 1234, not below zero", advice)
    return rows[role].astype("float64")
