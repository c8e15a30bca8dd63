"""Where a page leads, and what it makes a browser fetch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

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
    within : list of str
        Where it leads, or what it fetches, within the site.
    ids : list of str
        The places in it that can be led to.
    foreign : list of str
        What it would fetch from another host.
    """

    empty: bool
    within: list[str]
    ids: list[str]
    foreign: list[str]


def read_links(html: str) -> Links:
    """Read the links of a page."""
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
