"""The Content-Security-Policy of every page: what it needs, from the site itself, and nothing else.

It stands in the page, so that it holds whatever serves the site, and without a server. ``file:`` stands
beside ``'self'`` for browsers to which each file is a site of its own. Of scripts within a page only
those of the theme run, known word by word: whatever text were to become one would not.
"""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from pathlib import Path
from typing import Final

_FIRST: Final = '<meta charset="utf-8" />'
"""The policy holds for what comes behind it; this comes first in every head."""

_SCRIPT: Final = re.compile(r"<script(?P<kind>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
_OPTION: Final = re.compile(r"<script>DOCUMENTATION_OPTIONS\.\w+ = [^<]*</script>\n?")
"""What the theme says of itself on each page, to features that are not used."""

_MODES: Final = tuple(
    f'document.documentElement.dataset.mode = localStorage.getItem("mode") || "{mode}"; '
    f'document.documentElement.dataset.theme = localStorage.getItem("theme") || "{mode}";'
    for mode in ("auto", "light", "dark")
)
_FOCUS: Final = (
    "// Activate the search field on page load let searchInput = "
    'document.querySelector("form.bd-search input"); if (searchInput) { searchInput.focus(); '
    'searchInput.select(); console.log("[PST]: Set focus on search field."); }'
)
_KNOWN: Final = frozenset((*_MODES, _FOCUS))
"""The theme's scripts, their white space made single spaces: the mode of colours, the search field."""

_HANDLER: Final = "toggleFullScreen()"
"""What the theme's one button calls."""

_SITE: Final = "'self' file:"


def protect(site: Path) -> None:
    """Write its policy into every page of a rendered site."""
    for path in sorted(site.rglob("*.html")):
        text = _OPTION.sub("", path.read_text(encoding="utf-8"))
        head, first, rest = text.partition(_FIRST)
        if first:
            content = escape(_policy(text), quote=False)
            meta = f'<meta http-equiv="Content-Security-Policy" content="{content}" />'
            path.write_text(f"{head}{first}\n    {meta}{rest}", encoding="utf-8")


def _policy(page: str) -> str:
    known = (
        script["text"]
        for script in _SCRIPT.finditer(page)
        if "src=" not in script["kind"] and " ".join(script["text"].split()) in _KNOWN
    )
    hashes = " ".join(dict.fromkeys(map(_hash, (*known, _HANDLER))))
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_SITE} 'unsafe-hashes' {hashes}",
            f"style-src {_SITE} 'unsafe-inline'",
            f"img-src {_SITE} data: blob:",
            f"font-src {_SITE}",
            f"form-action {_SITE}",
            "base-uri 'none'",
        )
    )


def _hash(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
