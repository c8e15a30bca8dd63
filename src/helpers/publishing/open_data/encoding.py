"""How data is written: JSON without spaces, and scripts that a page loads where nothing can be fetched.

A script is one call, ``tradebookData("<key>","<base64 of gzip of JSON>");``: pages opened as files may load
scripts, and nothing else.
"""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any, Final

FOLDER: Final = "data"
EXPLORER: Final = f"{FOLDER}/explorer"
LARGEST: Final = 50_000
"""So many bytes a script may have."""


def as_text(content: Any) -> str:
    """Write JSON without spaces; numbers as they are, unrounded. ValueError for a NaN."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def script(key: str, content: Any) -> bytes:
    """Write the script that hands content over under a key; the same content gives the same bytes."""
    packed = base64.b64encode(gzip.compress(as_text(content).encode(), mtime=0)).decode()
    return f"tradebookData({as_text(key)},{as_text(packed)});\n".encode()


def script_path(key: str) -> str:
    """Return where on the site the script of a key is."""
    return f"{EXPLORER}/{key}.js"
