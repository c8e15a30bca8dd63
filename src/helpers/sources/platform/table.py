"""From columns to observations: one row a number.

Most cells repeat those of the rows above: they stay numbers of the distinct texts, since a million
rows make tens of millions of cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.sources.platform.amounts import Amounts
from helpers.sources.platform.fields import Coded, recoded
from helpers.vocabulary import RAW_COLUMNS, STEP


def observations(
    keys: Mapping[str, Coded], amounts: Sequence[Amounts], fixed: Mapping[str, str]
) -> pd.DataFrame:
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
    pandas.DataFrame
        Columns ``RAW_COLUMNS`` and ``step``, texts as categories; the values first, then the
        quantities.
    """
    rows = np.concatenate([each.rows for each in amounts])
    columns: dict[str, Any] = {
        name: _column(key.cells, key.rows[rows]) for name, key in keys.items()
    }
    zeros = np.zeros(len(rows), dtype=np.int8)
    columns |= {name: _column((value,), zeros) for name, value in fixed.items() if name not in keys}
    columns["measure"] = _stacked(
        [Coded((each.measure,), np.zeros(len(each.rows), dtype=np.int32)) for each in amounts]
    )
    columns["unit"] = _stacked([each.units for each in amounts])
    columns["value"] = np.concatenate([each.numbers for each in amounts])
    columns["growth"] = columns[STEP] = np.full(len(rows), np.nan)
    return pd.DataFrame({name: columns[name] for name in (*RAW_COLUMNS, STEP)}, copy=False)


def _stacked(parts: Sequence[Coded]) -> pd.Categorical:
    """Return columns below one another, each distinct text once."""
    starts = np.cumsum([0, *(len(part.cells) for part in parts)])
    places = [part.rows + start for part, start in zip(parts, starts, strict=False)]
    cells = [cell for part in parts for cell in part.cells]
    whole = recoded(Coded((), np.concatenate(places).astype(np.int32)), cells)
    return _column(whole.cells, whole.rows)


def _column(cells: tuple[str, ...], rows: NDArray[Any]) -> pd.Categorical:
    return pd.Categorical.from_codes(rows, dtype=_kind(cells), validate=False)


@lru_cache(maxsize=64)
def _kind(cells: tuple[str, ...]) -> pd.CategoricalDtype:
    """Return the kind of a column of these texts; most are those of the file before."""
    return pd.CategoricalDtype(pd.Index(cells, dtype="str"))
