"""A file in a few hundred rows: enough of it to hold it against other files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.checks.cells import Cells, Mask, rounding
from helpers.sources.meta import RawFile
from helpers.vocabulary import CELL, DIMENSIONS, WHOLE, is_part

SUMMARY_COLUMNS: Final = (*CELL, "value", "slack")
"""The columns of a summary: ``slack`` is by how much rounding lets a value differ."""

_INNER: Final = tuple(name for name in DIMENSIONS if name != "region")
_LARGEST: Final = 200


def summarise(rows: pd.DataFrame, raw: RawFile) -> pd.DataFrame:
    """Make a small table of a file: its totals by region, and its largest numbers.

    Parameters
    ----------
    rows : pandas.DataFrame
        The file's observations.
    raw : RawFile
        Its description.

    Returns
    -------
    pandas.DataFrame
        Columns ``SUMMARY_COLUMNS``, text and float64: every total of all goods and partners, by
        region; of each period, span, flow and measure the 200 largest numbers; and the total of
        China where the file has complete regions and does not state it.
    """
    cells = Cells(rows)
    places = np.union1d(_largest(cells), np.flatnonzero(totals(cells)))
    columns = {name: _texts(rows[name].array.take(places)) for name in CELL}
    columns["value"] = rows["value"].to_numpy(dtype=np.float64)[places]
    columns["slack"] = rounding(rows["step"])[places]
    summary = pd.DataFrame(columns, copy=False)
    if "region" in raw.complete:
        return pd.concat([summary, _nation(summary)], ignore_index=True)
    return summary


def _texts(cells: Any) -> Any:
    """Return categories as the texts they are."""
    if isinstance(cells.dtype, pd.StringDtype):
        return cells
    return pd.array(np.asarray(cells, dtype=object), dtype="str")


def totals(cells: Cells) -> Mask:
    """Return which rows are totals of all goods, partners, regimes and enterprises of a region."""
    found = np.ones(len(cells), dtype=bool)
    for name in _INNER:
        if not found.any():
            break
        found &= cells.having(name, WHOLE)
    return found


def _largest(cells: Cells) -> NDArray[np.intp]:
    """Return the places of the largest numbers of each period, span, flow and measure."""
    values = cells.rows["value"].to_numpy(dtype=np.float64)
    key = cells.key(("period", "span", "flow", "measure"))
    order = np.argsort(key, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(key[order])) + 1)
    return np.concatenate(
        [
            group
            if len(group) <= _LARGEST
            else group[np.argpartition(values[group], -_LARGEST)[-_LARGEST:]]
            for group in groups
        ]
    )


def _nation(summary: pd.DataFrame) -> pd.DataFrame:
    """Add the provinces' totals up to China's, where they make it and it is not stated."""
    cells = Cells(summary)
    of_regions = totals(cells)
    if (of_regions & cells.having("region", WHOLE)).any():
        return summary[:0]
    parts = summary[of_regions & cells.matching("region", partial(is_part, "region"))]
    keys = [name for name in CELL if name != "region"]
    added = parts.groupby(keys, as_index=False)[["value", "slack"]].sum()
    return added.assign(region=WHOLE).loc[:, list(SUMMARY_COLUMNS)]


@dataclass(frozen=True)
class Together:
    """The summaries of all files, one below the other.

    Attributes
    ----------
    cells : Cells
        Columns ``SUMMARY_COLUMNS``, the file that each row is from, ``source``, and its ``group``;
        the files known last stand at the end.
    files : mapping of str to RawFile
        The files by id.
    """

    cells: Cells
    files: Mapping[str, RawFile]

    def latest(self, chosen: Mask) -> NDArray[np.intp]:
        """Return the places of the chosen rows whose cell no later file of their group states."""
        places = np.flatnonzero(chosen)
        key = self.cells.key(("group", *CELL))[places]
        latest: NDArray[np.intp] = places[~pd.Series(key).duplicated(keep="last").to_numpy()]
        return latest

    def fetched_last(self, sources: Iterable[str]) -> str:
        """Return the file that came last, the one a user is about to look at."""
        return max(sources, key=lambda source: (self.files[source].retrieved, source))


def together(summaries: Mapping[str, pd.DataFrame], files: Iterable[RawFile]) -> Together:
    """Stack summaries, those of the figures known last at the end."""
    described = {raw.id: raw for raw in files if raw.id in summaries}
    raws = sorted(described.values(), key=lambda raw: (raw.known_from, raw.id))
    frames = [summaries[raw.id] for raw in raws]
    empty = pd.DataFrame(columns=list(SUMMARY_COLUMNS)).astype({"value": float, "slack": float})
    rows = pd.concat(frames, ignore_index=True) if frames else empty
    sizes = [len(frame) for frame in frames]
    known = {"source": [raw.id for raw in raws], "group": [raw.group for raw in raws]}
    for column, texts in known.items():
        rows[column] = pd.Categorical(np.repeat(np.array(texts, dtype=object), sizes))
    return Together(Cells(rows), described)
