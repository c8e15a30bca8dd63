"""A plain file server for looking at the built site."""

from __future__ import annotations

import functools
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from helpers.core.errors import BuildError


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing of each request."""


def serve(site: Path, port: int) -> ThreadingHTTPServer:
    """Make a server of a folder, on this machine only; the caller runs it.

    Raises
    ------
    BuildError
        When there is no site, or the port is taken.
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
