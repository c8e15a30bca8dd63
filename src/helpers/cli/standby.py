"""The command standby: it keeps a process that has imported everything, and renews it with the code."""

from __future__ import annotations

import multiprocessing
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import chdir, contextmanager, suppress
from pathlib import Path
from typing import Any

import click

from helpers.cli.copies import LOOK, stand
from helpers.cli.handing import SOCKET
from helpers.errors import BuildError
from helpers.processes import end_of
from helpers.versions import code_seen
from helpers.workshop import Workshop, find_root, standing_by


@click.command()
def standby() -> None:
    """Keep a process ready in which run, list, explain, check and revisions start at once.

    For writing a report: leave it running in a terminal of its own, and rerun editions in another.
    When the code or a library changes, it imports everything anew. Ctrl-C ends it.
    """
    place = Workshop(find_root(Path.cwd()))
    if sys.stdout is None or sys.stderr is None:
        raise BuildError("standby: its output or errors are closed, and a command's would be too")
    with standing_by(place), _listening(place) as listener:
        while True:
            # Before it is imported: what is saved meanwhile is seen to be other.
            seen = code_seen()
            ended = _wait_for_end(_started(listener, seen), place)
            if ended:
                click.secho(f"{end_of(ended)}; waiting for the code to change", err=True)
                _wait_for_change(listener, seen, place)
            click.echo("the code has changed and is imported anew")


@contextmanager
def _listening(place: Workshop) -> Iterator[socket.socket]:
    """Listen where commands ask, which only this user can."""
    path = place.built / SOCKET
    path.unlink(missing_ok=True)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        before = os.umask(0o077)
        try:
            with chdir(place.built):
                listener.bind(SOCKET)
        finally:
            os.umask(before)
        listener.listen()
        own = path.stat().st_ino
        try:
            yield listener
        finally:
            with suppress(FileNotFoundError):
                if path.stat().st_ino == own:
                    path.unlink()


def _started(listener: socket.socket, seen: str) -> Any:
    """Start the process that stands by: a new one, with nothing in it of the code before."""
    process = multiprocessing.get_context("spawn").Process(target=stand, args=(listener, seen))
    process.start()
    return process


def _wait_for_end(process: Any, place: Workshop) -> int:
    """Wait for the end of the process that stands by; with this one it ends too."""
    try:
        while process.is_alive():
            process.join(LOOK)
            _refuse_gone(place)
    finally:
        process.terminate()
        process.join()
    return int(process.exitcode)


def _wait_for_change(listener: socket.socket, seen: str, place: Workshop) -> None:
    """Wait until the code is another; whoever asks meanwhile is sent away."""
    listener.settimeout(LOOK)
    while code_seen() == seen:
        _refuse_gone(place)
        with suppress(TimeoutError):
            listener.accept()[0].close()


def _refuse_gone(place: Workshop) -> None:
    if not (place.built / SOCKET).exists():
        raise BuildError(f"{place.built / SOCKET}: it was removed, and nobody can ask; start anew")
