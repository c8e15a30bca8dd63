"""What texts are checked with, ready on the disk: a text is read sooner than the libraries of the data are imported."""

from __future__ import annotations

import base64
import gzip
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from helpers.core.files import write_whole
from helpers.core.fingerprints import code_fingerprint, hash_of_texts, states
from helpers.core.repository import Repository
from helpers.publishing.factcheck.checker import Checker

_CACHE: Final = "factcheck.json"
"""Below ``_build``: the words of each language, units and index; it may be removed at any time."""
_DATA: Final = "open-data.zip"

Prepare = Callable[[], dict[str, Any]]
"""Brings the open data up to date; returns ``index`` and ``units``, and ``words`` by language."""


def checker(place: Repository, language: str, prepare: Prepare) -> Checker:
    """Return what checks texts by the data as it is now, and tells of claims in a language.

    ``prepare`` is called where the data or the code is not what was there the last time.
    """
    content = _content(place, prepare)
    data = {name: content[name] for name in ("index", "units")}
    return Checker(place.root, data, content["words"][language], _Shards(place.built / _DATA))


def _content(place: Repository, prepare: Prepare) -> dict[str, Any]:
    path, state = place.built / _CACHE, _state(place)
    if path.is_file():
        found: dict[str, Any] = json.loads(path.read_bytes())
        if found.get("state") == state:
            return found
    content = prepare()
    # What is prepared may have been written just now.
    kept = {**content, "state": _state(place)}
    write_whole(path, json.dumps(kept, ensure_ascii=False).encode())
    return kept


def _state(place: Repository) -> str:
    """Return a hash of the data, of the code, and of the open data that was made of them."""
    files = [place.data / "raw", place.built / _DATA]
    return hash_of_texts(code_fingerprint(), *states(one for one in files if one.exists()))


class _Shards:
    """Reads shards out of the open data."""

    def __init__(self, path: Path) -> None:
        self._archive = zipfile.ZipFile(path)

    def __call__(self, key: str) -> Any:
        try:
            script = self._archive.read(f"data/explorer/{key}.js").decode()
        except KeyError:
            return None
        # One call, whose last argument is base64 of gzip of JSON.
        packed = script.rsplit('"', 2)[1]
        return json.loads(gzip.decompress(base64.b64decode(packed)))
