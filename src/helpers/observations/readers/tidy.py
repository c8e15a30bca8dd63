"""Tidy CSV: the observation table itself, written by a script or by hand.

Columns ``RAW_COLUMNS`` in any order, without ``LATER_DIMENSIONS`` if it tells none of them apart, and
``step`` if the source rounds; UTF-8 with or without a
byte-order mark, one number a row.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

import pandas as pd

from helpers.core.dimensions import (
    CURRENCIES,
    DIMENSIONS,
    LATER_DIMENSIONS,
    QUANTITY,
    STORED_FLOWS,
    VALUE,
    WHOLE,
)
from helpers.core.errors import ReferenceTableError
from helpers.observations.readers.reading import Hints
from helpers.observations.readers.texts import (
    check,
    check_keys,
    given,
    numbers,
    read_texts,
    refuse_duplicates,
)
from helpers.observations.schema import RAW_COLUMNS, STEP
from helpers.reference.units import unit_code

_REQUIRED: Final = tuple(name for name in RAW_COLUMNS if name not in LATER_DIMENSIONS)
_KEY: Final = [name for name in RAW_COLUMNS if name not in ("value", "growth")]


def recognises(head: bytes, name: str) -> bool:  # as every format
    """Tell whether a file begins with the columns of an observation table."""
    first = head.partition(b"\n")[0].decode("utf-8-sig", errors="replace")
    return set(_REQUIRED) <= set(first.strip().split(","))


def read(path: Path, hints: Hints) -> pd.DataFrame:
    """Read a tidy CSV, whose codes must lie within what it is said to be restricted to.

    Returns
    -------
    pandas.DataFrame
        Columns ``RAW_COLUMNS`` and ``step``; ``value``, ``growth`` and ``step`` float64, the others
        text.

    Raises
    ------
    SourceError
        With the file, the row and the column of the first mistake.
    """
    optional = dict.fromkeys(LATER_DIMENSIONS, WHOLE) | {STEP: ""}
    frame = read_texts(path, _REQUIRED, optional)
    check_keys(path, frame, STORED_FLOWS, (*DIMENSIONS, "unit"))
    for name in hints.only:
        check(path, frame, name, partial(hints.allow, name), hints.within(name))
    money = frame[frame["measure"] == VALUE]
    check(path, money, "unit", CURRENCIES.__contains__, f"one of {', '.join(CURRENCIES)}")
    amounts = frame[frame["measure"] == QUANTITY]
    check(path, amounts, "unit", _is_unit, "a unit of quantity of units.csv, such as kg or 千克")
    named = amounts["unit"].map(unit_code)
    frame = frame.assign(
        unit=frame["unit"].mask(frame["measure"] == QUANTITY, named),
        value=numbers(path, frame, "value"),
        growth=given(path, frame, "growth"),
        step=given(path, frame, STEP),
    )
    check(path, frame, "value", lambda value: value >= 0, "a number not below zero")
    check(path, frame[frame[STEP].notna()], STEP, lambda step: step > 0, "a number above zero")
    refuse_duplicates(path, frame, _KEY)
    return frame.loc[:, [*RAW_COLUMNS, STEP]].reset_index(drop=True)


def _is_unit(name: str) -> bool:
    try:
        return bool(unit_code(name))
    except ReferenceTableError:
        return False
