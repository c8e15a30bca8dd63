"""The folders of a repository, and the lock that keeps two builds of it apart."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from helpers.errors import BuildError, CatalogueError

CATALOGUE: Final = "editions.yml"
_STAGING: Final = "staging-"


@dataclass(frozen=True)
class Workshop:
    """The folders of a repository.

    Attributes
    ----------
    root : pathlib.Path
        The repository: ``editions.yml``, ``_config.yml``, ``_toc.yml``, ``book/``, ``notebooks/``.
    """

    root: Path

    @property
    def notebooks(self) -> Path:
        """Return the folder of the percent-format notebooks."""
        return self.root / "notebooks"

    @property
    def built(self) -> Path:
        """Return the folder of all that is made."""
        return self.root / "_build"

    @property
    def editions(self) -> Path:
        """Return the folder of the executed editions."""
        return self.built / "editions"

    def executed(self, page: str) -> Path:
        """Return the file of an executed edition, by its page."""
        return self.editions / f"{page}.ipynb"

    @property
    def book(self) -> Path:
        """Return the folder of the rendered book, kept between builds."""
        return self.built / "book"

    @property
    def beside(self) -> Path:
        """Return the folder of the files beside pages, kept between builds."""
        return self.built / "beside"

    @property
    def readings(self) -> Path:
        """Return the folder of what was read of built pages, kept between builds."""
        return self.built / "readings"

    @property
    def site(self) -> Path:
        """Return the folder of the site in place."""
        return self.built / "html"


def find_root(start: Path) -> Path:
    """Find the repository: the nearest folder upwards that holds ``editions.yml``.

    Raises
    ------
    CatalogueError
        When there is none.
    """
    for folder in (start, *start.parents):
        if (folder / CATALOGUE).is_file():
            return folder
    raise CatalogueError(
        f"no {CATALOGUE} found from {start} upwards; run tradebook in the repository"
    )


def alone(workshop: Workshop) -> AbstractContextManager[None]:
    """Keep a second build out; the lock goes with the process, however that ends.

    Raises
    ------
    BuildError
        When another build is at work here.
    """
    told = "another build is at work here (process {}); wait until it is done, or stop it"
    return _held(workshop.built / ".lock", told)


def standing_by(workshop: Workshop) -> AbstractContextManager[None]:
    """Keep a second process from standing by, as ``alone`` does a second build.

    Raises
    ------
    BuildError
        When another process stands by here.
    """
    return _held(workshop.built / ".standby", "another process ({}) stands by here; one is enough")


@contextmanager
def _held(path: Path, told: str) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise BuildError(f"{path.parent}: {told.format(lock.read() or '?')}") from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


@contextmanager
def staging(workshop: Workshop) -> Iterator[Path]:
    """Give a folder to make a site in, which is gone afterwards.

    It has another name each time: of a build that was killed, Jupyter Book may still be writing.
    """
    for left in workshop.built.glob(f"{_STAGING}*"):
        shutil.rmtree(left, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=workshop.built))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
