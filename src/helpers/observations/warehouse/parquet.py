"""What was read of raw files, as Parquet: observations by month, summaries, statements."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from helpers.observations.readers import ReadFile
from helpers.observations.readers.quoted import STATEMENT_COLUMNS
from helpers.observations.validation.check_registry import check_file
from helpers.observations.validation.finding import Finding
from helpers.observations.validation.summary import summarise
from helpers.observations.warehouse.register import StoredFile, key_of
from helpers.observations.warehouse.rows import count_rows, stored_rows
from helpers.observations.warehouse.store import Store, connection

_SUMMARIES: Final = "summaries"
_STATEMENTS: Final = "statements"


def write_file(home: Path, description: bytes, read: ReadFile) -> StoredFile:
    """Check what was read of a file, whose description is that text, and write it below a folder."""
    raw, cells, key = read.raw, read.cells, key_of(read.raw, description)
    table = stored_rows(cells, {raw.id: raw.group})
    months = sorted(cells.distinct("period"))
    tables = {
        month: table if len(months) == 1 else table.filter(pc.equal(table["period"], month))
        for month in months
    }
    tables[_SUMMARIES] = summarise(cells, raw)
    if len(read.statements):
        tables[_STATEMENTS] = pa.Table.from_pandas(read.statements, preserve_index=False)
    for folder, rows in tables.items():
        _write(home / folder / f"{key}.parquet", rows)
    counts, findings = tuple(count_rows(table)), tuple(check_file(cells, raw))
    return StoredFile(
        key=key, raw=raw, counts=counts, statements=len(read.statements), findings=findings
    )


def open_files(
    stored: Iterable[tuple[Path, StoredFile]], findings: Callable[[], Iterable[Finding]] = tuple
) -> Store:
    """Return the store over files, each below the folder it was written to."""
    listed = list(stored)
    paths: dict[str, list[str]] = {}
    for home, file in listed:
        for month in file.months:
            paths.setdefault(month, []).append(str(home / month / f"{file.key}.parquet"))
    relations = {month: f"read_parquet({_quoted(found)})" for month, found in paths.items()}
    counts = [count for _, file in listed for count in file.counts]
    raws = [file.raw for _, file in listed]
    return Store(relations, connection(), counts, raws, _statements(listed), findings=findings)


def read_summary(home: Path, file: StoredFile) -> pa.Table:
    """Return of a raw file what the checks across files need."""
    return pq.read_table(home / _SUMMARIES / f"{file.key}.parquet")


def is_complete(home: Path, file: StoredFile) -> bool:
    """Return whether all Parquet files of a raw file are there."""
    return all(path.is_file() for path in _paths(home, file))


def move_file(source: Path, home: Path, file: StoredFile) -> None:
    """Move the Parquet files of a raw file from one folder to another."""
    for path, target in zip(_paths(source, file), _paths(home, file), strict=True):
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(target)


def remove_others(home: Path, files: Iterable[StoredFile]) -> None:
    """Remove the Parquet files that are of none of these raw files."""
    keys = {file.key for file in files}
    for path in home.glob("*/*.parquet"):
        if path.stem not in keys:
            path.unlink(missing_ok=True)


def _paths(home: Path, file: StoredFile) -> Iterator[Path]:
    for folder in (*file.months, _SUMMARIES, *([_STATEMENTS] if file.statements else [])):
        yield home / folder / f"{file.key}.parquet"


def _write(path: Path, table: pa.Table) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    texts = [field.name for field in table.schema if pa.types.is_dictionary(field.type)]
    pq.write_table(
        table, draft, compression="lz4", write_statistics=False, use_dictionary=texts or False
    )
    draft.replace(path)


def _statements(stored: list[tuple[Path, StoredFile]]) -> pd.DataFrame:
    frames = [
        pq.read_table(home / _STATEMENTS / f"{file.key}.parquet").to_pandas()
        for home, file in stored
        if file.statements
    ]
    if not frames:
        return pd.DataFrame(columns=list(STATEMENT_COLUMNS))
    stacked: pd.DataFrame = pd.concat(frames, ignore_index=True)
    return stacked.astype({"released": "str"})


def _quoted(paths: list[str]) -> str:
    return "[" + ", ".join("'" + path.replace("'", "''") + "'" for path in paths) + "]"
