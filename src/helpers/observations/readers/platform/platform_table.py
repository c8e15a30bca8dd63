"""From columns to observations: one row a number.

Most cells repeat those of the rows above: they stay numbers of the distinct texts, since a million
rows make tens of millions of cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from helpers.observations.coded_rows import CodedRows, Codes
from helpers.observations.readers.platform.amounts import Amounts
from helpers.observations.readers.platform.fields import Coded, recoded
from helpers.observations.schema import CELL, STEP


def observations(
    keys: Mapping[str, Coded], amounts: Sequence[Amounts], fixed: Mapping[str, str]
) -> CodedRows:
    """Return the numbers as observations.

    Parameters
    ----------
    keys : mapping of str to Coded
        The columns that tell the rows of data apart.
    amounts : sequence of Amounts
        The numbers; the first are of every row of data.
    fixed : mapping of str to str
        The columns that have one value throughout.

    Returns
    -------
    CodedRows
        Columns ``RAW_COLUMNS`` and ``step``; the values first, then the quantities.
    """
    rows = np.concatenate([each.rows for each in amounts])
    columns: dict[str, tuple[Codes, Sequence[str]]] = {
        name: (key.rows[rows], key.cells) for name, key in keys.items()
    }
    measures = [Coded((one.measure,), np.zeros(len(one.rows), dtype=np.int32)) for one in amounts]
    for name, parts in (("measure", measures), ("unit", [one.units for one in amounts])):
        stacked = _stacked(parts)
        columns[name] = stacked.rows, stacked.cells
    numbers = {"value": np.concatenate([each.numbers for each in amounts])}
    numbers["growth"] = numbers[STEP] = np.full(len(rows), np.nan)
    zeros = np.zeros(len(rows), dtype=np.int8)
    columns = {name: (zeros, (value,)) for name, value in fixed.items()} | columns
    return CodedRows({name: columns[name] for name in CELL}, numbers)


def _stacked(parts: Sequence[Coded]) -> Coded:
    """Return columns below one another, each distinct text once."""
    starts = np.cumsum([0, *(len(part.cells) for part in parts)])
    places = [part.rows + start for part, start in zip(parts, starts, strict=False)]
    cells = [cell for part in parts for cell in part.cells]
    return recoded(Coded((), np.concatenate(places).astype(np.int32)), cells)
