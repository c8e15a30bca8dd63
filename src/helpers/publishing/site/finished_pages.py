"""What is made of the rendered pages: the files beside each, and what search and gate read of it.

It is cached from one build to the next. An entry holds the files and what was read; its key is the
hash of all that these are made of, so that it is never stale and may be removed at any time.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple

from pydantic import TypeAdapter

from helpers.core.errors import BuildError
from helpers.core.fingerprints import code_fingerprint, hash_of_texts
from helpers.core.workers import workers
from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.metadata.page_files import write_page_files
from helpers.publishing.site.assembly import add_downloads
from helpers.publishing.site.page_content import PageContent, read_page

_FILES: Final = "files"
"""The folder of an entry that is copied onto the site."""

_CONTENT: Final = "page.json"
_FEW: Final = 4
"""So many pages are done sooner than a process is started."""

_STOPPED: Final = (
    "a process that wrote the files beside a page was stopped from outside, perhaps for want of "
    "memory; build again: finished pages are kept"
)


_JSON: Final = TypeAdapter(PageContent)


class _Task(NamedTuple):
    """A page to be finished: its entry in the cache, its name, and its edition where it is one's."""

    entry: Path
    name: str
    edition: EditionPage | None


def finish_pages(
    site: Path,
    editions: Iterable[EditionPage],
    settings: Settings,
    words: Words,
    *,
    cache: Path,
) -> dict[str, PageContent]:
    """Put files beside the pages of a rendered site; return what was read of each, by name.

    Parameters
    ----------
    site, cache : pathlib.Path
        The rendered site, and the folder of the page cache.
    editions : iterable of EditionPage
        The editions and the revisions.
    settings, words : Settings, Words
        The site, and its language.

    Raises
    ------
    BuildError
        When a process is stopped from outside.
    """
    common = hash_of_texts(code_fingerprint(), repr(settings))
    by_page = {edition.page: edition for edition in editions}
    names = sorted(
        path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("*.html")
    )
    tasks = [
        _Task(cache / _key(common, site, name, by_page.get(name)), name, by_page.get(name))
        for name in names
    ]
    new = [task for task in tasks if not _is_whole(task.entry)]
    with workers(len(new), BuildError(_STOPPED), per_process=_FEW) as each:
        for _ in each(partial(_finish, site, settings, words), new):
            pass
    for task in tasks:
        shutil.copytree(task.entry / _FILES, site, dirs_exist_ok=True)
    entries = {task.entry for task in tasks}
    for path in cache.iterdir():
        if path not in entries:
            # A process of a build that was killed may still be writing there.
            shutil.rmtree(path, ignore_errors=True)
    return {task.name: _read(task.entry) for task in tasks}


def _key(common: str, site: Path, name: str, edition: EditionPage | None) -> str:
    made_of = [name, (site / f"{name}.html").read_text(encoding="utf-8")]
    if edition is not None:
        made_of += [repr(edition.edition), repr(edition.version), edition.stored.digest]
    return hash_of_texts(common, *made_of)[:32]


def _read(entry: Path) -> PageContent:
    return _JSON.validate_json((entry / _CONTENT).read_bytes())


def _is_whole(entry: Path) -> bool:
    try:
        _read(entry)
    except (OSError, ValueError):
        return False
    return True


def _finish(site: Path, settings: Settings, words: Words, task: _Task) -> None:
    """Add the entry of a page to the cache, whole or not at all."""
    entry, name, edition = task
    draft = entry.with_name(f"{entry.name}.{os.getpid()}")
    # A process that was killed may have had the same number.
    shutil.rmtree(draft, ignore_errors=True)
    files = draft / _FILES
    try:
        files.mkdir(parents=True)
        if edition is not None:
            (files / edition.page).parent.mkdir(parents=True)
            repository = settings.repository or words.text("record.repository")
            add_downloads(edition, files, words.fill("record.needed", repository=repository))
            write_page_files(edition, settings, words, files)
        html = (site / f"{name}.html").read_text(encoding="utf-8")
        (draft / _CONTENT).write_bytes(_JSON.dump_json(read_page(html)))
        # An entry that cannot be read may stand there.
        shutil.rmtree(entry, ignore_errors=True)
        draft.replace(entry)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
