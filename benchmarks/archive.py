"""An archive of many editions, built from start to end, and built again.

    python benchmarks/archive.py [--editions 1000]

The provincial report, an edition a month, on a file a month of made-up data of 31 provinces. It is
built from nothing; again, when nothing changed: under two seconds, and no notebook is run; and when
one month's file changed: only the editions that show it are run. Ends with an error otherwise.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from measuring import Results, parser, timed
from sandbox import LAST, YEAR, Sandbox, editions_run, months

UNCHANGED: Final = 2.0
"""Seconds in which a build is to see that there is nothing to do."""

FEW: Final = 3
CHANGED: Final = LAST.year_before()
"""The month whose file changes: a December, so that no other month's sum from January does."""


def build(results: Results, place: Sandbox, what: str, expected: list[str]) -> float:
    """Build, and judge which editions are run; return the seconds."""
    cost = place.tradebook("build")
    run = editions_run(cost.printed)
    costs = (f"{cost.seconds:.1f}", f"{cost.processor:.1f}", f"{cost.memory:.2f}")
    results.add(what, *costs, named(run), limit=f"{named(expected)} run", passed=run == expected)
    return cost.seconds


def named(editions: list[str]) -> str:
    """Name a few editions, or say how many they are."""
    return ", ".join(editions) if 0 < len(editions) <= FEW else f"{len(editions)} editions"


def main() -> None:
    """Measure, print, and judge."""
    options = parser(__doc__)
    options.add_argument(
        "--editions", type=int, default=1000, help="a thousand take the better part of an hour"
    )
    options.add_argument("--folder", type=Path, help="where to work; the system's place by default")
    asked = options.parse_args()
    periods = months(asked.editions)
    heads = ("what", "seconds", "processor, s", "peak GB", "run")
    results = Results(f"archive of {len(periods)} editions", *heads)
    with tempfile.TemporaryDirectory(dir=asked.folder) as scratch:
        place = Sandbox(Path(scratch))
        seconds, _ = timed(lambda: place.furnish(periods))
        results.add("data generated", f"{seconds:.1f}")
        build(results, place, "built from nothing", periods)
        sizes = [path.stat().st_size for path in place.repository.site.rglob("*") if path.is_file()]
        results.add(f"  site, {len(sizes):,} files", "", "", "", f"{sum(sizes) / 1e9:.2f} GB")
        seconds = build(results, place, "built again, nothing changed", [])
        limit = f"under {UNCHANGED:g} s"
        results.add("  in time", f"{seconds:.1f}", limit=limit, passed=seconds < UNCHANGED)
        place.add(str(CHANGED), more=1_000_000)
        # A month is shown by its own edition, and by that of the year after, as its base.
        affected = sorted({str(CHANGED), str(CHANGED.minus(-YEAR))} & set(periods))
        build(results, place, f"built again, {CHANGED} changed", affected)
    results.end()


if __name__ == "__main__":
    main()
