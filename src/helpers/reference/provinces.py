"""The 31 provinces: codes, names, regions, places in the tile map."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from helpers.core.errors import ReferenceTableError
from helpers.reference.reference_table import read_table

if TYPE_CHECKING:
    import pandas as pd

MACRO_REGIONS: Final = (
    "east",
    "south",
    "north",
    "southwest",
    "central",
    "northeast",
    "northwest",
)


def provinces() -> pd.DataFrame:
    """Return the 31 provinces.

    Returns
    -------
    pandas.DataFrame
        Indexed by the two-digit ``code`` of the customs; ``name`` and ``name_en`` (short),
        ``full_name`` and ``full_name_en`` (official), ``abbreviation``, ``macro_region`` (one of
        ``MACRO_REGIONS``), ``tile_row`` and ``tile_col`` (place in the tile map, from 0).
    """
    return _typed().copy()


def province_code(name: str) -> str:
    """Return the code of a province told by code, or by short, full or English name.

    Raises
    ------
    ReferenceTableError
        When no province is called so.
    """
    table = read_table("provinces")
    if name in table.index:
        return name
    for column in ("name", "full_name", "name_en", "full_name_en", "abbreviation"):
        found = table.index[table[column] == name]
        if len(found) == 1:
            return str(found[0])
    raise ReferenceTableError(
        f"province '{name}' is not known; expected one of the 31, such as 44, 广东, 广东省 or Guangdong"
    )


def province_name(code: str) -> str:
    """Return the short Chinese name of a province.

    Raises
    ------
    ReferenceTableError
        When the code is no province's.
    """
    return _names()[province_code(code)]


@cache
def _typed() -> pd.DataFrame:
    return read_table("provinces").astype({"tile_row": int, "tile_col": int})


@cache
def _names() -> Mapping[str, str]:
    return MappingProxyType({str(code): str(name) for code, name in provinces()["name"].items()})
