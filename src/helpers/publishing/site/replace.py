"""Putting a new site where the old one is, whole or not at all.

The address of a site, such as ``_build/html``, is a symbolic link to the folder that holds it, below
``_build/.html.sites/``. A new site is put beside the old one and the link is replaced, which is one
step on any POSIX file system: whenever a process is killed, the link leads to a whole site.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

_EARLIER: Final = "earlier"
"""The name of a site that had a real folder as its address, as earlier versions made it."""


def replace_site(new: Path, site: Path) -> None:
    """Put a built site at its address, and remove the one that was there.

    Parameters
    ----------
    new : pathlib.Path
        The built site, on the same file system as ``site``; it is moved.
    site : pathlib.Path
        The address: nothing, a link made here, or a folder.
    """
    recover_site(site)
    sites = _sites(site)
    sites.mkdir(parents=True, exist_ok=True)
    if site.is_dir() and not site.is_symlink():
        # Only here, once in the life of an address, is there a moment without a site: a folder
        # cannot be replaced by a link in one step.
        shutil.rmtree(sites / _EARLIER, ignore_errors=True)
        site.replace(sites / _EARLIER)
        recover_site(site)
    home = Path(tempfile.mkdtemp(dir=sites))
    new.replace(home)
    _lead(site, home)
    for other in sites.iterdir():
        if other.is_symlink():
            # Of a process that was killed between making the link and moving it.
            other.unlink()
        elif other != home:
            shutil.rmtree(other)


def recover_site(site: Path) -> None:
    """Make the address lead to the site again that was being turned from a folder into a link."""
    earlier = _sites(site) / _EARLIER
    if earlier.is_dir() and not site.exists():
        _lead(site, earlier)


def is_ours(link: Path) -> bool:
    """Return whether a path is an address that ``replace_site`` made."""
    return link.is_symlink() and link.readlink().parent.name == _sites(link).name


def _sites(site: Path) -> Path:
    return site.with_name(f".{site.name}.sites")


def _lead(site: Path, home: Path) -> None:
    """Make a site's address lead to a folder, in one step."""
    link = home.with_suffix(".link")
    link.unlink(missing_ok=True)
    link.symlink_to(home.relative_to(site.parent))
    link.replace(site)
