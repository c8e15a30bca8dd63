"""Staging a file: copied, recognised, read, described, and what was read stored with it."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any, Final

import yaml

from helpers.core.dimensions import DIMENSIONS, VALUE, WHOLE
from helpers.core.errors import SourceError
from helpers.core.workers import Each
from helpers.observations.coded_rows import CodedRows
from helpers.observations.ingest.options import AddOptions
from helpers.observations.ingest.recognition import recognise
from helpers.observations.ingest.release_days import day_of
from helpers.observations.readers import FORMATS, read_observations
from helpers.observations.readers.description import META_SUFFIX, RawFile
from helpers.observations.readers.reading import Reading
from helpers.observations.readers.workbooks import OLE, ZIP
from helpers.observations.warehouse.parquet import write_file
from helpers.observations.warehouse.register import StoredFile

PARQUET: Final = "parquet"
"""The folder, in that of the staged files, of what was read of them."""

_HEAD: Final = 65_536
_LONGEST_LINE: Final = 1_000_000
"""In bytes; a line of a table has some hundreds."""

_DUMPER: Final[Any] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@dataclass(frozen=True)
class AddedFile:
    """A file as it was added.

    Attributes
    ----------
    path : pathlib.Path
        Where it was found.
    raw : RawFile
        Its description.
    stored : StoredFile or None
        What was stored of it; None where the same file was there already.
    apart : tuple of str
        The dimensions it tells apart.
    totals : mapping of str to float
        By flow the value of all, of one span, in its currency.
    warnings : tuple of str
        What a user should know of it.
    """

    path: Path
    raw: RawFile
    stored: StoredFile | None = None
    apart: tuple[str, ...] = ()
    totals: Mapping[str, float] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class CopiedFile:
    """A file that was copied, and is to be read.

    Attributes
    ----------
    path : pathlib.Path
        Where it was found.
    ident : str
        What it will be called, or the file with the same content is.
    copy : pathlib.Path or None
        Its copy; None where a file with the same content is there.
    sha256, size : str, int
        Its hash and its length.
    """

    path: Path
    ident: str
    copy: Path | None
    sha256: str
    size: int


def copy_all(
    paths: Sequence[Path], staging: Path, known: Iterable[RawFile], each: Each
) -> list[CopiedFile]:
    """Copy files to a folder within that of the raw files, and name those that are new.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        The files.
    staging : pathlib.Path
        Where the copies go.
    known : iterable of RawFile
        The files there are.
    each : Each
        How to work at each of them.

    Raises
    ------
    SourceError
        When a file has a line that does not end.
    """
    there = {raw.sha256: raw.id for raw in known}
    # A raw file may be called otherwise than its id: neither name may be taken over.
    names = {*there.values(), *map(_name, staging.parent.iterdir())}
    found = []
    # No file is called so: a name begins with a letter, a digit or an underscore.
    drafts = [(path, staging / f".{place}") for place, path in enumerate(paths)]
    for (path, draft), (digest, size) in zip(drafts, each(_copied, drafts), strict=True):
        if digest in there:
            draft.unlink()
            found.append(CopiedFile(path, there[digest], None, digest, size))
        else:
            there[digest] = ident = _free(_slug(path.stem), names)
            names.add(ident)
            copy = draft.replace(staging / _file_name(ident, path.suffix.lower()))
            found.append(CopiedFile(path, ident, copy, digest, size))
    return found


def stage(copied: CopiedFile, options: AddOptions) -> AddedFile | None:
    """Read a copy, write its description, and store what was read in the folder ``PARQUET``.

    Returns
    -------
    AddedFile or None
        None where there is no copy to read.

    Raises
    ------
    SourceError
        When it is none that can be read, or against what the user says.
    """
    path, copy = copied.path, copied.copy
    if copy is None:
        return None
    try:
        format_ = recognise(copy, path.name)
        reading = FORMATS[format_].read(copy, replace(options.hints, name=path.name))
    except SourceError as error:
        # The user knows the file by the name it was given under.
        raise SourceError(str(error).replace(str(copy), str(path))) from None
    _refuse_future(path, reading, options.retrieved)
    raw = _described(copied, format_, reading, options)
    text = description_text(raw)
    copy.with_name(f"{copied.ident}{META_SUFFIX}").write_bytes(text)
    stored = write_file(copy.parent / PARQUET, text, read_observations(raw, reading, path))
    cells = reading.cells
    apart = tuple(name for name in DIMENSIONS if cells.distinct(name) != [WHOLE])
    return AddedFile(path, raw, stored, apart, _totals(cells), reading.warnings)


def _copied(path_and_copy: tuple[Path, Path]) -> tuple[str, int]:
    """Copy a file; return its hash and its length.

    A line that never ends might fill the disk: it is refused before it is copied.
    """
    path, copy = path_and_copy
    with path.open("rb") as source:
        if not source.read(_HEAD).startswith((ZIP, OLE)):
            source.seek(0)
            while line := source.readline(_LONGEST_LINE + 1):
                if len(line) > _LONGEST_LINE:
                    raise SourceError(
                        f"{path}: expected lines of some hundred bytes, found one of more than "
                        f"{_LONGEST_LINE:,}; this is no table: download it again"
                    )
    shutil.copyfile(path, copy)
    with copy.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest(), copy.stat().st_size


def _refuse_future(path: Path, reading: Reading, today: date) -> None:
    """Refuse months that had not begun when the file was fetched."""
    last = max(reading.cells.distinct("period"))
    if last > f"{today:%Y-%m}":
        raise SourceError(
            f"{path}: expected months up to {today:%Y-%m}, the day it was fetched, found "
            f"{last}; correct the month"
        )


def _described(copied: CopiedFile, format_: str, reading: Reading, options: AddOptions) -> RawFile:
    """Return the description of a file: what it is, what was said of it, what was inferred."""
    hints, made = options.hints, FORMATS[format_]
    released, origin = day_of(copied.path, reading, options)
    return RawFile.model_validate(
        {
            "id": copied.ident,
            "title": copied.path.stem,
            "producer": options.publisher or (None if reading.of_others else made.producer),
            "address": None,
            "released": released,
            "released_from": origin,
            "retrieved": options.retrieved,
            "licence": options.terms,
            "sha256": copied.sha256,
            "status": options.status or made.status,
            "format": format_,
            "complete": list(dict.fromkeys((*options.complete, *reading.complete))),
            "dataset": reading.dataset or options.dataset,
            "original": copied.path.name,
            "size": copied.size,
            "told": {
                "flow": hints.flow,
                "period": hints.period,
                "only": dict(hints.only),
                "span": hints.span,
                "unit": hints.unit,
            },
            "inferred": dict(reading.inferred),
            "names": reading.names,
        }
    )


def description_text(raw: RawFile) -> bytes:
    """Return a description as it is written beside a raw file."""
    content = raw.model_dump(exclude_defaults=True) | {"format": raw.format}
    return bytes(
        yaml.dump(content, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, encoding="utf-8")
    )


def _totals(cells: CodedRows) -> dict[str, float]:
    """Add up by flow the values of one span that make the whole, each counted once."""
    span = cells.texts("span")[cells.codes("span")[0]]
    chosen = cells.having("measure", VALUE) & cells.having("span", span)
    codes = {*cells.distinct("product")}
    chosen &= cells.matching("product", lambda code: not _is_within(code, codes))
    for name in DIMENSIONS:
        # Where the whole is stated, its members are not counted again.
        wholes = chosen & cells.having(name, WHOLE)
        chosen = wholes if wholes.any() else chosen
    values, flows = cells.numbers("value"), sorted(cells.distinct("flow"))
    return {flow: float(values[chosen & cells.having("flow", flow)].sum()) for flow in flows}


def _is_within(code: str, codes: Container[str]) -> bool:
    """Return whether some codes have a shorter HS code that a code is within."""
    return code.isdigit() and any(code[:length] in codes for length in range(2, len(code), 2))


def _name(path: Path) -> str:
    """Return what a raw file, or a description, is called."""
    return path.name.removesuffix(META_SUFFIX) if path.name.endswith(META_SUFFIX) else path.stem


def _slug(stem: str) -> str:
    """Make a name of letters, digits, dots and hyphens; Chinese letters stay."""
    return re.sub(r"[^\w.-]+", "-", stem).strip("-.") or "file"


def _file_name(ident: str, suffix: str) -> str:
    """Return the name of a raw file, which must not be that of a description."""
    name = f"{ident}{suffix}"
    return f"{ident}.csv" if not suffix or name.endswith(META_SUFFIX) else name


def _free(name: str, taken: set[str]) -> str:
    """Return a name none has: with -2, -3 … behind where need be."""
    numbered = (f"{name}-{number}" if number > 1 else name for number in count(1))
    return next(found for found in numbered if found not in taken)
