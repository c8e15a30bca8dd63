"""Groups of products: nine sets of chapters of the Harmonized System (HS).

``product_groups.csv`` is configuration, and its assignment of chapters an inference: the published
reports name nine groups and leave their definition to a technical document that is not at hand.
Pages that group HS data by it say so. The ranges are taken as they stand: chapter 77, which the HS
keeps for later use, lies within metals; 98 and 99, which are for national use, within other.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import pandas as pd

from helpers.core.errors import ReferenceTableError
from helpers.reference.reference_table import NAME, read_table, table_names

_RESERVED: Final = 77
CHAPTERS: Final = tuple(f"{number:02d}" for number in range(1, 98) if number != _RESERVED)
"""The chapters of the Harmonized System that countries share; 77 is kept for later use."""

_LAST_HEADINGS: Final = {1: 6, 2: 10, 3: 9, 4: 10, 5: 11, 6: 4, 7: 14, 8: 14, 9: 10}
"""The last heading of each chapter that begins with a zero: 0106, 0210 …"""

_HS: Final = re.compile(r"(?:[0-9]{2})+")


@cache
def _group_of_chapter() -> dict[str, str]:
    groups = {}
    for key, ranges in read_table("product_groups", "key")["chapters"].items():
        for each in ranges.split():
            first, last = map(int, each.split("-"))
            groups.update({f"{number:02d}": str(key) for number in range(first, last + 1)})
    return groups


def product_groups() -> pd.DataFrame:
    """Return the nine groups of products, in the order of the published reports.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``key``, the code in the ``product`` column of observations; ``name`` as
        published, ``name_en``, and ``chapters``: ranges of HS chapters such as ``41-43 50-67``.
    """
    return read_table("product_groups", "key").copy()


def group_of(hs: str) -> str:
    """Return the key of the group that an HS code belongs to, by its chapter: the first two digits.

    Raises
    ------
    ReferenceTableError
        When it is no HS code, or its chapter is in no group.

    Examples
    --------
    >>> group_of("85076000")
    'electronics'
    """
    if _HS.fullmatch(hs) is None:
        raise ReferenceTableError(
            f"'{hs}' is not an HS code; expected an even number of digits, such as 85, 8507 or 85076000"
        )
    try:
        return _group_of_chapter()[hs[:2]]
    except KeyError:
        raise ReferenceTableError(
            f"HS code '{hs}': chapter {hs[:2]} is in no group of products; expected 01 to 99, "
            "as in product_groups.csv"
        ) from None


def with_lost_zero(digits: str) -> str | None:
    """Return an HS code that lost the zero it begins with; None where it can be no such code.

    A spreadsheet takes codes for numbers. HS codes have an even number of digits, and what begins with
    a zero lies in the headings 0101 to 0910.

    Examples
    --------
    >>> with_lost_zero("1012100"), with_lost_zero("8507600"), with_lost_zero("85")
    ('01012100', None, None)
    """
    code = f"0{digits}"
    if _HS.fullmatch(code) is None or code.startswith("00"):
        return None
    heading = int(code[2:4] or 1)
    return code if 1 <= heading <= _LAST_HEADINGS[int(code[:2])] else None


def group_name(key: str, column: str = NAME) -> str:
    """Return the name of a group of products, of a column of names.

    Raises
    ------
    ReferenceTableError
        When there is no such group.
    """
    names = table_names("product_groups", column, "key")
    if key not in names:
        raise ReferenceTableError(
            f"group of products '{key}' is not known; expected one of {', '.join(names)}"
        )
    return names[key]


def hs_names() -> pd.DataFrame:
    """Return the HS codes that have names: indexed by ``code``; ``name`` and ``name_en``."""
    return read_table("hs_names").copy()


def hs_name(hs: str, column: str = NAME) -> str | None:
    """Return the name of an HS code, of a column of names, or None where ``hs_names.csv`` has none."""
    return table_names("hs_names", column).get(hs)
