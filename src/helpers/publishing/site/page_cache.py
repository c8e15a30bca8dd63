"""What is made of each page, kept from one build to the next under one key.

An entry holds the files beside a page and what search and gate read of it. Its key is the hash of
all that these are made of, so that an entry is never stale and may be removed at any time.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any, Final

from helpers.core.fingerprints import hash_of_texts

FILES: Final = "files"
"""The folder of an entry that is copied onto the site."""

_CONTENT: Final = "page.json"


class PageCache:
    """A folder of entries, each whole or not there.

    Parameters
    ----------
    folder : pathlib.Path
        Where the entries stand, each in a folder named by its key.
    common : str
        What the entries of all pages are made of: code, fonts, settings.
    """

    def __init__(self, folder: Path, common: str) -> None:
        self._folder, self._common = folder, common

    def key_of(self, *made_of: str) -> str:
        """Return the key of a page that is made of this."""
        return hash_of_texts(self._common, *made_of)[:32]

    def has(self, key: str) -> bool:
        """Return whether there is an entry of this key that can be read."""
        try:
            self._read(key)
        except (OSError, ValueError):
            return False
        return True

    def add(self, key: str, make: Callable[[Path], Any]) -> None:
        """Add an entry.

        Parameters
        ----------
        key : str
            As ``key_of`` returns it.
        make : callable
            Writes files into the folder it is given, and returns what JSON can hold.
        """
        draft = self._folder / f"{key}.{os.getpid()}"
        # A process that was killed may have had the same number.
        shutil.rmtree(draft, ignore_errors=True)
        (draft / FILES).mkdir(parents=True)
        content = make(draft / FILES)
        (draft / _CONTENT).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        # An entry that cannot be read may stand there.
        shutil.rmtree(self._folder / key, ignore_errors=True)
        draft.replace(self._folder / key)

    def take(self, key: str, site: Path) -> Any:
        """Copy an entry's files onto a site; return what was kept beside them."""
        shutil.copytree(self._folder / key / FILES, site, dirs_exist_ok=True)
        return self._read(key)

    def _read(self, key: str) -> Any:
        return json.loads((self._folder / key / _CONTENT).read_text(encoding="utf-8"))

    def keep_only(self, keys: Collection[str]) -> None:
        """Remove all other entries."""
        for path in self._folder.iterdir():
            if path.name not in keys:
                # A process of a build that was killed may still be writing there.
                shutil.rmtree(path, ignore_errors=True)
