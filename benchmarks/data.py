"""How fast files are taken in and a large store answers, beside pandas, in one run.

    python benchmarks/data.py [--files 100] [--store 450]

Prints a table: what was done, the seconds it took, those of pandas, and their ratio. The made-up
files are as the query platform writes them: GB18030, every cell in quotes, codes with their names,
a comma at the end of each line. Their sums are known, and every total is compared with them.
"""

from __future__ import annotations

import csv
import os
import resource
import tempfile
from collections import Counter
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from measuring import Results, parser, timed
from sandbox import months

from helpers.core.periods import MONTH
from helpers.observations.ingest.adding import add_files
from helpers.observations.ingest.options import AddOptions
from helpers.observations.readers.reading import Hints
from helpers.observations.warehouse.archive import open_archive
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.reference.partners import partners
from helpers.reference.provinces import provinces
from helpers.reference.reference_table import regimes

ROWS = 10_000
MONTHS = months(24)
OPTIONS = AddOptions(
    Hints(), None, date(2026, 1, 1), complete=("region", "partner", "product", "regime")
)
LAST = MONTHS[-1]
QUERIES = {
    "all goods": Query(LAST, "USD"),
    "all goods by province": Query(LAST, "USD", keep=("region",)),
    "all goods by partner": Query(LAST, "USD", keep=("partner",)),
    "Beijing by product": Query(LAST, "USD", keep=("product",), fixed={"region": "11"}),
    "a heading by partner": Query(LAST, "USD", keep=("partner",), fixed={"product": "1001"}),
    "weight of a heading": Query(LAST, "kg", "quantity", fixed={"product": "1001"}),
}

DIMENSIONS = {"贸易伙伴": partners, "贸易方式": regimes, "注册地": provinces}
ROWS_OF_A_PRODUCT = 100
"""Of a product in a month: the customs have some 8,000 products, and a month about 800,000 rows."""

SEED = 20_240_101


def generate(folder: Path, files: int, rows: int, months: list[str]) -> dict[str, int]:
    """Write so many downloads of so many rows, the months in turn; return their dollars by month."""
    folder.mkdir(parents=True, exist_ok=True)
    sums = Counter[str]()
    for place in range(files):
        part, month = place // len(months), months[place % len(months)]
        frame = _download(month, part, rows)
        sums[month] += int(frame["美元"].sum())
        frame["美元"] = frame["美元"].map("{:,}".format)
        frame.to_csv(
            folder / f"{month}-{part + 1:03d}-import.csv",
            index=False,
            encoding="gb18030",
            quoting=csv.QUOTE_ALL,
            lineterminator=",\r\n",
        )
    return sums


def _download(month: str, part: int, rows: int) -> pd.DataFrame:
    """Return the cells of a download; parts of a month have no row in common."""
    rng = np.random.default_rng((SEED, part, int(month.replace("-", ""))))
    dollars = np.maximum(1, (10 ** rng.normal(4.5, 1.3, rows)).astype(np.int64))
    kilogram = rng.integers(0, 1_000_000, rows)
    of_file, inner = np.divmod(np.arange(rows), ROWS_OF_A_PRODUCT)
    product = part * -(-rows // ROWS_OF_A_PRODUCT) + of_file
    columns: dict[str, Any] = {
        "数据年月": month.replace("-", ""),
        "商品编码": 10_000_000 + product * 1_000,
        "商品名称": [f"其他未列名的第{number}号商品" for number in product],
    }
    # Some partners of the customs' other tables have no number, which this table needs.
    tables = {
        title: names[names.index.str.isdigit()]
        for title, names in ((title, table()["name"]) for title, table in DIMENSIONS.items())
    }
    inner = inner * (np.prod([len(table) for table in tables.values()]) // ROWS_OF_A_PRODUCT)
    for title, table in tables.items():
        inner, member = np.divmod(inner, len(table))
        columns |= {f"{title}编码": table.index[member], f"{title}名称": table.to_numpy()[member]}
    second = of_file % 3 == 0
    columns |= {
        "第一数量": kilogram,
        "第一计量单位": "千克",
        "第二数量": np.where(second, kilogram // 7, 0),
        "第二计量单位": np.where(second, "个", "?"),
        "美元": dollars,
    }
    return pd.DataFrame(columns)


def added(folder: Path, files: int) -> tuple[float, Path, dict[str, int]]:
    """Return the seconds to take in so many made-up files, the folder of them, and their sums."""
    downloads, raw = folder / f"downloads-{files}", folder / f"data-{files}" / "raw"
    sums = generate(downloads, files, ROWS, MONTHS)
    raw.mkdir(parents=True)
    seconds, _ = timed(lambda: add_files(raw, [downloads], OPTIONS))
    return seconds, raw, sums


def read_by_pandas(paths: list[Path]) -> None:
    """Read files into one frame."""
    pd.concat([pd.read_csv(path, encoding="gb18030") for path in paths])


def check_sums(store: Store, sums: dict[str, int]) -> None:
    """Compare the total of every month with the known sum, to the dollar."""
    for month, dollars in sums.items():
        rows = store.query(Query(month, "USD")).rows
        (found,) = rows.loc[rows["span"] == MONTH, "value"]
        if found != dollars:
            raise SystemExit(f"{month}: expected {dollars}, found {found}")


def peak_memory() -> float:
    """Return the most that this process held, in GB, as if each other held its most just then.

    Other processes begin as copies of this one; what they share counts for each.
    """
    this, other = (
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return (this + other * (os.cpu_count() or 1)) / 2**20


def main() -> None:
    """Run the benchmark, and print its table."""
    options = parser(__doc__)
    options.add_argument("--files", type=int, default=100, help="files to take in beside pandas")
    options.add_argument("--store", type=int, default=450, help="files of the large store")
    asked = options.parse_args()
    results = Results("data", "what", "seconds", "pandas")
    with tempfile.TemporaryDirectory() as scratch:
        ours, raw, sums = added(Path(scratch), asked.files)
        originals = sorted(raw.glob("*.csv"))
        read_by_pandas(originals[:2])  # to warm up
        pandas, _ = timed(partial(read_by_pandas, originals))
        cells = (f"{ours:.2f}", f"{pandas:.2f}")
        results.add(f"add {asked.files * ROWS:,} rows", *cells, ratio=pandas / ours)
        check_sums(open_archive(raw).store(), sums)
        _, raw, sums = added(Path(scratch), asked.store)
        seconds, store = timed(lambda: open_archive(raw).store())
        count = sum(int(str(store.extent(file)["rows"])) for file in store.files)
        results.add(f"open a store of {count:,} rows", f"{seconds:.2f}")
        # Each query is asked once, of a store that has not been asked before.
        for name, query in QUERIES.items():
            seconds, answer = timed(partial(store.query, query))
            results.add(f"  {name} ({len(answer.rows)} rows)", f"{seconds:.3f}")
        check_sums(store, sums)
    results.add("peak memory, GB", f"{peak_memory():.2f}")
    results.end()


if __name__ == "__main__":
    main()
