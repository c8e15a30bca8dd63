"""What sources state figures of beside provinces, countries and HS codes.

``stated.csv`` names groups of regions (the Yangtze River Delta), groups of partners without a list
of members (Africa), the customs' own lists of products (high-tech products), kinds of enterprise.
Groups and lists overlap one another and their members: no sum counts them (``vocabulary.is_part``).
"""

from __future__ import annotations

from typing import Final

from helpers.reference.table import read_table

_TABLE: Final = ("stated", "dimension")


def stated_names(dimension: str) -> dict[str, str]:
    """Return the Chinese names of what sources state of a dimension, by code, in table order."""
    table = read_table(*_TABLE)
    rows = table[table.index == dimension]
    return dict(zip(rows["code"], rows["name"], strict=True))
