"""The site at its address: put there whole or not at all, copied for a web server, shown here.

The address of a site, such as ``_build/html``, is a symbolic link to the folder that holds it, below
``_build/.html.sites/``. A new site is put beside the old one and the link is replaced, which is one
step on any POSIX file system: whenever a process is killed, the link leads to a whole site.
"""

from __future__ import annotations

import functools
import shutil
import tempfile
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final

from helpers.core.errors import BuildError
from helpers.core.files import keep_unchanged, make_readable, reason_of

_EARLIER: Final = "earlier"
"""The name of a site that had a real folder as its address, as earlier versions made it."""

_OURS: Final = "editions.json"
"""A file that every site of ours has: a folder with other files is left alone."""


def replace_site(new: Path, site: Path, about: Callable[[Path], None] = lambda _: None) -> None:
    """Put a built site at its address, for everybody to read, and remove the one that was there.

    ``new`` is on the same file system, and is moved; ``site``, the address, is nothing, a link of
    this module, or a folder. ``about`` is told the folder to which the address is about to lead.
    """
    recover_site(site)
    sites = _sites(site)
    sites.mkdir(parents=True, exist_ok=True)
    sites.chmod(0o755)
    keep_unchanged(new, site)
    make_readable(new)
    if site.is_dir() and not site.is_symlink():
        # Only here, once in the life of an address, is there a moment without a site: a folder
        # cannot be replaced by a link in one step.
        shutil.rmtree(sites / _EARLIER, ignore_errors=True)
        site.replace(sites / _EARLIER)
        recover_site(site)
    home = Path(tempfile.mkdtemp(dir=sites))
    new.replace(home)
    about(home)
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


def _sites(site: Path) -> Path:
    return site.with_name(f".{site.name}.sites")


def _lead(site: Path, home: Path) -> None:
    """Make a site's address lead to a folder, in one step."""
    link = home.with_suffix(".link")
    link.unlink(missing_ok=True)
    link.symlink_to(home.relative_to(site.parent))
    link.replace(site)


def deploy(site: Path, target: Path) -> int:
    """Copy a site, and put the copy at an address in one step; return the number of files.

    Parameters
    ----------
    site, target : pathlib.Path
        The built site; and the address: nothing, an empty folder, or a site of ours, which becomes a
        symbolic link to the site's folder beside it.

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
        _make_folder(target.parent)
        with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as folder:
            copy = Path(folder) / "site"
            shutil.copytree(site, copy)
            replace_site(copy, target)
    except OSError as error:
        raise BuildError(f"{target}: {reason_of(error)}; what was there stays") from None
    return sum(path.is_file() for path in target.rglob("*"))


def _make_folder(folder: Path) -> None:
    """Make a folder with those above it, which a web server can enter."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir()
        folder.chmod(0o755)


def _address(target: Path) -> Path:
    """Follow the links of a user to the address itself."""
    target = target.parent.resolve() / target.name
    while target.is_symlink() and target.readlink().parent.name != _sites(target).name:
        target = target.parent / target.readlink()
    return target


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing of each request."""


def serve(site: Path, port: int) -> ThreadingHTTPServer:
    """Make a server of a site, on this machine only; the caller runs it.

    BuildError when there is no site, or the port is taken.
    """
    if not (site / "index.html").is_file():
        raise BuildError(f"{site}: holds no site yet; run: make book")
    try:
        handler = functools.partial(_Quiet, directory=str(site))
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise BuildError(
            f"port {port} cannot be used ({error.strerror}); choose another: --port"
        ) from error
