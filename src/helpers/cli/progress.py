"""Progress: bars on a terminal, with the time that is left; elsewhere a line a stage."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from helpers.cli import spoken

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

_NAMED: Final = ("add", "book")
"""The stages that have a name in each language; the others are editions."""


class Bars:
    """Progress on a terminal as bars: of all, and of each stage while it lasts; else a line a stage."""

    def __init__(self, bars: Progress | None, stages: int) -> None:
        self._bars, self._stages, self._begun = bars, stages, 0
        self._all = (
            bars.add_task(spoken.text("messages.stages.all"), total=stages) if bars else None
        )

    def stage(self, name: str, steps: int) -> Callable[[], None]:
        """Begin a stage of so many steps, such as an edition; what is returned takes one."""
        self._begun += 1
        name = spoken.text(f"messages.stages.{name}") if name in _NAMED else name
        if self._bars is None or self._all is None:
            click.echo(f"[{self._begun}/{self._stages}] {name}")
            return lambda: None
        bars, whole, task = self._bars, self._all, self._bars.add_task(name, total=steps)

        def advance() -> None:
            bars.advance(task)
            if any(bar.id == task and bar.finished for bar in bars.tasks):
                bars.remove_task(task)
                bars.advance(whole)

        return advance

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Take the bars off the terminal while something is asked there."""
        if self._bars:
            self._bars.stop()
        yield
        if self._bars:
            self._bars.start()


@contextmanager
def progress(stages: int) -> Iterator[Bars]:
    """Show the progress of so many stages."""
    if not sys.stderr.isatty():
        yield Bars(None, stages)
        return
    from rich.console import Console

    # Named, since an edition that is run here takes what is printed to the stream of that name.
    with bars_on(Console(file=sys.stderr)) as bars:
        yield Bars(bars, stages)


def bars_on(console: Console) -> Progress:
    """Return bars on a terminal: what, how many of how many, and the time that is left."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, TimeRemainingColumn(), console=console)
