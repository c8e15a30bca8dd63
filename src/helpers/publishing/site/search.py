"""Search: the index that browsers load.

It is a catalogue of pages, and their texts in one piece a year, as scripts, which a browser loads from
a web server and from the disk alike. ``book/_static/search.js`` matches queries to it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from helpers.core.errors import BuildError
from helpers.core.fingerprints import hash_of_texts
from helpers.publishing.site.page_content import PageContent

# Home and the page of search only repeat what stands elsewhere.
_LEFT_OUT: Final = frozenset(("index", "search", "genindex"))
_YEAR, _MONTH = len("2025"), len("2025-11")
_DEPTH: Final = 2
"""An edition stands in the folder of its report."""

Records = Mapping[str, Mapping[str, Any]]


def write_index(
    site: Path,
    pages: Mapping[str, PageContent],
    records: Records,
    lookup: Mapping[str, Any],
) -> None:
    """Write the index of a built site.

    The catalogue has of each page what names it, so that every edition is found by its title or
    period at once; texts are loaded as the search needs them, the newest year first.

    Parameters
    ----------
    site : pathlib.Path
        The built site.
    pages, records : mapping
        By page, what was read of it; and of an edition its record: ``title``, ``period`` as readers
        see it, and ``name``, which begins with the year or the month.
    lookup : mapping
        ``names``: lists of names of one thing, the one that pages write first; ``words``: what the
        search says to readers.

    Raises
    ------
    BuildError
        When a page has no title.
    """
    texts: dict[str, dict[str, list[list[str]]]] = {}
    entries = []
    for page in _in_order(pages, records):
        sections = pages[page].sections
        headings = [section.heading for section in sections if section.heading]
        if not headings:
            raise BuildError(
                f"{site / page}.html: has no title, without which no search can list it"
            )
        piece = _piece(records[page]) if page in records else "about"
        texts.setdefault(piece, {})[page] = [
            [section.anchor, section.heading, "\n".join(section.lines)] for section in sections
        ]
        # What names a page: title and period of an edition; the headings of another.
        names = [headings[0], "", "\n".join(headings[1:])]
        if page in records:
            names = [str(records[page]["title"]), str(records[page]["period"]), ""]
        entries.append([page, piece, *names])
    folder = site / "search"
    folder.mkdir(exist_ok=True)
    pieces = {name: _write(folder, name, found) for name, found in texts.items()}
    _write(folder, "catalogue", {**lookup, "pieces": pieces, "pages": entries})


def _piece(record: Mapping[str, Any]) -> str:
    """Return the piece that an edition's text is in: its year, or its report where it is of none."""
    year = str(record["name"])[:_YEAR]
    return year if year.isdigit() else str(record["report"])


def _in_order(pages: Iterable[str], records: Records) -> list[str]:
    """List the pages: editions, the newest first, then the others."""
    names = {page: str(record["name"])[:_MONTH] for page, record in records.items()}
    # Those of no month, which have names in letters, come last.
    newest = sorted(names, key=lambda page: names[page], reverse=True)
    editions = sorted(newest, key=lambda page: not names[page][:_YEAR].isdigit())
    others = (page for page in sorted(pages) if page not in records and page not in _LEFT_OUT)
    # Revisions stand in the folder of their edition, and say what that says.
    shown = [page for page in others if len(page.split("/")) <= _DEPTH]
    return [*editions, *(page for page in shown if not page.startswith("_static/"))]


def _write(folder: Path, name: str, content: Mapping[str, Any]) -> str:
    """Write a script that passes its content to the search; return the hash of that."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    script = f'tradebookSearch.take("{name}",{text});\n'
    (folder / f"{name}.js").write_text(script, encoding="utf-8")
    return hash_of_texts(script)[:8]
