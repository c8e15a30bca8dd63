"""Values computed from files, cached in a file beside them for as long as the files and the code are the same.

In: a folder, and what computes a value from it. Out: the value, computed once. The cache may be removed at
any time, and where it cannot be written, values are computed again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.core.files import read_checked, write_checked
from helpers.core.fingerprints import code_fingerprint, hash_of_texts, states

Values = Callable[[str, Callable[[], Any]], Any]
"""Returns the value of a name, which it may compute by the function that is given."""


def computed(_: str, compute: Callable[[], Any]) -> Any:
    """Compute a value, and cache nothing."""
    return compute()


@dataclass(frozen=True)
class CachedValues:
    """Values computed from the files of a folder.

    Attributes
    ----------
    path : pathlib.Path
        The file they are cached in.
    folder : pathlib.Path
        What they are computed from.
    """

    path: Path
    folder: Path

    def __call__(self, name: str, compute: Callable[[], Any]) -> Any:
        """Return the value of a name, as plain as JSON has it: lists for tuples.

        It is not cached where a file was changed while it was computed.
        """
        before = self._state()
        known = self._read(before)
        if name not in known:
            known[name] = json.loads(json.dumps(compute()))
            if self._state() == before:
                content = json.dumps({"state": before, "values": known}, ensure_ascii=False)
                with suppress(OSError):
                    write_checked(self.path, content.encode())
        return known[name]

    def _state(self) -> str:
        return hash_of_texts(code_fingerprint(), *states([self.folder]))

    def _read(self, state: str) -> dict[str, Any]:
        """Return the values cached in a state; what cannot be read is as good as not there."""
        with suppress(OSError, ValueError):
            found = json.loads(read_checked(self.path))
            if found["state"] == state:
                values: dict[str, Any] = found["values"]
                return values
        return {}
