"""What a page makes a browser fetch: all of it the site's own, and no more than it uses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_ICONS: Final = re.compile(r'<script[^>]*\bsrc="[^"]*/fontawesome\.js[^"]*"[^>]*></script>')
_FETCHING: Final = re.compile(
    r"<(?P<tag>script|link|img|iframe|source|video|audio|object|embed)\b(?P<rest>[^>]*)>", re.I
)
_ADDRESS: Final = re.compile(
    r"""\b(?:src|href|data|srcset)\s*=\s*["']?\s*(?P<to>[^"'\s>]+)""", re.I
)
_TOLD: Final = re.compile(r"""\brel\s*=\s*["']?(?:canonical|alternate)\b""", re.I)
"""A link that tells machines of another address, and makes no browser fetch it."""

_ANOTHER_HOST: Final = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//", re.I)
_UNUSED: Final = (
    "scripts/fontawesome.js*",
    "scripts/*.map",
    "styles/*.map",
    "vendor/fontawesome/**/*",
    # Templates of the theme, which it leaves among its files.
    "*webpack-macros.html",
)


def slim(site: Path) -> None:
    """Take out of a built site what its pages don't use.

    The theme's icons come as a script of 1.5 MB, four times the rest of a page; the ten that are
    shown stand in ``icons.css``.

    Parameters
    ----------
    site : pathlib.Path
        The built site.
    """
    for page in sorted(site.rglob("*.html")):
        text = page.read_text(encoding="utf-8")
        *before, rest = _ICONS.split(text)
        if before:
            slimmer = "".join([*(part.rstrip() for part in before), rest])
            page.write_text(slimmer, encoding="utf-8")
    for pattern in _UNUSED:
        for path in (site / "_static").glob(pattern):
            if path.is_file():
                path.unlink()


def addresses_elsewhere(html: str) -> list[str]:
    """List what a page would fetch from another host."""
    return [address for address in _addresses(html) if _ANOTHER_HOST.match(address)]


def _addresses(html: str) -> Iterator[str]:
    """Yield the addresses in tags that fetch; a link in the text is not one."""
    for tag in _FETCHING.finditer(html):
        if tag["tag"].lower() == "link" and _TOLD.search(tag["rest"]):
            continue
        for address in _ADDRESS.finditer(tag["rest"]):
            yield address["to"]
