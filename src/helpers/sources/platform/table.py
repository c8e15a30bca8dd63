"""From columns to observations: one row a number.

Most cells repeat those of the rows above, of the column beside or of the file before. They are
shared where they can be, since a million rows make tens of millions of cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from helpers.sources.platform.amounts import Amounts
from helpers.sources.platform.fields import Coded
from helpers.vocabulary import RAW_COLUMNS, STEP

_STR: Final = pd.StringDtype(na_value=np.nan)
_ARRAY: Final[Any] = pd.arrays.ArrowStringArray


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
        Columns ``RAW_COLUMNS`` and ``step``; the values first, then the quantities.
    """
    sizes = [len(each.rows) for each in amounts]
    texts = {name: [_constant(value, sum(sizes))] for name, value in fixed.items()}
    for name, key in keys.items():
        whole = _texts(key)
        texts[name] = [
            whole if size == len(whole) else whole.take(pa.array(each.rows))
            for each, size in zip(amounts, sizes, strict=True)
        ]
    texts["measure"] = [_constant(each.measure, len(each.rows)) for each in amounts]
    texts["unit"] = [_texts(each.units) for each in amounts]
    columns: dict[str, Any] = {name: _column(parts) for name, parts in texts.items()}
    columns["value"] = np.concatenate([each.numbers for each in amounts])
    columns["growth"] = columns[STEP] = np.full(sum(sizes), np.nan)
    return pd.DataFrame({name: columns[name] for name in (*RAW_COLUMNS, STEP)})


def _texts(cells: Coded) -> Any:
    if len(cells.cells) == 1:
        return _constant(cells.cells[0], len(cells.rows))
    return pa.array(cells.cells, pa.large_string()).take(pa.array(cells.rows))


def _constant(text: str, size: int) -> Any:
    """Return a text so many times, as the beginning of a longer array that files share."""
    return _repeated(text, 1 << size.bit_length())[:size]


@lru_cache(maxsize=64)
def _repeated(text: str, size: int) -> Any:
    return pa.repeat(pa.scalar(text, pa.large_string()), size)


def _column(parts: Sequence[Any]) -> Any:
    return _ARRAY(pa.chunked_array(parts), dtype=_STR)
