"""The 31 provinces: codes, names, regions, places in the tile map."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from helpers.core.errors import ReferenceTableError
from helpers.reference.reference_table import codes_by_name, read_table

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
_NAMES: Final = ("abbreviation", "full_name_en", "name_en", "full_name", "name")


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


@cache
def _typed() -> pd.DataFrame:
    return read_table("provinces").astype({"tile_row": int, "tile_col": int})


def province_code(name: str) -> str:
    """Return the code of a province given by its code, or its short, full or English name.

    Raises
    ------
    ReferenceTableError
        When no province is called so.
    """
    try:
        return _codes()[name]
    except KeyError:
        raise ReferenceTableError(
            f"province '{name}' is not known; expected one of the 31, such as 44, 广东, 广东省 or Guangdong"
        ) from None


def province_name(code: str) -> str:
    """Return the short Chinese name of a province; errors as in ``province_code``."""
    return _short_names()[province_code(code)]


def address_names() -> dict[str, str]:
    """Return what provinces are called in addresses, by code: ``inner_mongolia``."""
    names = read_table("provinces")["name_en"].str.lower().str.replace(" ", "_")
    return {str(code): str(name) for code, name in names.items()}


@cache
def _short_names() -> dict[str, str]:
    return dict(read_table("provinces")["name"])


@cache
def _codes() -> dict[str, str]:
    return codes_by_name(read_table("provinces"), *_NAMES)
