"""Try many random worlds, and list every fault; see ``tests/worlds``.

    .venv/bin/python tools/random_worlds.py --count 10000
    .venv/bin/python tools/random_worlds.py --reduce city 17

The first tries as many worlds of each kind, a hundred a seed, and prints a line a seed and a fault; the second shows
the smallest world with a fault that a seed leads to.
"""

import argparse
import gc
import sys
import time
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, find, given, seed, settings
from hypothesis.errors import NoSuchExample

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src")]

from worlds import cases  # noqa: E402
from worlds.judging import Case, faults  # noqa: E402

CHUNK = 100
OBJECTS = 100_000
"""So many new objects let the garbage collector look for those no longer used: it took a tenth of the time."""
_KEYS = {
    "database": None,
    "deadline": None,
    "derandomize": False,
    "suppress_health_check": list(HealthCheck),
}


def main() -> int:
    """Run the command line; 1 where there is a fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000, help="worlds in all [10000]")
    parser.add_argument("--first", type=int, default=1, help="the first seed [1]")
    parser.add_argument(
        "--reports", nargs="+", metavar="REPORT", choices=cases.REPORTS, default=cases.REPORTS
    )
    parser.add_argument("--reduce", nargs=2, metavar=("REPORT", "SEED"), help="the smallest fault")
    asked = parser.parse_args()
    if asked.reduce:
        return _reduce(asked.reduce[0], int(asked.reduce[1]))
    gc.set_threshold(OBJECTS)
    reports = asked.reports
    tried: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for place in range(-(-asked.count // CHUNK)):
        report, number = reports[place % len(reports)], asked.first + place
        began = time.process_time()
        count, found = _try(report, number)
        tried[report] += count
        wrong[report] += found
        print(f"{report} {number}: {count} worlds, {found} faults, ", end="")
        print(f"{time.process_time() - began:.0f} s", flush=True)
    for report in reports:
        print(f"{report}: {tried[report]} worlds, {wrong[report]} with a fault")
    return 1 if wrong.total() else 0


def _try(report: str, number: int) -> tuple[int, int]:
    """Try the worlds of a seed; return how many there are, and how many have a fault."""
    tried, wrong = [], []

    @seed(number)
    @settings(max_examples=CHUNK, phases=[Phase.generate], **_KEYS)
    @given(getattr(cases, f"{report}_cases")())
    def judge(case: Case) -> None:
        tried.append(None)
        if lines := faults(case):
            wrong.append(None)
            print(f"{report} {number}, world {len(tried)}: {lines[0]}", flush=True)

    judge()
    return len(tried), len(wrong)


def _reduce(report: str, number: int) -> int:
    @seed(number)
    def search() -> Case:
        return find(
            getattr(cases, f"{report}_cases")(),
            lambda case: bool(faults(case)),
            settings=settings(max_examples=CHUNK * 10, **_KEYS),
        )

    try:
        case = search()
    except NoSuchExample:
        print("no fault")
        return 0
    print(case, *faults(case), sep="\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
