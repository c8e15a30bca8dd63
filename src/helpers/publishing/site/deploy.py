"""Copying the site in place into a folder that a web server shows."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Final

from helpers.core.errors import BuildError
from helpers.publishing.site.replace import replace_site

_OURS: Final = "editions.json"
"""A file that every site of ours has: a folder with others' files is left alone."""


def deploy(site: Path, target: Path) -> int:
    """Copy a site beside a folder, and then put the copy in the folder's place.

    Parameters
    ----------
    site : pathlib.Path
        The built site.
    target : pathlib.Path
        A folder that is not there, is empty, or holds a site of ours.

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
    target = target.resolve()
    if target.exists() and any(target.iterdir()) and not (target / _OURS).is_file():
        raise BuildError(
            f"{target}: holds other files than a site of ours (no {_OURS}); nothing was changed: "
            "name an empty folder"
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as place:
            copy = Path(place) / "site"
            shutil.copytree(site, copy)
            replace_site(copy, target)
    except (OSError, shutil.Error) as error:
        told = getattr(error, "strerror", None) or error
        raise BuildError(f"{target}: {told}; what was there stays") from None
    return sum(path.is_file() for path in target.rglob("*"))
