"""Jupyter Book over the assembled sources; silent, unless something is wrong."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

import yaml

from helpers.errors import BuildError
from helpers.site.settings import read_authors

PLACES: Final = "_places.json"
"""A file in the book's sources that the extension reads: ``every``, told of all pages; ``pages``,
told of one, by name."""

# Jupyter Book 1.x has no __main__; its script need not be on the PATH.
_JUPYTER_BOOK: Final = "from jupyter_book.cli.main import main; main()"
_COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")
_FAULT: Final = re.compile(
    r"(?:^|: )(?:WARNING|ERROR|SEVERE|CRITICAL): |^[\w. ]*(?:[Ee]rror|Exception)\b"
)


def render(source: Path, config: Path, toc: Path, work: Path, log: Path) -> Path:
    """Build the HTML; every warning is an error.

    Parameters
    ----------
    source : pathlib.Path
        The assembled sources.
    config, toc : pathlib.Path
        ``_config.yml`` and ``_toc.yml``.
    work : pathlib.Path
        A folder for what is built.
    log : pathlib.Path
        The file for what Jupyter Book says.

    Returns
    -------
    pathlib.Path
        The folder of the built site.

    Raises
    ------
    BuildError
        With the first warning; the log tells all.
    """
    work.mkdir(parents=True, exist_ok=True)
    config = _with_one_author(config, work)
    command = [sys.executable, "-c", _JUPYTER_BOOK, "build", str(source)]
    options = ["--config", str(config), "--toc", str(toc), "--path-output", str(work), "--all"]
    strict = ["--warningiserror", "--keep-going", "--quiet"]
    done = subprocess.run(  # our own interpreter, no shell
        [*command, *options, *strict], capture_output=True, text=True, check=False
    )
    text = _COLOUR.sub("", done.stdout + done.stderr)
    log.write_text(text, encoding="utf-8")
    if done.returncode:
        faults = [line.strip() for line in text.splitlines() if _FAULT.search(line)]
        first = faults[0] if faults else f"exit code {done.returncode}"
        raise BuildError(f"the book was not built: {first} (the whole log: {log})")
    return work / "_build" / "html"


def _with_one_author(config: Path, work: Path) -> Path:
    """Return a configuration whose author is a text: Jupyter Book knows no list of them."""
    content = yaml.safe_load(config.read_text(encoding="utf-8"))
    if not isinstance(content.get("author"), list):
        return config
    names = [one.name for one in read_authors(config, content["author"])]
    copy = work / config.name
    told = {**content, "author": "、".join(names)}
    copy.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return copy
