"""The folders of a repository.

In: the working folder. Out: where the catalogue, the notebooks, the data and what is built stand.
Nothing here reads a file.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from helpers.core.errors import CatalogueError

CATALOGUE: Final = "editions.yml"
_STAGING: Final = "staging-"


@dataclass(frozen=True)
class Repository:
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
        """Return the folder in which Sphinx renders, kept between builds."""
        return self.built / "book"

    @property
    def pages(self) -> Path:
        """Return the folder of the page cache."""
        return self.built / "pages"

    @property
    def site(self) -> Path:
        """Return the address of the site in place."""
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
