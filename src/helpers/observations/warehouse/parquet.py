"""What was read of raw files, as Parquet: observations by month, summaries, statements."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from helpers.core.files import hash_of_file, write_whole
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
    hashes = {
        folder: _write(home / folder / f"{key}.parquet", rows) for folder, rows in tables.items()
    }
    counts, findings = tuple(count_rows(table)), tuple(check_file(cells, raw))
    return StoredFile(
        key=key,
        raw=raw,
        counts=counts,
        statements=len(read.statements),
        findings=findings,
        hashes=hashes,
    )


class _Relations(Mapping[str, str]):
    """By month the table of its rows, as DuckDB calls it; its files are checked when first asked for.

    Parameters
    ----------
    stored : iterable of (pathlib.Path, StoredFile)
        The folders of Parquet files, and what is stored there.
    restore : callable or None
        Writes the Parquet files of a raw file again; None to take them as they are.
    """

    def __init__(
        self,
        stored: Iterable[tuple[Path, StoredFile]],
        restore: Callable[[StoredFile], None] | None,
    ) -> None:
        self._restore = restore
        self._files: dict[str, list[tuple[Path, StoredFile]]] = {}
        self._tables: dict[str, str] = {}
        for home, file in stored:
            for month in file.months:
                self._files.setdefault(month, []).append((home, file))

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __getitem__(self, month: str) -> str:
        if month not in self._tables:
            for home, file in self._files[month]:
                if self._restore is not None and not is_sound(home, file, month):
                    self._restore(file)
            paths = [str(home / month / f"{file.key}.parquet") for home, file in self._files[month]]
            self._tables[month] = f"read_parquet({_quoted(paths)})"
        return self._tables[month]


def open_files(
    stored: Iterable[tuple[Path, StoredFile]],
    findings: Callable[[], Iterable[Finding]] = tuple,
    restore: Callable[[StoredFile], None] | None = None,
) -> Store:
    """Return the store over files, each below the folder it was written to.

    ``restore`` writes the Parquet files of a raw file again; without it they are taken as they are.
    """
    listed = list(stored)
    relations = _Relations(listed, restore)
    counts = [count for _, file in listed for count in file.counts]
    raws = [file.raw for _, file in listed]
    return Store(relations, connection(), counts, raws, _statements(listed), findings=findings)


def read_summary(home: Path, file: StoredFile) -> pa.Table:
    """Return of a raw file what the checks across files need."""
    return pq.read_table(home / _SUMMARIES / f"{file.key}.parquet")


def is_complete(home: Path, file: StoredFile) -> bool:
    """Return whether all Parquet files of a raw file are there, and the small ones are sound."""
    small = {_SUMMARIES, _STATEMENTS} & file.hashes.keys()
    there = all(path.is_file() for path in _paths(home, file))
    return there and all(is_sound(home, file, folder) for folder in small)


def is_sound(home: Path, file: StoredFile, folder: str) -> bool:
    """Return whether a Parquet file of a raw file is, to the last bit, the one that was written."""
    try:
        return hash_of_file(home / folder / f"{file.key}.parquet") == file.hashes[folder]
    except FileNotFoundError:
        return False


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
    for folder in file.hashes:
        yield home / folder / f"{file.key}.parquet"


def _write(path: Path, table: pa.Table) -> str:
    """Write a table, and return the hash of the file."""
    sink = pa.BufferOutputStream()
    texts = [field.name for field in table.schema if pa.types.is_dictionary(field.type)]
    pq.write_table(
        table, sink, compression="lz4", write_statistics=False, use_dictionary=texts or False
    )
    content = sink.getvalue().to_pybytes()
    write_whole(path, content)
    return hashlib.sha256(content).hexdigest()


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
