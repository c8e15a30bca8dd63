"""What a command costs, and tables of ratios in which the limit stands beside what was measured."""

from __future__ import annotations

import argparse
import ctypes
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

import psutil
from rich.console import Console
from rich.table import Table

PYTHON: Final = sys.executable
_BETWEEN: Final = 0.2
"""Seconds between two looks at the memory of a command's processes."""

_ADOPT: Final = 36
"""Linux's PR_SET_CHILD_SUBREAPER: what a command leaves becomes a child of this process."""

# Modules are compiled once, and not at each start of a command.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


class Cost(NamedTuple):
    """Seconds, processor seconds, the most GB held at a time, and what the command printed.

    Processor and memory are those of the command and of all processes it started; memory that they
    share counts once.
    """

    seconds: float
    processor: float
    memory: float
    printed: str


def parser(description: str | None) -> argparse.ArgumentParser:
    """Return a parser of options, described by the first line of a module's docstring."""
    return argparse.ArgumentParser(description=(description or "").partition("\n")[0])


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many seconds a piece of work took, and its result."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def cost_of(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command in a folder, from its start to its end.

    Raises
    ------
    SystemExit
        With the last line the command printed, when it fails.
    """
    with tempfile.TemporaryFile("w+") as printed, _counting_orphans():
        before, start, memory = _processor(), time.perf_counter(), 0
        process = psutil.Popen(
            [*map(str, command)], cwd=folder, stdout=printed, stderr=subprocess.STDOUT
        )
        while process.poll() is None:
            memory = max(memory, _memory(process))
            with suppress(psutil.TimeoutExpired):
                process.wait(_BETWEEN)
        seconds = time.perf_counter() - start
        printed.seek(0)
        text = printed.read()
    if process.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}: {text.strip().splitlines()[-1:]}")
    return Cost(seconds, _processor() - before, memory / 2**30, text)


@contextmanager
def _counting_orphans() -> Iterator[None]:
    """Wait for what a command has started and not waited for, such as a server of processes: it counts."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_ADOPT, 1, 0, 0, 0)
    known = {child.pid for child in psutil.Process().children()}
    yield
    for child in psutil.Process().children():
        if child.pid not in known:
            with suppress(ChildProcessError):
                os.waitpid(child.pid, 0)


def _memory(process: psutil.Popen) -> int:
    """Return the bytes a process and those it started hold; of what they share, each its part."""
    total = 0
    with suppress(psutil.Error):
        for member in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                total += member.memory_full_info().pss
    return total


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class Results:
    """A table of what was measured, with the ratio and its limit after the first columns."""

    def __init__(self, title: str, *heads: str) -> None:
        self._table = Table(*heads, "ratio", "limit", title=title)
        self._heads, self._missed = len(heads), list[str]()

    def add(
        self,
        what: str,
        *cells: str,
        ratio: float = math.nan,
        least: float | None = None,
        most: float | None = None,
        limit: str = "",
        passed: bool = True,
    ) -> None:
        """Add a line; a ratio is judged by the least or the most it may be, all else by the caller."""
        if least is not None:
            limit, passed = f"at least {least:g}", ratio >= least
        if most is not None:
            limit, passed = f"at most {most:g}", ratio <= most
        empty = [""] * (self._heads - 1 - len(cells))
        shown = "" if math.isnan(ratio) else f"{ratio:.2f}"
        self._table.add_row(what, *cells, *empty, shown, limit, style="" if passed else "red")
        if not passed:
            self._missed.append(what)

    def end(self) -> None:
        """Print the table.

        Raises
        ------
        SystemExit
            When a limit was missed.
        """
        load = ", ".join(f"{average:.1f}" for average in os.getloadavg())
        self._table.caption = f"{os.cpu_count()} processors; load of the last 1, 5, 15 min: {load}"
        Console(width=112).print(self._table)
        if self._missed:
            raise SystemExit(f"missed: {'; '.join(self._missed)}")
