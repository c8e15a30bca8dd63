"""A page of the built site as a PDF, printed by Chromium."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from helpers.core.errors import BuildError
from helpers.publishing.documents.chromium import FLAGS, find_chromium

_PRINTING: Final = ("--headless", "--no-pdf-header-footer")
_SECONDS: Final = 120


def print_page(page: Path, target: Path) -> None:
    """Print a page to a PDF file; what was there stays until the new one is whole.

    Parameters
    ----------
    page : pathlib.Path
        An HTML file of the built site.
    target : pathlib.Path
        The file to write.

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
        words = [browser, *FLAGS, *_PRINTING, f"--user-data-dir={scratch}/profile"]
        said = _run([*words, f"--print-to-pdf={draft}", page.resolve().as_uri()])
        if not draft.is_file() or not draft.read_bytes().startswith(b"%PDF"):
            last = said.strip().splitlines()[-1:] or ["it said nothing"]
            raise BuildError(f"{page}: {browser} printed no PDF: {last[0]}")
        whole = target.with_name(f".{target.name}.part")
        shutil.copyfile(draft, whole)
        whole.replace(target)


def _run(words: list[str]) -> str:
    try:
        done = subprocess.run(  # a program of the system, no shell
            words, capture_output=True, text=True, check=False, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        return f"it was not done after {_SECONDS} seconds"
    return done.stderr
