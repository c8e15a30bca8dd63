"""Data as a script: what a page loads by a tag, from a server and from the disk alike."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import Any, Final

_CALL: Final = 'tradebookData("{key}", "{data}");\n'


def data_script(key: str, content: Any) -> str:
    """Return the script that hands content to the page: JSON, gzip, base64; the same for the same content.

    Raises
    ------
    ValueError
        Where a number is not finite.
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    packed = gzip.compress(text.encode(), mtime=0)
    return _CALL.format(key=key, data=base64.b64encode(packed).decode())


def write_script(folder: Path, key: str, content: Any) -> Path:
    """Write the script of content into a folder, by its key; return its path."""
    path = folder / f"{key}.js"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(data_script(key, content), encoding="utf-8")
    return path
