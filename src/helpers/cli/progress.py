"""Progress: bars on a terminal, elsewhere a line a stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn


class Bars:
    """Progress on a terminal as bars; elsewhere one line a stage."""

    def __init__(self, bars: Progress | None, stages: int) -> None:
        self._bars, self._stages, self._begun = bars, stages, 0

    def stage(self, name: str, steps: int) -> Callable[[], None]:
        """Begin a stage of so many steps; what is returned takes one."""
        self._begun += 1
        label = f"[{self._begun}/{self._stages}] {name}"
        if self._bars is None:
            click.echo(label)
            return lambda: None
        bars, task = self._bars, self._bars.add_task(label, total=steps)
        return lambda: bars.advance(task)


@contextmanager
def progress(stages: int) -> Iterator[Bars]:
    """Show the progress of so many stages."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Bars(None, stages)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bars:
        yield Bars(bars, stages)
