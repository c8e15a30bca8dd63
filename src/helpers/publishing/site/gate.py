"""The gate: what keeps a built site from taking the place of the old one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from helpers.core.errors import BuildError
from helpers.publishing.site.page_content import PageContent

_SHRUNKEN: Final = 0.5
"""A page of less than this part of what it was has lost something."""

_SHOWN: Final = 20

_EXPLORER: Final = "explore.html"
_SERIES: Final = re.compile(r"data/(?P<key>.+)\.[A-Z]{3}\.csv")
"""The series of a subject in a currency: what the explorer shows of it stands behind ``#of=``."""


def refuse(faults: list[str]) -> None:
    """Keep a built site with faults from being put in place: BuildError, a line for each of the first."""
    if faults:
        more = [f"and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
        head = "the new site is not put in place, and the old one stays:"
        raise BuildError("\n  ".join([head, *faults[:_SHOWN], *more]))


def missing(site: Path, expected: Iterable[str]) -> list[str]:
    """List the pages, expected by their names without ending, that a built site lacks, a line each."""
    lost = [name for name in expected if not (site / f"{name}.html").is_file()]
    return [f"{name}.html: is not there" for name in lost]


def faults_of(site: Path, pages: Mapping[str, PageContent], old: Path | None) -> list[str]:
    """List what is wrong with the pages of a built site, a line each.

    ``pages`` are by name, without ending. None of them may be much smaller than in the ``old`` site,
    the one in place; that is None where it is meant.
    """
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    places = {f"{page}.html": frozenset(content.ids) for page, content in pages.items()}
    explored = {
        f"of={series['key']}" for file in files if (series := _SERIES.fullmatch(file)) is not None
    }
    places |= {
        name: ids | explored
        for name, ids in places.items()
        if posixpath.basename(name) == _EXPLORER
    }
    found: list[str] = []
    for page, content in sorted(pages.items()):
        name = f"{page}.html"
        found += [f"{name}: {fault}" for fault in _faults_alone(name, content, site, old)]
        lost = [link for link in content.within if not _leads_to(name, link, files, places)]
        found += [f"{name}: leads to {link}, which is not there" for link in lost]
    return found


def _faults_alone(name: str, content: PageContent, site: Path, old: Path | None) -> Iterator[str]:
    if content.empty:
        yield "is empty"
    size = (site / name).stat().st_size
    before = (old / name).stat().st_size if old and (old / name).is_file() else 0
    if not content.empty and size < _SHRUNKEN * before:
        yield (
            f"has {size:,} bytes where the page in place has {before:,}; if that is meant: "
            "tradebook build --accept-smaller"
        )
    for address in content.foreign:
        yield f"would fetch from another host: {address}"


def _leads_to(
    name: str, link: str, files: Collection[str], places: Mapping[str, Collection[str]]
) -> bool:
    """Return whether a link of a page leads to a file of the site, and to a place in it."""
    path, _, part = link.partition("#")
    path = unquote(path.partition("?")[0])
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    if target not in files:
        return False
    return not part or target not in places or unquote(part) in places[target]
