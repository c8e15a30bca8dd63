"""The rows of the store: observations with what queries need to know of each, worked out once.

A row says to which slice it belongs and which of its members add up, so that a query only compares
and adds; it never looks at the shape of a code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache, partial
from itertools import product
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from helpers.core.dimensions import DIMENSIONS, WHOLE, is_part
from helpers.observations.coded_rows import CodedRows, dictionary
from helpers.observations.schema import CELL, OBSERVATION_COLUMNS

_adds_up = lru_cache(maxsize=100_000)(is_part)
"""Most codes of a file are those of the file before."""

NUMBERS: Final = ("value", "growth", "step")
_TEXTS: Final = tuple(name for name in OBSERVATION_COLUMNS if name not in NUMBERS)
_SLICES: Final = tuple(
    "+".join(name for name, there in zip(DIMENSIONS, apart, strict=True) if there)
    for apart in product((False, True), repeat=len(DIMENSIONS))
)
"""The names of all slices: the dimensions told apart, by the number that their bits make."""

_FACTOR: Final = 0x9E3779B97F4A7C15
_NUMBERS_OF_64_BITS: Final = 2**64


class Count(NamedTuple):
    """How many rows a file has of a month, span and flow, of a measure in a unit, in a slice."""

    source: str
    period: str
    span: str
    flow: str
    measure: str
    unit: str
    slice: str
    digits: int
    rows: int

    @property
    def dimensions(self) -> frozenset[str]:
        """Return the dimensions that the rows tell apart."""
        return frozenset(self.slice.split("+")) - {""}


def stored_rows(cells: CodedRows, datasets: Mapping[str, str]) -> pa.Table:
    """Add to observations what queries need.

    Parameters
    ----------
    cells : CodedRows
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
        name: pa.array(cells.numbers(name), from_pandas=True) for name in NUMBERS
    }
    columns |= {name: cells.dictionary(name) for name in _TEXTS}
    columns |= {
        f"{name}_part": cells.matching(name, partial(_adds_up, name)) for name in DIMENSIONS
    }
    apart = np.zeros(len(cells), dtype=np.int32)
    for name in DIMENSIONS:
        apart = apart * 2 + ~cells.having(name, WHOLE)
    columns["slice"] = dictionary(apart, _SLICES)
    lengths = [len(code) if code.isdigit() else 0 for code in cells.texts("product")]
    columns["digits"] = cells.looked_up("product", np.array(lengths, dtype=np.int8))
    groups = [datasets[source] for source in cells.texts("source")]
    columns["dataset"] = dictionary(cells.codes("source"), groups)
    columns["place"] = np.arange(len(cells), dtype=np.int32)
    columns["cell"] = _mixed(cells, groups)
    return pa.table(columns)


def count_rows(rows: pa.Table) -> list[Count]:
    """Count the rows that ``stored_rows`` returns by all that ``Count`` names, in that order."""
    names = list(Count._fields[:-1])
    found = rows.select(names).group_by(names).aggregate([([], "count_all")])
    return sorted(map(Count._make, zip(*found.to_pydict().values(), strict=True)))


def _mixed(cells: CodedRows, groups: list[str]) -> NDArray[np.uint64]:
    """Mix the keys of each row to one number, the same on every machine."""
    keys = [(name, cells.texts(name)) for name in CELL] + [("source", groups)]
    same, mixed = 0, np.zeros(len(cells), dtype=np.uint64)
    for place, (name, texts) in enumerate(reversed(keys)):
        factor = pow(_FACTOR, place, _NUMBERS_OF_64_BITS)
        found = [_hashed(text) * factor % _NUMBERS_OF_64_BITS for text in texts]
        if len(found) == 1:
            # What all rows share is added once, at the end.
            same += found[0]
        else:
            mixed += cells.looked_up(name, np.array(found, dtype=np.uint64))
    return mixed + np.uint64(same % _NUMBERS_OF_64_BITS)


@lru_cache(maxsize=100_000)
def _hashed(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())
