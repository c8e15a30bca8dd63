"""What was read of built pages, kept from one build to the next by what the pages hold."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from helpers.core.files import write_whole
from helpers.core.fingerprints import made_by


class Readings:
    """Reads pages; one that is as it was, by code as it was, is not read again.

    Parameters
    ----------
    path : pathlib.Path
        The file for what was read, which may be removed at any time.
    read : callable
        From the text of a page to what is read of it, in a form that JSON holds.
    """

    def __init__(self, path: Path, read: Callable[[str], Any]) -> None:
        self._path, self._read, self._code = path, read, made_by()
        self._known: dict[str, Any] = {}
        self._used: dict[str, Any] = {}
        # What cannot be read is read of the pages again.
        with suppress(OSError, ValueError):
            self._known = json.loads(path.read_text(encoding="utf-8"))

    def of(self, page: Path) -> Any:
        """Return what is read of a page."""
        content = page.read_bytes()
        key = hashlib.sha256(self._code.encode() + content).hexdigest()
        if key not in self._known:
            self._known[key] = self._read(content.decode())
        self._used[key] = self._known[key]
        return self._used[key]

    def keep(self) -> None:
        """Keep what was asked for, and nothing else."""
        write_whole(self._path, json.dumps(self._used, ensure_ascii=False).encode())
