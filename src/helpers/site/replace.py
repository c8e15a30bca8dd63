"""Putting a new site where the old one is, whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path


def replace_site(new: Path, site: Path) -> None:
    """Move a built site into place; until then the old one stands untouched.

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
    if site.exists():
        site.replace(old)
    try:
        new.replace(site)
    except OSError:
        if old.exists():
            old.replace(site)
        raise
    shutil.rmtree(old, ignore_errors=True)
