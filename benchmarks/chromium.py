"""The system's Chromium, for benchmarks, tests and the picture of JupyterLab; it asks no other host for anything."""

from __future__ import annotations

import shutil
from typing import Final

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


def find_chromium() -> str:
    """Return the path of the system's Chromium.

    Raises
    ------
    SystemExit
        When there is none, in one line.
    """
    browser = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if browser is None:
        raise SystemExit(
            "error: no Chromium found; expected one of "
            f"{', '.join(_NAMES)} on the PATH; on Debian: apt-get install chromium fonts-noto-cjk"
        )
    return browser
