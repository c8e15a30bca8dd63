"""Handing a command over to a process that stands by, and has imported what it would import here."""

from __future__ import annotations

import json
import os
import socket
import sys
from contextlib import chdir, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, Final, NamedTuple

from helpers.errors import BuildError, CatalogueError
from helpers.workshop import Workshop, find_root

HANDED: Final = ("run", "list", "explain", "check", "revisions")
"""The commands that are handed over: they take longer to start than to work."""

SOCKET: Final = "standby"
"""Where one asks, in the folder of all that is made."""

PATIENCE: Final = 4.0
"""Seconds that one side waits for the other to begin; importing everything takes two or three."""

WORD: Final = b"\n"
"""All that is said before the exit code: one that stands by is ready; a command is handed over with
it, and then begun; and afterwards, if it must be, it is to stop."""

_AT_START: Final = ("PYTHON", "LC_", "LANG", "TZ")
"""How variables begin that Python, or the system's library, reads when a process starts."""


class Asked(NamedTuple):
    """A command, and what a process is told that runs it: two of these processes would be the same.

    Attributes
    ----------
    by : list
        The environment, the code and the settings it is to be run by.
    words : list of str
        The command line, with the program.
    folder : str
        Where it is run.
    variables : dict of str to str
        All there are.
    path : list of str
        Where modules are looked for.
    encodings, faults : list of str
        Those of output and errors, and what is done with signs they have not.
    mask : int
        What new files do not allow.
    """

    by: list[Any]
    words: list[str]
    folder: str
    variables: dict[str, str]
    path: list[str]
    encodings: list[str]
    faults: list[str]
    mask: int


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
    streams_there = sys.stdout is not None and sys.stderr is not None
    if not words or words[0] not in HANDED or not streams_there:
        return None
    try:
        link = reached(Workshop(find_root(Path.cwd())))
    except (CatalogueError, OSError):
        return None
    with link, link.makefile("rb") as told:
        return _code(link, told) if _taken(link, told) else None


def reached(place: Workshop) -> socket.socket:
    """Reach the process that stands by in a repository, for this user.

    Raises
    ------
    OSError
        When there is none.
    """
    link = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    link.settimeout(PATIENCE)
    try:
        if (place.built / SOCKET).stat().st_uid != os.getuid():
            raise PermissionError(f"{place.built / SOCKET} is another user's")
        # From there: a socket's path may have 107 bytes, which that of a repository may exceed.
        with chdir(place.built):
            link.connect(SOCKET)
    except OSError:
        link.close()
        raise
    return link


def by() -> list[Any]:
    """Return what must be the same of two processes for one to run the other's command."""
    read = {name: text for name, text in os.environ.items() if name.startswith(_AT_START)}
    return [sys.prefix, str(Path(__file__).parent), list(sys.flags), read]


def received(link: socket.socket) -> tuple[Asked, list[int]] | None:
    """Take what is handed over, and the streams to write to; None where it is nothing.

    Raises
    ------
    OSError
        When it does not come in time.
    """
    _, streams, *_ = socket.recv_fds(link, len(WORD), 3)
    if not streams:
        return None
    with os.fdopen(streams[0], "rb") as note:
        note.seek(0)
        return Asked(*json.load(note)), streams[1:]


def _taken(link: socket.socket, told: Any) -> bool:
    """Hand over this process's command, and where it is to write; tell whether it is being run."""
    asked = Asked(
        by(),
        sys.argv,
        str(Path.cwd()),
        dict(os.environ),
        sys.path,
        *_encoded(),
        _mask(),
    )
    try:
        # Streams that nobody takes would stay open where they are on the way.
        if not told.readline():
            return False
        # In a file, which is taken whole, however long the variables are.
        with TemporaryFile() as note:
            note.write(json.dumps(asked).encode())
            note.flush()
            socket.send_fds(link, [WORD], [note.fileno(), 1, 2])
            begun = bool(told.readline())
    except OSError:
        return False
    link.settimeout(None)
    return begun


def _encoded() -> tuple[list[str], list[str]]:
    """Return how this process writes text: encodings, and what is done with signs they have not."""
    streams = sys.stdout, sys.stderr
    return [one.encoding for one in streams], [one.errors or "strict" for one in streams]


def _mask() -> int:
    """Return what new files do not allow, which is only told when it is set."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _code(link: socket.socket, told: Any) -> int:
    """Wait for the end of a command; what interrupts the waiting interrupts the command.

    Who interrupts it a second time waits no longer; the command is then ended hard.
    """
    try:
        code = told.readline()
    except KeyboardInterrupt:
        with suppress(OSError):
            link.sendall(WORD)
        code = told.readline()
    if not code:
        raise BuildError("the process that stood by has ended, and this with it; run it again")
    return int(code)
