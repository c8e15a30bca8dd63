"""How heavy the explorer's data is: of the repository, and of a made archive of ten years.

    python benchmarks/explorer.py [--months 120]

The archive has 31 provinces, 250 partners and 200 products. Ends with an error when a limit is missed.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from made_series import made_member
from measuring import Results, parser, timed

from helpers.core.dimensions import CURRENCIES
from helpers.core.periods import SPANS
from helpers.indicators.over_time import months_through
from helpers.presentation.locale.words import chinese
from helpers.publishing.catalogue.settings import CONFIG, read_settings
from helpers.publishing.open_data.encoding import LARGEST, script
from helpers.publishing.open_data.explorer_index import data_index
from helpers.publishing.open_data.page_scripts import write_words
from helpers.publishing.open_data.revised_points import NONE_EARLIER
from helpers.publishing.open_data.shards import month_shards, subject_shard
from helpers.publishing.open_data.writing import write_open_data
from helpers.reference.commodities import commodity_names
from helpers.reference.partners import partners
from helpers.reference.provinces import provinces
from helpers.reports.common.data import open_store
from helpers.reports.timelines.time_series import SubjectSeries

ROOT: Final = Path(__file__).parents[1]
FIRST_VIEW: Final = 100_000
"""Bytes that the explorer may load before its first choice, besides what all pages share."""

PROCESSOR: Final = 16
"""Seconds that all of the repository's open data may take anew."""


def main() -> None:
    """Measure, print, and judge."""
    options = parser(__doc__)
    options.add_argument("--months", type=int, default=120, help="of the made archive")
    asked = options.parse_args()
    results = Results("explorer", "what", "measured")
    _repository(results)
    _archive(results, months_through("2025-12", asked.months))
    results.end()


def _repository(results: Results) -> None:
    store = open_store(ROOT / "data")
    with tempfile.TemporaryDirectory() as scratch:
        site, cache = Path(scratch) / "site", Path(scratch) / "open-data.zip"
        for what, limit in (("written anew", PROCESSOR), ("from the cache", PROCESSOR / 4)):
            start = time.process_time()
            timed(lambda: write_open_data(store, cache, site))
            cost = time.process_time() - start
            shown = f"{cost:.1f} s of processor"
            results.add(what, shown, limit=f"at most {limit:g} s", passed=cost <= limit)
        write_words(site, chinese(), read_settings(ROOT / CONFIG))
        sizes = {path: path.stat().st_size for path in (site / "data" / "explorer").rglob("*.js")}
    first = sum(sizes[path] for path in sizes if path.name in ("index.js", "words-zh.js"))
    _weigh(results, "index and words", first, FIRST_VIEW)
    _weigh(results, f"the largest of {len(sizes)} scripts", max(sizes.values()), LARGEST)


def _archive(results: Results, months: list[str]) -> None:
    sizes: dict[str, int] = {}
    for dimension, codes in _members().items():
        one = made_member(dimension, codes[0], months, 1)
        shard = subject_shard(one, NONE_EARLIER, lambda *_: months[0])
        sizes[f"{dimension}: {len(months)} months of a member"] = len(script(one.key, shard))
        every = [
            made_member(dimension, code, months[-1:], place) for place, code in enumerate(codes)
        ]
        of_month = [len(script(key, shard)) for key, shard in month_shards(every).items()]
        sizes[f"{dimension}: a month of {len(codes)} members"] = max(of_month)
    for what, size in sizes.items():
        _weigh(results, what, size, LARGEST)
    index = data_index(open_store(ROOT / "data"), [*_subjects(months)], (), "0" * 12)
    _weigh(
        results, f"index of {len(index['shards'])} scripts", len(script("index", index)), FIRST_VIEW
    )


def _members() -> dict[str, list[str]]:
    return {
        "region": [*map(str, provinces().index)],
        "partner": [*map(str, partners().index)][:250],
        "product": [*commodity_names()][:200],
    }


def _subjects(months: list[str]) -> Iterator[SubjectSeries]:
    """Yield what an index lists: all members in both currencies and spans."""
    for dimension, codes in _members().items():
        for code in codes:
            one = made_member(dimension, code, [months[0], months[-1]], 1)
            for currency in CURRENCIES:
                yield from (replace(one, currency=currency, span=span) for span in SPANS)


def _weigh(results: Results, what: str, size: int, limit: int) -> None:
    results.add(what, f"{size:,} bytes", limit=f"at most {limit:,}", passed=size <= limit)


if __name__ == "__main__":
    main()
