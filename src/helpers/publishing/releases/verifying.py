"""Verifying that a release comes out the same from its data."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from helpers.core.errors import LockError
from helpers.core.fingerprints import hash_of_texts
from helpers.core.repository import DATA_VARIABLE, Repository
from helpers.observations.readers import RawPair
from helpers.publishing.bundle.bundle import bundle_of, read_notebook, record_of
from helpers.publishing.releases.figure_changes import Change, changes_between
from helpers.publishing.releases.lock import Release
from helpers.publishing.releases.recording import raw_inputs
from helpers.publishing.releases.release_history import History
from helpers.publishing.runner.edition import process_restored, run_edition


@dataclass(frozen=True)
class FileFault:
    """In what a file of a page differs from what was released.

    Attributes
    ----------
    path, kind : str
        The file, and what is wrong with it.
    values : mapping of str to str
        What makes that plain: what was released and found, the line, a name.
    """

    path: str
    kind: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Verdict:
    """How a file of figures differs from the released ones.

    Attributes
    ----------
    what, changes : str, list of Change
        The page, or the file; from the released numbers to the found ones.
    bytes_differ : bool
        Whether the file differs although every number is the same.
    faults : tuple of FileFault
        What differs in other files of a page.
    """

    what: str
    changes: list[Change]
    bytes_differ: bool = False
    faults: tuple[FileFault, ...] = ()

    @property
    def identical(self) -> bool:
        """Return whether nothing differs at all."""
        return not (self.changes or self.bytes_differ or self.faults)


def run_again(history: History, release: Release, root: Path) -> Verdict:
    """Run a revision again from its recorded data files, and compare every figure; LockError as ``executed_again``."""
    return compared(history, release, executed_again(history, release, root))


def executed_again(history: History, release: Release, root: Path, language: str = "") -> Any:
    """Run a revision again from its recorded data files, in its language or another; return the notebook.

    The last record of the revision counts: descriptions and columns may have been added to since, at the
    same numbers. LockError when a recorded file is gone, or is another by its hash.
    """
    edition = release.edition_of(release.edition, language)
    last = history.last_record(release)
    chosen = _recorded(last, Repository(root).data / "raw")
    with TemporaryDirectory(prefix="tradebook-") as place, process_restored():
        raw, output = Path(place) / "data" / "raw", Path(place) / "out.ipynb"
        raw.mkdir(parents=True)
        for pair in chosen:
            shutil.copy(pair.data, raw / pair.data.name)
            shutil.copy(pair.description, raw / pair.description.name)
        os.environ[DATA_VARIABLE] = str(raw.parent)
        run_edition(edition, root / "notebooks", output)
        return read_notebook(output)


def compared(history: History, release: Release, notebook: Any) -> Verdict:
    """Compare every figure of an executed notebook with those of a revision."""
    found = record_of(bundle_of(notebook), release.page)["figures"]
    expected, last = _figures_of(history, release), history.last_record(release)
    bytes_differ = hash_of_texts(found) not in (hash_of_texts(expected), last.figures)
    return Verdict(release.page, changes_between(expected, found), bytes_differ)


def _figures_of(history: History, release: Release) -> str:
    """Return the figures of a revision, as CSV."""
    revisions = {each.release.revision: each for each in history.revisions}
    return str(revisions[release.revision].page.record["figures"])


def _recorded(release: Release, folder: Path) -> list[RawPair]:
    """Return the raw files of a release, all of them to the last byte as they were recorded."""
    here = raw_inputs(folder)
    for name, recorded in release.inputs.items():
        if name not in here:
            raise LockError(
                f"{folder}: lacks the raw file '{name}' that {release.page} was made of; put it "
                f"back (sha256 {recorded.data[:12]}…)"
            )
        pair, hashes = here[name]
        for kind in ("data", "description"):
            expected, found = getattr(recorded, kind), getattr(hashes, kind)
            if expected != found:
                raise LockError(
                    f"{getattr(pair, kind)}: is not what {release.page} was made of: "
                    f"expected sha256 {expected[:12]}…, found {found[:12]}…; put it back from git"
                )
    return [here[name][0] for name in release.inputs]
