"""The register of the warehouse: what was read of each raw file, and by which code."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict, TypeAdapter

import helpers
from helpers.core.files import hash_of_file, read_checked, write_checked
from helpers.observations.readers import RawPair
from helpers.observations.readers.description import RawFile
from helpers.observations.validation.finding import Finding
from helpers.observations.warehouse.rows import Count

REGISTER: Final = "register.json"
FINDINGS: Final = "findings.json"

_CODE: Final = (
    "core/dimensions.py",
    "core/escaping.py",
    "core/periods.py",
    "core/yaml_files.py",
    "observations/coded_rows.py",
    "observations/readers",
    "observations/schema.py",
    "observations/scope.py",
    "observations/validation",
    "observations/warehouse",
    "reference",
)
"""What decides what is read from a file, checked, and stored of it."""

_LIBRARIES: Final = ("pandas", "pyarrow", "python-calamine")

Signature = tuple[int, int, int, int]
"""Length and time of the last change of a raw file and of its description."""


class StoredFile(BaseModel):
    """What is stored of a raw file.

    Attributes
    ----------
    key : str
        Names its Parquet files: another raw file, description or reading code makes another key.
    raw : RawFile
        Its description.
    counts : tuple of Count
        How many observations it has.
    statements : int
        How many statements it has.
    findings : tuple of Finding
        What the checks of a single file say of it.
    hashes : dict of str to str
        The hashes of its Parquet files, by folder: one that has another is read again.
    name, signature : str, tuple of int
        The raw file's name, and by what an unchanged one is recognised without being read; empty
        while it is being added.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    raw: RawFile
    counts: tuple[Count, ...]
    statements: int
    findings: tuple[Finding, ...]
    hashes: dict[str, str]
    name: str = ""
    signature: Signature | None = None

    @property
    def months(self) -> list[str]:
        """Return the months it has observations of, oldest first."""
        return sorted({count.period for count in self.counts})

    def at(self, pair: RawPair) -> StoredFile:
        """Return it as that of a raw file in its place."""
        return self.model_copy(update={"name": pair.data.name, "signature": signature_of(pair)})


_FILES: Final = TypeAdapter(tuple[StoredFile, ...])

KnownFindings = dict[str, tuple[str, tuple[Finding, ...]]]
"""By month, and under no month for all files together, a hash of the files, and what was found."""
_KNOWN: Final = TypeAdapter(KnownFindings)


def key_of(raw: RawFile, description: bytes) -> str:
    """Return the key of what is stored of a file: of its content, its description, and the code."""
    text = f"{code_version()} {raw.sha256} {hashlib.sha256(description).hexdigest()}"
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def signature_of(pair: RawPair) -> Signature:
    """Return the signature of a raw file and its description."""
    data, description = pair.data.stat(), pair.description.stat()
    return data.st_size, data.st_mtime_ns, description.st_size, description.st_mtime_ns


def read_register(home: Path) -> dict[str, StoredFile]:
    """Return the stored files by id; none where there is no register that can be used.

    All of it can be made again from the raw files: what cannot be read is as good as not there.
    """
    try:
        files = _FILES.validate_json(read_checked(home / REGISTER))
    except (OSError, ValueError):
        return {}
    return {file.raw.id: file for file in files}


def write_register(home: Path, files: Iterable[StoredFile]) -> None:
    """Replace the register in one step."""
    ordered = tuple(sorted(files, key=lambda file: file.raw.id))
    write_checked(home / REGISTER, _FILES.dump_json(ordered))


def read_findings(home: Path) -> KnownFindings:
    """Return what is known of earlier checks; what cannot be read is as good as not there."""
    try:
        return _KNOWN.validate_json(read_checked(home / FINDINGS))
    except (OSError, ValueError):
        return {}


def write_findings(home: Path, known: KnownFindings) -> None:
    """Store what checks found; where nothing can be written it is found again."""
    with suppress(OSError):
        write_checked(home / FINDINGS, _KNOWN.dump_json(known))


def hash_of_files(files: Iterable[StoredFile]) -> str:
    """Return a hash of what is stored of some files."""
    return hashlib.sha256(" ".join(sorted(file.key for file in files)).encode()).hexdigest()


@cache
def code_version() -> str:
    """Return a hash of the code and tables that read files, and of the libraries' versions."""
    root = Path(helpers.__file__).parent
    paths = [
        path
        for place in map(root.joinpath, _CODE)
        for path in (sorted(place.rglob("*")) if place.is_dir() else [place])
        if path.suffix in (".py", ".csv")
    ]
    code = [f"{path.relative_to(root).as_posix()} {hash_of_file(path)}" for path in paths]
    lines = [*code, *(f"{name} {metadata.version(name)}" for name in _LIBRARIES)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
