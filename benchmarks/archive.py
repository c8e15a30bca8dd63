"""An archive of many editions, built from start to end, and built again.

    python benchmarks/archive.py [--editions 1000]

The provincial report, an edition a month, on a file a month of made-up data of 31 provinces. It is
built from nothing; again, when nothing changed: under two seconds, and no notebook is run; and when
one month's file changed: only the editions that show it are run. Ends with an error otherwise.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from measuring import Cost, Results, timed
from sandbox import LAST, YEAR, Sandbox, months, ran

UNCHANGED: Final = 2.0
"""Seconds in which a build is to see that there is nothing to do."""

CHANGED: Final = LAST.year_before()
"""The month whose file changes: a December, so that no other month's sum from January does."""


def shown(results: Results, what: str, cost: Cost) -> None:
    """Tell what a build cost."""
    told = (f"{cost.seconds:.1f}", f"{cost.processor:.1f}", f"{cost.memory:.2f}")
    results.add(what, *told, f"{len(ran(cost.printed))} run")


def site_of(results: Results, place: Sandbox) -> None:
    """Tell how large the site is."""
    sizes = [path.stat().st_size for path in place.repository.site.rglob("*") if path.is_file()]
    results.add(f"  site, {len(sizes):,} files", "", "", "", f"{sum(sizes) / 1e9:.2f} GB")


def again(results: Results, place: Sandbox) -> None:
    """Build when nothing changed."""
    cost = place.tradebook("build")
    shown(results, "built again, nothing changed", cost)
    kept = cost.seconds < UNCHANGED
    results.judge("  in time", f"{cost.seconds:.1f}", limit=f"under {UNCHANGED:g} s", passed=kept)
    run = ran(cost.printed)
    results.judge("  notebooks run", "", "", "", f"{len(run)}", limit="none", passed=not run)


def changed(results: Results, place: Sandbox, periods: Sequence[str]) -> None:
    """Build when one month's file changed."""
    place.add(str(CHANGED), more=1_000_000)
    cost = place.tradebook("build")
    shown(results, f"built again, {CHANGED} changed", cost)
    # A month is shown by its own edition, and by that of the year after, as its base.
    expected = sorted({str(CHANGED), str(CHANGED.minus(-YEAR))} & set(periods))
    run = ran(cost.printed)
    told = ", ".join(run[:4]) or "none"
    limit = f"only {', '.join(expected)}"
    results.judge("  notebooks run", "", "", "", told, limit=limit, passed=run == expected)


def main() -> None:
    """Measure, print, and judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--editions", type=int, default=1000, help="a thousand take the better part of an hour"
    )
    parser.add_argument("--folder", type=Path, help="where to work; the system's place by default")
    asked = parser.parse_args()
    periods = months(asked.editions)
    results = Results(
        f"archive of {len(periods)} editions", "what", "seconds", "processor, s", "peak GB", ""
    )
    with tempfile.TemporaryDirectory(dir=asked.folder) as scratch:
        place = Sandbox(Path(scratch))
        seconds, _ = timed(lambda: place.furnish(periods))
        results.add("data generated", f"{seconds:.1f}")
        shown(results, "built from nothing", place.tradebook("build"))
        site_of(results, place)
        again(results, place)
        changed(results, place, periods)
    results.end()


if __name__ == "__main__":
    main()
