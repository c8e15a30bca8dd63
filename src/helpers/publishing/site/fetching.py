"""Files of a published site, a folder or an address: one at a time, with limits on size and time."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any, Final
from urllib.parse import urlsplit

from helpers.core.errors import LockError

SECONDS: Final = 60
"""For a whole file, from asking for it to its last byte."""

LARGEST: Final = 64_000_000
"""In bytes; the largest file of ours has some three million."""

_SILENCE: Final = 20
"""Seconds without a byte."""

_WEB: Final = ("http://", "https://")
_CHUNK: Final = 65_536


class _SameSite(urllib.request.HTTPRedirectHandler):
    """Follows a redirect within a host, port and scheme, and no other."""

    def redirect_request(  # noqa: PLR0917 - as urllib calls it
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Any:
        """Refuse to be led elsewhere."""
        here, there = urlsplit(req.full_url), urlsplit(newurl)
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            raise urllib.error.URLError(f"leads to another site, {newurl[:100]!r}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@dataclass(frozen=True)
class PublishedSite:
    """A published site by its address on the web, or its folder."""

    place: str

    def read(self, path: str) -> bytes:
        """Return the content of a file.

        Raises
        ------
        LockError
            When it is not there, cannot be reached, is too large or takes too long.
        """
        if self.place.startswith(_WEB):
            return _fetched(f"{self.place.rstrip('/')}/{path}")
        file = Path(self.place) / path
        if not file.is_file():
            raise LockError(f"{file}: no such file; expected a published site in {self.place}")
        with file.open("rb") as stream:
            return _whole(str(file), stream.read)

    def read_text(self, path: str) -> str:
        """Return a file of text; LockError where it is none, as for ``read``."""
        try:
            return self.read(path).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            found = f"the byte at {error.start} is none"
            raise LockError(f"{self.place}: {path}: expected text in UTF-8, {found}") from None


def _whole(where: str, read: Callable[[int], bytes]) -> bytes:
    """Read to the end, which has to come before there is too much."""
    content = bytearray()
    while chunk := read(_CHUNK):
        content += chunk
        if len(content) > LARGEST:
            raise LockError(f"{where}: expected at most {LARGEST:,} bytes, found more")
    return bytes(content)


def _fetched(address: str) -> bytes:
    """Fetch a file in a thread: a server that sends its header byte by byte is left to itself."""
    found: list[bytes | LockError] = []
    thread = Thread(target=lambda: found.append(_asked(address)), daemon=True)
    thread.start()
    thread.join(SECONDS)
    result = found[0] if found else LockError(f"{address!r}: was not there after {SECONDS} seconds")
    if isinstance(result, LockError):
        raise result
    return result


def _asked(address: str) -> bytes | LockError:
    """Return the content at an address, or why there is none."""
    try:
        opener = urllib.request.build_opener(_SameSite)
        with opener.open(address, timeout=_SILENCE) as answer:
            content = _whole(address, answer.read1)
            # What is left is what was announced and did not come.
            if answer.length:
                raise http.client.IncompleteRead(content, answer.length)
            return content
    except LockError as error:
        return error
    # A name that no address can have is a ValueError; what is sent may be no HTTP at all.
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = " ".join(str(getattr(error, "reason", "") or error).split())
        return LockError(f"{address!r}: {reason or type(error).__name__}")
