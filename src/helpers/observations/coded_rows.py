"""Rows whose text columns are coded once: integers are compared, not a million texts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any, Final, Self

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from helpers.observations.schema import CELL, STEP

Mask = NDArray[np.bool_]
Codes = NDArray[np.integer[Any]]

SERIES: Final = tuple(name for name in CELL if name != "period")
"""The columns that tell one series of numbers from another."""

_NUMBERS: Final = ("value", "growth", STEP, "slack")
"""The columns that hold no texts, of observations and of summaries."""

_LARGEST: Final = 2**62


class CodedRows:
    """A table of observations, or of summaries: numbers, and texts as codes.

    Parameters
    ----------
    texts : mapping of str to (numpy.ndarray, sequence of str)
        By column, for each row the place of its text, and the texts; some may occur in no row.
    numbers : mapping of str to numpy.ndarray
        By column the numbers, missing ones as NaN.
    """

    def __init__(
        self,
        texts: Mapping[str, tuple[Codes, Sequence[str]]],
        numbers: Mapping[str, NDArray[np.float64]],
    ) -> None:
        self._columns, self._numbers = texts, numbers
        self._names = [*texts, *numbers]

    @classmethod
    def of(cls, rows: pd.DataFrame) -> Self:
        """Take the columns of a table, whose texts may be plain, Arrow-backed or categories."""
        names = [str(name) for name in rows]
        numbers = {name: rows[name].to_numpy(np.float64) for name in names if name in _NUMBERS}
        texts = {name: _coded(rows[name].array) for name in names if name not in _NUMBERS}
        found = cls(texts, numbers)
        found.rows, found._names = rows, names
        return found

    def known(self, **same: str) -> Self:
        """Return the table with more columns, of one text each."""
        zeros = np.zeros(len(self), dtype=np.int8)
        more = {name: (zeros, (text,)) for name, text in same.items()}
        found = type(self)({**self._columns, **more}, self._numbers)
        found._names = [*self._names, *same]
        return found

    def __len__(self) -> int:
        return len(next(iter(self._numbers.values())))

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The table, texts as categories."""
        texts = {name: _category(*column) for name, column in self._columns.items()}
        columns = {**texts, **self._numbers}
        return pd.DataFrame({name: columns[name] for name in self._names}, copy=False)

    def codes(self, column: str) -> Codes:
        """Return for each row the place of its text in ``texts``."""
        return self._columns[column][0]

    def texts(self, column: str) -> Sequence[str]:
        """Return the texts that codes stand for; some may occur in no row."""
        return self._columns[column][1]

    def numbers(self, column: str) -> NDArray[np.float64]:
        """Return a column of numbers, missing ones as NaN."""
        return self._numbers[column]

    def distinct(self, column: str) -> list[str]:
        """Return the texts that occur."""
        codes, texts = self._columns[column]
        counts = np.bincount(codes, minlength=len(texts)).tolist()
        return [text for text, count in zip(texts, counts, strict=True) if count]

    def mapped(self, column: str, look: Callable[[str], int]) -> NDArray[np.int64]:
        """Return for each row what is found for its text; each distinct text is looked at once."""
        return self.looked_up(column, np.array([*map(look, self.texts(column))], dtype=np.int64))

    def matching(self, column: str, look: Callable[[str], bool]) -> Mask:
        """Return which rows have a text that is looked for."""
        return self.looked_up(column, np.array([*map(look, self.texts(column))], dtype=np.bool_))

    def looked_up(self, column: str, found: NDArray[Any]) -> NDArray[Any]:
        """Return for each row what was found for its text, given in the order of ``texts``."""
        codes = self.codes(column)
        return found[codes] if len(found) > 1 else np.repeat(found, len(codes))

    def having(self, column: str, text: str) -> Mask:
        """Return which rows have a text in a column."""
        codes, texts = self._columns[column]
        same: Mask = codes == (texts.index(text) if text in texts else -1)
        return same

    def combinations(self, columns: Sequence[str], chosen: Mask) -> pd.DataFrame:
        """Return each combination of texts that some columns have in the chosen rows, once."""
        places = np.flatnonzero(chosen)
        places = places[~pd.Series(self.key(columns)[places]).duplicated().to_numpy()]
        return self.rows[list(columns)].iloc[places].astype(str)

    def key(self, columns: Sequence[str]) -> NDArray[np.int64]:
        """Return a number for each row, equal where all these columns are."""
        mixed, size = np.zeros(len(self), dtype=np.int64), 1
        for column in columns:
            codes, texts = self._columns[column]
            if len(texts) == 1:
                continue
            if size * len(texts) > _LARGEST:
                mixed, found = pd.factorize(mixed)
                size = len(found)
            mixed = mixed * len(texts) + codes
            size *= len(texts)
        return mixed

    def dictionary(self, column: str, places: NDArray[np.intp] | None = None) -> Any:
        """Return a column as a ``pyarrow.DictionaryArray``, or some rows with the texts they have."""
        codes, texts = self._columns[column]
        if places is None:
            return dictionary(codes, texts)
        found, codes = np.unique(codes[places], return_inverse=True)
        return dictionary(codes, [texts[place] for place in found])


def dictionary(codes: Codes, texts: Sequence[str]) -> Any:
    """Return codes and the texts they stand for as a ``pyarrow.DictionaryArray`` of strings."""
    values = pa.array(texts, type=pa.string())
    return pa.DictionaryArray.from_arrays(codes.astype(np.int32), values, safe=False)


def _coded(texts: Any) -> tuple[Codes, Sequence[str]]:
    if isinstance(texts, pd.Categorical):
        return texts.codes, texts.categories.tolist()
    codes, found = pd.factorize(texts)
    return codes, [str(text) for text in found]


def _category(codes: Codes, texts: Sequence[str]) -> pd.Categorical:
    kind = pd.CategoricalDtype(pd.Index([*texts], dtype="str"))
    return pd.Categorical.from_codes(codes, dtype=kind, validate=False)
