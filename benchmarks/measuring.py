"""What a command costs, and tables of ratios in which the limit stands beside what was measured."""

from __future__ import annotations

import ctypes
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from typing import IO, Any, Final, NamedTuple

from rich.console import Console
from rich.table import Table

PYTHON: Final = sys.executable
_BETWEEN: Final = 0.2
"""Seconds between two looks at what a command's processes hold."""

_HELD: Final = re.compile(r"^Pss:\s+(\d+) kB", re.M)
_SUBREAPER: Final = 36
"""What Linux calls a process that is given those whose parents ended: PR_SET_CHILD_SUBREAPER."""


class Cost(NamedTuple):
    """What a command cost: seconds, processor seconds, the most GB it held; and what it said.

    Of processor and memory all processes count that it started; memory that they share counts once.
    """

    seconds: float
    processor: float
    memory: float
    said: str


def processor() -> float:
    """Return the processor seconds of this process so far, and of those it started and waited for."""
    return sum(os.times()[:4])


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many seconds a piece of work took, and what it gave."""
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


def cost_of(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command in a folder, from its start to its end.

    Raises
    ------
    SystemExit
        With the last line the command said, when it fails.
    """
    _take_orphans()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        before, begun = _processor(), time.perf_counter()
        process = subprocess.Popen(
            [*map(str, command)], cwd=folder, stdout=out, stderr=err, env=_environment()
        )
        watch = _Watch(process.pid)
        watch.start()
        failed = process.wait()
        seconds = time.perf_counter() - begun
        memory = watch.end()
        with suppress(ChildProcessError):
            # Those that the command leaves to end by themselves are counted when waited for.
            while True:
                os.wait()
        if failed:
            raise SystemExit(f"{' '.join(map(str, command))}: {_last(err) or _last(out)}")
        out.seek(0)
        return Cost(seconds, _processor() - before, memory, out.read())


class _Watch(Thread):
    """Looks again and again at what a process and those it started hold."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self._process, self._ended, self._most = process, Event(), 0

    def run(self) -> None:
        """Look until it is the end."""
        while not self._ended.wait(_BETWEEN):
            self._most = max(self._most, sum(map(_held, _family(self._process))))

    def end(self) -> float:
        """Look no more; return the most that was held, in GB; 0 where the system does not tell."""
        self._ended.set()
        self.join()
        return self._most / 2**20


def _family(process: int) -> Iterator[int]:
    """Yield a process, and those it started, as Linux tells them."""
    yield process
    for path in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            for child in path.read_text(encoding="utf-8").split():
                yield from _family(int(child))


def _held(process: int) -> int:
    """Return the kB a process holds, of what it shares its part."""
    with suppress(OSError):
        told = _HELD.search(Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8"))
        return int(told[1]) if told else 0
    return 0


def _take_orphans() -> None:
    """Let this process be told of what was used by those whose parents ended before them."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)


def _environment() -> dict[str, str]:
    """Return the environment of a command: modules are compiled once, and not at each start."""
    return {name: os.environ[name] for name in os.environ if name != "PYTHONDONTWRITEBYTECODE"}


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _last(file: IO[str]) -> str:
    file.seek(0)
    return next(iter(reversed(file.read().strip().splitlines())), "")


class Results:
    """A table of what was measured, with the ratio and what is asked of it.

    Parameters
    ----------
    title : str
        Of the table.
    heads : str
        Of its first columns; ``ratio`` and ``asked`` follow.
    """

    def __init__(self, title: str, *heads: str) -> None:
        self._table = Table(*heads, "ratio", "asked", title=title)
        self._heads, self._missed = len(heads), list[str]()

    def add(
        self,
        what: str,
        *cells: str,
        ratio: float | None = None,
        least: float | None = None,
        most: float | None = None,
    ) -> None:
        """Add a line; a ratio below the least, or above the most, that is asked is a miss."""
        told = "" if ratio is None else f"{ratio:.2f}"
        asked = "" if least is None else f"at least {least:g}"
        asked = asked if most is None else f"at most {most:g}"
        short = ratio is not None and least is not None and ratio < least
        over = ratio is not None and most is not None and ratio > most
        self._line(what, cells, told, asked, kept=not short and not over)

    def judge(self, what: str, *cells: str, asked: str, kept: bool) -> None:
        """Add a line that is no ratio: what is asked, and whether it is so."""
        self._line(what, cells, "", asked, kept=kept)

    def _line(self, what: str, cells: Sequence[str], told: str, asked: str, *, kept: bool) -> None:
        empty = [""] * (self._heads - 1 - len(cells))
        self._table.add_row(what, *cells, *empty, told, asked, style="" if kept else "red")
        if not kept:
            self._missed.append(what)

    def end(self) -> None:
        """Print the table.

        Raises
        ------
        SystemExit
            When something that is asked was missed.
        """
        load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
        self._table.caption = f"{os.cpu_count()} processors; load of the last 1, 5, 15 min: {load}"
        Console(width=112).print(self._table)
        if self._missed:
            raise SystemExit(f"missed: {'; '.join(self._missed)}")
