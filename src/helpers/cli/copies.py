"""What a process that stands by does: it has imported everything, and copies itself for each command."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.process import BaseProcess
from threading import Event, Thread
from typing import Final, TextIO

import click

from helpers.cli import STOPPED, here, outcome, tradebook
from helpers.cli.handing import HANDED, PATIENCE, WORD, Asked, by, received
from helpers.processes import end_with_parent
from helpers.versions import code_seen

LOOK: Final = 2.0
"""Seconds after which the code is looked at again."""

_OUTPUT: Final = 1
_ERRORS: Final = 2


def stand(listener: socket.socket, seen: str) -> None:
    """Import everything, and run what is asked until the code is another.

    Parameters
    ----------
    listener : socket.socket
        Where one asks.
    seen : str
        The code as it was seen before this process was started.
    """
    end_with_parent()
    # Ctrl-C is told to the process that started this one, which then ends it.
    os.setpgid(0, 0)
    importlib.import_module("helpers.execution.warm")
    for name in HANDED:
        tradebook.get_command(click.Context(tradebook), name)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    click.echo(f"{', '.join(HANDED)} start at once here; Ctrl-C ends this")
    try:
        _answer(listener, seen)
        running = multiprocessing.active_children()
        if running:
            click.echo("the code has changed; waiting for what still runs")
        for one in running:
            one.join()
    except KeyboardInterrupt:
        _stop(multiprocessing.active_children())


def _answer(listener: socket.socket, seen: str) -> None:
    """Start a copy of this process for each that asks, until the code is another."""
    listener.settimeout(LOOK)
    while True:
        with _next(listener) as link:
            if code_seen() != seen:
                # Whoever asked now is not answered, and runs it without this process.
                return
            if link:
                fork = multiprocessing.get_context("fork")
                fork.Process(target=_work, args=(link, listener)).start()
        # It also takes leave of those that have ended.
        multiprocessing.active_children()


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


def _stop(running: Sequence[BaseProcess]) -> None:
    """Interrupt copies, and end those that go on."""
    for process in filter(None, (one.pid for one in running)):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGINT)
    for one in running:
        one.join(PATIENCE)
        one.kill()
        one.join()


def _work(link: socket.socket, listener: socket.socket) -> None:
    """Run what is asked, as if it had been started where it was asked; then this copy ends."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    listener.close()
    end_with_parent()
    taken = _begun(link)
    if taken is None:
        return
    asked, streams = taken
    _move(asked, streams)
    Thread(target=_heed, args=(link,), daemon=True).start()
    code = _code_of(asked)
    with suppress(OSError):
        link.sendall(f"{code}\n".encode())


def _begun(link: socket.socket) -> tuple[Asked, list[int]] | None:
    """Take what is asked, and say that it is begun; None where it is not to be run, or nobody waits."""
    link.settimeout(PATIENCE)
    try:
        link.sendall(WORD)
        taken = received(link)
        if taken is None or taken[0].by != by():
            return None
        link.sendall(WORD)
    except OSError:
        return None
    link.settimeout(None)
    return taken


def _move(asked: Asked, streams: list[int]) -> None:
    """Go to where a command was given: its streams, its folder, its variables."""
    for place, stream in zip((_OUTPUT, _ERRORS), streams, strict=True):
        os.dup2(stream, place)
        os.close(stream)
    sys.stdout, sys.stderr = map(_written_to, (_OUTPUT, _ERRORS), asked.encodings, asked.faults)
    sys.argv[:], sys.path[:] = asked.words, asked.path
    os.chdir(asked.folder)
    os.environ.clear()
    os.environ.update(asked.variables)
    os.umask(asked.mask)


def _written_to(stream: int, encoding: str, faults: str) -> TextIO:
    """Open a stream as Python does at its start: lines are written at once where someone looks."""
    at_once = stream == _ERRORS or os.isatty(stream)
    return open(stream, "w", 1 if at_once else -1, encoding, faults, closefd=False)


def _code_of(asked: Asked) -> int:
    """Run a command; return its exit code, however it ends."""
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        return outcome(here, asked.words[1:])
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except KeyboardInterrupt:
        return STOPPED
    finally:
        # The link that is closed afterwards is no reason to stop.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with suppress(OSError):
            sys.stdout.flush()


def _heed(link: socket.socket) -> None:
    """Interrupt this process when whoever asked says so, and end it when that one is gone."""
    # One that is gone before it has read all that was said breaks the link, where others end it.
    with suppress(OSError):
        while link.recv(1):
            os.kill(os.getpid(), signal.SIGINT)
    os.kill(os.getpid(), signal.SIGINT)
    Event().wait(PATIENCE)
    os._exit(STOPPED)
