"""Cells of a CSV read as text, each checked: what the readers of the formats tidy and quoted share."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from helpers.core.dimensions import MEASURES
from helpers.core.errors import SourceError
from helpers.core.periods import SPANS, Month
from helpers.observations.readers.faults import fault, shown


def read_texts(
    path: Path, columns: Sequence[str], optional: Mapping[str, str] = MappingProxyType({})
) -> pd.DataFrame:
    """Read all cells as text, indexed by their line in the file.

    An optional column may lack: then each of its cells is the text given for it.

    Raises
    ------
    SourceError
        When it is not UTF-8, not comma-separated, has other columns, rows of another length or
        none.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            header = next(reader, [])
            if not header:
                raise SourceError(f"{path}: has no header; expected {', '.join(columns)}")
            _check_header(path, header, columns, optional)
            lines = dict(_lines(reader))
    except UnicodeDecodeError as error:
        raise SourceError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except csv.Error as error:
        raise SourceError(f"{path}: row {reader.line_num}: not comma-separated: {error}") from error
    for line, row in lines.items():
        if len(row) != len(header):
            expected = f"{len(header)} cells as in the header"
            raise fault(path, expected, str(len(row)), row=line)
    if not lines:
        raise SourceError(f"{path}: holds no row below its header")
    frame = pd.DataFrame.from_dict(lines, orient="index", columns=header)
    return frame.assign(**{name: text for name, text in optional.items() if name not in header})


def check(
    path: Path, frame: pd.DataFrame, column: str, good: Callable[..., bool], expected: str
) -> None:
    """Raise for the first row whose cell is not good; each distinct cell is looked at once."""
    verdict = {cell: good(cell) for cell in frame[column].unique()}
    if all(verdict.values()):
        return
    bad = frame.index[~frame[column].map(verdict).astype(bool)]
    found = shown(str(frame.at[bad[0], column]))
    raise fault(path, expected, found, row=int(bad[0]), column=column)


def check_keys(path: Path, frame: pd.DataFrame, flows: Sequence[str], codes: Sequence[str]) -> None:
    """Check the columns by which a number is known: span, flow, measure, period, and codes."""
    for column, allowed in (("span", SPANS), ("flow", flows), ("measure", MEASURES)):
        check(path, frame, column, allowed.__contains__, f"one of {', '.join(allowed)}")
    check(path, frame, "period", _is_month, "a month such as 2025-11")
    for column in codes:
        check(path, frame, column, _is_code, "a code without spaces, '_T' for the whole")


def numbers(path: Path, frame: pd.DataFrame, column: str) -> pd.Series[float]:
    """Read a column of finite numbers."""
    found = pd.to_numeric(frame[column], errors="coerce").astype("float64")
    bad = frame.index[found.isna() | found.abs().eq(float("inf"))]
    if len(bad):
        text = shown(str(frame.at[bad[0], column]))
        raise fault(path, "a number", text, row=int(bad[0]), column=column)
    return found


def given(path: Path, frame: pd.DataFrame, column: str) -> pd.Series[float]:
    """Read the numbers of a column that may be empty."""
    return numbers(path, frame[frame[column] != ""], column).reindex(frame.index)


def refuse_duplicates(path: Path, frame: pd.DataFrame, keys: list[str]) -> None:
    """Raise for the first row whose keys an earlier one has."""
    twice = frame.index[frame.duplicated(keys)]
    if len(twice):
        row = int(twice[0])
        key = " ".join(str(frame.at[row, name]) for name in keys)
        raise SourceError(f"{path}: row {row} repeats an earlier one ({key}); keep one")


def _is_month(text: str) -> bool:
    """Tell whether a cell is a month such as 2025-11."""
    try:
        Month.parse(text)
    except ValueError:
        return False
    return True


def _is_code(text: str) -> bool:
    """Tell whether a cell can be a code: some text without spaces."""
    return text != "" and not any(character.isspace() for character in text)


def _lines(reader: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield each row that isn't blank with the line it begins on."""
    line = reader.line_num + 1
    for row in reader:
        if row:
            yield line, row
        line = reader.line_num + 1


def _check_header(
    path: Path, header: list[str], columns: Sequence[str], optional: Iterable[str]
) -> None:
    known = (*columns, *optional)
    lacking = [name for name in columns if name not in header]
    unknown = [name for name in header if name not in known]
    twice = [name for name in known if header.count(name) > 1]
    for word, names in (("missing", lacking), ("unknown", unknown), ("twice", twice)):
        if names:
            expected = ", ".join(columns)
            raise SourceError(f"{path}: expected the columns {expected}; {word} {names}")
