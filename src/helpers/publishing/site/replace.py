"""Putting a new site where the old one is, whole or not at all."""

from __future__ import annotations

import ctypes
import os
import shutil
from pathlib import Path
from typing import Final

_HERE: Final = -100
"""``AT_FDCWD`` of Linux: paths are told from the working folder."""
_EXCHANGE: Final = 2
"""``RENAME_EXCHANGE``: two names change places in one step."""


def replace_site(new: Path, site: Path) -> None:
    """Move a built site into place; until then the old one stands untouched.

    Where the system can exchange two folders in one step there is a site at every moment. Elsewhere
    the old one is moved aside first, and a build that is stopped there is mended by the next.

    Parameters
    ----------
    new : pathlib.Path
        The built site, on the same file system as ``site``.
    site : pathlib.Path
        Where readers find it.
    """
    old = site.with_name(f".{site.name}.old")
    if old.exists():
        # A build was stopped between the two moves, or just after them.
        if not site.exists():
            old.replace(site)
        else:
            shutil.rmtree(old)
    site.parent.mkdir(parents=True, exist_ok=True)
    if site.exists() and _exchanged(new, site):
        shutil.rmtree(new, ignore_errors=True)
        return
    if site.exists():
        site.replace(old)
    try:
        new.replace(site)
    except OSError:
        if old.exists():
            old.replace(site)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _exchanged(new: Path, site: Path) -> bool:
    """Let two folders change places; tell whether the system could do it."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    code: int = rename(_HERE, os.fsencode(new), _HERE, os.fsencode(site), _EXCHANGE)
    return code == 0
