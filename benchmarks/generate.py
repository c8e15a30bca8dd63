"""Made-up downloads of the query platform, of any size, whose sums are known.

They are written as the platform would: GB18030, every cell in quotes, codes with their names, a
comma at the end of each line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.core.periods import Month
from helpers.reference.partners import partners
from helpers.reference.provinces import provinces
from helpers.reference.reference_table import regimes

HEADER = (
    "数据年月,商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,贸易方式编码,贸易方式名称,"
    "注册地编码,注册地名称,第一数量,第一计量单位,第二数量,第二计量单位,美元"
)
FIRST = Month(2024, 1)
ROWS_OF_A_PRODUCT = 100
"""Of a product in a month: the customs have some 8,000 products, and a month about 800,000 rows."""

SEED = 20_240_101


def months(count: int) -> list[str]:
    """Return so many months from the first on."""
    return [str(FIRST.minus(-place)) for place in range(count)]


def generate(folder: Path, files: int, rows: int, month_count: int) -> dict[str, int]:
    """Write downloads, the months in turn; return the sum of dollars by month.

    Parameters
    ----------
    folder : pathlib.Path
        Where the files go; made if it is not there.
    files, rows, month_count : int
        How many files, of so many rows each, over so many months.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = months(month_count)
    sums = dict.fromkeys(names, 0)
    for place in range(files):
        month = names[place % month_count]
        part = place // month_count
        dollars, lines = _lines(month, part, rows)
        sums[month] += dollars
        path = folder / f"{month}-{part + 1:03d}-import.csv"
        path.write_bytes(
            ("\r\n".join((_quoted(HEADER.split(",")), *lines)) + "\r\n").encode("gb18030")
        )
    return sums


def _lines(month: str, part: int, rows: int) -> tuple[int, Iterator[str]]:
    """Return the sum of a file, and its lines; parts of a month have no row in common."""
    rng = np.random.default_rng((SEED, part, int(month.replace("-", ""))))
    dollars = np.maximum(1, (10 ** rng.normal(4.5, 1.3, rows)).astype(np.int64))
    weights = rng.integers(0, 1_000_000, rows)
    amounts = zip(dollars.tolist(), weights.tolist(), strict=True)
    first = part * -(-rows // ROWS_OF_A_PRODUCT)
    lines = (
        ",".join((f'"{month.replace("-", "")}"', *keys, *_amounts(place, *numbers), ""))
        for place, (keys, numbers) in enumerate(zip(_keys(first, rows), amounts, strict=True))
    )
    return int(dollars.sum()), lines


def _keys(first: int, rows: int) -> Iterator[tuple[str, ...]]:
    """Yield the cells of products from the first on; of each so many partners, regimes, provinces."""
    tables = [_pairs(partners()["name"]), _pairs(regimes()["name"]), _pairs(provinces()["name"])]
    step = int(np.prod([len(table) for table in tables])) // ROWS_OF_A_PRODUCT
    for place in range(rows):
        product, inner = first + place // ROWS_OF_A_PRODUCT, place % ROWS_OF_A_PRODUCT * step
        cells = [f'"{10_000_000 + product * 1_000:08d}","其他未列名的第{product}号商品"']
        for table in tables:
            inner, member = divmod(inner, len(table))
            cells.append(table[member])
        yield tuple(cells)


def _amounts(place: int, dollars: int, kilogram: int) -> tuple[str, ...]:
    second = f'"{kilogram // 7}","个"' if place // ROWS_OF_A_PRODUCT % 3 == 0 else '"0","?"'
    return f'"{kilogram}","千克"', second, f'"{dollars:,}"'


def _pairs(names: pd.Series[str]) -> list[str]:
    return [f'"{code}","{name}"' for code, name in names.items()]


def _quoted(titles: Sequence[str]) -> str:
    return ",".join((*(f'"{title}"' for title in titles), ""))
