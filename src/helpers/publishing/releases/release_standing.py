"""What each page says of its release."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from helpers.presentation.locale.words import Words, words_of
from helpers.publishing.bundle.edition_pages import EditionPage, Version
from helpers.publishing.releases.release_history import Histories, Revision, every_revision


def standing(
    editions: Iterable[EditionPage], known: Histories, words: Words
) -> dict[str, dict[str, Any]]:
    """Return what the templates need to know of the releases of each page in the language of the words.

    By page ``name`` and ``date`` of its release (empty of an edition never released), ``draft``:
    whether its numbers are not those of a release, ``edition`` (the page of the latest), and
    ``fixed``: whether it is the permanent page of a revision. Of an edition, ``original``: in which language
    its permanent page is, where it has none in this one. Of a permanent page, ``twins``: the tags of the
    other languages in which it is, and ``written``: the day it was written, where that is a later one.
    """
    found = {}
    for page in editions:
        last = known[page.page].last if page.page in known else None
        draft = page.version is None and not page.edition.living
        original = last.original_in(words) if last else ""
        found[page.page] = _standing(page.page, last, draft=draft, original=original)
    for revision in every_revision(known):
        if words.language in revision.languages:
            others = [one for one in revision.languages if one != words.language]
            twins = [words_of(one).text("writing.tag") for one in others]
            written = _written(revision.version_in(words.language))
            release = revision.release
            found[release.page] = _standing(
                release.edition, revision, fixed=True, twins=twins, written=written
            )
    return found


def _written(version: Version) -> str:
    return version.written if version.written > version.date else ""


def _standing(edition: str, revision: Revision | None, **keys: Any) -> dict[str, Any]:
    """Return what a page says, with the keys that are of its kind alone."""
    release = revision.release if revision else None
    name, day = (release.name, str(release.date)) if release else ("", "")
    content = {"name": name, "date": day, "draft": False, "edition": edition, "fixed": False}
    return content | keys
