"""The codes and rows of a file: known or of the right shape, each once, and not cut off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

import numpy as np
import pandas as pd

from helpers.core.dimensions import VALUE, WHOLE
from helpers.observations.coded_rows import CodedRows
from helpers.observations.readers.description import RawFile
from helpers.observations.readers.platform import NAME as PLATFORM
from helpers.observations.schema import CELL
from helpers.observations.validation.finding import Remark
from helpers.reference.commodities import commodity_names
from helpers.reference.partners import GROUPS, partners
from helpers.reference.products import product_groups
from helpers.reference.provinces import provinces
from helpers.reference.reference_table import regimes, stated_names
from helpers.reference.sections import section_names

CUT: Final = 10_000
"""The rows at which the query platform cuts a download, without a word."""

_HS_LENGTHS: Final = (2, 4, 6, 8, 10)


def duplicates(cells: CodedRows, raw: RawFile) -> Iterator[Remark]:
    """Report two rows of the same cell: a sum would count both."""
    twice = np.flatnonzero(pd.Series(cells.key(CELL)).duplicated())
    if len(twice):
        first = cells.rows.iloc[int(twice[0])]
        cell = {column: str(first[column]) for column in CELL}
        yield Remark(raw.id, cell | {"count": len(twice)})


def cut_at_10000_rows(cells: CodedRows, raw: RawFile) -> Iterator[Remark]:
    """Warn of a download of just as many rows as the platform gives; every row has a value."""
    if raw.format == PLATFORM and int(cells.having("measure", VALUE).sum()) == CUT:
        yield Remark(raw.id, {"count": CUT})


def known_regions(cells: CodedRows, raw: RawFile) -> Iterator[Remark]:
    """Report regions that are neither China, nor a group, nor a province or a longer code in one."""
    known = _known()["region"]
    unknown = {code for code in cells.distinct("region") if not {code, code[:2]} & known}
    if unknown:
        yield Remark(raw.id, {"codes": sorted(unknown)})


def known_codes(cells: CodedRows, raw: RawFile) -> Iterator[Remark]:
    """Warn of codes that no page could name, by the names that the file gives them."""
    for dimension in ("partner", "product", "regime", "enterprise", "locality"):
        unknown = set(cells.distinct(dimension)) - _known()[dimension]
        if dimension == "product":
            unknown = {code for code in unknown if not _is_hs(code)}
        if unknown:
            names = raw.names.get(dimension, {})
            shown = [f"{code} {names.get(code, '')}".strip() for code in sorted(unknown)]
            yield Remark(raw.id, {"kind": dimension, "codes": shown})


def one_level_of_products(cells: CodedRows, raw: RawFile) -> Iterator[Remark]:
    """Report HS codes of several lengths in a file whose products are to be added up."""
    if "product" not in raw.complete:
        return
    lengths = sorted({len(code) for code in cells.distinct("product") if code.isdigit()})
    if len(lengths) > 1:
        yield Remark(raw.id, {"codes": [*map(str, lengths)]})


def _is_hs(code: str) -> bool:
    return code.isascii() and code.isdigit() and len(code) in _HS_LENGTHS


@cache
def _known() -> Mapping[str, frozenset[str]]:
    tables: dict[str, list[str]] = {
        "region": provinces().index.tolist(),
        "partner": [*partners().index, *GROUPS],
        "product": [*product_groups().index, *section_names(), *commodity_names()],
        "regime": regimes().index.tolist(),
        "enterprise": [],
        "locality": provinces().index.tolist(),
    }
    return {
        dimension: frozenset((WHOLE, *codes, *stated_names(dimension)))
        for dimension, codes in tables.items()
    }
