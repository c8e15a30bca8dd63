"""What the theme puts on pages and beside them, and no page uses."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

_ICONS: Final = re.compile(r'<script[^>]*\bsrc="[^"]*/fontawesome\.js[^"]*"[^>]*></script>')
_UNUSED: Final = (
    "scripts/fontawesome.js*",
    "scripts/*.map",
    "styles/*.map",
    "vendor/fontawesome/**/*",
    # Templates of the theme, which it leaves among its files.
    "*webpack-macros.html",
)


def remove_unused(site: Path) -> None:
    """Take out of a built site what its pages don't use.

    The theme's icons come as a script of 1.5 MB, four times the rest of a page; the ten that are
    shown stand in ``icons.css``.
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
