"""Handing a command over to a process that stands by, and has imported what it would import here."""

from __future__ import annotations

import json
import os
import socket
import sys
from contextlib import chdir, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from helpers.errors import BuildError, CatalogueError
from helpers.workshop import Workshop, find_root

HANDED: Final = ("run", "list", "explain", "check", "revisions")
"""The commands that are handed over: they take longer to start than to work."""

BY: Final = [sys.prefix, str(Path(__file__).parent)]
"""The environment and the code that a command is to be run by."""

SOCKET: Final = "standby"
"""Where one asks, in the folder of all that is made."""

_WORD: Final = b"\n"
"""Goes with the streams, which cannot be sent alone; and afterwards means: stop."""


class Asked(NamedTuple):
    """What is handed over: the command, where it is run, and with which variables."""

    by: list[str]
    words: list[str]
    folder: str
    environment: dict[str, str]


def handed_over(words: list[str]) -> int | None:
    """Let the process that stands by in this repository run a command, if there is one.

    Parameters
    ----------
    words : list of str
        The command line, without the program.

    Returns
    -------
    int or None
        Its exit code; None where nobody stands by who would run it as this process does.

    Raises
    ------
    BuildError
        When the process that runs it ends before it is done.
    """
    if not words or words[0] not in HANDED:
        return None
    try:
        link = reached(Workshop(find_root(Path.cwd())))
    except (CatalogueError, OSError):
        return None
    with link, link.makefile("rb") as told:
        return _code(link, told) if _taken(link, told, words) else None


def reached(place: Workshop) -> socket.socket:
    """Reach the process that stands by in a repository.

    Raises
    ------
    OSError
        When there is none.
    """
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        # From there: a socket's path may have 107 bytes, which that of a repository may exceed.
        with chdir(place.built):
            link.connect(SOCKET)
    except OSError:
        link.close()
        raise
    return link


def _taken(link: socket.socket, told: Any, words: list[str]) -> bool:
    """Hand over a command, and where it is to write; tell whether it is being run."""
    asked = Asked(BY, words, str(Path.cwd()), dict(os.environ))
    try:
        socket.send_fds(link, [_WORD], [1, 2])
        link.sendall(json.dumps(asked).encode() + b"\n")
        return bool(told.readline())
    except OSError:
        return False


def _code(link: socket.socket, told: Any) -> int:
    """Wait for the end of a command; what interrupts the waiting interrupts the command."""
    while True:
        try:
            code = told.readline()
            break
        except KeyboardInterrupt:
            with suppress(OSError):
                link.sendall(_WORD)
    if not code:
        raise BuildError("the process that stood by has ended, and this with it; run it again")
    return int(code)
