"""How long one command takes for fifteen months from an empty catalogue, and for the sixteenth.

    python benchmarks/months.py [--months 15]

The data are made up: the totals of 31 provinces, a file a month. Ends with an error when a limit is missed.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Final

from measuring import Results, parser
from sandbox import Sandbox, months

MOST: Final = 40
"""Seconds for all months but the last, on two processors."""

NEXT: Final = 8
"""Seconds for a month more."""


def main() -> None:
    """Measure, print, and judge."""
    options = parser(__doc__)
    options.add_argument("--months", type=int, default=15, help="published at once")
    asked = options.parse_args()
    periods = months(asked.months + 1)
    results = Results("months", "what", "s", "processor, s")
    with tempfile.TemporaryDirectory() as scratch:
        place, downloads = Sandbox(Path(scratch) / "book"), Path(scratch) / "downloads"
        place.furnish_empty()
        downloads.mkdir()
        for period in periods[:-1]:
            place.download(period, downloads)
        said = ("--released", "unknown", "--dataset", "totals", "--complete", "region")
        for what, files, limit in (
            (f"{asked.months} months", downloads, MOST),
            ("a month more", place.download(periods[-1], Path(scratch)), NEXT),
        ):
            cost = place.tradebook("update", files, *said)
            cells, passed = (f"{cost.seconds:.1f}", f"{cost.processor:.1f}"), cost.seconds <= limit
            results.add(what, *cells, limit=f"at most {limit} s", passed=passed)
    results.end()


if __name__ == "__main__":
    main()
