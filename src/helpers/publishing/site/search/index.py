"""The index: a catalogue of all pages, and their texts in one piece a year."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from helpers.core.errors import BuildError
from helpers.publishing.site.page_cache import Readings
from helpers.publishing.site.search.reading import Section, read_page

FOLDER: Final = "search"
"""Where the index stands on the site."""

ABOUT: Final = "about"
"""The piece of the pages that are no editions."""

# Home and the theme's own pages only repeat what stands elsewhere.
_LEFT_OUT: Final = frozenset(("index", "search", "genindex"))
_YEAR, _MONTH = len("2025"), len("2025-11")
_FLOORS: Final = 2
"""An edition stands in the folder of its report."""


def write_index(
    site: Path, records: Mapping[str, Mapping[str, Any]], lookup: Mapping[str, Any], kept: Path
) -> None:
    """Write the index of a built site.

    The catalogue has of each page what names it, so that every edition is found by its title or
    period at once; texts are loaded when they are asked for, the newest year first.

    Parameters
    ----------
    site : pathlib.Path
        The built site.
    records : mapping
        By page, the record of each edition: ``title``, ``period`` as readers see it, and ``name``,
        which begins with the year or the month.
    lookup : mapping
        ``names``: lists of names of one thing, the one that pages write first; ``words``: what the
        search says to readers.
    kept : pathlib.Path
        The file for what was read of pages, by what they hold: a page is read again where it is
        another. It may be removed at any time.

    Raises
    ------
    BuildError
        When a page has no title.
    """
    readings = Readings(kept, _sections)
    pages = {page: _read(site, page, readings) for page in _in_order(site, records)}
    readings.keep()
    texts: dict[str, dict[str, list[list[str]]]] = {}
    for page, sections in pages.items():
        texts.setdefault(_piece(page, records), {})[page] = [
            [one.anchor, one.heading, "\n".join(one.lines)] for one in sections
        ]
    folder = site / FOLDER
    folder.mkdir(exist_ok=True)
    pieces = {name: _write(folder, name, found) for name, found in texts.items()}
    catalogue = {
        **lookup,
        "pieces": pieces,
        "pages": [_entry(page, sections, records) for page, sections in pages.items()],
    }
    _write(folder, "catalogue", catalogue)


def _in_order(site: Path, records: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """List the pages: editions, the newest first, then the others."""
    editions = sorted(records, key=lambda page: str(records[page]["name"])[:_MONTH], reverse=True)
    there = (path.relative_to(site).with_suffix("") for path in sorted(site.rglob("*.html")))
    # Revisions stand a floor below their editions, and say what those say.
    others = [
        path.as_posix()
        for path in there
        if path.parts[0] != "_static" and len(path.parts) <= _FLOORS
    ]
    return [*editions, *(page for page in others if page not in records and page not in _LEFT_OUT)]


def _read(site: Path, page: str, readings: Readings) -> list[Section]:
    path = site / f"{page}.html"
    sections = [Section(**one) for one in readings.of(path)]
    if not sections or not any(one.heading for one in sections):
        raise BuildError(f"{path}: has no title, so that no search could name it")
    return sections


def _sections(text: str) -> list[dict[str, Any]]:
    return [vars(one) for one in read_page(text)]


def _piece(page: str, records: Mapping[str, Mapping[str, Any]]) -> str:
    return str(records[page]["name"])[:_YEAR] if page in records else ABOUT


def _entry(
    page: str, sections: list[Section], records: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """Return what names a page: address, piece, title, period, and headings where it has no period."""
    piece = _piece(page, records)
    if page in records:
        return [page, piece, str(records[page]["title"]), str(records[page]["period"]), ""]
    headings = [one.heading for one in sections if one.heading]
    return [page, piece, headings[0], "", "\n".join(headings[1:])]


def _write(folder: Path, name: str, content: Mapping[str, Any]) -> str:
    """Write a script that hands over its content; return what tells this content from another."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    script = f'tradebookSearch.take("{name}",{text});\n'
    (folder / f"{name}.js").write_text(script, encoding="utf-8")
    return hashlib.sha256(script.encode()).hexdigest()[:8]
