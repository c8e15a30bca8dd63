"""What sources state figures of beside provinces, countries and HS codes.

``stated.csv`` names groups of regions (the Yangtze River Delta), groups of partners without a list
of members (Africa), the customs' own lists of products (high-tech products), kinds of enterprise.
Groups and lists overlap one another and their members: no sum counts them (``vocabulary.is_part``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from helpers.reference.reference_table import read_table

_TABLE: Final = ("stated", "dimension")


@cache
def stated_names(dimension: str) -> Mapping[str, str]:
    """Return the Chinese names of what sources state of a dimension, by code, in table order."""
    table = read_table(*_TABLE)
    rows = table[table.index == dimension]
    return MappingProxyType(dict(zip(rows["code"], rows["name"], strict=True)))
