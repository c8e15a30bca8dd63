"""The lock that keeps two builds of a repository apart."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from helpers.core.errors import BuildError
from helpers.core.repository import Repository


@contextmanager
def build_lock(repository: Repository) -> Iterator[None]:
    """Keep a second build out; the lock goes with the process, however that ends.

    Raises
    ------
    BuildError
        When another build is at work here.
    """
    path = repository.built / ".lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as lock:
        try:
            # Of the two kinds of locks the one that processes started meanwhile do not share.
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise BuildError(
                f"{path.parent}: another build is at work here (process {lock.read() or '?'}); "
                "wait until it is done, or stop it"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
