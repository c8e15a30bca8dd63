"""Staging a file: copied, recognised, read, described, and what was read stored beside."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from helpers.core.errors import SourceError
from helpers.core.workers import Each
from helpers.observations.ingest.contents import Contents, contents_of
from helpers.observations.readers import FORMATS, read_observations
from helpers.observations.readers.description import META_SUFFIX, RawFile
from helpers.observations.readers.reading import Format, Hints, Reading
from helpers.observations.warehouse.parquet import write_file
from helpers.observations.warehouse.register import StoredFile

PARQUET: Final = "parquet"
"""The folder, in that of the staged files, of what was read of them."""

_HEAD: Final = 65_536
_PIECE: Final = 1_048_576
_LONGEST_LINE: Final = 1_000_000
"""In bytes; a line of a table has some hundreds."""

_BINARY: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How Excel files begin: they have no lines."""

_LICENCE: Final = "海关统计数据；引用时请注明“数据来源：中华人民共和国海关总署”。"
_PRODUCER: Final = "中华人民共和国海关总署"


@dataclass(frozen=True)
class AddOptions:
    """What a user says of the files to add.

    Attributes
    ----------
    hints : Hints
        What the files don't say themselves.
    released : datetime.date or None
        The day the producer released them.
    retrieved : datetime.date
        The day they were fetched.
    complete : tuple of str
        The dimensions whose members add up to the whole.
    dataset : str
        What they are parts and vintages of, where their format does not say it.
    """

    hints: Hints
    released: date | None
    retrieved: date
    complete: tuple[str, ...] = ()
    dataset: str = ""


@dataclass(frozen=True)
class AddedFile:
    """A file as it was added.

    Attributes
    ----------
    path : pathlib.Path
        Where it was found.
    raw : RawFile
        Its description.
    contents : Contents or None
        What is in it; None where the same file was there already.
    stored : StoredFile or None
        What was stored of it.
    """

    path: Path
    raw: RawFile
    contents: Contents | None = None
    stored: StoredFile | None = None


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
    """Copy files to a folder, and name those that are new.

    Parameters
    ----------
    paths : sequence of pathlib.Path
        The files.
    staging : pathlib.Path
        Where the copies go, within the folder of raw files.
    known : iterable of RawFile
        The files there are.
    each : Each
        How to work at each of them.

    Raises
    ------
    SourceError
        When a file has a line that does not end.
    """
    described = list(known)
    there = {raw.sha256: raw.id for raw in described}
    # A raw file may be called otherwise than its id: neither name may be taken over.
    names = {raw.id for raw in described} | {_name(one) for one in staging.parent.iterdir()}
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
            copy = draft.replace(staging / f"{ident}{path.suffix.lower() or '.csv'}")
            found.append(CopiedFile(path, ident, copy, digest, size))
    return found


def stage(copied: CopiedFile, options: AddOptions) -> AddedFile | None:
    """Read a copy, describe it beside, and store what was read in the folder ``PARQUET`` there.

    Parameters
    ----------
    copied : CopiedFile
        The file.
    options : AddOptions
        What the user says of it.

    Raises
    ------
    SourceError
        When it is none that can be read, or against what the user says.

    Returns
    -------
    AddedFile or None
        None where there is no copy to read.
    """
    path, copy = copied.path, copied.copy
    if copy is None:
        return None
    format_ = _recognised(path, copy)
    hints = Hints(options.hints.flow, options.hints.period, options.hints.only, path.name)
    try:
        reading = format_.read(copy, hints)
    except SourceError as error:
        # The user knows the file by the name it was given under.
        raise SourceError(str(error).replace(str(copy), str(path))) from None
    _refuse_future(path, reading, options.retrieved)
    description = _description(copied, format_.name, reading, options)
    text = yaml.dump(description, Dumper=_DUMPER, allow_unicode=True, sort_keys=False).encode()
    copy.with_name(f"{copied.ident}{META_SUFFIX}").write_bytes(text)
    raw = RawFile.model_validate(description)
    read = read_observations(raw, reading)
    stored = write_file(copy.parent / PARQUET, text, read)
    return AddedFile(path, raw, contents_of(read.cells, reading), stored)


_DUMPER: Final[Any] = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def _copied(path_and_copy: tuple[Path, Path]) -> tuple[str, int]:
    """Copy a file; return its hash and its length.

    A line that never ends might fill the disk: it is refused before it is copied.
    """
    path, copy = path_and_copy
    mixed, size, length = hashlib.sha256(), 0, 0
    with path.open("rb") as source, copy.open("wb") as target:
        while piece := source.read(_PIECE):
            if size == 0 and piece.startswith(_BINARY):
                length = -1
            if length >= 0:
                length = _open_end(path, piece, length)
            mixed.update(piece)
            size += len(piece)
            target.write(piece)
    return mixed.hexdigest(), size


def _open_end(path: Path, piece: bytes, length: int) -> int:
    """Return how long the line is that a piece leaves open, after one of a length before it."""
    first, last = piece.find(b"\n"), piece.rfind(b"\n")
    longest = length + (len(piece) if first < 0 else first)
    if longest > _LONGEST_LINE:
        raise SourceError(
            f"{path}: expected lines of some hundred bytes, found one of more than "
            f"{_LONGEST_LINE:,}; this is no table: download it again"
        )
    return longest if last < 0 else len(piece) - 1 - last


def _recognised(path: Path, copy: Path) -> Format:
    with copy.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head.strip():
        raise SourceError(f"{path}: is empty; download it again")
    if re.match(rb"\s*(<!doctype html|<html|<\?xml[^>]*>\s*<html)", head, re.IGNORECASE):
        raise SourceError(
            f"{path}: is a web page, such as the platform's error page, and no data; download it again"
        )
    for format_ in FORMATS.values():
        if format_.recognises(head, path.name):
            return format_
    raise SourceError(
        f"{path}: is no file of a known format ({', '.join(FORMATS)}); see data/README.md for the "
        "tidy CSV anything can be written as"
    )


def _refuse_future(path: Path, reading: Reading, today: date) -> None:
    """Refuse months that had not begun when the file was fetched."""
    later = [month for month in reading.cells.distinct("period") if month > f"{today:%Y-%m}"]
    if later:
        raise SourceError(
            f"{path}: expected months up to {today:%Y-%m}, the day it was fetched, found "
            f"{max(later)}; correct the month"
        )


def _description(
    copied: CopiedFile, format_: str, reading: Reading, options: AddOptions
) -> dict[str, Any]:
    """Write the description of a file: what it is, what was said of it, what was inferred."""
    told = {
        "flow": options.hints.flow,
        "period": options.hints.period,
        "only": dict(options.hints.only),
    }
    optional = {
        "dataset": reading.dataset or options.dataset,
        "complete": list(dict.fromkeys((*options.complete, *reading.complete))),
        "told": {key: value for key, value in told.items() if value},
        "inferred": dict(reading.inferred),
        "names": {key: dict(value) for key, value in reading.names.items()},
    }
    return {
        "id": copied.ident,
        "title": copied.path.stem,
        "sha256": copied.sha256,
        "size": copied.size,
        "producer": _PRODUCER,
        "address": None,
        "released": options.released,
        "retrieved": options.retrieved,
        "licence": _LICENCE,
        "original": copied.path.name,
        "status": "official",
        "format": format_,
        **{key: value for key, value in optional.items() if value},
    }


def _name(path: Path) -> str:
    """Return what a raw file, or the description beside one, is called."""
    return path.name.removesuffix(META_SUFFIX) if path.name.endswith(META_SUFFIX) else path.stem


def _slug(stem: str) -> str:
    """Make a name of letters, digits, dots and hyphens; Chinese letters stay."""
    return re.sub(r"[^\w.-]+", "-", stem).strip("-.") or "file"


def _free(name: str, taken: set[str]) -> str:
    """Return a name none has: with -2, -3 … behind where need be."""
    place, found = 2, name
    while found in taken:
        place, found = place + 1, f"{name}-{place}"
    return found
