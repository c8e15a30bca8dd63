"""The 31 provinces: codes, names, regions, places in the tile map; the places within them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from helpers.core.errors import ReferenceTableError
from helpers.reference.reference_table import (
    NAME,
    codes_by_name,
    plain_name,
    read_table,
    stated_codes,
    table_names,
)

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
CITY: Final = "市"
"""What the name of a city ends with."""

_NAMES: Final = ("abbreviation", "full_name_en", "name_en", "full_name", "name")


def provinces() -> pd.DataFrame:
    """Return the 31 provinces.

    Returns
    -------
    pandas.DataFrame
        Indexed by the two-digit ``code`` of the customs; ``name`` and ``name_en`` (short),
        ``full_name`` and ``full_name_en`` (official), ``abbreviation``, ``letters`` (ISO 3166-2,
        without ``CN-``), ``macro_region`` (one of ``MACRO_REGIONS``), ``tile_row`` and ``tile_col``
        (place in the tile map, from 0).
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


def province_name(code: str, column: str = NAME) -> str:
    """Return the short name of a province, of a column of names; errors as in ``province_code``."""
    return table_names("provinces", column)[province_code(code)]


def address_names() -> dict[str, str]:
    """Return what provinces are called in addresses, by code: ``inner_mongolia``."""
    names = read_table("provinces")["name_en"].str.lower().str.replace(" ", "_")
    return {str(code): str(name) for code, name in names.items()}


def is_place(code: str) -> bool:
    """Return whether a region is a city or zone: it has its province's code, and behind that its name.

    The kinds of foreign-invested enterprises of a province have codes of this shape, and are no places.

    Examples
    --------
    >>> is_place("44-深圳市"), is_place("44"), is_place("11-外商独资企业")
    (True, False, False)
    """
    name = code[2:].removeprefix("-")
    kinds = stated_codes("enterprise")
    return code[:2] in _short_names() and name != "" and plain_name(name).casefold() not in kinds


def short_place_name(name: str) -> str:
    """Return the short name of a city; a zone has none, nor has a city that is called like a province.

    Examples
    --------
    >>> short_place_name("深圳市"), short_place_name("吉林市"), short_place_name("上海浦东新区")
    ('深圳', '吉林市', '上海浦东新区')
    """
    short = name.removesuffix(CITY)
    return name if len(short) == 1 or short in _codes() else short


def place_names(code: str, name: str) -> list[str]:
    """Return what a city or zone is called: its name, that in short, and both with its province before them.

    Examples
    --------
    >>> place_names("44-深圳市", "深圳市")
    ['深圳市', '深圳', '广东省深圳市', '广东深圳']
    """
    own = within_province(code, name)
    brief = short_place_name(own)
    full, short = full_place_name(code, name), f"{_short_names()[code[:2]]}{brief}"
    return [*dict.fromkeys((name, brief, full, short))]


def full_place_name(code: str, name: str) -> str:
    """Return the name of a city or zone with that of its province before it: 广东省深圳市."""
    return f"{_full_names()[code[:2]]}{within_province(code, name)}"


def within_province(code: str, name: str) -> str:
    """Return the name of a city or zone without that of its province in full, which may stand before it."""
    return name.removeprefix(_full_names()[code[:2]]) or name


@cache
def _short_names() -> dict[str, str]:
    return dict(read_table("provinces")["name"])


@cache
def _full_names() -> dict[str, str]:
    return dict(read_table("provinces")["full_name"])


@cache
def _codes() -> dict[str, str]:
    return codes_by_name(read_table("provinces"), *_NAMES)
