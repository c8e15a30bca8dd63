"""The command standby: a process that has imported everything, and copies itself for each command."""

from __future__ import annotations

import importlib
import json
import multiprocessing
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, Final

import click

from helpers.cli import here, outcome, tradebook
from helpers.cli.handing import BY, HANDED, SOCKET, Asked, reached
from helpers.errors import BuildError
from helpers.processes import end_with_parent
from helpers.versions import made_by
from helpers.workshop import Workshop, find_root

_LOOK: Final = 2.0
"""Seconds after which the code is looked at again."""


@click.command()
def standby() -> None:
    """Keep a process ready in which run, list, explain, check and revisions start at once.

    For writing a report: leave it running in a terminal of its own, and rerun editions in another.
    When the code or a library changes, it imports everything anew. Ctrl-C ends it.
    """
    place = Workshop(find_root(Path.cwd()))
    with _listening(place) as listener:
        code = made_by()
        if _imported():
            click.echo(f"{', '.join(HANDED)} start at once in {place.root}; Ctrl-C ends this")
            _answer(listener, code)
        else:
            listener.close()
            _wait_for_change(code)
    click.echo("the code has changed and is imported anew")
    # The way to be sure that nothing of the old is left.
    os.execv(sys.executable, [sys.executable, "-m", "helpers", "standby"])


@contextmanager
def _listening(place: Workshop) -> Iterator[socket.socket]:
    """Listen where commands ask, which only this user can.

    Raises
    ------
    BuildError
        When another process does.
    """
    place.built.mkdir(parents=True, exist_ok=True)
    try:
        reached(place).close()
    except OSError:
        (place.built / SOCKET).unlink(missing_ok=True)
    else:
        raise BuildError(f"{place.root}: another process stands by here; it is enough, or end it")
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listener:
        before = os.umask(0o077)
        try:
            with chdir(place.built):
                listener.bind(SOCKET)
        finally:
            os.umask(before)
        listener.listen()
        try:
            yield listener
        finally:
            (place.built / SOCKET).unlink(missing_ok=True)


def _imported() -> bool:
    """Import all that the commands do; tell whether the code allows it."""
    try:
        importlib.import_module("helpers.execution.warm")
        for name in HANDED:
            tradebook.get_command(click.Context(tradebook), name)
    except Exception as error:  # noqa: BLE001  # whatever is wrong with the code: it is being written
        fault = f"{type(error).__name__}: {error}"
        click.secho(f"the code cannot be imported: {fault}; waiting for a change", err=True)
        return False
    return True


def _wait_for_change(code: str) -> None:
    while not _is_other(code):
        time.sleep(_LOOK)


def _is_other(code: str) -> bool:
    """Tell whether the code is not what it was; while files are being saved, it is not."""
    try:
        return made_by() != code
    except OSError:
        return True


def _answer(listener: socket.socket, code: str) -> None:
    """Run what is asked, each in a copy of this process, until the code is another."""
    listener.settimeout(_LOOK)
    running = list[Any]()
    try:
        while True:
            running = [one for one in running if one.is_alive()]
            with _next(listener) as link:
                if _is_other(code):
                    # Whoever asked now is not answered, and runs it without this process.
                    break
                if link:
                    running.append(_copy(link, listener))
    except KeyboardInterrupt:
        for one in running:
            os.kill(one.pid, signal.SIGINT)
        raise
    finally:
        listener.close()
        for one in running:
            one.join()


@contextmanager
def _next(listener: socket.socket) -> Iterator[socket.socket | None]:
    """Wait for someone who asks, but not for long."""
    try:
        link, _ = listener.accept()
    except TimeoutError:
        yield None
    else:
        with link:
            yield link


def _copy(link: socket.socket, listener: socket.socket) -> Any:
    """Start a copy of this process for the one who asked."""
    copy = multiprocessing.get_context("fork").Process(target=_work, args=(link, listener))
    copy.start()
    return copy


def _work(link: socket.socket, listener: socket.socket) -> None:
    """Run what is asked, as if it had been started where it was asked; then this copy ends."""
    listener.close()
    end_with_parent()
    # Ctrl-C where the first process runs is passed on by it, once.
    os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    _, streams, *_ = socket.recv_fds(link, 1, 2)
    if not streams:
        return
    # Not a byte more is read: what comes after is for the one that heeds it.
    with link.makefile("rb", buffering=0) as told:
        asked = Asked(*json.loads(told.readline()))
    if asked.by != BY:
        return
    link.sendall(b"begun\n")
    _move(asked, streams)
    Thread(target=_heed, args=(link,), daemon=True).start()
    code = outcome(here, asked.words)
    # The link that is closed now is not one that breaks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout.flush()
    link.sendall(f"{code}\n".encode())


def _move(asked: Asked, streams: list[int]) -> None:
    """Go to where a command was given: its streams, its folder, its variables."""
    for place, stream in enumerate(streams, start=1):
        os.dup2(stream, place)
        os.close(stream)
    sys.stdout.reconfigure(line_buffering=os.isatty(1))  # type: ignore[union-attr]  # it is a text stream
    os.chdir(asked.folder)
    os.environ.clear()
    os.environ.update(asked.environment)


def _heed(link: socket.socket) -> None:
    """Interrupt this process when whoever asked says so, or is gone."""
    while link.recv(1):
        os.kill(os.getpid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGINT)
