"""What a built site must be before it takes the place of the old one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from helpers.publishing.site.hosts import addresses_elsewhere
from helpers.publishing.site.page_cache import Readings

_SHRUNKEN: Final = 0.5
"""A page of less than this part of what it was has lost something."""

_LINK: Final = re.compile(r"""<[a-z][^>]*?\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_ID: Final = re.compile(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_SCRIPT: Final = re.compile(r"(<script\b[^>]*>).*?</script>", re.I | re.S)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)


@dataclass(frozen=True)
class Page:
    """What of a page the gate looks at.

    Attributes
    ----------
    size : int
        Its length in bytes; 0 where there is nothing but white space.
    links : frozenset of str
        Where it leads, or what it fetches, within the site.
    ids : frozenset of str
        The places in it that can be led to.
    elsewhere : tuple of str
        What it would fetch from another host.
    """

    size: int
    links: frozenset[str]
    ids: frozenset[str]
    elsewhere: tuple[str, ...]


def missing(site: Path, expected: Iterable[str]) -> list[str]:
    """List the pages, told without their ending, that a built site lacks, a line each."""
    lacking = [name for name in expected if not (site / f"{name}.html").is_file()]
    return [f"{name}.html: is not there" for name in lacking]


def faults(site: Path, old: Path | None, kept: Path) -> list[str]:
    """List what is wrong with the pages of a built site, a line each.

    Parameters
    ----------
    site : pathlib.Path
        The built site.
    old : pathlib.Path or None
        The site in place, of which no page may become much smaller; None where that is meant.
    kept : pathlib.Path
        The file for what was read of pages, which may be removed at any time.
    """
    readings = Readings(kept, _read)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    names = sorted(name for name in files if name.endswith(".html"))
    pages = {name: _page(site / name, readings) for name in names}
    readings.keep()
    found: list[str] = []
    for name, page in pages.items():
        found += [f"{name}: {fault}" for fault in _faults_of(page, old and old / name)]
        lost = [link for link in sorted(page.links) if not _leads_to(name, link, files, pages)]
        found += [f"{name}: leads to {link}, which is not there" for link in lost]
    return found


def _page(path: Path, readings: Readings) -> Page:
    said = readings.of(path)
    return Page(
        size=0 if said["empty"] else path.stat().st_size,
        links=frozenset(said["links"]),
        ids=frozenset(said["ids"]),
        elsewhere=tuple(said["elsewhere"]),
    )


def _read(text: str) -> dict[str, Any]:
    # What a script says of links is no link.
    markup = _SCRIPT.sub(r"\1", text)
    links = {one or other for one, other in _LINK.findall(markup)}
    return {
        "empty": not text.strip(),
        "links": sorted(link for link in links if not _SCHEME.match(link)),
        "ids": sorted({one or other for one, other in _ID.findall(markup)}),
        "elsewhere": addresses_elsewhere(text),
    }


def _faults_of(page: Page, old: Path | None) -> Iterator[str]:
    if not page.size:
        yield "is empty"
    before = old.stat().st_size if old and old.is_file() else 0
    if page.size and before and page.size < _SHRUNKEN * before:
        yield (
            f"has {page.size:,} bytes where the page in place has {before:,}; if that is meant: "
            "tradebook build --accept-smaller"
        )
    for address in page.elsewhere:
        yield f"would fetch from another host: {address}"


def _leads_to(name: str, link: str, files: Collection[str], pages: Mapping[str, Page]) -> bool:
    """Tell whether a link of a page leads to a file of the site, and to a place in it."""
    path, _, part = link.partition("#")
    path = unquote(path.partition("?")[0])
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    if target not in files:
        return False
    return not part or target not in pages or unquote(part) in pages[target].ids
