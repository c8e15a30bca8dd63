"""How fast files are taken in and a large store answers, beside pandas, in one run.

    python benchmarks/data.py [--files 100] [--store 450]

Prints a table: what was done, the seconds it took, those of pandas, and their ratio. The sums of
the made-up files are known, and every total is compared with them.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pandas as pd
from generate import generate, months
from measuring import timed
from rich.console import Console
from rich.table import Table

from helpers.observations.ingest.adding import add_files
from helpers.observations.ingest.staging import AddOptions
from helpers.observations.readers.reading import Hints
from helpers.observations.warehouse.archive import open_archive
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store

ROWS = 10_000
MONTHS = 24
WISH = AddOptions(
    Hints(), None, date(2026, 1, 1), complete=("region", "partner", "product", "regime")
)
MONTH = months(MONTHS)[-1]
QUERIES = {
    "all goods": Query(MONTH, "USD"),
    "all goods by province": Query(MONTH, "USD", keep=("region",)),
    "all goods by partner": Query(MONTH, "USD", keep=("partner",)),
    "Beijing by product": Query(MONTH, "USD", keep=("product",), fixed={"region": "11"}),
    "a heading by partner": Query(MONTH, "USD", keep=("partner",), fixed={"product": "1001"}),
    "weight of a heading": Query(MONTH, "kg", "quantity", fixed={"product": "1001"}),
}


def added(folder: Path, files: int) -> tuple[float, Path, dict[str, int]]:
    """Return the seconds to take in so many made-up files, the folder of them, and their sums."""
    downloads, raw = folder / f"downloads-{files}", folder / f"data-{files}" / "raw"
    sums = generate(downloads, files, ROWS, MONTHS)
    raw.mkdir(parents=True)
    seconds, _ = timed(lambda: add_files(raw, [downloads], WISH))
    return seconds, raw, sums


def read_by_pandas(paths: list[Path]) -> None:
    """Read files into one frame."""
    pd.concat([pd.read_csv(path, encoding="gb18030") for path in paths])


def answers(store: Store) -> Iterator[tuple[str, float, pd.DataFrame]]:
    """Ask each query once, of a store that has not been asked before."""
    for name, query in QUERIES.items():
        seconds, answer = timed(partial(store.query, query))
        yield name, seconds, answer


def exact(store: Store, sums: dict[str, int]) -> None:
    """Compare the total of every month with the known sum, to the dollar."""
    for month, dollars in sums.items():
        (found,) = store.query(Query(month, "USD")).rows["value"]
        if found != dollars:
            raise SystemExit(f"{month}: expected {dollars}, found {found}")


def peak_memory() -> float:
    """Return the most that this process held, in GB, as if each other held its most just then.

    Other processes begin as copies of this one; what they share counts for each.
    """
    own, other = (
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return (own + other * (os.cpu_count() or 1)) / 2**20


def main() -> None:
    """Run the benchmark, and print its table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--files", type=int, default=100, help="files to take in beside pandas")
    parser.add_argument("--store", type=int, default=450, help="files of the large store")
    asked = parser.parse_args()
    table = Table("what", "seconds", "pandas", "ratio", title="data")
    with tempfile.TemporaryDirectory() as scratch:
        ours, raw, sums = added(Path(scratch), asked.files)
        originals = sorted(raw.glob("*.csv"))
        read_by_pandas(originals[:2])  # to warm up
        pandas, _ = timed(partial(read_by_pandas, originals))
        table.add_row(
            f"add {asked.files * ROWS:,} rows",
            f"{ours:.2f}",
            f"{pandas:.2f}",
            f"{pandas / ours:.2f}",
        )
        exact(open_archive(raw).store(), sums)
        _, raw, sums = added(Path(scratch), asked.store)
        seconds, store = timed(lambda: open_archive(raw).store())
        count = sum(int(str(store.extent(one)["rows"])) for one in store.files)
        table.add_row(f"open a store of {count:,} rows", f"{seconds:.2f}", "", "")
        for name, taken, answer in answers(store):
            table.add_row(f"  {name} ({len(answer)} rows)", f"{taken:.3f}", "", "")
        exact(store, sums)
    table.add_row("peak memory, GB", f"{peak_memory():.2f}", "", "")
    Console(width=96).print(table)


if __name__ == "__main__":
    main()
