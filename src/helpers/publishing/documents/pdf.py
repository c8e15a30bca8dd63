"""A page of the built site as a PDF, printed by Chromium, which asks no other host for anything."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from helpers.core.errors import BuildError
from helpers.core.files import write_whole

FLAGS: Final = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # The site is our own, and no other host is asked: a container has no sandbox to give.
    "--no-sandbox",
)

# The one without windows draws the same with less work.
_NAMES: Final = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)

_PRINTING: Final = ("--headless", "--no-pdf-header-footer")
_SECONDS: Final = 120


def find_chromium() -> str:
    """Return the path of the system's Chromium.

    Raises
    ------
    BuildError
        When there is none.
    """
    browser = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if browser is None:
        raise BuildError(
            "no Chromium found; expected one of "
            f"{', '.join(_NAMES)} on the PATH; on Debian: apt-get install chromium fonts-noto-cjk"
        )
    return browser


def print_page(page: Path, target: Path) -> None:
    """Print a page of the built site to a PDF file; what was there stays until the new one is whole.

    Raises
    ------
    BuildError
        When the page is not there, or no Chromium, or it prints nothing.
    """
    if not page.is_file():
        raise BuildError(f"{page}: is not there; is it in editions.yml? then run: make book")
    browser = find_chromium()
    with tempfile.TemporaryDirectory() as scratch:
        draft = Path(scratch) / "page.pdf"
        options = (f"--user-data-dir={scratch}/profile", f"--print-to-pdf={draft}")
        message = _run([browser, *FLAGS, *_PRINTING, *options, page.resolve().as_uri()])
        content = draft.read_bytes() if draft.is_file() else b""
    if not content.startswith(b"%PDF"):
        last = message.strip().splitlines()[-1:] or ["it said nothing"]
        raise BuildError(f"{page}: {browser} printed no PDF: {last[0]}")
    write_whole(target, content)


def _run(command: list[str]) -> str:
    """Run a command, and return what it writes to stderr."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        return f"it was not done after {_SECONDS} seconds"
    return done.stderr
