"""The gate: what keeps a built site from taking the place of the old one."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from helpers.core.errors import BuildError

_SHRUNKEN: Final = 0.5
"""A page of less than this part of what it was has lost something."""

_SHOWN: Final = 20

_LINK: Final = re.compile(r"""<[a-z][^>]*?\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_ID: Final = re.compile(r"""\sid\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.I)
_SCRIPT: Final = re.compile(r"(<script\b[^>]*>).*?</script>", re.I | re.S)
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
_FETCHING: Final = re.compile(
    r"<(?P<tag>script|link|img|iframe|source|video|audio|object|embed)\b(?P<rest>[^>]*)>", re.I
)
_ADDRESS: Final = re.compile(
    r"""\b(?:src|href|data|srcset)\s*=\s*["']?\s*(?P<to>[^"'\s>]+)""", re.I
)
_NOT_FETCHED: Final = re.compile(r"""\brel\s*=\s*["']?(?:canonical|alternate)\b""", re.I)
"""A link that names another address to machines, and makes no browser fetch it."""

_ANOTHER_HOST: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.I)


@dataclass(frozen=True)
class Links:
    """The links of a page.

    Attributes
    ----------
    empty : bool
        Whether the page has nothing but white space.
    within, foreign : list of str
        Where it leads within the site, or what it fetches there; what it would fetch from another host.
    ids : list of str
        The places in it that can be led to.
    """

    empty: bool
    within: list[str]
    ids: list[str]
    foreign: list[str]


def read_links(html: str) -> Links:
    """Read the links of a page, given as HTML."""
    # What a script says of links is no link.
    markup = _SCRIPT.sub(r"\1", html)
    links = {double or single for double, single in _LINK.findall(markup)}
    return Links(
        empty=not html.strip(),
        within=sorted(link for link in links if not _SCHEME.match(link)),
        ids=sorted({double or single for double, single in _ID.findall(markup)}),
        foreign=foreign_addresses(html),
    )


def foreign_addresses(html: str) -> list[str]:
    """List what a page would fetch from another host; a link in the text fetches nothing."""
    fetching = (
        tag
        for tag in _FETCHING.finditer(html)
        if tag["tag"].lower() != "link" or not _NOT_FETCHED.search(tag["rest"])
    )
    addresses = (found["to"] for tag in fetching for found in _ADDRESS.finditer(tag["rest"]))
    return [address for address in addresses if _ANOTHER_HOST.match(address)]


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


def faults_of(site: Path, links: Mapping[str, Links], old: Path | None) -> list[str]:
    """List what is wrong with the pages of a built site, a line each.

    Parameters
    ----------
    site : pathlib.Path
        The built site.
    links : mapping of str to Links
        By page, named without its ending.
    old : pathlib.Path or None
        The site in place, of which no page may become much smaller; None where that is meant.
    """
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    places = {f"{page}.html": frozenset(read.ids) for page, read in links.items()}
    found: list[str] = []
    for page, read in sorted(links.items()):
        name = f"{page}.html"
        found += [f"{name}: {fault}" for fault in _faults_alone(name, read, site, old)]
        lost = [link for link in read.within if not _leads_to(name, link, files, places)]
        found += [f"{name}: leads to {link}, which is not there" for link in lost]
    return found


def _faults_alone(name: str, links: Links, site: Path, old: Path | None) -> Iterator[str]:
    if links.empty:
        yield "is empty"
    size = (site / name).stat().st_size
    before = (old / name).stat().st_size if old and (old / name).is_file() else 0
    if not links.empty and size < _SHRUNKEN * before:
        yield (
            f"has {size:,} bytes where the page in place has {before:,}; if that is meant: "
            "tradebook build --accept-smaller"
        )
    for address in links.foreign:
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
