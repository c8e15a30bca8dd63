"""A file in a few hundred rows: enough of it to compare it with other files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from helpers.core.dimensions import DIMENSIONS, VALUE, WHOLE, is_part
from helpers.observations.coded_rows import CodedRows, Mask, dictionary
from helpers.observations.readers.description import RawFile
from helpers.observations.schema import CELL

SUMMARY_COLUMNS: Final = (*CELL, "value", "growth", "slack")
"""The columns of a summary: ``slack`` is by how much rounding lets a value differ."""

ROUNDING: Final = 1.0
"""Sums may differ by what the last digit of each row allows: one unit a row, or its ``step``."""

_INNER: Final = tuple(name for name in DIMENSIONS if name != "region")
_LARGEST: Final = 200


def rounding(step: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return by how much the last digit lets each value differ: its ``step``, one unit at least."""
    # Of a number and none ``fmax`` takes the number.
    return np.fmax(step, ROUNDING)


def summarise(cells: CodedRows, raw: RawFile) -> pa.Table:
    """Make a small table of a file: its totals by region, and its largest numbers.

    Returns
    -------
    pyarrow.Table
        Columns ``SUMMARY_COLUMNS``, dictionaries of text and float64: every total of all goods and
        partners, by region; of each period, span, flow and measure the 200 largest numbers; and the
        total of China where the file has complete regions and does not state it.
    """
    wholes = totals(cells)
    places = np.union1d(_largest(cells), np.flatnonzero(wholes))
    columns = {name: cells.dictionary(name, places) for name in CELL}
    columns |= {name: cells.numbers(name)[places] for name in ("value", "growth")}
    columns["slack"] = rounding(cells.numbers("step")[places])
    summary = pa.table(columns)
    if "region" in raw.complete and not (wholes & cells.having("region", WHOLE)).any():
        parts = np.flatnonzero(wholes & cells.matching("region", partial(is_part, "region")))
        return pa.concat_tables([summary, _nation(cells, parts)]) if len(parts) else summary
    return summary


def totals(cells: CodedRows) -> Mask:
    """Return which rows are totals of all goods, partners, regimes and enterprises of a region."""
    found = np.ones(len(cells), dtype=bool)
    for name in _INNER:
        if not found.any():
            break
        found &= cells.having(name, WHOLE)
    return found


def is_steady(cells: CodedRows) -> Mask:
    """Return which rows are values of all goods of China or a province: they never leap."""
    known = cells.matching("region", lambda code: code == WHOLE or is_part("region", code))
    return totals(cells) & cells.having("measure", VALUE) & known


def _largest(cells: CodedRows) -> NDArray[np.intp]:
    """Return the places of the largest numbers of each period, span, flow and measure."""
    values = cells.numbers("value")
    key = cells.key(("period", "span", "flow", "measure"))
    # The keys are few: small integers are sorted by their digits, many times faster.
    order = np.argsort(key.astype(np.min_scalar_type(int(key.max(initial=0)))), kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(key[order])) + 1)
    return np.concatenate(
        [
            group
            if len(group) <= _LARGEST
            else group[np.argpartition(values[group], -_LARGEST)[-_LARGEST:]]
            for group in groups
        ]
    )


def _nation(cells: CodedRows, parts: NDArray[np.intp]) -> pa.Table:
    """Add the provinces' totals up to China's, as a table below the others."""
    keys = [name for name in CELL if name != "region"]
    frame = cells.rows[[*keys, "value"]].iloc[parts].astype(dict.fromkeys(keys, "str"))
    frame["slack"] = rounding(cells.numbers("step")[parts])
    added = (
        frame.groupby(keys, as_index=False)[["value", "slack"]]
        .sum()
        .assign(region=WHOLE, growth=np.nan)
    )
    texts = CodedRows.of(added)
    columns = {name: texts.dictionary(name) for name in CELL}
    return pa.table(columns | {name: added[name].to_numpy() for name in SUMMARY_COLUMNS[-3:]})


@dataclass(frozen=True)
class Together:
    """The summaries of all files, one below the other.

    Attributes
    ----------
    cells : CodedRows
        Columns ``SUMMARY_COLUMNS``, the file that each row is from, ``source``, and its ``group``;
        the files known last stand at the end.
    files : mapping of str to RawFile
        The files by id.
    """

    cells: CodedRows
    files: Mapping[str, RawFile]
    _derived: dict[Callable[[Together], pd.DataFrame], pd.DataFrame] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def derived(self, derive: Callable[[Together], pd.DataFrame]) -> pd.DataFrame:
        """Return what a function makes of the files, made once for all checks that look at it."""
        if derive not in self._derived:
            self._derived[derive] = derive(self)
        return self._derived[derive]

    def latest(self, chosen: Mask) -> NDArray[np.intp]:
        """Return the places of the chosen rows whose cell no later file of their group states."""
        places = np.flatnonzero(chosen)
        key = self.cells.key(("group", *CELL))[places]
        latest: NDArray[np.intp] = places[~pd.Series(key).duplicated(keep="last").to_numpy()]
        return latest

    def fetched_last(self, sources: Iterable[str]) -> str:
        """Return the file that came last, the one a user is about to look at."""
        return max(sources, key=lambda source: (self.files[source].retrieved, source))


def together(summaries: Mapping[str, pa.Table], files: Iterable[RawFile]) -> Together:
    """Stack summaries, those of the figures known last at the end."""
    described = {raw.id: raw for raw in files if raw.id in summaries}
    raws = sorted(described.values(), key=lambda raw: (raw.day, raw.known_from, raw.id))
    tables = [summaries[raw.id] for raw in raws]
    if not tables:
        return Together(CodedRows({}, {"value": np.zeros(0)}), {})
    sizes = [len(table) for table in tables]
    stacked = pa.concat_tables(tables).unify_dictionaries()
    for name in ("source", "group"):
        texts = [raw.id if name == "source" else raw.group for raw in raws]
        places, found = pd.factorize(np.array(texts, dtype=object))
        stacked = stacked.append_column(name, dictionary(np.repeat(places, sizes), found.tolist()))
    return Together(CodedRows.of(stacked.to_pandas()), described)
