"""Copying the site in place into a folder that a web server shows."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

from helpers.core.errors import BuildError
from helpers.publishing.site.replace import is_ours, recover_site, replace_site

_OURS: Final = "editions.json"
"""A file that every site of ours has: a folder with other files is left alone."""


def deploy(site: Path, target: Path) -> int:
    """Copy a site, and put the copy at an address in one step.

    Parameters
    ----------
    site : pathlib.Path
        The built site.
    target : pathlib.Path
        The address: nothing, an empty folder, or a site of ours. It becomes a symbolic link to the
        site's folder beside it.

    Returns
    -------
    int
        The number of files.

    Raises
    ------
    BuildError
        When there is no site, the folder holds something else, or there is no room.
    """
    if not (site / _OURS).is_file():
        raise BuildError(f"{site}: there is no site; run: tradebook build")
    target = _address(target)
    try:
        recover_site(target)
        if target.exists() and any(target.iterdir()) and not (target / _OURS).is_file():
            raise BuildError(
                f"{target}: holds other files than a site of ours (no {_OURS}); nothing was "
                "changed: name an empty folder"
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as folder:
            copy = Path(folder) / "site"
            shutil.copytree(site, copy)
            replace_site(copy, target)
    except (OSError, shutil.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise BuildError(f"{target}: {reason}; what was there stays") from None
    return sum(path.is_file() for path in target.rglob("*"))


def _address(target: Path) -> Path:
    """Follow the links of a user to the address itself."""
    target = target.parent.resolve() / target.name
    while target.is_symlink() and not is_ours(target):
        target = target.parent / target.readlink()
    return target
