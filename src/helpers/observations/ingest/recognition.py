"""Telling the files apart that are of a known format, before anything is copied."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from helpers.core.errors import SourceError, UnknownFileError
from helpers.observations.readers import FORMATS
from helpers.observations.readers.faults import BOM
from helpers.observations.readers.resaved import first_lines, is_resaved
from helpers.observations.readers.sheets import UTF_16

_HEAD: Final = 65_536
_ARCHIVE: Final = re.compile(rb"(\xef\xbb\xbf)?\s*mime-version", re.IGNORECASE)


class Found(NamedTuple):
    """A file, and whether it was named itself, and not only the folder that holds it."""

    path: Path
    named: bool


class Stranger(NamedTuple):
    """A file in a folder that is of no known format, and why it is taken for none."""

    path: Path
    reason: str


def files_of(paths: Iterable[Path]) -> Iterator[Found]:
    """Yield the files that paths name: each file, and of a folder all files in it, but hidden ones.

    SourceError for a path where nothing is.
    """
    for path in paths:
        if path.is_dir():
            for file in sorted(file for file in path.rglob("*") if file.is_file()):
                if not any(part.startswith(".") for part in file.relative_to(path).parts):
                    yield Found(file, named=False)
        elif path.is_file():
            yield Found(path, named=True)
        else:
            raise SourceError(f"{path}: no such file")


def sort_out(paths: Iterable[Path], *, strict: bool = False) -> tuple[list[Path], list[Stranger]]:
    """Return the files that paths name which are of a known format, and the strangers in folders.

    Parameters
    ----------
    paths : iterable of pathlib.Path
        Files, and folders of files.
    strict : bool
        Whether a folder must hold no strangers.

    Raises
    ------
    UnknownFileError
        When a file that was named is a stranger itself, or all files are.
    SourceError
        When there is no file.
    """
    known: list[Path] = []
    strangers: list[Stranger] = []
    for path, named in files_of(paths):
        try:
            recognise(path, path.name)
            known.append(path)
        except UnknownFileError as error:
            if named or strict:
                raise
            strangers.append(Stranger(path, str(error).removeprefix(f"{path}: ")))
    if strangers and not known:
        first = f"{strangers[0].path}: {strangers[0].reason}"
        count = len(strangers)
        raise UnknownFileError(f"{first}; so {count} of {count} files; nothing was added")
    if not known:
        raise SourceError("no file to add; name files, or folders that hold some")
    return known, strangers


def recognise(path: Path, called: str) -> str:
    """Return the name of the format of a file that is called so, wherever it stands.

    Raises
    ------
    UnknownFileError
        When it is of none.
    """
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if not head.removeprefix(BOM).strip():
        raise UnknownFileError(f"{path}: is empty; download it again")
    if _ARCHIVE.match(head):
        raise UnknownFileError(
            f"{path}: is a page saved as one file (.mht); save it as HTML, or take the table itself"
        )
    saved_again = first_lines(path) if is_resaved(head) else []
    for name, format_ in FORMATS.items():
        heads = [head, *saved_again] if format_.resaved else [head]
        if any(format_.recognises(each, called) for each in heads):
            format_.refuse_others(path, called)
            return name
    if head.startswith(UTF_16):
        raise UnknownFileError(
            f"{path}: expected UTF-8 or GB18030, found UTF-16, in which only the customs' own files are "
            "read; save it as CSV UTF-8"
        )
    raise UnknownFileError(
        f"{path}: is no file of a known format ({', '.join(FORMATS)}); see data/README.md for the "
        "tidy CSV anything can be written as"
    )
