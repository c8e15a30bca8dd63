"""Writing the open data of a site, cached for as long as the data and the code are the same."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain, groupby
from pathlib import Path, PurePosixPath
from typing import Any, Final

from helpers.core.errors import TradebookError
from helpers.core.files import write_whole
from helpers.core.fingerprints import code_fingerprint, hash_of_texts
from helpers.observations.warehouse.store import Store
from helpers.presentation.locale.language import DEFAULT
from helpers.publishing.open_data.all_series import OpenData, compute
from helpers.publishing.open_data.encoding import as_text, script, script_path
from helpers.publishing.open_data.explorer_index import (
    data_index,
    files_index,
)
from helpers.publishing.open_data.series_files import (
    INDEX,
    csv_path,
    csv_text,
    index_text,
    json_texts,
    listed,
)
from helpers.publishing.open_data.shards import month_shards, subject_shard
from helpers.reports.common.data import open_store
from helpers.reports.timelines.subjects import families

_INDEX: Final = "explorer-index.json"
"""The explorer's index among what is cached."""

_VERSION: Final = 12
"""So many digits of a hash name the content of all shards."""

CACHE: Final = "open-data.zip"
"""The file below ``_build`` in which what was written is cached; it may be removed at any time."""


Others = Callable[[Store, OpenData, str], Iterable[tuple[str, bytes]]]
"""Yields files made of series in a language, each by its path on the site."""

_ONE: Final = (DEFAULT,)


def _none(_store: Store, _data: OpenData, _language: str) -> Iterable[tuple[str, bytes]]:
    return ()


def contents(store: Store, data: OpenData) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the open data but the explorer's index, each by its path on the site."""
    files = files_index(store)
    yield script_path("sources"), script("sources", files)
    for one in data.subjects:
        yield (
            script_path(one.key),
            script(one.key, subject_shard(one, data.earlier, store.first_known)),
        )
    for key, shard in month_shards(data.subjects).items():
        yield script_path(key), script(key, shard)
    entries: list[dict[str, str]] = []
    for (key, currency), group in groupby(
        data.subjects, lambda one: (one.subject.key, one.currency)
    ):
        spans = [*group]
        entries += listed(spans)
        for path, text in json_texts(spans, data.earlier, files):
            yield path, text.encode()
        yield csv_path(key, currency), csv_text(spans).encode()
    yield INDEX, index_text(entries).encode()


def prepare(
    data: Path, cache: Path, others: Others = _none, languages: Sequence[str] = _ONE
) -> None:
    """Write the open data into the cache, for a build that goes on meanwhile; what is wrong it will say."""
    with suppress(TradebookError):
        cached_index(open_store(data), cache, others, languages)


def cached_index(
    store: Store, cache: Path, others: Others = _none, languages: Sequence[str] = _ONE
) -> dict[str, Any]:
    """Bring the cache in step with the data, as ``write_open_data`` does; return the explorer's index."""
    _bring_in_step(store, cache, others, languages)
    with zipfile.ZipFile(cache) as archive:
        index: dict[str, Any] = json.loads(archive.read(_INDEX))
    return index


def write_open_data(
    store: Store,
    cache: Path,
    site: Path,
    others: Others = _none,
    languages: Sequence[str] = _ONE,
) -> dict[str, Any]:
    """Write the open data into the folder of a site; return the explorer's index.

    Parameters
    ----------
    store : Store
        The data.
    cache : pathlib.Path
        The file in which what depends on the data alone is cached.
    site : pathlib.Path
        The folder.
    others : callable
        Yields further files that are made of the same series.
    languages : sequence of str
        Those that the further files are made in.
    """
    index = cached_index(store, cache, others, languages)
    with zipfile.ZipFile(cache) as archive:
        folders = {PurePosixPath(name).parent for name in archive.namelist()}
        for folder in folders:
            (site / folder).mkdir(parents=True, exist_ok=True)
        for name in archive.namelist():
            if name != _INDEX:
                (site / name).write_bytes(archive.read(name))
    (site / script_path("index")).write_bytes(script("index", index))
    return index


def _bring_in_step(store: Store, cache: Path, others: Others, languages: Sequence[str]) -> None:
    """Bring the cache in step with the data, the code and the languages."""
    state = hash_of_texts(code_fingerprint(), store.state(), *languages)
    if _state_of(cache) == state:
        return
    data, file, version = compute(store, families(store)), io.BytesIO(), hashlib.sha256()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.comment = state.encode()
        further = (one for language in languages for one in others(store, data, language))
        for path, content in chain(contents(store, data), further):
            version.update(content)
            archive.writestr(path, content)
        index = data_index(store, data.subjects, data.days, version.hexdigest()[:_VERSION])
        archive.writestr(_INDEX, as_text(index))
    write_whole(cache, file.getvalue())


def _state_of(cache: Path) -> str:
    """Return of which data and code the cache is; nothing where it is not there whole."""
    try:
        with zipfile.ZipFile(cache) as archive:
            return "" if archive.testzip() else archive.comment.decode()
    except (OSError, ValueError, zipfile.BadZipFile, zlib.error):
        return ""
