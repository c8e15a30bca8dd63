"""Progress: on a terminal how many are left and how long it takes; elsewhere a line for each."""

import io
import sys
from contextlib import redirect_stderr

from rich.console import Console

from helpers.cli.progress import Bars, bars_on, progress


def terminal():
    return Console(file=io.StringIO(), force_terminal=True, width=100)


def shown(bars):
    return {task.description: (task.completed, task.total) for task in bars.tasks}


def test_a_bar_stands_for_all_and_one_for_each_that_is_at_work():
    bars = bars_on(terminal())
    told = Bars(bars, 3)
    first, second = told.stage("provincial/2025-11", 2), told.stage("annual_review/2024", 1)
    first()
    assert shown(bars) == {
        "all": (0, 3),
        "provincial/2025-11": (1, 2),
        "annual_review/2024": (0, 1),
    }
    second()
    assert shown(bars) == {"all": (1, 3), "provincial/2025-11": (1, 2)}
    first()
    assert shown(bars) == {"all": (2, 3)}


def test_it_is_drawn_with_the_number_and_the_time_that_is_left():
    console = terminal()
    with bars_on(console) as bars:
        Bars(bars, 3).stage("provincial/2025-11", 2)
        bars.refresh()
    drawn = console.file.getvalue()
    assert "provincial/2025-11" in drawn and "0/3" in drawn and "-:--:--" in drawn


def test_elsewhere_it_is_a_line_for_each(capsys):
    with progress(2) as told:
        told.stage("provincial/2025-11", 2)()
        told.stage("book", 1)()
    assert capsys.readouterr() == ("[1/2] provincial/2025-11\n[2/2] book\n", "")


class Terminal(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self):
        return True


def test_bars_are_drawn_where_they_began_whatever_takes_what_is_printed_since(monkeypatch):
    # As an edition that is run in this process takes what its cells print.
    monkeypatch.setattr("sys.stderr", Terminal())
    taken, terminal_ = io.StringIO(), sys.stderr
    with progress(1) as told, redirect_stderr(taken):
        told.stage("provincial/2025-11", 2)()
        told._bars.refresh()
    assert taken.getvalue() == ""
    assert "provincial/2025-11" in terminal_.getvalue()
