"""Quoted CSV: what a source states and gives no numbers for that it could be computed from.

A row is one statement, keyed as a figure is. It is shown as a quotation, with its source, and
nothing is computed from it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from helpers.core.dimensions import BALANCE, STORED_FLOWS, WHOLE
from helpers.observations.readers.texts import (
    check,
    check_keys,
    numbers,
    read_texts,
    refuse_duplicates,
)
from helpers.observations.schema import KEYS, LARGEST_VALUE, MEMBERS, STEP

QUALIFIERS: Final = ("", "above", "near", "about")
"""How the source qualifies a number: more than, close to, roughly."""

COLUMNS: Final = (*KEYS, "value", "unit", STEP, "qualifier", "label")
"""``label`` names in words what is stated; ``step`` is what the source rounded the value to."""

_REQUIRED: Final = tuple(name for name in COLUMNS if name != "regime")
"""What older files have: they state nothing of a regime."""

STATEMENT_COLUMNS: Final = (*COLUMNS, "source", "released")


def read(path: Path) -> pd.DataFrame:
    """Read quoted statements.

    Returns
    -------
    pandas.DataFrame
        Columns ``COLUMNS``; ``value`` and ``step`` float64, the others text.

    Raises
    ------
    SourceError
        With the file, the row and the column of the first mistake.
    """
    frame = read_texts(path, _REQUIRED, {"regime": WHOLE})
    codes = ("metric", *MEMBERS, "unit")
    check_keys(path, frame, (*STORED_FLOWS, BALANCE), codes)
    check(path, frame, "label", lambda text: text.strip() != "", "what is stated, in words")
    named = ", ".join(QUALIFIERS[1:])
    check(path, frame, "qualifier", QUALIFIERS.__contains__, f"one of {named} or nothing")
    frame = frame.assign(value=numbers(path, frame, "value"), step=numbers(path, frame, STEP))
    most = f"a number not beyond {LARGEST_VALUE:,.0f}"
    check(path, frame, "value", lambda value: abs(value) <= LARGEST_VALUE, most)
    check(path, frame, STEP, lambda step: step > 0, "a number above zero")
    refuse_duplicates(path, frame, list(KEYS))
    return frame.loc[:, list(COLUMNS)].reset_index(drop=True)
