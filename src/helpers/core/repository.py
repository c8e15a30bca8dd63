"""The folders of a repository.

In: the working folder, and the variable that names a data folder. Out: where the catalogue, the
notebooks, the data and what is built stand. Nothing here reads a file.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from helpers.core.errors import CatalogueError

CATALOGUE: Final = "editions.yml"
DATA_VARIABLE: Final = "TRADEBOOK_DATA"
_BESIDE: Final = ("_config.yml", "notebooks")
_STAGING: Final = "staging-"


def named_data() -> Path | None:
    """Return the data folder that ``TRADEBOOK_DATA`` names, which goes before any other."""
    named = os.environ.get(DATA_VARIABLE)
    return Path(named).absolute() if named else None


class Repository:
    """The folders of a repository.

    Attributes
    ----------
    root : pathlib.Path
        The repository: ``editions.yml``, ``_config.yml``, ``_toc.yml``, ``book/``, ``notebooks/``.
    data : pathlib.Path
        The data: its own, unless ``TRADEBOOK_DATA`` names another.
    notebooks : pathlib.Path
        The percent-format notebooks.
    lock : pathlib.Path
        The record of every release.
    built : pathlib.Path
        All that is made.
    editions, pages : pathlib.Path
        The executed editions, and the page cache.
    book : pathlib.Path
        Where Sphinx renders; stays between builds.
    site : pathlib.Path
        The site in place.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.data = named_data() or root / "data"
        self.notebooks = root / "notebooks"
        self.lock = root / "editions.lock"
        self.built = root / "_build"
        self.editions = self.built / "editions"
        self.pages = self.built / "pages"
        self.book = self.built / "book"
        self.site = self.built / "html"

    def in_language(self, language: str) -> Repository:
        """Return the same repository, with a folder of its own for what is made in another language."""
        found = Repository(self.root)
        found.built = self.built / language
        found.editions, found.pages = found.built / "editions", found.built / "pages"
        found.book, found.site = found.built / "book", self.site / language
        return found

    def executed(self, page: str) -> Path:
        """Return the file of an executed edition, by its page."""
        return self.editions / f"{page}.ipynb"


def find_root(start: Path) -> Path:
    """Find the repository: the nearest folder upwards that holds ``editions.yml``, or what a first one needs.

    Raises
    ------
    CatalogueError
        When there is none.
    """
    for folder in (start, *start.parents):
        if (folder / CATALOGUE).is_file() or all((folder / name).exists() for name in _BESIDE):
            return folder
    raise CatalogueError(
        f"no {CATALOGUE} found from {start} upwards; run tradebook in the repository"
    )


@contextmanager
def staging(repository: Repository) -> Iterator[Path]:
    """Provide a folder to make a site in, which is gone afterwards.

    It has another name each time: Jupyter Book may still be writing for a build that was killed.
    """
    for leftover in repository.built.glob(f"{_STAGING}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    folder = Path(tempfile.mkdtemp(prefix=_STAGING, dir=repository.built))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
