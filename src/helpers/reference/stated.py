"""What sources state figures of beside provinces, countries and HS codes.

``stated.csv`` names groups of regions (the Yangtze River Delta), groups of partners without a list
of members (Africa), the customs' own lists of products (high-tech products), kinds of enterprise.
Groups and lists overlap one another and their members: no sum counts them (``vocabulary.is_part``).
"""

from __future__ import annotations

from typing import Final

from helpers.errors import ReferenceTableError
from helpers.reference.table import read_table

_TABLE: Final = ("stated", "dimension")


def stated_names(dimension: str) -> dict[str, str]:
    """Return the Chinese names of what sources state of a dimension, by code, in table order."""
    table = read_table(*_TABLE)
    rows = table[table.index == dimension]
    return dict(zip(rows["code"], rows["name"], strict=True))


def stated_code(dimension: str, name: str) -> str:
    """Return the code of what a source calls so, by Chinese or English name, or by code.

    Raises
    ------
    ReferenceTableError
        When nothing of the dimension is called so.
    """
    table = read_table(*_TABLE)
    rows = table[table.index == dimension]
    found = rows[(rows[["code", "name", "name_en"]] == name).any(axis=1)]
    if found.empty:
        known = "、".join(rows["name"])
        raise ReferenceTableError(
            f"{dimension} '{name}' is not known; expected one of {known}, or a new row of stated.csv"
        )
    return str(found["code"].iloc[0])
