"""The index: a catalogue of all pages, and their texts in one piece a year."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from helpers.core.errors import BuildError
from helpers.publishing.site.search.page_text import PageSection

FOLDER: Final = "search"
"""Where the index stands on the site."""

ABOUT: Final = "about"
"""The piece of the pages that are no editions."""

# Home and the theme's own pages only repeat what stands elsewhere.
_LEFT_OUT: Final = frozenset(("index", "search", "genindex"))
_YEAR, _MONTH = len("2025"), len("2025-11")
_DEPTH: Final = 2
"""An edition stands in the folder of its report."""


def write_index(
    site: Path,
    sections: Mapping[str, list[PageSection]],
    records: Mapping[str, Mapping[str, Any]],
    lookup: Mapping[str, Any],
) -> None:
    """Write the index of a built site.

    The catalogue has of each page what names it, so that every edition is found by its title or
    period at once; texts are loaded as the search needs them, the newest year first.

    Parameters
    ----------
    site : pathlib.Path
        The built site.
    sections : mapping
        By page, its text.
    records : mapping
        By page, the record of each edition: ``title``, ``period`` as readers see it, and ``name``,
        which begins with the year or the month.
    lookup : mapping
        ``names``: lists of names of one thing, the one that pages write first; ``words``: what the
        search says to readers.

    Raises
    ------
    BuildError
        When a page has no title.
    """
    pages = _in_order(sections, records)
    for page in pages:
        if not any(section.heading for section in sections[page]):
            raise BuildError(
                f"{site / page}.html: has no title, without which no search can list it"
            )
    texts: dict[str, dict[str, list[list[str]]]] = {}
    for page in pages:
        texts.setdefault(_piece(page, records), {})[page] = [
            [section.anchor, section.heading, "\n".join(section.lines)]
            for section in sections[page]
        ]
    folder = site / FOLDER
    folder.mkdir(exist_ok=True)
    pieces = {name: _write(folder, name, found) for name, found in texts.items()}
    entries = [_entry(page, sections[page], records) for page in pages]
    _write(folder, "catalogue", {**lookup, "pieces": pieces, "pages": entries})


def _in_order(
    sections: Mapping[str, list[PageSection]], records: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """List the pages: editions, the newest first, then the others."""
    editions = sorted(records, key=lambda page: str(records[page]["name"])[:_MONTH], reverse=True)
    others = (page for page in sorted(sections) if page not in records and page not in _LEFT_OUT)
    # Revisions stand in the folder of their edition, and say what that says.
    shown = [page for page in others if len(page.split("/")) <= _DEPTH]
    return [*editions, *(page for page in shown if not page.startswith("_static/"))]


def _piece(page: str, records: Mapping[str, Mapping[str, Any]]) -> str:
    return str(records[page]["name"])[:_YEAR] if page in records else ABOUT


def _entry(
    page: str, sections: list[PageSection], records: Mapping[str, Mapping[str, Any]]
) -> list[str]:
    """Return what names a page: address, piece, title, period, and headings where it has no period."""
    piece = _piece(page, records)
    if page in records:
        return [page, piece, str(records[page]["title"]), str(records[page]["period"]), ""]
    headings = [section.heading for section in sections if section.heading]
    return [page, piece, headings[0], "", "\n".join(headings[1:])]


def _write(folder: Path, name: str, content: Mapping[str, Any]) -> str:
    """Write a script that passes its content to the search; return the hash of that."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    script = f'tradebookSearch.take("{name}",{text});\n'
    (folder / f"{name}.js").write_text(script, encoding="utf-8")
    return hashlib.sha256(script.encode()).hexdigest()[:8]
