"""Verifying: a release comes out the same from its data, and a site shows what was released."""

from __future__ import annotations

import os
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from helpers.core.errors import LockError
from helpers.observations.readers import RawPair, pairs
from helpers.observations.readers.description import read_meta
from helpers.publishing.bundle.bundle import read_bundle, record_of
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.releases.figure_changes import Change, changes_between
from helpers.publishing.releases.recording import hashes_in
from helpers.publishing.releases.release import Release, hash_of
from helpers.publishing.releases.release_history import History
from helpers.publishing.runner.edition import run_edition
from helpers.reports.common.data import DATA_VARIABLE

_SECONDS: Final = 30
_WEB: Final = ("http://", "https://")


@dataclass(frozen=True)
class Verdict:
    """How a file of figures differs from the released ones.

    Attributes
    ----------
    what : str
        The page, or the file.
    changes : tuple of Change
        From the released number to the found one.
    bytes_differ : bool
        Whether the file differs although every number is the same.
    """

    what: str
    changes: tuple[Change, ...]
    bytes_differ: bool = False

    @property
    def identical(self) -> bool:
        """Return whether nothing differs at all."""
        return not self.changes and not self.bytes_differ


def run_again(history: History, release: Release, root: Path) -> Verdict:
    """Run a revision again from its recorded data files, and compare every figure.

    Raises
    ------
    LockError
        When a recorded file is gone, or is another by its hash.
    """
    chosen = _recorded(release, root / "data" / "raw")
    with TemporaryDirectory(prefix="tradebook-") as place:
        raw = Path(place) / "data" / "raw"
        raw.mkdir(parents=True)
        for pair in chosen:
            shutil.copy(pair.data, raw / pair.data.name)
            shutil.copy(pair.description, raw / pair.description.name)
        report, _, name = release.edition.partition("/")
        edition, output = Edition(report, name, dict(release.parameters)), Path(place) / "out.ipynb"
        with _data_in(raw.parent):
            run_edition(edition, root / "notebooks", output)
        found = record_of(read_bundle(output), release.page)["figures"]
    return _verdict(release.page, released_figures(history, release), found)


def published(histories: dict[str, History], site: str) -> Iterator[Verdict]:
    """Compare the figures files of a published site with what was released.

    Parameters
    ----------
    histories : dict of str to History
        The releases, by edition.
    site : str
        A folder, or the address of a site.

    Raises
    ------
    LockError
        When the site lacks a file, or cannot be reached.
    """
    for page, history in histories.items():
        for revision in history.revisions:
            yield _of_site(site, revision.release.page, history, revision.release)
        yield _of_site(site, page, history, history.last.release)


def released_figures(history: History, release: Release) -> str:
    """Return the figures of a revision, as CSV."""
    revisions = {one.release.revision: one for one in history.revisions}
    return str(revisions[release.revision].page.record["figures"])


def _of_site(site: str, page: str, history: History, release: Release) -> Verdict:
    path = f"{page}.figures.csv"
    found = _fetched(site, path).decode("utf-8-sig")
    expected = released_figures(history, release)
    # Beside the latest page stand the figures of the last record, which may only name other sources.
    hashes = {hash_of(expected.encode())}
    if page == release.edition:
        hashes.add(history.releases[-1].figures)
    if hash_of(found.encode()) in hashes:
        return Verdict(path, ())
    try:
        changes = tuple(changes_between(expected, found))
    except (ValueError, KeyError) as error:
        raise LockError(f"{site}: {path}: is no file of figures: {error}") from None
    return Verdict(path, changes, bytes_differ=True)


def _fetched(site: str, path: str) -> bytes:
    if not site.startswith(_WEB):
        file = Path(site) / path
        if not file.is_file():
            raise LockError(f"{file}: no such file; expected a published site in {site}")
        return file.read_bytes()
    address = f"{site.rstrip('/')}/{path}"
    try:
        with urllib.request.urlopen(address, timeout=_SECONDS) as answer:
            return bytes(answer.read())
    except (urllib.error.URLError, TimeoutError) as error:
        raise LockError(f"{address}: {getattr(error, 'reason', error)}") from None


def _verdict(what: str, expected: str, found: str) -> Verdict:
    return Verdict(what, tuple(changes_between(expected, found)), expected != found)


def _recorded(release: Release, folder: Path) -> list[RawPair]:
    """Return the raw files of a release, all of them to the last byte as they were recorded."""
    here = {read_meta(pair.description, pair.data).id: pair for pair in pairs(folder)}
    hashes = hashes_in(folder)
    for name, recorded in release.inputs.items():
        if name not in here:
            raise LockError(
                f"{folder}: lacks the raw file '{name}' that {release.page} was made of; put it "
                f"back (sha256 {recorded.data[:12]}…)"
            )
        for kind in ("data", "description"):
            expected, found = getattr(recorded, kind), getattr(hashes[name], kind)
            if expected != found:
                raise LockError(
                    f"{getattr(here[name], kind)}: is not what {release.page} was made of: "
                    f"expected sha256 {expected[:12]}…, found {found[:12]}…; put it back from git"
                )
    return [here[name] for name in release.inputs]


@contextmanager
def _data_in(folder: Path) -> Iterator[None]:
    """Run what is inside with the data of a folder."""
    before = os.environ.get(DATA_VARIABLE)
    os.environ[DATA_VARIABLE] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[DATA_VARIABLE]
        else:
            os.environ[DATA_VARIABLE] = before
