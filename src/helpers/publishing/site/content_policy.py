"""The Content-Security-Policy of every page: what it needs, from the site itself, and nothing else.

In: nothing. Out: two texts that the frame of every page has. The policy stands in the page, so that it holds
whatever serves the site, and without a server. ``file:`` stands beside ``'self'`` for browsers to which each file is
a site of its own. Of scripts within a page only the one below runs, known word by word: whatever text were to
become one would not.
"""

from __future__ import annotations

import base64
import hashlib
from typing import Final

MODE: Final = """\
(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    let mode = "auto";
    try { mode = localStorage.getItem("mode") || mode; } catch { /* Where nothing may be stored. */ }
    document.documentElement.dataset.mode = mode;
    document.documentElement.dataset.theme = mode === "auto" ? (dark.matches ? "dark" : "light") : mode;
  };
  dark.addEventListener("change", show);
  addEventListener("tradebook-mode", show);
  show();
})();"""
"""Light or dark, as the reader chose or the system has it, before anything is seen."""

_SITE: Final = "'self' file:"
_MODE_HASH: Final = base64.b64encode(hashlib.sha256(MODE.encode()).digest()).decode()

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        f"script-src {_SITE} 'sha256-{_MODE_HASH}'",
        f"style-src {_SITE} 'unsafe-inline'",
        f"img-src {_SITE} data: blob:",
        f"font-src {_SITE}",
        f"form-action {_SITE}",
        "base-uri 'none'",
    )
)
"""What a page may load and run; it holds for what comes behind it."""
