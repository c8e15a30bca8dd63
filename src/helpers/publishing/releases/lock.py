"""``editions.lock`` and ``releases/``: the record of every release, and the notebook of every revision.

A revision may have a notebook in further languages, each with a record of its own: a translation, of the
same figures, made with the revision or later. Records are only ever added. Each ends with a seal made of
the record and the seal before it, so that the next reader notices when one was changed, taken out or put in
by hand.
"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from helpers.core.errors import LockError
from helpers.core.files import write_whole
from helpers.core.fingerprints import hash_of_texts
from helpers.core.yaml_files import parse_yaml
from helpers.publishing.catalogue.editions import Edition

if TYPE_CHECKING:
    from helpers.publishing.bundle.edition_pages import StoredNotebook, Version

LOCK: Final = "editions.lock"
FOLDER: Final = "releases"

_HEAD: Final = (
    "# Every release of every edition, written by `tradebook release`; never edited by hand.\n"
)
_START: Final = "---\n"
_SEALED: Final = re.compile(r"(?P<text>.*?\n)seal: (?P<seal>[0-9a-f]{64})\n", re.DOTALL)
_ADVICE: Final = "put it back as it was committed (git checkout editions.lock)"

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Input(BaseModel):
    """The hashes of a data file and of its description."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Hash
    description: Hash


class Release(BaseModel):
    """A release of an edition, or a translation of one.

    Attributes
    ----------
    edition, revision : str, int
        Its page, such as ``provincial/2025-11``; 1, 2, …: the next only when a number changed.
    report, currency : str, str
        Its report type, where its folder is called otherwise; the currency of its headline numbers, which
        early records lack.
    date, note : datetime.date, str
        The day it was recorded; why, in words.
    reworded : bool
        Whether only words, or the names of sources, differ from the release before: it has the
        same revision, and the page of that revision stays as it was.
    parameters, inputs : dict of str to str, dict of str to Input
        As given to the notebook; by id of the raw file.
    code, figures, wording : str
        The hashes of the code, of the figures file, and of the words on the page.
    notebook : str
        The hash of the stored executed notebook; empty where it was only reworded.
    language : str
        Of a translation; empty of the release itself, whose language is the first. A translation has the
        parameters of what it translates, language apart, and the day on which it was made.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    edition: str
    revision: int = Field(ge=1)
    language: str = ""
    date: date
    reworded: bool = False
    note: str = ""
    report: str = ""
    currency: str = ""
    parameters: dict[str, str]
    inputs: dict[str, Input]
    code: Hash
    figures: Hash
    wording: Hash
    notebook: Hash | Literal[""] = ""

    @property
    def name(self) -> str:
        """Return what the revision is called: ``r1``."""
        return f"r{self.revision}"

    @property
    def page(self) -> str:
        """Return the place of its permanent page in the site of its language: ``provincial/2025-11/r1``."""
        return f"{self.edition}/{self.name}"

    @property
    def path(self) -> str:
        """Return the place of its permanent page in the whole site: a translation's is in a folder of its language."""
        return f"{self.language}/{self.page}" if self.language else self.page

    @property
    def kind(self) -> str:
        """Return its report type."""
        return self.report or self.edition.partition("/")[0]

    def edition_of(self, page: str, language: str = "") -> Edition:
        """Return the edition that it records, or a revision of it, by its page; in its language, or another."""
        folder, _, name = page.partition("/")
        series = folder if self.report else ""
        spoken = language or self.language
        parameters = {**self.parameters, **({"language": spoken} if spoken else {})}
        return Edition(self.kind, name, parameters, series=series)

    @property
    def version(self) -> Version:
        """Return it as its pages name it."""
        # What only reads the records needs no notebooks, which take long to import.
        from helpers.publishing.bundle.edition_pages import Version  # noqa: PLC0415

        return Version(self.name, str(self.date), self.page)


def read_lock(path: Path) -> tuple[Release, ...]:
    """Read all releases, the oldest first; none where there is no lock. Translations are not among them.

    LockError when a record was changed, taken out or put in by hand.
    """
    return tuple(one for one in read_records(path) if not one.language)


def read_records(path: Path) -> tuple[Release, ...]:
    """Read all releases and their translations, in the order of the lock; LockError as ``read_lock``."""
    if not path.is_file():
        return ()
    found: list[Release] = []
    for place, (text, _) in enumerate(_records(path), 1):
        where = f"{path}: record {place}"
        try:
            found.append(Release.model_validate(parse_yaml(text, where, LockError)))
        except ValidationError as error:
            raise LockError(f"{where}: {' '.join(str(error).split())}; {_ADVICE}") from None
    return tuple(found)


def append(path: Path, releases: Iterable[Release]) -> None:
    """Add releases at the end, in one step; LockError when the lock was changed by hand."""
    before = path.read_text(encoding="utf-8") if path.is_file() else _HEAD
    records = _records(path) if path.is_file() else []
    seal = records[-1][1] if records else hash_of_texts(_HEAD)
    added = []
    for release in releases:
        content = release.model_dump(mode="json", exclude_defaults=True)
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
        seal = hash_of_texts(f"{seal}\n{text}")
        added.append(f"{_START}{text}seal: {seal}\n")
    write_whole(path, (before + "".join(added)).encode())


def _records(path: Path) -> list[tuple[str, str]]:
    """Return the text of each record with its seal, having checked all of them."""
    try:
        head, *parts = path.read_text(encoding="utf-8").split(_START)
    except UnicodeDecodeError:
        raise LockError(f"{path}: is not UTF-8; {_ADVICE}") from None
    if head != _HEAD:
        raise LockError(f"{path}: was changed by hand above its first record; {_ADVICE}")
    seal, found = hash_of_texts(_HEAD), []
    for place, part in enumerate(parts, 1):
        sealed = _SEALED.fullmatch(part)
        expected = hash_of_texts(f"{seal}\n{sealed['text']}") if sealed else ""
        if sealed is None or sealed["seal"] != expected:
            raise LockError(
                f"{path}: record {place}: was changed by hand, or one before it was taken out: "
                f"its seal does not hold; {_ADVICE}"
            )
        seal = expected
        found.append((sealed["text"], seal))
    return found


def text_of(notebook: Any) -> str:
    """Return a notebook as it is stored: the same content gives the same text."""
    return json.dumps(notebook, ensure_ascii=False, sort_keys=True, indent=1)


def store_notebook(folder: Path, release: Release, text: str) -> None:
    """Store the executed notebook of a new revision: see ``text_of``.

    LockError when another is stored as this revision: what was published is never replaced.
    """
    path, content = stored_at(folder, release), text.encode()
    if path.is_file() and gzip.decompress(path.read_bytes()) != content:
        raise LockError(
            f"{path}: is there and differs from what is released; editions.lock does not know it: "
            "remove it, or put the lock back"
        )
    # Without a time, and always compressed alike.
    write_whole(path, gzip.compress(content, compresslevel=9, mtime=0))


def released_notebook(folder: Path, release: Release) -> StoredNotebook:
    """Find the notebook of a revision; LockError when it is not the one that was released."""
    from helpers.publishing.bundle.edition_pages import StoredNotebook  # noqa: PLC0415  # as above

    path = stored_at(folder, release)
    if not path.is_file():
        raise LockError(f"{path}: no such file; {release.page} was published: put it back from git")
    try:
        found = hash_of_texts(gzip.decompress(path.read_bytes()).decode())
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise LockError(f"{path}: {error}; put it back from git") from None
    if found != release.notebook:
        raise LockError(
            f"{path}: is not what was published as {release.page}: expected sha256 "
            f"{release.notebook[:12]}…, found {found[:12]}…; put it back from git"
        )
    return StoredNotebook(path, found)


def refuse_strays(folder: Path, releases: Iterable[Release]) -> None:
    """Refuse notebooks the lock does not know: its end was cut off, or a release stopped (LockError)."""
    known = {stored_at(folder, release) for release in releases if not release.reworded}
    for path in sorted(folder.rglob("*.ipynb.gz")):
        if path not in known:
            raise LockError(
                f"{path}: editions.lock knows no such revision; put the lock back as it was "
                "committed, or remove this where a release was stopped half way"
            )


def stored_at(folder: Path, release: Release) -> Path:
    """Return where the notebook of a revision, or of its translation, is stored."""
    language = f".{release.language}" if release.language else ""
    return folder / f"{release.page}{language}.ipynb.gz"
