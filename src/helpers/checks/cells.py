"""Rows whose text columns are coded once: a check then compares integers, not a million texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.vocabulary import CELL

Mask = NDArray[np.bool_]
Codes = NDArray[np.int64]

SERIES: Final = tuple(name for name in CELL if name != "period")
"""The columns that tell one series of numbers from another."""

ROUNDING: Final = 1.0
"""Sums may differ by what the last digit of each row allows: one unit a row, or its ``step``."""

_LARGEST: Final = 2**62


class Cells:
    """A table of observations, or of summaries, with what was found out about its columns.

    Parameters
    ----------
    rows : pandas.DataFrame
        Text columns may be plain, Arrow-backed or categories.
    """

    def __init__(self, rows: pd.DataFrame) -> None:
        self.rows = rows
        self._distinct: dict[str, list[str]] = {}
        self._codes: dict[str, Codes] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def distinct(self, column: str) -> list[str]:
        """Return the distinct texts of a column."""
        if column not in self._distinct:
            self._distinct[column] = self.rows[column].unique().tolist()
        return self._distinct[column]

    def codes(self, column: str) -> Codes:
        """Return for each row the place of its text in ``distinct``."""
        if column not in self._codes:
            texts = self.rows[column]
            # Most columns of a download hold one text, which is seen sooner than coded.
            same = len(texts) > 0 and str(texts.iloc[0]) == str(texts.iloc[-1])
            if same and len(self.distinct(column)) == 1:
                self._codes[column] = np.zeros(len(self), dtype=np.int64)
            else:
                codes, distinct = pd.factorize(texts)
                self._codes[column] = codes.astype(np.int64, copy=False)
                self._distinct[column] = distinct.tolist()
        return self._codes[column]

    def mapped(self, column: str, look: Callable[[str], int]) -> Codes:
        """Return for each row what is found for its text; each distinct text is looked at once."""
        codes = self.codes(column)
        return np.array([look(text) for text in self.distinct(column)], dtype=np.int64)[codes]

    def matching(self, column: str, look: Callable[[str], bool]) -> Mask:
        """Return which rows have a text that is looked for."""
        return self.mapped(column, look).astype(bool)

    def having(self, column: str, text: str) -> Mask:
        """Return which rows have a text in a column."""
        if column not in self._codes:
            found: Mask = (self.rows[column] == text).to_numpy(dtype=bool)
            return found
        distinct = self.distinct(column)
        same: Mask = self._codes[column] == (distinct.index(text) if text in distinct else -1)
        return same

    def combinations(self, columns: Sequence[str], chosen: Mask) -> pd.DataFrame:
        """Return each combination of texts that some columns have in the chosen rows, once."""
        places = np.flatnonzero(chosen)
        places = places[~pd.Series(self.key(columns)[places]).duplicated().to_numpy()]
        return self.rows[list(columns)].iloc[places].astype(str)

    def key(self, columns: Sequence[str]) -> Codes:
        """Return a number for each row, equal where all these columns are."""
        mixed, size = np.zeros(len(self), dtype=np.int64), 1
        for column in columns:
            codes = self.codes(column)
            count = len(self.distinct(column))
            if count == 1:
                continue
            if size * count > _LARGEST:
                mixed, found = pd.factorize(mixed)
                size = len(found)
            mixed = mixed * count + codes
            size *= count
        return mixed


def rounding(step: pd.Series[float]) -> NDArray[np.float64]:
    """Return by how much the last digit lets each value differ: its ``step``, one unit at least."""
    # Of a number and none ``fmax`` takes the number.
    return np.fmax(step.to_numpy(dtype=np.float64), ROUNDING)
