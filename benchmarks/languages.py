"""How long a site takes in two languages, beside the same in one.

    python benchmarks/languages.py [--editions 24]

The provincial report, an edition a month, on made-up data of 31 provinces, built from nothing. The second
language may make it twice as long; half as long again is the aim. Ends with an error when that is missed.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from measuring import Cost, Results, parser
from sandbox import Sandbox, months

MOST: Final = 2.0
AIM: Final = 1.5
"""How many times the time of one language both may take."""


def cost_of_build(count: int, *, translated: bool) -> Cost:
    """Build a site of so many editions from nothing."""
    with tempfile.TemporaryDirectory() as scratch:
        place = Sandbox(Path(scratch), translated=translated)
        place.furnish(months(count))
        return place.tradebook("build")


def main() -> None:
    """Measure, print, and judge."""
    options = parser(__doc__)
    options.add_argument("--editions", type=int, default=24)
    asked = options.parse_args()
    results = Results("languages", "what", "both", "one")
    one, both = (cost_of_build(asked.editions, translated=all_) for all_ in (False, True))
    for what, costs in (
        ("seconds", (both.seconds, one.seconds)),
        ("processor, s", (both.processor, one.processor)),
        ("peak GB", (both.memory, one.memory)),
    ):
        cells, ratio = (f"{cost:.1f}" for cost in costs), costs[0] / costs[1]
        most = MOST if what == "seconds" else None
        results.add(f"{asked.editions} editions, {what}", *cells, ratio=ratio, most=most)
    results.add("  aim", limit=f"at most {AIM:g}")
    results.end()


if __name__ == "__main__":
    main()
