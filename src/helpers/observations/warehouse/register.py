"""What is kept of a raw file once it was read, and the register of all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from helpers.core.files import write_whole
from helpers.observations.readers import RawPair
from helpers.observations.readers.description import RawFile
from helpers.observations.validation.finding import Finding
from helpers.observations.warehouse.reading_code import code_version

REGISTER: Final = "register.json"
FINDINGS: Final = "findings.json"

Signature = tuple[int, int, int, int]
"""Length and time of the last change of a raw file and of its description."""


class Held(BaseModel):
    """So many rows of a month, of a measure in a unit."""

    model_config = ConfigDict(frozen=True)

    period: str
    measure: str
    unit: str
    rows: int


class Kept(BaseModel):
    """What is kept of a raw file that was read.

    Attributes
    ----------
    key : str
        Names the pieces: another file, description or reading code makes another key.
    raw : RawFile
        Its description.
    held : tuple of Held
        What observations it has.
    stated : int
        How many statements it has.
    findings : tuple of Finding
        What the checks of one file say of it.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    raw: RawFile
    held: tuple[Held, ...]
    stated: int
    findings: tuple[Finding, ...]

    @property
    def months(self) -> list[str]:
        """Return the months it has observations of, oldest first."""
        return sorted({one.period for one in self.held})


class Entry(BaseModel):
    """A line of the register.

    Attributes
    ----------
    name : str
        The raw file's name.
    signature : tuple of int
        By which an unchanged file is known without being read.
    kept : Kept
        What is kept of it.
    """

    model_config = ConfigDict(frozen=True)

    name: str
    signature: Signature
    kept: Kept


class Found(BaseModel):
    """What all checks said of files, told apart by their keys."""

    model_config = ConfigDict(frozen=True)

    keys: tuple[str, ...]
    findings: tuple[Finding, ...]


_ENTRIES: Final = TypeAdapter(tuple[Entry, ...])


def key_of(raw: RawFile, description: bytes) -> str:
    """Return the key of what is kept of a file: of its content, its description, and the code."""
    text = f"{code_version()} {raw.sha256} {hashlib.sha256(description).hexdigest()}"
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def entry_of(pair: RawPair, kept: Kept) -> Entry:
    """Return the line of the register for a file of which that is kept."""
    return Entry(name=pair.data.name, signature=signature_of(pair), kept=kept)


def signature_of(pair: RawPair) -> Signature:
    """Return the signature of a raw file and its description."""
    data, description = pair.data.stat(), pair.description.stat()
    return data.st_size, data.st_mtime_ns, description.st_size, description.st_mtime_ns


def read_register(home: Path) -> dict[str, Entry]:
    """Return the entries by the raw file's name; none where there is no register one can use.

    All of it can be made anew from the raw files: what cannot be read is as good as not there.
    """
    try:
        entries = _ENTRIES.validate_json((home / REGISTER).read_bytes())
    except (OSError, ValidationError):
        return {}
    return {entry.kept.raw.id: entry for entry in entries}


def write_register(home: Path, entries: Iterable[Entry]) -> None:
    """Replace the register in one step."""
    ordered = tuple(sorted(entries, key=lambda entry: entry.kept.raw.id))
    write_whole(home / REGISTER, _ENTRIES.dump_json(ordered))


def read_findings(home: Path, entries: Iterable[Entry]) -> list[Finding] | None:
    """Return what all checks said of these files; None where that is not known."""
    try:
        found = Found.model_validate_json((home / FINDINGS).read_bytes())
    except (OSError, ValidationError):
        return None
    return list(found.findings) if found.keys == _keys(entries) else None


def write_findings(home: Path, entries: Iterable[Entry], findings: Iterable[Finding]) -> None:
    """Keep what all checks said of these files; where nothing can be written it is found again."""
    found = Found(keys=_keys(entries), findings=tuple(findings))
    with suppress(OSError):
        write_whole(home / FINDINGS, found.model_dump_json().encode())


def _keys(entries: Iterable[Entry]) -> tuple[str, ...]:
    return tuple(sorted(entry.kept.key for entry in entries))
