"""The files beside each page: made in several processes, and kept by what they are made of."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final

from helpers.core.errors import BuildError
from helpers.core.fingerprints import made_by
from helpers.core.workers import workers
from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.published import Published
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.metadata.card import fonts
from helpers.publishing.metadata.chart import Chart
from helpers.publishing.metadata.files import write_beside
from helpers.publishing.site.assembly import add_downloads

_STOPPED: Final = (
    "a process that wrote the files beside a page was stopped from outside, perhaps for want of "
    "memory; build again: what was made is kept"
)

Page = tuple[Published, Chart | None]
"""An edition, and its headline chart."""


def put_beside(
    pages: Iterable[Page], settings: Settings, words: Words, kept: Path, site: Path
) -> None:
    """Put every page's files beside it; those that would be the same are taken from where they are kept.

    Parameters
    ----------
    pages : iterable of Page
        The editions, and the revisions.
    settings, words : Settings, Words
        The site, and its language.
    kept : pathlib.Path
        The folder for files between builds, which may be removed at any time. What no page has any
        more is removed.
    site : pathlib.Path
        The built site.

    Raises
    ------
    BuildError
        When a process is stopped from outside.
    """
    shape = _shape(settings)
    keys = {_key(one, shape): (one, chart) for one, chart in pages}
    lacking = [(key, *page) for key, page in keys.items() if not (kept / key).is_dir()]
    kept.mkdir(parents=True, exist_ok=True)
    with workers(len(lacking), BuildError(_STOPPED)) as each:
        for _ in each(partial(_make, kept, settings, words), lacking):
            pass
    for key in keys:
        shutil.copytree(kept / key, site, dirs_exist_ok=True)
    for path in kept.iterdir():
        if path.name not in keys:
            shutil.rmtree(path)


def _make(
    kept: Path, settings: Settings, words: Words, asked: tuple[str, Published, Chart | None]
) -> None:
    """Make the files of a page, and keep them whole or not at all."""
    key, one, chart = asked
    draft = kept / f"{key}.{os.getpid()}"
    # Of a process that was killed, and had the same number.
    shutil.rmtree(draft, ignore_errors=True)
    (draft / one.page).parent.mkdir(parents=True)
    add_downloads([one], draft)
    write_beside(one, chart, settings, words, draft)
    draft.replace(kept / key)


def _shape(settings: Settings) -> str:
    """Return a hash of what makes the files of every page: code, libraries, fonts, settings."""
    return hashlib.sha256("\n".join([made_by(), fonts(), repr(settings)]).encode()).hexdigest()


def _key(one: Published, shape: str) -> str:
    """Return a hash of what a page's files are made of."""
    told = [shape, repr(one.edition), repr(one.version), one.source.digest]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:32]
