"""Kill ``tradebook update`` and ``tradebook release`` at many moments: all is as before or as after.

    python benchmarks/killed.py [--times 30]

Each is killed (``kill -9``) at moments spread over its run, and while it records what is released. The
next command then finds the raw files, the catalogue, the releases and the site as they were, or as
the command would have left them: never between. Takes a quarter of an hour; no timing, but it needs
the same made-up repository. Ends with an error where something else was found.
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from measuring import PYTHON, parser, timed
from sandbox import Sandbox, months

from helpers.core.transaction import JOURNAL

SEED: Final = 20_251_231
DAY: Final = ("--date", "2026-01-20")
SAID: Final = ("--released", "2026-01-18", "--dataset", "totals", "--complete", "region")
COMMITTING: Final = 3
"""Of so many times one is while it records what is released."""

KEPT: Final = ("data/raw", "editions.yml", "_toc.yml", "editions.lock", "releases", "_build/html")
PASSING: Final = {".lock", ".staging", ".parquet"}
"""What is in the folder of raw files while some are added; the next addition removes it."""

State = dict[str, str]


@dataclass(frozen=True)
class Trial:
    """A command to kill: its words, the repository it finds, and what there is while it records."""

    words: tuple[str, ...]
    prepared: Path
    recording: Callable[[Path], bool]


@dataclass(frozen=True)
class Moment:
    """So many seconds after a command began, or after it began to record."""

    seconds: float
    recording: bool

    def __str__(self) -> str:
        since = "it began to record" if self.recording else "it began"
        return f"{self.seconds:.3f} s since {since}"


def main() -> None:
    """Kill, look, and judge."""
    options = parser(__doc__)
    options.add_argument("--times", type=int, default=30, help="how often each command is killed")
    asked, faults = options.parse_args(), 0
    with tempfile.TemporaryDirectory() as scratch:
        place = Path(scratch) / "book"
        for trial in (_update(Path(scratch), place), _release(Path(scratch), place)):
            faults += _kill(trial, place, asked.times)
    if faults:
        raise SystemExit(
            f"{faults} times the next command found something between before and after"
        )


def _update(scratch: Path, place: Path) -> Trial:
    """Prepare a repository of one month that is published, and a file of the next."""
    sandbox, (first, second) = Sandbox(place), months(2)
    sandbox.furnish_empty()
    file = sandbox.download(first, scratch)
    sandbox.tradebook("update", file, *SAID, *DAY)
    file, prepared = sandbox.download(second, scratch), scratch / "update"
    place.rename(prepared)
    new = f"releases/provincial/{second}/r1.ipynb.gz"
    return Trial(("update", str(file), *SAID, *DAY), prepared, lambda root: (root / new).is_file())


def _release(scratch: Path, place: Path) -> Trial:
    """Prepare a repository of two months that are run and not released."""
    sandbox = Sandbox(place)
    sandbox.furnish(months(2))
    prepared = scratch / "release"
    place.rename(prepared)
    return Trial(("release", *DAY), prepared, lambda root: (root / JOURNAL).is_dir())


def _kill(trial: Trial, place: Path, times: int) -> int:
    """Kill a command so often; print what was found then, and return how often that was wrong."""
    before, whole, after = _whole(trial, place)
    print(f"tradebook {trial.words[0]}: {whole:.1f} s when it is left alone")
    found: Counter[str] = Counter()
    for moment in _moments(times, whole):
        _begin(trial, place)
        killed = _killed(trial, place, moment)
        subprocess.run(
            [PYTHON, "-m", "helpers", "list"], cwd=place, check=True, stdout=subprocess.DEVNULL
        )
        state = _state(place)
        what = "as before" if state == before else "as after" if state == after else "BETWEEN"
        found[what if killed else f"{what}, not killed any more"] += 1
        if what == "BETWEEN":
            odd = sorted(name for name in {*state, *before} if state.get(name) != before.get(name))
            print(f"  killed at {moment}: between: {odd[:5]}")
    print("  " + "; ".join(f"{number} {what}" for what, number in sorted(found.items())))
    return sum(number for what, number in found.items() if what.startswith("BETWEEN"))


def _whole(trial: Trial, place: Path) -> tuple[State, float, State]:
    """Let a command come to its end; return what there is before and after, and how long it takes."""
    _begin(trial, place)
    before = _state(place)
    command = [PYTHON, "-m", "helpers", *trial.words]
    seconds, _ = timed(
        lambda: subprocess.run(command, cwd=place, check=True, stdout=subprocess.DEVNULL)
    )
    after = _state(place)
    if after == before:
        raise SystemExit(f"tradebook {trial.words[0]}: changed nothing")
    return before, seconds, after


def _moments(times: int, whole: float) -> Iterator[Moment]:
    """Yield when to kill: spread over the run, and now and then soon after recording began."""
    chance = random.Random(SEED)
    for turn in range(times):
        recording = turn % COMMITTING == COMMITTING - 1
        spread = (turn + chance.random()) / times * whole
        yield Moment(chance.uniform(0, 0.05) if recording else spread, recording)


def _begin(trial: Trial, place: Path) -> None:
    """Put the repository in its place, which is always the same: Sphinx knows a book by that."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(trial.prepared, place, symlinks=True)


def _killed(trial: Trial, place: Path, moment: Moment) -> bool:
    """Start a command and kill it; return whether it had not ended by itself."""
    command = [PYTHON, "-m", "helpers", *trial.words]
    with subprocess.Popen(
        command, cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as program:
        while moment.recording and program.poll() is None and not trial.recording(place):
            time.sleep(0.001)
        try:
            program.wait(moment.seconds)
        except subprocess.TimeoutExpired:
            os.kill(program.pid, signal.SIGKILL)
    return program.returncode == -signal.SIGKILL


def _state(place: Path) -> State:
    """Return the hashes of all that a command changes for good."""
    found: State = {}
    for name in KEPT:
        path = place / name
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            if file.is_file() and not PASSING & {*file.relative_to(place).parts}:
                content = hashlib.sha256(file.read_bytes()).hexdigest()
                found[str(file.relative_to(place))] = content
    return found


if __name__ == "__main__":
    main()
