"""The rows of the store: observations with what queries need to know of each, worked out once.

A row says to which slice it belongs and which of its members add up, so that a query only compares
and adds; it never looks at the shape of a code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from helpers.vocabulary import CELL, DIMENSIONS, OBSERVATION_COLUMNS, WHOLE, is_part

_adds_up = lru_cache(maxsize=100_000)(is_part)
"""Most codes of a file are those of the file before."""

INDEX_COLUMNS: Final = ("source", "period", "measure", "unit", "rows")

_TEXTS: Final = tuple(
    name for name in OBSERVATION_COLUMNS if name not in ("value", "growth", "step")
)
_SLICES: Final = tuple(
    "+".join(name for name, there in zip(DIMENSIONS, apart, strict=True) if there)
    for apart in product((False, True), repeat=len(DIMENSIONS))
)
"""The names of all slices: the dimensions told apart, by the number that their bits make."""


def stored_rows(observations: pd.DataFrame, datasets: Mapping[str, str]) -> pa.Table:
    """Add to observations what queries need.

    Parameters
    ----------
    observations : pandas.DataFrame
        Columns ``OBSERVATION_COLUMNS``.
    datasets : mapping of str to str
        By raw file, the dataset it belongs to.

    Returns
    -------
    pyarrow.Table
        Those columns, missing numbers null, and

        - ``place``: the row's place among the observations;
        - ``dataset``; ``slice``: the dimensions it has members of, as ``region+partner``;
        - ``digits``: of an HS code its length, else 0: codes of several lengths overlap;
        - ``region_part`` …: whether its member adds up to the whole of the dimension;
        - ``cell``: a number that two rows of one figure share. Two figures may share one too.
    """
    columns: dict[str, Any] = {
        name: pa.array(observations[name], type=pa.float64(), from_pandas=True)
        for name in ("value", "growth", "step")
    }
    places: dict[str, NDArray[Any]] = {}
    members: dict[str, list[str]] = {}
    for name in _TEXTS:
        places[name], members[name] = coded(observations[name])
        columns[name] = _dictionary(places[name], members[name])
    apart = np.zeros(len(observations), dtype=np.int64)
    for name in DIMENSIONS:
        codes = members[name]
        columns[f"{name}_part"] = pa.array(
            _flags(places[name], [_adds_up(name, code) for code in codes])
        )
        apart = apart * 2 + _flags(places[name], [code != WHOLE for code in codes])
    lengths = [len(code) if code.isdigit() else 0 for code in members["product"]]
    columns["digits"] = pa.array(np.array([*lengths, 0], dtype=np.int8)[places["product"]])
    columns["slice"] = _dictionary(apart, list(_SLICES))
    groups = [datasets[source] for source in members["source"]]
    columns["dataset"] = _dictionary(places["source"], groups)
    columns["place"] = pa.array(np.arange(len(observations), dtype=np.int32))
    columns["cell"] = pa.array(_cells(places, members, groups))
    return pa.table(columns)


def index_of(rows: pa.Table) -> pd.DataFrame:
    """Count the rows of ``stored_rows`` by file, month, measure and unit.

    Returns
    -------
    pandas.DataFrame
        Columns ``INDEX_COLUMNS``.
    """
    names = INDEX_COLUMNS[:-1]
    mixed = np.zeros(len(rows), dtype=np.int64)
    texts = [rows[name].combine_chunks() for name in names]
    for column in texts:
        mixed = mixed * len(column.dictionary) + column.indices.to_numpy()
    # The combinations are few: months, units and measures of a file.
    counts = np.bincount(mixed)
    found = np.flatnonzero(counts)
    counts = counts[found]
    keys: list[NDArray[Any]] = []
    for column in reversed(texts):
        found, place = np.divmod(found, max(len(column.dictionary), 1))
        keys.insert(0, np.array(column.dictionary.to_pylist(), dtype=object)[place])
    frame = pd.DataFrame(dict(zip(names, keys, strict=True)) | {"rows": counts})
    return frame.sort_values(list(names), ignore_index=True)


def coded(texts: pd.Series[str]) -> tuple[NDArray[Any], list[str]]:
    """Return for each row the place of its text, and the distinct texts."""
    if isinstance(texts.dtype, pd.CategoricalDtype):
        return texts.cat.codes.to_numpy(), texts.cat.categories.tolist()
    places, distinct = pd.factorize(texts)
    return places, [str(one) for one in distinct]


def _dictionary(places: NDArray[Any], members: list[str]) -> Any:
    values = pa.array(members, type=pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int32)), values)


def _flags(places: NDArray[Any], flags: list[bool]) -> NDArray[np.bool_]:
    # One more, so that no member at all makes an array too.
    found: NDArray[np.bool_] = np.array([*flags, False], dtype=np.bool_)[places]
    return found


def _cells(
    places: Mapping[str, NDArray[Any]], members: Mapping[str, list[str]], groups: list[str]
) -> NDArray[np.uint64]:
    """Mix the keys of each row to one number, the same on every machine."""
    keys = [*((places[name], members[name]) for name in CELL), (places["source"], groups)]
    mixed = np.zeros(len(places["source"]), dtype=np.uint64)
    for where, texts in keys:
        hashed = np.array([*map(_hashed, texts), 0], dtype=np.uint64)
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + hashed[where]
    return mixed


@lru_cache(maxsize=100_000)
def _hashed(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
