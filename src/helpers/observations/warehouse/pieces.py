"""The files of the archive: what was read of each raw file, as Parquet, observations by month."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from helpers.observations.readers import Read
from helpers.observations.readers.quoted import STATEMENT_COLUMNS
from helpers.observations.validation.registry import check_file
from helpers.observations.validation.summary import summarise
from helpers.observations.warehouse.register import Entry, Held, Kept
from helpers.observations.warehouse.rows import INDEX_COLUMNS, counted, stored_rows
from helpers.observations.warehouse.store import Store, connection

SUMMARIES: Final = "summaries"
STATEMENTS: Final = "statements"


def write_pieces(home: Path, key: str, read: Read) -> Kept:
    """Check what was read of a file, and keep it below a folder."""
    raw, cells = read.raw, read.cells
    table = stored_rows(cells, {raw.id: raw.group})
    months = sorted(cells.distinct("period"))
    pieces = {month: _of_month(table, month, len(months)) for month in months}
    pieces[SUMMARIES] = summarise(cells, raw)
    if len(read.statements):
        pieces[STATEMENTS] = pa.Table.from_pandas(read.statements, preserve_index=False)
    for folder, piece in pieces.items():
        _write(home / folder / f"{key}.parquet", piece)
    held = tuple(
        Held(period=period, measure=measure, unit=unit, rows=count)
        for _, period, measure, unit, count in counted(cells)
    )
    findings = tuple(check_file(cells, raw))
    return Kept(key=key, raw=raw, held=held, stated=len(read.statements), findings=findings)


def store_of(home: Path, entries: Iterable[Entry]) -> Store:
    """Return the store over the pieces of these entries."""
    listed = list(entries)
    paths: dict[str, list[str]] = {}
    for entry in listed:
        for month in entry.kept.months:
            paths.setdefault(month, []).append(str(home / month / f"{entry.kept.key}.parquet"))
    relations = {month: f"read_parquet({_quoted(found)})" for month, found in paths.items()}
    held = [
        (entry.kept.raw.id, one.period, one.measure, one.unit, one.rows)
        for entry in listed
        for one in entry.kept.held
    ]
    index = pd.DataFrame(held, columns=list(INDEX_COLUMNS))
    files = [entry.kept.raw for entry in listed]
    return Store(relations, connection(), index, files, _statements(home, listed))


def summaries_of(home: Path, kept: Iterable[Kept]) -> dict[str, pa.Table]:
    """Return by raw file what the checks across files need."""
    return {one.raw.id: pq.read_table(home / SUMMARIES / f"{one.key}.parquet") for one in kept}


def complete(home: Path, kept: Kept) -> bool:
    """Tell whether all pieces of a file are there."""
    return all(path.is_file() for path in _paths(home, kept))


def move_pieces(source: Path, home: Path, kept: Kept) -> None:
    """Move the pieces of a file from one folder to another."""
    for path, target in zip(_paths(source, kept), _paths(home, kept), strict=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)


def remove_others(home: Path, entries: Mapping[str, Entry]) -> None:
    """Remove the pieces that are of none of these entries."""
    keys = {entry.kept.key for entry in entries.values()}
    for path in home.glob("*/*.parquet"):
        if path.stem not in keys:
            path.unlink(missing_ok=True)


def _paths(home: Path, kept: Kept) -> Iterator[Path]:
    for folder in (*kept.months, SUMMARIES, *([STATEMENTS] if kept.stated else [])):
        yield home / folder / f"{kept.key}.parquet"


def _of_month(table: pa.Table, month: str, months: int) -> pa.Table:
    return table if months == 1 else table.filter(pc.equal(table["period"], month))


def _write(path: Path, table: pa.Table) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    texts = [one.name for one in table.schema if pa.types.is_dictionary(one.type)]
    pq.write_table(
        table, draft, compression="lz4", write_statistics=False, use_dictionary=texts or False
    )
    draft.replace(path)


def _statements(home: Path, entries: list[Entry]) -> pd.DataFrame:
    frames = [pd.DataFrame(columns=list(STATEMENT_COLUMNS))]
    for entry in entries:
        if entry.kept.stated:
            path = home / STATEMENTS / f"{entry.kept.key}.parquet"
            frames.append(pq.read_table(path).to_pandas().astype({"released": "str"}))
    full = [frame for frame in frames if not frame.empty]
    return pd.concat(full, ignore_index=True) if full else frames[0]


def _quoted(paths: list[str]) -> str:
    return "[" + ", ".join("'" + path.replace("'", "''") + "'" for path in paths) + "]"
