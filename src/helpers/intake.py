"""Taking files in: recognised, read, checked, and filed with their description, all or none.

The stages leave a folder as it was until one rename: files are copied and described in
``.staging``; that becomes ``.commit``, which is the moment they count; then each moves to its place.
What ends in between is finished, or thrown away, by whoever comes next.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import pandas as pd
import yaml

from helpers.checks import ERROR, Finding, run_checks
from helpers.errors import SourceError
from helpers.sources import COMMIT, FORMATS, Archive, read_folder, settle, vintage
from helpers.sources.meta import META_SUFFIX, RawFile
from helpers.sources.reading import Format, Reading, Told

_STAGING: Final = ".staging"
_LOCK: Final = ".lock"
_HEAD: Final = 65_536
_LICENCE: Final = "海关统计数据；引用时请注明“数据来源：中华人民共和国海关总署”。"
_PRODUCER: Final = "中华人民共和国海关总署"


@dataclass(frozen=True)
class Wish:
    """What a user says of the files to take in.

    Attributes
    ----------
    told : Told
        What the files don't say themselves.
    released : datetime.date or None
        The day the producer released them.
    retrieved : datetime.date
        The day they were fetched.
    complete : tuple of str
        The dimensions whose members add up to the whole.
    """

    told: Told
    released: date | None
    retrieved: date
    complete: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taken:
    """A file as it was taken in.

    Attributes
    ----------
    path : pathlib.Path
        Where it was found.
    raw : RawFile
        Its description.
    reading : Reading or None
        What was read; None where the same file was there already.
    """

    path: Path
    raw: RawFile
    reading: Reading | None


@dataclass(frozen=True)
class Intake:
    """What was taken in, and what the checks say of it."""

    taken: tuple[Taken, ...]
    findings: tuple[Finding, ...] = field(default=())


def take_in(
    folder: Path, paths: Iterable[Path], wish: Wish, advance: Callable[[], None] = lambda: None
) -> Intake:
    """Take files into a folder of raw files, all or none.

    Parameters
    ----------
    folder : pathlib.Path
        ``data/raw``.
    paths : iterable of pathlib.Path
        Files, and folders of files.
    wish : Wish
        What the user says of them.
    advance : callable
        Called each time a file is read.

    Raises
    ------
    SourceError
        For the first file that can't be taken; the folder is then as it was.
    """
    files = list(_files(paths))
    if not files:
        raise SourceError("no file to add; name files, or folders that hold some")
    with _alone(folder):
        settle(folder)
        shutil.rmtree(folder / _STAGING, ignore_errors=True)
        archive = read_folder(folder) if _anything(folder) else None
        staging = folder / _STAGING
        try:
            staging.mkdir()
            taken: list[Taken] = []
            for path in files:
                taken.append(_stage(path, staging, wish, archive, taken))
                advance()
            findings = _checked(taken, archive)
            _commit(staging, taken)
        except OSError as error:
            raise SourceError(
                f"{error.filename or folder}: {error.strerror or error}; nothing was added"
            ) from error
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return Intake(tuple(taken), tuple(findings))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep a second intake out."""
    if not folder.is_dir():
        raise SourceError(f"{folder}: no such folder; run this in the repository")
    with (folder / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SourceError(
                f"{folder}: another `tradebook add` is at work here; wait until it is done"
            ) from None
        yield


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = sorted(one for one in path.rglob("*") if one.is_file())
            yield from (one for one in found if not one.name.startswith("."))
        elif path.is_file():
            yield path
        else:
            raise SourceError(f"{path}: no such file")


def _anything(folder: Path) -> bool:
    return any(not path.name.startswith(".") for path in folder.iterdir())


def _stage(
    path: Path, staging: Path, wish: Wish, archive: Archive | None, before: list[Taken]
) -> Taken:
    """Copy a file, read the copy, and describe it."""
    known = [*(archive.files if archive else ()), *(one.raw for one in before)]
    ident = _free(_slug(path.stem), {raw.id for raw in known})
    copy = staging / f"{ident}{path.suffix.lower() or '.csv'}"
    shutil.copyfile(path, copy)
    digest = hashlib.sha256(copy.read_bytes()).hexdigest()
    same = next((raw for raw in known if raw.sha256 == digest), None)
    if same is not None:
        copy.unlink()
        return Taken(path, same, None)
    format_ = _recognised(path, copy)
    told = Told(wish.told.flow, wish.told.period, wish.told.only, path.name)
    try:
        reading = format_.read(copy, told)
    except SourceError as error:
        # The user knows the file by the name it was given under.
        raise SourceError(str(error).replace(str(copy), str(path))) from None
    identity = {"id": ident, "title": path.stem, "sha256": digest, "size": copy.stat().st_size}
    description = _description(identity, path.name, format_.name, reading, wish)
    text = yaml.safe_dump(description, allow_unicode=True, sort_keys=False)
    (staging / f"{ident}{META_SUFFIX}").write_text(text, encoding="utf-8")
    return Taken(path, RawFile.model_validate(description), reading)


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


def _description(
    identity: Mapping[str, Any], original: str, format_: str, reading: Reading, wish: Wish
) -> dict[str, Any]:
    """Write the description of a file: what it is, what was said of it, what was inferred."""
    told = {"flow": wish.told.flow, "period": wish.told.period, "only": dict(wish.told.only)}
    given = {key: value for key, value in told.items() if value}
    complete = tuple(dict.fromkeys((*wish.complete, *reading.complete)))
    return {
        **identity,
        "producer": _PRODUCER,
        "address": None,
        "released": wish.released,
        "retrieved": wish.retrieved,
        "licence": _LICENCE,
        "original": original,
        "status": "official",
        "format": format_,
        **({"dataset": reading.dataset} if reading.dataset else {}),
        **({"complete": list(complete)} if complete else {}),
        **({"told": given} if given else {}),
        **({"inferred": dict(reading.inferred)} if reading.inferred else {}),
        **(
            {"names": {key: dict(value) for key, value in reading.names.items()}}
            if reading.names
            else {}
        ),
    }


def _checked(taken: list[Taken], archive: Archive | None) -> list[Finding]:
    """Run the checks on what there would be; an error in one of the new files refuses them all."""
    names = {one.raw.id: one.path for one in taken if one.reading is not None}
    if not names:
        return []
    frames = [
        vintage(one.reading.observations, one.raw) for one in taken if one.reading is not None
    ]
    files = [one.raw for one in taken if one.reading is not None]
    if archive is not None:
        frames.append(archive.observations)
        files += archive.files
    observations = pd.concat(frames, ignore_index=True)
    # A new file may be what an old one is found to differ from.
    findings = [
        one for one in run_checks(observations, files) if {one.source, one.other} & names.keys()
    ]
    for finding in findings:
        if finding.severity == ERROR:
            where = names.get(finding.source, finding.source)
            raise SourceError(f"{where}: {finding.message}; nothing was added")
    return findings


def _commit(staging: Path, taken: list[Taken]) -> None:
    """Make the staged files count in one step, and move them to their places."""
    if not any(one.reading is not None for one in taken):
        return
    for path in staging.iterdir():
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
    staging.replace(staging.with_name(COMMIT))
    settle(staging.parent)


def _slug(stem: str) -> str:
    """Make a name of letters, digits, dots and hyphens; Chinese letters stay."""
    return re.sub(r"[^\w.-]+", "-", stem).strip("-.") or "file"


def _free(name: str, taken: set[str]) -> str:
    """Return a name none has: with -2, -3 … behind where need be."""
    place, found = 2, name
    while found in taken:
        place, found = place + 1, f"{name}-{place}"
    return found
